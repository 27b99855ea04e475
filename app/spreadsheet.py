"""Spreadsheets written row by row: what a sheet cannot hold goes on on the next one, and is said.

The only module that knows XlsxWriter.
"""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from ingest.errors import DataDirectoryError

MOST_ROWS: Final = 1_048_576
"""Of a sheet, with its heading."""
MOST_COLUMNS: Final = 16_384
MOST_IN_CELL: Final = 32_767
"""UTF-16 units."""
CUT: Final = " … [cut]"
_WIDE: Final = {"title": 32, "snippet": 80, "permalink": 40, "value": 80, "what": 28, "term": 24}
# What XML cannot hold. The format has a way to write control characters, which not every reader
# of it knows.
_NO_XML: Final = dict.fromkeys(
    {*range(32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF} - {*map(ord, "\n\t")}, "\ufffd"
)
_OPTIONS: Final = {
    "constant_memory": True,
    # A stranger's text is text, whatever it looks like.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class Table:
    """A table that grows downwards, over as many sheets as it needs.

    Args:
        book: Where it stands.
        name: Of its first sheet; the others are numbered.
        columns: Its heading, repeated on each sheet.
        most_rows: Of a sheet, with the heading.
    """

    def __init__(self, book: "Book", name: str, columns: Sequence[str], most_rows: int) -> None:
        self._book = book
        self._columns = columns
        self._most_rows = most_rows
        self.name = name
        self.sheets = 0
        self.rows = 0
        self._begin()

    def add(self, row: Sequence[object]) -> None:
        """Write one row: text, numbers, truth values, and None for empty cells."""
        if self._at == self._most_rows:
            self._begin()
        for column, value in enumerate(row):
            self._write(column, value)
        self._at += 1
        self.rows += 1

    def _begin(self) -> None:
        self.sheets += 1
        name = self.name if self.sheets == 1 else f"{self.name} {self.sheets}"
        self._sheet = self._book.sheet(name)
        for column, heading in enumerate(self._columns):
            self._sheet.set_column(column, column, _WIDE.get(heading, 12))
        self._sheet.freeze_panes(1, 0)
        for column, heading in enumerate(self._columns):
            text = self._book.fitting(heading)
            self._sheet.write_string(0, column, text, self._book.heading)
        self._at = 1

    def _write(self, column: int, value: object) -> None:
        match value:
            case None | "":
                pass
            case bool():
                self._sheet.write_boolean(self._at, column, value)
            case int() | float():
                self._sheet.write_number(self._at, column, value)
            case _:
                self._sheet.write_string(self._at, column, self._book.fitting(str(value)))


class Book:
    """A spreadsheet that is written once, from top to bottom of each of its tables.

    Args:
        path: Of the file.
        folder: For what waits to be put together; of sheets together as large as the file unpacked.
        most_rows: Of a sheet, with its heading.
    """

    def __init__(self, path: Path, folder: Path, *, most_rows: int = MOST_ROWS) -> None:
        self._book = xlsxwriter.Workbook(str(path), {**_OPTIONS, "tmpdir": str(folder)})
        self._book.use_zip64()
        self._most_rows = most_rows
        self._tables: list[Table] = []
        self.heading = self._book.add_format({"bold": True})
        self.cut = 0

    def table(self, name: str, columns: Sequence[str]) -> Table:
        """A new table on a sheet of its own."""
        self._tables.append(Table(self, name, columns, self._most_rows))
        return self._tables[-1]

    def sheet(self, name: str) -> Any:
        """A new sheet, for a table."""
        return self._book.add_worksheet(name)

    def fitting(self, text: str) -> str:
        """A text as a cell can hold it; what was cut is counted."""
        text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_NO_XML)
        if len(text) * 2 <= MOST_IN_CELL or _units(text) <= MOST_IN_CELL:
            return text
        self.cut += 1
        room = (MOST_IN_CELL - len(CUT)) * 2
        return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT

    def remarks(self) -> Iterator[tuple[str, str]]:
        """What did not fit the format, for people to read; nothing if all did."""
        for table in self._tables:
            if table.sheets > 1:
                most = self._most_rows - 1
                said = f"{table.rows:,} rows on {table.sheets} sheets; a sheet holds {most:,}."
                yield f"Sheets of {table.name}", said
        if self.cut:
            said = (
                f"{self.cut:,} texts were longer than the {MOST_IN_CELL:,} characters a cell "
                "holds; CSV and JSON have them whole."
            )
            yield "Cut cells", said

    def close(self) -> None:
        """Put the file together."""
        self._book.close()


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@contextmanager
def temporary_book(
    folder: Path | None, *, most_rows: int = MOST_ROWS
) -> Iterator[tuple[Book, Path]]:
    """A spreadsheet in a folder of its own, which goes when the block ends.

    Args:
        folder: Where; the system's folder for such things if it is None or takes none.
        most_rows: Of a sheet, with its heading.

    Raises:
        DataDirectoryError: There is no room for it.
    """
    inside = _folder_in(folder)
    try:
        path = inside / "list.xlsx"
        yield Book(path, inside, most_rows=most_rows), path
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise DataDirectoryError(
            f"The spreadsheet could not be put together in {inside.parent} ({error}). Free some "
            "space, or ask for CSV, which needs none."
        ) from error
    finally:
        shutil.rmtree(inside, ignore_errors=True)


def _folder_in(folder: Path | None) -> Path:
    if folder is not None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return Path(tempfile.mkdtemp(prefix="list-", dir=folder))
        except OSError:
            pass  # a data directory may be read-only; then the system's folder has to do
    return Path(tempfile.mkdtemp(prefix="blotter-list-"))
