"""Spreadsheets: .xlsx, .xlsb, .xls and .ods, hidden sheets, comments and all."""

import datetime as dt
import struct
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import olefile
import python_calamine as calamine

from ingest.embedded import HoldingReader, in_package
from ingest.errors import DamagedFileError, EncryptedError
from ingest.package import Package, attribute, described, named
from ingest.table_pages import Row, table_pages
from ingest.text_document import TextDocument, TextPage

if TYPE_CHECKING:
    from lxml import etree

ENGINE = "spreadsheet"
_FILE_PASS = 0x2F
_HEAD_BYTES = 512
Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def read_spreadsheet(path: Path) -> TextDocument:
    """Read a workbook: every sheet, the hidden ones too, cut into pages of 100 rows.

    Comments on cells stand on a page of their own after the sheets.

    Raises:
        DamagedFileError: It cannot be opened.
        EncryptedError: It asks for a password.
    """
    try:
        # By a stream, so that its type is told by content: originals have no extension.
        with path.open("rb") as file, calamine.load_workbook(file) as book:
            pages = tuple(page for sheet in book.sheets_metadata for page in _sheet(book, sheet))
    except calamine.PasswordError as error:
        raise _encrypted() from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        if _asks_for_password(path):
            raise _encrypted() from error
        raise DamagedFileError(
            f"The spreadsheet cannot be opened ({error}). Fetch it again, or ask the agency for "
            "another copy."
        ) from error
    return _with_package(path, pages)


def _encrypted() -> EncryptedError:
    return EncryptedError(
        "The spreadsheet asks for a password. Ask the agency for an unprotected copy, or save one "
        "without a password and ingest that."
    )


def _asks_for_password(path: Path) -> bool:
    """Whether the second record of an .xls says so (MS-XLS, FilePass); calamine does not."""
    with suppress(OSError, ValueError, KeyError, IndexError, struct.error):
        if not olefile.isOleFile(str(path)):
            return False
        with olefile.OleFileIO(str(path)) as ole:
            name = next(one for one in ("Workbook", "Book") if ole.exists(one))
            head = ole.openstream(name).read(_HEAD_BYTES)
        first_length = struct.unpack_from("<H", head, 2)[0]
        return bool(struct.unpack_from("<H", head, 4 + first_length)[0] == _FILE_PASS)
    return False


def _sheet(book: calamine.CalamineWorkbook, sheet: calamine.SheetMetadata) -> Iterator[TextPage]:
    if sheet.typ is not calamine.SheetTypeEnum.WorkSheet:
        return  # charts and macros have no rows
    is_hidden = sheet.visible is not calamine.SheetVisibleEnum.Visible
    note = "The sheet is hidden in the file." if is_hidden else ""
    yield from table_pages(_rows(book.get_sheet_by_name(sheet.name)), name=sheet.name, note=note)


def _rows(sheet: calamine.CalamineSheet) -> Iterator[Row]:
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        yield number, [_shown(cell) for cell in cells]


def _shown(value: Value) -> str:
    """A cell as a person would write it; a date without a time of day as a day alone."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    return str(value)


def _with_package(path: Path, pages: tuple[TextPage, ...]) -> TextDocument:
    """The sheets with what the parts beside them say, where the file has such parts."""
    with path.open("rb") as file:
        is_package = file.read(2) == b"PK"
    if not is_package:
        return TextDocument(pages or (TextPage(""),))
    with Package(path) as package:
        comments = "\n".join(_comments(package))
        if comments:
            pages = (*pages, TextPage(f"Comments\n{comments}"))
        properties = package.xml_if_there("docProps/core.xml")
        if properties is None:
            properties = package.xml_if_there("meta.xml")
        return described(pages or (TextPage(""),), properties)


def _comments(package: Package) -> Iterator[str]:
    for name in sorted(package.names):
        if name.startswith(("xl/comments", "xl/threadedComments")) and name.endswith(".xml"):
            root = package.xml_if_there(name)
            for kind in ("comment", "threadedComment"):
                for one in () if root is None else named(root, kind):
                    text = _text(one)
                    if text:
                        yield f"{attribute(one, 'ref')}: {text}"


def _text(comment: "etree._Element") -> str:
    pieces = [*named(comment, "t"), *named(comment, "text")]
    return " ".join("".join(one.text or "" for one in pieces).split())


SpreadsheetReader = partial(HoldingReader, ENGINE, read_spreadsheet, in_package)
"""Opens spreadsheets; see ``OpenReader``."""
