"""Spreadsheets: what they cannot hold goes on on the next sheet or is cut, and is said."""

import re

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from app.spreadsheet import CUT, MOST_IN_CELL, temporary_book

HOSTILE = [
    '=HYPERLINK("http://example.org")',
    'a "quoted", comma',
    "two\nlines\r\nand a\ttab",
    "bell \x07 null \x00 escape \x1b",
    "\u202emirrored \u200f",
    "half a pair \ud800 and \uffff",
    "_x0041_ is not A",
    "1e5",
    "http://example.org",
]


def written(folder, rows, most_rows: int = 1_048_576):
    """The sheets that rows of one column make, as another program reads them, and the remarks."""
    with temporary_book(folder, most_rows=most_rows) as (book, path):
        table = book.table("Rows", ("value",))
        for row in rows:
            table.add((row,))
        remarks = dict(book.remarks())
        book.close()
        sheets = openpyxl.load_workbook(path).worksheets
        found = {s.title: [row[0] for row in s.iter_rows(values_only=True)] for s in sheets}
    return found, remarks


def test_goes_on_on_the_next_sheet(tmp_path):
    """Rows beyond the last of a sheet stand on further ones, each with its heading."""
    found, remarks = written(tmp_path, range(7), most_rows=4)

    assert found == {
        "Rows": ["value", 0, 1, 2],
        "Rows 2": ["value", 3, 4, 5],
        "Rows 3": ["value", 6],
    }
    assert remarks == {"Sheets of Rows": "7 rows on 3 sheets; a sheet holds 3."}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text(tmp_path, text):
    """Text stays text and as it was, but for ends of lines and what no XML can hold."""
    found, _ = written(tmp_path, [text])

    expected = re.sub("[\x00-\x08\x0b-\x1f\ud800\uffff]", "\ufffd", text.replace("\r\n", "\n"))
    assert unescape(found["Rows"][1]) == expected


@pytest.mark.parametrize("character", ["a", "é", "\U0001f600"])
def test_long_cells(tmp_path, character):
    """A text that no cell can hold is cut, ends by saying so, and is counted."""
    found, remarks = written(tmp_path, [character * 1_000_000, character * 1000])

    cut, whole = found["Rows"][1:]
    assert whole == character * 1000
    assert cut.endswith(CUT)
    units = len(cut.encode("utf-16-le")) // 2
    assert MOST_IN_CELL - 1 <= units <= MOST_IN_CELL
    assert remarks["Cut cells"].startswith("1 texts were longer")


def test_nothing_is_left(tmp_path):
    """Whatever happens, nothing stays in the folder."""
    with pytest.raises(RuntimeError), temporary_book(tmp_path):
        raise RuntimeError

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_takes_nothing(tmp_path):
    """Where the folder takes nothing the system's does."""
    blocked = tmp_path / "file"
    blocked.touch()

    with temporary_book(blocked / "lists") as (book, path):
        book.close()
        assert path.exists()
        assert tmp_path not in path.parents
