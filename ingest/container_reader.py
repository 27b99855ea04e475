"""Readers of files that hold other files and little else: the list of what is in them is read."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from ingest.contained import Bag, clean_name
from ingest.errors import IngestError
from ingest.reader import FileFacts
from ingest.text_document import TextDocument, TextDocumentReader, TextPage, flowing_pages


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list of what a container holds.

    Attributes:
        name: Path within it.
        size_bytes: Unpacked, as the container says; None if it does not.
        date: As the container says, ISO; empty if it does not.
    """

    name: str
    size_bytes: int | None = None
    date: str = ""


class Container(Protocol):
    """An opened file that holds others."""

    def document(self) -> TextDocument:
        """What is read of the container itself."""

    def unpack(self, bag: Bag) -> None:
        """Put everything into the bag; raises ``IngestError`` where it cannot go on."""

    def close(self) -> None:
        """Let go of the file."""


class ContainerReader(TextDocumentReader):
    """Reads what a container says of itself and gives what it holds; see ``Reader``.

    Args:
        engine: Name of what reads it.
        kind: Kind of record where no manifest says it.
        opener: Opens the file; raises ``IngestError``.
        path: The file.
    """

    def __init__(
        self, engine: str, kind: str, opener: Callable[[Path], Container], path: Path
    ) -> None:
        self._kind = kind
        self._container = opener(path)
        super().__init__(engine, lambda _: self._container.document(), path)

    def facts(self) -> FileFacts:
        """What the file says of itself, and that it holds others."""
        return replace(super().facts(), kind=self._kind, holds_files=True)

    def unpack(self, bag: Bag) -> None:
        """Put everything into the bag.

        Raises:
            IngestError: It cannot go on; what is in the bag stays.
        """
        self._container.unpack(bag)

    def close(self) -> None:
        """Let go of the file."""
        super().close()
        self._container.close()


def listed(entries: Iterable[Entry], *, most: int = 20_000) -> TextDocument:
    """The list of what a container holds, as its pages; what is past ``most`` is counted only.

    An error while it is listed ends the list and is a note.
    """
    lines: list[str] = []
    total = 0
    notes: list[str] = []
    walking = iter(entries)
    while True:
        try:
            entry = next(walking, None)
        except IngestError as error:
            notes.append(f"The list of what it holds ends early: {error}")
            break
        if entry is None:
            break
        total += 1
        if total <= most:
            lines.append(_line(entry))
    head = f"{total:,} file{'s' if total != 1 else ''}:"
    if total > most:
        notes.append(f"The first {most:,} of {total:,} files are listed.")
    pages = flowing_pages("\n".join([head, *lines]))
    return TextDocument(tuple(map(TextPage, pages)), notes=tuple(notes))


def _line(entry: Entry) -> str:
    size = "" if entry.size_bytes is None else f"{entry.size_bytes:,} bytes"
    return "\t".join(filter(None, [clean_name(entry.name), size, entry.date]))


def in_chunks(file: "Readable", size: int = 1024 * 1024) -> Iterator[bytes]:
    """What a stream holds, a megabyte at a time."""
    while chunk := file.read(size):
        yield chunk


class Readable(Protocol):
    """A stream of bytes."""

    def read(self, size: int, /) -> bytes:
        """At most so many of the next bytes."""
