"""Files within files: what a container gives when it is unpacked, and the bag it is put into."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ingest.errors import DamagedFileError, IngestError, UnpackLimitError
from ingest.layout import writable
from ingest.paths import printable

_LONGEST_NAME = 500
"""Characters of a path within a container; the rest of a longer one is cut from its front."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much may still be unpacked.

    Attributes:
        files: How many files.
        bytes: How many bytes, all files together.
    """

    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Member:
    """A file that was unpacked.

    Attributes:
        number: Names it in the folder it was unpacked into; see ``member_file``.
        name: Its path within the container, printable, without ``..`` and unlike any other's.
        size_bytes: Of the file.
        media_type: What the container knows it to be; empty to tell by its content.
    """

    number: int
    name: str
    size_bytes: int
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in a container that was not unpacked.

    Attributes:
        name: Its path within the container; empty if several are meant.
        code: As ``IngestError.code``.
        reason: A full sentence that says what to do next.
    """

    name: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What was in a container."""

    members: tuple[Member, ...] = ()
    refusals: tuple[Refusal, ...] = ()


class Unpackable(Protocol):
    """A reader of files that hold others."""

    def unpack(self, bag: "Bag") -> None:
        """Put everything the file holds into the bag.

        Raises:
            IngestError: It cannot go on; what is in the bag stays.
        """


def member_file(folder: Path, number: int) -> Path:
    """Where a member was unpacked to: numbers, so that no name can lead anywhere else."""
    return folder / f"{number:07}"


class Bag:
    """Where a container's files are written to, within limits.

    Args:
        folder: Empty; made by the caller.
        room: What fits in.
    """

    def __init__(self, folder: Path, room: Room) -> None:
        self._folder = folder
        self._room = room
        self._bytes = 0
        self._members: list[Member] = []
        self._refusals: list[Refusal] = []
        self._names: set[str] = set()

    @property
    def contents(self) -> Contents:
        """What was put in and what was refused so far."""
        return Contents(tuple(self._members), tuple(self._refusals))

    def put(self, name: str, chunks: Iterable[bytes], *, media_type: str = "") -> None:
        """Take in a file. One that turns out to be broken is refused, not raised.

        Raises:
            UnpackLimitError: It does not fit, so nothing that follows does.
        """
        named = self._unlike_others(clean_name(name))
        self._check_count()
        number = len(self._members) + 1
        target = member_file(self._folder, number)
        try:
            self._write(target, chunks)
        except UnpackLimitError:
            target.unlink(missing_ok=True)
            raise
        except IngestError as error:
            target.unlink(missing_ok=True)
            self.refuse(name, error)
        except Exception as error:  # noqa: BLE001 - decoders have a dozen of their own
            target.unlink(missing_ok=True)
            self.refuse(name, _damaged(error))
        else:
            self._members.append(Member(number, named, target.stat().st_size, media_type))

    def refuse(self, name: str, error: IngestError) -> None:
        """Note that something was not unpacked, and why."""
        shown = clean_name(name) if name else ""
        self._refusals.append(Refusal(shown, error.code, str(error)))

    def check_fits(self, size: int) -> None:
        """Raise ``UnpackLimitError`` if a file of so many bytes does not fit any more."""
        if self._bytes + size > self._room.bytes:
            raise UnpackLimitError(
                f"Unpacked, it is larger than the {self._room.bytes // 1024**2:,} MB that may be "
                "taken from it, so the rest was left packed. If that is no decompression bomb, "
                "unpack it by hand and ingest the folder, or raise BLOTTER_UNPACK_MB or "
                "BLOTTER_UNPACK_RATIO."
            )

    def _check_count(self) -> None:
        if len(self._members) >= self._room.files:
            raise UnpackLimitError(
                f"More than {self._room.files:,} files were found and the rest was left packed. "
                "If they belong to the release, unpack it by hand and ingest the folder, or raise "
                "BLOTTER_UNPACK_FILES."
            )

    def _write(self, target: Path, chunks: Iterable[bytes]) -> None:
        with target.open("wb") as file:
            for chunk in chunks:
                self.check_fits(len(chunk))
                self._bytes += len(chunk)
                file.write(chunk)

    def _unlike_others(self, name: str) -> str:
        """Two files of one name in a container are told apart by a number."""
        unlike, count = name, 1
        while unlike in self._names:
            count += 1
            folder, slash, last = name.rpartition("/")
            stem, dot, suffix = last.rpartition(".")
            numbered = f"{stem} ({count}){dot}{suffix}" if stem else f"{last} ({count})"
            unlike = folder + slash + numbered
        self._names.add(unlike)
        return unlike


def clean_name(name: str) -> str:
    """A path within a container made harmless and printable; never empty."""
    parts = printable(writable(name)).replace("\\", "/").split("/")
    kept = (" ".join(part.split()) for part in parts if part.strip() not in ("", ".", ".."))
    return "/".join(kept)[-_LONGEST_NAME:].lstrip("/") or "unnamed"


def _damaged(error: Exception) -> DamagedFileError:
    return DamagedFileError(
        f"This file in the container is cut short or broken ({type(error).__name__}: "
        f"{str(error)[:200]}). Ask the agency for another copy.",
        step="unpack",
    )
