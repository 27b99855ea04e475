"""Spreadsheets and tables written as text: rows, pages, and what stands beside them."""

import csv
import io
import subprocess
import sys
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment

from ingest.comma_separated import TableReader, read_table, separator_of
from ingest.errors import DamagedFileError, EncryptedError
from ingest.media_types import media_type
from ingest.spreadsheet import SpreadsheetReader, read_spreadsheet
from ingest.table_pages import ROWS_PER_PAGE, table_pages
from tests.ingest.ole_files import ole


def test_long_tables_are_cut_and_keep_their_heads():
    """A page has 100 rows, says which, and repeats the names of the columns."""
    rows = [(1, ["Badge", "Name"])] + [(n, [str(n), f"Officer {n}"]) for n in range(2, 251)]

    pages = list(table_pages(rows, name="Roster"))

    assert [page.text.count("\n") for page in pages] == [100, 101, 51]
    assert pages[1].text.startswith("Sheet: Roster\nBadge\tName\n101\tOfficer 101\n")
    assert pages[1].notes == (
        "Rows 101 to 200 of the sheet Roster.",
        "Row 1, the names of the columns, is repeated.",
    )
    assert pages[0].notes == ("Rows 1 to 100 of the sheet Roster.",)


def test_a_first_row_of_values_is_not_repeated():
    """What does not name columns stands once."""
    pages = list(table_pages((n, [str(n), "x"]) for n in range(1, 151)))

    assert [page.text.count("\n") for page in pages] == [99, 49]


cells = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=8)


@given(st.lists(st.lists(cells, min_size=1, max_size=5), max_size=350))
def test_no_row_is_lost(rows):
    """Every filled cell stands on exactly one page, heads apart, in its order."""
    numbered = list(enumerate(rows, start=1))

    pages = list(table_pages(numbered))

    found = []
    for page in pages:
        lines = page.text.split("\n")
        repeated = any("is repeated" in note for note in page.notes)
        found += lines[1:] if repeated else lines
        assert len(lines) - repeated <= ROWS_PER_PAGE
    assert found == ["\t".join(row).rstrip("\t") for row in rows if any(row)]


def test_wide_rows_make_shorter_pages():
    """A page has at most some 20,000 characters."""
    pages = list(table_pages((n, ["word " * 600]) for n in range(1, 31)))

    assert max(len(page.text) for page in pages) <= 21_000
    assert sum(page.text.count("\n") + 1 for page in pages) == 30


def workbook(path, **sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.properties.creator = "Ada Quill"
    book.properties.title = "Overtime of the night watch"
    book.properties.created = datetime(2014, 3, 9)  # noqa: DTZ001 - the format knows no zone
    return book


def test_spreadsheet(tmp_path):
    """Each sheet is a page, hidden ones too, with values as a person would write them."""
    path = tmp_path / "a"
    rows = [["Name", "Hours", "Day"], ["Wren", 7.0, date(2014, 3, 9)], ["Vole", 7.25, True]]
    book = workbook(path, Hours=rows, Notes=[["kept back"]])
    book["Notes"].sheet_state = "hidden"
    book["Hours"]["B2"].comment = Comment("who signed this?", "C. Wren")
    book.save(path)

    document = read_spreadsheet(path)

    assert media_type(path).endswith("spreadsheetml.sheet")
    assert [page.text for page in document.pages] == [
        "Sheet: Hours\nName\tHours\tDay\nWren\t7\t2014-03-09\nVole\t7.25\tTrue",
        "Sheet: Notes\nkept back",
        "Comments\nB2: who signed this?",
    ]
    assert document.pages[1].notes[-1] == "The sheet is hidden in the file."
    assert (document.title, document.date) == ("Overtime of the night watch", date(2014, 3, 9))
    assert ("Author", "Ada Quill") in document.properties


def test_rows_keep_their_numbers(tmp_path):
    """Rows are numbered as in the program that made them, however many are empty above."""
    path = tmp_path / "a"
    book = workbook(path, One=[])
    book["One"].cell(40, 3, "far down")
    book.save(path)

    assert read_spreadsheet(path).pages[0].notes == ("Rows 40 to 40 of the sheet One.",)


def test_a_million_empty_rows(tmp_path):
    """A sheet with a million empty rows costs little memory and one page."""
    path = tmp_path / "a"
    book = workbook(path, One=[["top"]])
    book["One"].cell(1_048_576, 1, "bottom")
    book.save(path)
    limited = (
        "import resource, sys; from pathlib import Path; "
        "resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30)); "
        "from ingest.spreadsheet import read_spreadsheet; "
        "print([page.text for page in read_spreadsheet(Path(sys.argv[1])).pages])"
    )

    done = subprocess.run(
        [sys.executable, "-c", limited, path],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.stdout.strip() == r"['Sheet: One\ntop\nbottom']", done.stderr


def test_empty_workbook(tmp_path):
    """A workbook without a filled cell is one blank page."""
    path = tmp_path / "a"
    workbook(path, One=[]).save(path)

    assert SpreadsheetReader(path).facts().page_count == 1


def test_broken_spreadsheets(tmp_path):
    """What cannot be opened is damaged."""
    path = tmp_path / "a"
    path.write_bytes(b"PK\x03\x04 cut short")
    with pytest.raises(DamagedFileError):
        read_spreadsheet(path)


def test_encrypted_old_spreadsheet(tmp_path):
    """An .xls with a password says so, rather than that it is broken."""
    path = tmp_path / "a"
    begin, password = b"\x09\x08\x04\x00\x00\x06\x05\x00", b"\x2f\x00\x02\x00\x01\x00"
    path.write_bytes(ole({"Workbook": begin + password + bytes(range(256)) * 20}))

    with pytest.raises(EncryptedError, match="asks for a password"):
        read_spreadsheet(path)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_tables_written_as_text(tmp_path, sign):
    """A table is known by its rows, whatever parts its columns."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=sign)
    writer.writerows([["Badge", "Name", "Note"], ["1", "Wren", "says:\nno"], ["2", "Vole", '"x"']])
    path = tmp_path / "a.txt"
    path.write_text(target.getvalue())

    assert media_type(path) == "text/csv"
    assert [page.text for page in read_table(path).pages] == [
        'Badge\tName\tNote\n1\tWren\tsays: no\n2\tVole\t"x"'
    ]
    assert TableReader(path).facts().page_count == 1


@pytest.mark.parametrize(
    "text",
    [
        "One line, with a comma\nAnother, too\nAnd a third, here\n",
        "Dear sir,\nplease find, below, the list.\nYours\n",
        "one\ntwo\nthree\n",
        'a,b,"c\nd,e,f\n',
        "",
    ],
)
def test_prose_is_no_table(text):
    """Text with commas in it stays text."""
    assert separator_of(text) == ""


def test_a_table_at_the_beginning_only(tmp_path):
    """Text that stops being a table is read all the same."""
    path = tmp_path / "a"
    path.write_text("a,b,c\n" * 5 + "d,\x00e,f\n" + "the end\n")

    assert "the end" in read_table(path).pages[-1].text
