"""The first pass of an ingest: every file's bytes kept, every place noted, nothing read twice."""

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from ingest.catalogue_rows import Location
from ingest.catalogue_writer import CatalogueWriter
from ingest.discover import FoundFile, Unreachable, discover
from ingest.errors import EmptyFileError, IngestError
from ingest.manifest import Manifest
from ingest.media_types import media_type
from ingest.originals import keep_original
from ingest.paths import DataPaths, printable
from ingest.records import Failure, SourceFile, Standing
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
        gone = catalogue.documents_standing(Standing.WITHDRAWN)
        self._withdrawn = {document.sha256 for document in gone}
        self._releases: set[str] = set()

    def take_in(self, named: Iterable[Path]) -> None:
        """Take in files and folders.

        Raises:
            DataDirectoryError: A file cannot be stored.
        """
        self._progress.begin("files", None)
        for path in named:
            # Before anything is looked up: a manifest above ``../other`` is not one above here.
            plain = Path(os.path.normpath(path.absolute()))
            self._remark_on_data_directory(plain)
            self._catalogue.forget_unreachable(printable(plain))
            for found in discover(plain, leave_out=self._paths.root):
                self._take(found)
                self._progress.advance()

    def _take(self, found: FoundFile | Unreachable) -> None:
        if isinstance(found, Unreachable):
            self._fail(found.path, found.error)
            return
        self._report.files += 1
        self._save_release(found)
        before = self._known.get(printable(found.path))
        if before is not None and _is_unchanged(before, found) and self._is_kept(before):
            self._report.known_files += 1
            entry = found.manifest.entry(found.path)
            self._catalogue.save_manifest_entry(before.document_id, entry)
            return
        try:
            self._store(found)
        except IngestError as error:
            self._fail(found.path, error)

    def _remark_on_data_directory(self, named: Path) -> None:
        root = self._paths.root
        if named == root or root in named.parents or named in root.parents:
            self._report.remarks.append(
                f"The data directory {printable(root)} was passed over: it holds no records but "
                "those already taken in."
            )

    def _save_release(self, found: FoundFile) -> None:
        manifest = found.manifest
        if manifest.release.id in self._releases:
            return
        self._releases.add(manifest.release.id)
        self._remark_on_shared_name(manifest)
        self._catalogue.save_release(manifest.release, is_certain=manifest.present)
        self._report.remarks += [
            f"The manifest in {printable(manifest.folder)} names {path}, which is not there."
            for path in manifest.unmatched()
        ]

    def _store(self, found: FoundFile) -> None:
        sha256 = keep_original(found.path, self._paths)
        shown = printable(found.path)
        if sha256 in self._withdrawn:
            self._report.remarks.append(f"{shown} was withdrawn before and is not taken in again.")
        file = SourceFile(
            path=shown,
            sha256=sha256,
            size_bytes=found.size_bytes,
            media_type=type_or_empty(self._paths.original(sha256)),
            modified_ns=found.modified_ns,
        )
        raw = str(found.path).encode("utf-8", "surrogateescape")
        is_new = self._catalogue.save_found(
            file,
            found.manifest.release.id,
            found.manifest.entry(found.path),
            raw if raw != shown.encode() else None,
        )
        before = self._known.get(shown)
        if before is not None and not sha256.startswith(before.document_id):
            self._report.remarks.append(
                f"{shown} now holds other bytes than before. Both versions are kept; the earlier "
                f"one is document {before.document_id}."
            )
        if is_new:
            self._report.new_documents += 1
        else:
            self._report.copies += 1

    def _remark_on_shared_name(self, manifest: Manifest) -> None:
        """Two folders of one name are one release unless a manifest tells them apart."""
        folder = printable(manifest.folder.absolute()).rstrip("/") + "/"
        elsewhere = any(
            place.release_id == manifest.release.id and not place.path.startswith(folder)
            for place in self._known.values()
        )
        if elsewhere and not manifest.present:
            self._report.remarks.append(
                f"{folder} is filed under the release {manifest.release.id}, which has files of "
                "another folder too. A release.toml with an id of its own tells them apart."
            )

    def _is_kept(self, before: Location) -> bool:
        """Whether the original is still there; one that was lost is copied again."""
        return before.sha256 in self._withdrawn or self._paths.original(before.sha256).exists()

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


def type_or_empty(path: Path) -> str:
    """A file's media type, or ``EMPTY_TYPE`` if it has no bytes."""
    try:
        return media_type(path)
    except EmptyFileError:
        return EMPTY_TYPE
