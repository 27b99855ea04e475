"""Tables written as text: values parted by commas, semicolons, tabs or bars."""

import csv
import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from ingest.plain_text import decode, split_pages
from ingest.received import content_of
from ingest.table_pages import Row, table_pages
from ingest.text_document import TextDocument, TextDocumentReader, TextPage

ENGINE = "table"

_SEPARATORS = ",;\t|"
_ROWS_LOOKED_AT = 50
_LEAST_ROWS = 3
_LEAST_COLUMNS = {",": 3}
"""Three lines of prose with one comma each are no table; other signs are rarer in prose."""
_LARGEST_FIELD = 16 * 1024**2


def separator_of(beginning: str) -> str:
    """The sign that parts the columns of a table; empty if the text is none.

    Args:
        beginning: Of the file; its last line may be cut.
    """
    lines = beginning.splitlines()[: _ROWS_LOOKED_AT + 1]
    whole = "\n".join(lines[:-1] if len(lines) > _ROWS_LOOKED_AT else lines)
    return next((sign for sign in _SEPARATORS if _is_table(whole, sign)), "")


def _is_table(text: str, sign: str) -> bool:
    try:
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=sign, strict=True) if row]
    except csv.Error:
        return False
    widths = {len(row) for row in rows}
    return (
        len(rows) >= _LEAST_ROWS
        and widths == {max(widths)}
        and max(widths) >= (_LEAST_COLUMNS.get(sign, 2))
    )


def read_table(path: Path) -> TextDocument:
    """Read a table, cut into pages of 100 rows.

    Raises:
        UnreadableFileError: The operating system would not give it.
    """
    text = decode(content_of(path))
    try:
        pages = tuple(table_pages(_rows(text)))
    except csv.Error:
        # A table at its beginning only: nothing of it is lost as plain text.
        pages = tuple(map(TextPage, split_pages(text)))
    return TextDocument(pages or (TextPage(""),))


def _rows(text: str) -> Iterator[Row]:
    csv.field_size_limit(_LARGEST_FIELD)
    sign = separator_of(text[: 64 * 1024]) or ","
    yield from enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=sign), start=1)


TableReader = partial(TextDocumentReader, ENGINE, read_table)
"""Opens tables written as text; see ``OpenReader``."""
