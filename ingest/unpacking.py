"""What containers hold becomes documents: unpacked in a sandbox, kept, placed beside each other."""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from ingest.catalogue_contents import Inside
from ingest.catalogue_rows import Location
from ingest.catalogue_writer import CatalogueWriter, ManifestEntry
from ingest.contained import Contents, Member, Refusal, Room, member_file
from ingest.errors import IngestError, UnpackLimitError, UnreadableFileError
from ingest.intake import type_or_empty
from ingest.originals import keep_original
from ingest.paths import DataPaths
from ingest.records import Document, Failure, SourceFile, Standing
from ingest.report import IngestReport
from ingest.settings import UnpackSettings

_BOUND_TO_FIT = 256 * 1024**2
"""Bytes that may be unpacked of any file, however small it is: see ``UnpackSettings.ratio``."""


class Unpackers(Protocol):
    """What unpacks, from several threads; see ``SandboxPool``."""

    def unpack(
        self, path: Path, media_type: str, folder: Path, room: Room, *, timeout_s: float
    ) -> Contents:
        """Unpack what a file holds into an empty folder, or raise ``IngestError``."""


@dataclass(frozen=True, slots=True)
class Found:
    """What came out of one container.

    Attributes:
        folder: Where it is; the holder removes it.
        contents: What is in it, and what is not.
    """

    folder: Path
    contents: Contents

    def remove(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)


class Unpacking:
    """Unpacks for one ingest. ``unpack`` may be called from any thread, the rest from one."""

    def __init__(
        self,
        catalogue: CatalogueWriter,
        paths: DataPaths,
        unpackers: Unpackers,
        settings: UnpackSettings,
        report: IngestReport,
    ) -> None:
        self._catalogue = catalogue
        self._paths = paths
        self._unpackers = unpackers
        self._settings = settings
        self._report = report

    def room_for(self, document: Document) -> Room | None:
        """How much may still come out of a container; None if it is packed too deep."""
        lineage = self._catalogue.lineage(document.id)
        if lineage.depth >= self._settings.depth:
            return None
        files, size = self._catalogue.unpacked_below(lineage.outermost, but_from=document.id)
        by_ratio = max(_BOUND_TO_FIT, lineage.size_bytes * self._settings.ratio)
        return Room(
            files=max(0, self._settings.files - files),
            bytes=max(0, min(self._settings.bytes, by_ratio) - size),
        )

    def unpack(self, document: Document, room: Room | None) -> Found:
        """Unpack a container into a folder of its own.

        Raises:
            DataDirectoryError: There is no room for the folder.
        """
        self._paths.scratch.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=self._paths.scratch, prefix="unpacked-"))
        if room is None:
            return Found(folder, Contents(refusals=(self._too_deep(),)))
        original = self._paths.original(document.sha256)
        try:
            contents = self._unpackers.unpack(
                original, document.media_type, folder, room, timeout_s=self._settings.timeout_s
            )
        except IngestError as error:
            contents = Contents(refusals=(Refusal("", error.code, str(error)),))
        return Found(folder, contents)

    def store(self, document: Document, found: Found) -> None:
        """Make documents of what was unpacked, at each place where its container stands.

        Raises:
            DataDirectoryError: A file cannot be stored.
        """
        places = [place for place in self._catalogue.locations(document.id) if place.is_current]
        withdrawn = {one.sha256 for one in self._catalogue.documents_standing(Standing.WITHDRAWN)}
        refusals = list(found.contents.refusals)
        # Others may have been unpacked since it was asked for the first time.
        room = self.room_for(document) or Room(0, 0)
        for member in found.contents.members:
            # An archive of sixteen alike, of sixteen alike, stands in more places at each level.
            copies = max(1, len(places))
            room = Room(room.files - copies, room.bytes - member.size_bytes * copies)
            if min(room.files, room.bytes) < 0:
                refusals.append(_no_room_left())
                break
            try:
                self._keep(document, places, found.folder, member, withdrawn)
            except IngestError as error:
                refusals.append(Refusal(member.name, error.code, str(error)))
        for refusal in refusals:
            self._report.failures[refusal.code] += 1
        self._catalogue.save_refusals(
            document.id, [_failure(document, places, refusal) for refusal in refusals]
        )

    def _keep(
        self,
        document: Document,
        places: list[Location],
        folder: Path,
        member: Member,
        withdrawn: set[str],
    ) -> None:
        path = member_file(folder, member.number)
        if path.is_symlink() or not path.is_file():
            raise UnreadableFileError(
                f"{member.name} was not where its reader said. Please report it with the "
                "container's hash.",
                step="unpack",
            )
        sha256 = keep_original(path, self._paths)
        kind = member.media_type or type_or_empty(path)
        path.unlink()
        inside = Inside(document.id, member.name, member.number)
        is_new = False
        for place in places:
            file = SourceFile(
                f"{place.path}/{member.name}", sha256, member.size_bytes, kind, modified_ns=0
            )
            is_new |= self._catalogue.save_found(
                file, place.release_id, ManifestEntry(), inside=inside
            )
        if sha256 in withdrawn:
            self._report.remarks.append(
                f"{member.name} in {document.file_name} was withdrawn before and is not shown."
            )
        self._report.unpacked_files += 1
        if is_new:
            self._report.new_documents += 1
        else:
            self._report.copies += 1

    def _too_deep(self) -> Refusal:
        return Refusal(
            "",
            UnpackLimitError.code,
            f"It is packed in {self._settings.depth} other files, one in the other, and was not "
            "unpacked. Unpack it by hand and ingest the folder, or raise BLOTTER_UNPACK_DEPTH.",
        )


def _no_room_left() -> Refusal:
    return Refusal(
        "",
        UnpackLimitError.code,
        "With what was unpacked beside it, it holds more than may be taken from one file; the rest "
        "was left packed. If it belongs to the release, unpack it by hand and ingest the folder, "
        "or raise BLOTTER_UNPACK_FILES or BLOTTER_UNPACK_MB.",
    )


def _failure(document: Document, places: list[Location], refusal: Refusal) -> Failure:
    path = places[0].path if places else document.file_name
    return Failure(
        path=f"{path}/{refusal.name}" if refusal.name else path,
        document_id=document.id,
        page=None,
        step="unpack",
        code=refusal.code,
        reason=refusal.reason,
        engine="",
        at=datetime.now(UTC),
    )
