"""Rows of tables, cut into pages that say which rows they hold."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from ingest.text_document import TextPage

ROWS_PER_PAGE = 100
_LONGEST_PAGE = 20_000
"""Characters: rows may be wide; see ``plain_text``."""
_LONGEST_ROW = 10_000
"""Characters of a row that is not cut."""

Row = tuple[int, Sequence[str]]
"""The number of a row, from 1, and its cells."""


def table_pages(rows: Iterable[Row], *, name: str = "", note: str = "") -> Iterator[TextPage]:
    """The pages of a table; none if it has no row that is not empty.

    Cells are parted by tabs, empty rows left out. A table of several pages has its first row at
    the head of each, if that row is words only: who reads page 40 sees the names of the columns,
    and who searches for one together with a value finds it.

    Args:
        rows: By number; read once.
        name: Of the sheet, put at the head of each page; empty for none.
        note: A full sentence for every page; empty for none.
    """
    filled = ((number, cells) for number, cells in rows if any(cells))
    head: Row | None = None
    for part in _parts(filled):
        first, last = part[0][0], part[-1][0]
        shown = list(part)
        if head is None:
            head = part[0]
        elif _names_columns(head[1]):
            shown.insert(0, head)
        lines = [f"Sheet: {name}"] if name else []
        lines += [_line(cells) for _, cells in shown]
        notes = [f"Rows {first:,} to {last:,} of the {'sheet ' + name if name else 'table'}."]
        if len(shown) > len(part):
            notes.append(f"Row {head[0]:,}, the names of the columns, is repeated.")
        yield TextPage("\n".join(lines), (*notes, *filter(None, [note])))


def _parts(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while part := list(islice(rows, 1)):
        length = _length(part[0])
        for row in islice(rows, ROWS_PER_PAGE - 1):
            if length + _length(row) > _LONGEST_PAGE:
                yield part
                part, length = [], 0
            part.append(row)
            length += _length(row)
        yield part


def _length(row: Row) -> int:
    return min(sum(map(len, row[1])) + len(row[1]), _LONGEST_ROW)


def _line(cells: Sequence[str]) -> str:
    return "\t".join(" ".join(cell.split()) for cell in cells).rstrip("\t")


def _names_columns(cells: Sequence[str]) -> bool:
    """Whether a row has two filled cells at least, and none of them is a number or a date."""
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and not any(cell[:1].isdigit() for cell in filled)
