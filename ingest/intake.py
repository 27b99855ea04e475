"""The first pass of an ingest: every file's bytes kept, every place noted, nothing read twice."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from ingest.catalogue import Location
from ingest.catalogue_writer import CatalogueWriter
from ingest.discover import FoundFile, Unreachable, discover
from ingest.errors import EmptyFileError, IngestError
from ingest.formats import media_type
from ingest.originals import keep_original
from ingest.paths import DataPaths, printable
from ingest.records import Failure, SourceFile
from ingest.report import IngestReport, Progress

# What a file of no bytes is called; opening it fails with a reason.
EMPTY_TYPE = "application/x-empty"


class Intake:
    """Takes files in for one run. The caller holds the write lock."""

    def __init__(
        self,
        catalogue: CatalogueWriter,
        paths: DataPaths,
        report: IngestReport,
        progress: Progress,
    ) -> None:
        self._catalogue = catalogue
        self._paths = paths
        self._report = report
        self._progress = progress
        self._known = catalogue.all_locations()
        self._releases: set[str] = set()

    def take_in(self, named: Iterable[Path]) -> None:
        """Take in files and folders.

        Raises:
            DataDirectoryError: A file cannot be stored.
        """
        self._progress.begin("files", None)
        for path in named:
            for found in discover(path.absolute()):
                self._take(found)
                self._progress.advance()

    def _take(self, found: FoundFile | Unreachable) -> None:
        if isinstance(found, Unreachable):
            self._fail(found.path, found.error)
            return
        self._report.files += 1
        self._save_release(found)
        before = self._known.get(printable(found.path))
        if before is not None and _is_unchanged(before, found):
            self._report.known_files += 1
            entry = found.manifest.entry(found.path)
            self._catalogue.save_manifest_entry(before.document_id, entry)
            return
        try:
            self._store(found)
        except IngestError as error:
            self._fail(found.path, error)

    def _save_release(self, found: FoundFile) -> None:
        manifest = found.manifest
        if manifest.release.id in self._releases:
            return
        self._releases.add(manifest.release.id)
        self._catalogue.save_release(manifest.release)
        self._report.remarks += [
            f"The manifest in {printable(manifest.folder)} names {path}, which is not there."
            for path in manifest.unmatched()
        ]

    def _store(self, found: FoundFile) -> None:
        sha256 = keep_original(found.path, self._paths)
        shown = printable(found.path)
        file = SourceFile(
            path=shown,
            sha256=sha256,
            size_bytes=found.size_bytes,
            media_type=_media_type(self._paths.original(sha256)),
            modified_ns=found.modified_ns,
        )
        raw = str(found.path).encode("utf-8", "surrogateescape")
        is_new = self._catalogue.save_found(
            file,
            found.manifest.release.id,
            found.manifest.entry(found.path),
            raw if raw != shown.encode() else None,
        )
        if is_new:
            self._report.new_documents += 1
        else:
            self._report.copies += 1

    def _fail(self, path: Path, error: IngestError) -> None:
        self._report.failures[error.code] += 1
        self._catalogue.save_failed_file(
            Failure(
                path=printable(path),
                document_id=None,
                page=None,
                step=error.step,
                code=error.code,
                reason=str(error),
                engine="",
                at=datetime.now(UTC),
            )
        )


def _is_unchanged(before: Location, found: FoundFile) -> bool:
    return (before.size_bytes, before.modified_ns, before.release_id) == (
        found.size_bytes,
        found.modified_ns,
        found.manifest.release.id,
    )


def _media_type(path: Path) -> str:
    try:
        return media_type(path)
    except EmptyFileError:
        return EMPTY_TYPE
