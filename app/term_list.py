"""Lists of terms as people bring them: a term a line, or a table with a heading."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.list_errors import InvalidListError

HEADINGS: Final = frozenset(
    {"query", "queries", "search term", "search terms"}
    | {one + ending for one in ("term", "keyword", "phrase") for ending in ("", "s")}
)
"""What the column of the terms is called in a table."""
DELIMITERS: Final = "\t;,"
_END_OF_LINE: Final = re.compile(r"\r\n|\r|\n")
_QUOTED: Final = {
    delimiter: re.compile(rf'[ ]*"((?:[^"]|"")*)"[ ]*(?={delimiter}|$)') for delimiter in DELIMITERS
}
_WHOLE: Final = re.compile(r'"((?:[^"]|"")*)"')
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


class Layout(StrEnum):
    """How a list of terms is to be read."""

    AUTO = "auto"
    LINES = "lines"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class TermLine:
    """One line of a list.

    Attributes:
        number: Counts from 1, as an editor does.
        term: What to search for, as typed but for white space around; empty on a blank line.
        is_heading: Whether it names the columns.
        note: What is to be known of how it was read; empty if nothing.
    """

    number: int
    term: str
    is_heading: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class TermList:
    """A list of terms.

    Attributes:
        lines: All of them, in their order, blank ones too.
        how: How the list was read, in a sentence.
    """

    lines: tuple[TermLine, ...]
    how: str


def read_terms(data: bytes, layout: Layout = Layout.AUTO) -> TermList:
    """Read a list of terms by rule: it is a table if its first line names a column of terms.

    A table's cells are parted by tabs, semicolons or commas, whichever part such a name from the
    others, and quoted as in CSV; a quotation mark that is not closed on its line is a letter like
    any other. Without a heading each line is a term as it stands, quotation marks and all.

    Args:
        data: The file.
        layout: ``LINES`` or ``TABLE`` where the rule would be wrong; a table without a name it
            knows has its terms in the first column.

    Raises:
        InvalidListError: It is no text.
    """
    text, encoding = decoded(data)
    lines = _END_OF_LINE.split(text)
    if not lines[-1]:
        del lines[-1]  # the end of the last line begins no other
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return TermList(tuple(_as_lines(lines)), "It has no term.")
    found = None if layout is Layout.LINES else _heading(lines[first])
    if layout is Layout.TABLE and found is None:
        found = _Heading(",", 0, _cells(lines[first], ",")[0][0], len(_cells(lines[first], ",")))
    if found is None:
        how = f"One term a line, as it stands ({encoding})."
        return TermList(tuple(_as_lines(lines)), how)
    return TermList(tuple(_as_table(lines, first, found)), found.sentence(encoding))


@dataclass(frozen=True, slots=True)
class _Heading:
    delimiter: str
    column: int
    name: str
    columns: int

    def sentence(self, encoding: str) -> str:
        parted = {"\t": "tabs", ";": "semicolons", ",": "commas"}[self.delimiter]
        by = f", parted by {parted}" if self.columns > 1 else ""
        return f"A table{by}, with the terms in the column {self.name!r} ({encoding})."


def decoded(data: bytes) -> tuple[str, str]:
    """A file as text, and how it was read; raises what ``read_terms`` raises."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding.removesuffix("-sig").upper()
    if b"\x00" in data:
        raise InvalidListError(
            "This is no text file. Save the list as text or CSV (in a spreadsheet: Save as, CSV "
            "UTF-8) and give that."
        )
    try:
        return data.decode(), "UTF-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "Windows-1252, since it is no UTF-8"


def _heading(line: str) -> _Heading | None:
    for delimiter in DELIMITERS:
        names = [cell.strip().casefold() for cell, _ in _cells(line, delimiter)]
        for column, name in enumerate(names):
            if name in HEADINGS:
                return _Heading(delimiter, column, name, len(names))
    return None


def _as_lines(lines: Sequence[str]) -> Iterator[TermLine]:
    for number, line in enumerate(lines, 1):
        term = line.strip()
        whole = _WHOLE.fullmatch(term)
        if whole and '""' in whole[1]:
            unquoted = whole[1].replace('""', '"')
            yield TermLine(
                number, unquoted, note="Its quotation marks were taken for those of CSV."
            )
        else:
            yield TermLine(number, term)


def _as_table(lines: Sequence[str], first: int, heading: _Heading) -> Iterator[TermLine]:
    rows = [_cells(line, heading.delimiter) for line in lines]
    all_quoted = all(row[0][1] for line, row in zip(lines, rows, strict=True) if line.strip())
    for at, (line, row) in enumerate(zip(lines, rows, strict=True)):
        if at == first:
            yield TermLine(at + 1, line.strip(), is_heading=True)
        else:
            yield _row(at + 1, line, row, heading, all_quoted=all_quoted)


def _row(
    number: int, line: str, row: list[tuple[str, bool]], heading: _Heading, *, all_quoted: bool
) -> TermLine:
    if heading.columns == 1 and len(row) > 1:
        return TermLine(number, line.strip(), note="Taken whole, for the table has one column.")
    if len(row) <= heading.column:
        note = "The line ends before the column of the terms." if line.strip() else ""
        return TermLine(number, "", note=note)
    cell, is_quoted = row[heading.column]
    if is_quoted and not all_quoted and " " in cell and not set(cell) & {'"', heading.delimiter}:
        note = (
            "Its quotation marks were taken for those of CSV, so it is no phrase; a phrase has "
            "three on either side in CSV."
        )
        return TermLine(number, cell.strip(), note=note)
    return TermLine(number, cell.strip())


def _cells(line: str, delimiter: str) -> list[tuple[str, bool]]:
    """The cells of a line, and whether each was quoted."""
    cells = []
    at = 0
    while True:
        if quoted := _QUOTED[delimiter].match(line, at):
            cells.append((quoted[1].replace('""', '"'), True))
            at = quoted.end()
        else:
            end = line.find(delimiter, at)
            end = len(line) if end < 0 else end
            cells.append((line[at:end], False))
            at = end
        if at >= len(line):
            return cells
        at += 1
