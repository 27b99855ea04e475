"""Hit lists as files: CSV, JSON lines or a spreadsheet, written as the rows come."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Any, Final

from app.hit_rows import COLUMNS, Row, values_of
from app.spreadsheet import Book, temporary_book

# A spreadsheet takes a cell that begins so for a formula. A quotation mark in front makes it
# text again; OWASP's rule for CSV injection. One more is put before a cell that begins as if it
# had been treated so, so that every cell can be read back as it was.
FORMULA_START: Final = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
PARTED_BY: Final = "; "
"""What parts several values in one cell."""
PIECE_CHARACTERS: Final = 64 * 1024
"""Rows are sent in pieces of about this size; one packet a row would be slow."""
CHUNK_BYTES: Final = 1024 * 1024

More = dict[str, str]
"""Columns added to a row, by name."""


class Format(StrEnum):
    """The kinds of file a hit list can be."""

    CSV = "csv"
    JSONL = "jsonl"
    XLSX = "xlsx"

    @property
    def media_type(self) -> str:
        """As HTTP names it."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES: Final = {
    Format.CSV: "text/csv",
    Format.JSONL: "application/x-ndjson",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ListFile:
    """Writes one list.

    Args:
        kind: Of the file.
        more: Names of columns to be added at the right.
        adding: Gives the values of these for a row.
        about: Of a spreadsheet, the rows of a sheet about the list; asked for when all hits are
            written.
        folder: Where a spreadsheet is put together.
    """

    def __init__(
        self,
        kind: Format,
        *,
        more: Sequence[str] = (),
        adding: Callable[[Row], Sequence[str]] = lambda _row: (),
        about: Callable[[], Iterable[Sequence[object]]] = tuple,
        folder: Path | None = None,
    ) -> None:
        self.kind = kind
        self._columns = (*COLUMNS, *more)
        self._adding = adding
        self._about = about
        self._folder = folder

    def pieces(self, rows: Iterable[Row]) -> Iterator[bytes]:
        """The file, piece by piece, as the rows come; a spreadsheet when all have come."""
        values = ((*values_of(row), *self._adding(row)) for row in rows)
        if self.kind is Format.XLSX:
            return self._book(values)
        lines = Lines(self.kind, self._columns)
        return _encoded(chain((lines.heading(),), map(lines.line, values)))

    def _book(self, values: Iterable[Sequence[Any]]) -> Iterator[bytes]:
        with temporary_book(self._folder) as (book, path):
            self._fill(book, values)
            book.close()
            with path.open("rb") as file:
                yield from iter(lambda: file.read(CHUNK_BYTES), b"")

    def _fill(self, book: Book, values: Iterable[Sequence[Any]]) -> None:
        hits = book.table("Hits", self._columns)
        for one in values:
            hits.add([one_cell(value) for value in one])
        about = book.table("About this list", ("what", "value"))
        for row in (*self._about(), *book.remarks()):
            about.add(row)


class Lines:
    """The lines of a list as text, one a row: CSV by RFC 4180, or JSON.

    Args:
        kind: ``CSV`` or ``JSONL``.
        columns: Their names.
    """

    def __init__(self, kind: Format, columns: Sequence[str]) -> None:
        self._kind = kind
        self._columns = columns
        self._buffer = io.StringIO()
        self._writer = csv.writer(self._buffer, lineterminator="\r\n")

    def heading(self) -> str:
        """What comes before the first row; a byte order mark, or Excel garbles every accent."""
        return "\ufeff" + self._row(self._columns) if self._kind is Format.CSV else ""

    def line(self, values: Sequence[Any]) -> str:
        """A row."""
        if self._kind is Format.CSV:
            return self._row([safe(one_cell(value)) for value in values])
        named = dict(zip(self._columns, values, strict=True))
        return json.dumps(named, ensure_ascii=False) + "\n"

    def _row(self, cells: Sequence[Any]) -> str:
        self._buffer.seek(0)
        self._buffer.truncate()
        self._writer.writerow(cells)
        return self._buffer.getvalue()


def _encoded(lines: Iterable[str]) -> Iterator[bytes]:
    # A lone surrogate would stop the export; it cannot be printed anyway.
    waiting: list[str] = []
    size = 0
    for line in lines:
        waiting.append(line)
        size += len(line)
        if size >= PIECE_CHARACTERS:
            yield "".join(waiting).encode("utf-8", "replace")
            waiting, size = [], 0
    yield "".join(waiting).encode("utf-8", "replace")


def one_cell(value: Any) -> str | float | None:
    """Several values as one: the edges of a box by spaces, others by semicolons."""
    if isinstance(value, tuple):
        return PARTED_BY.join(
            " ".join(map(str, one)) if isinstance(one, tuple) else str(one) for one in value
        )
    return value  # type: ignore[no-any-return]  # a column's: text, a number, or None


def safe(value: str | float | None) -> str | float | None:
    """A value that no spreadsheet takes for a formula, and no reader of CSV for the end."""
    if isinstance(value, str):
        value = value.replace("\x00", "\ufffd")
        return f"'{value}" if FORMULA_START.match(value) else value
    return value


def unsafe(cell: str) -> str:
    """What ``safe`` was given."""
    return cell[1:] if cell.startswith("'") and FORMULA_START.match(cell[1:]) else cell
