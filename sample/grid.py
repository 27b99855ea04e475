"""Ruled tables and boxed fields on a sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sample.layout import MARGIN, Sheet, wrap

_PAD = 3.0
_LABEL_SIZE = 7.5


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        title: Its heading.
        share: Its share of the width; shares are taken relative to their sum.
        align: "left" or "right".
    """

    title: str
    share: float
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled box of a form.

    Attributes:
        label: The small words at its top.
        value: What was filled in; must fit on one line.
        share: Its share of the row.
    """

    label: str
    value: str
    share: float = 1.0


def draw_fields(sheet: Sheet, *fields: Field, height: float = 29.0) -> None:
    """Draw one row of labelled boxes between the margins."""
    sheet.make_room(height)
    top, left = sheet.y, MARGIN
    unit = sheet.measure / sum(field.share for field in fields)
    for field in fields:
        sheet.y = top
        sheet.box(left, field.share * unit, height)
        sheet.y = top + 9.5
        sheet.text(left + _PAD, field.label, size=_LABEL_SIZE, bold=True)
        sheet.y = top + 23.0
        sheet.text(left + _PAD + 1, field.value, size=10.5)
        left += field.share * unit
    sheet.y = top + height


def draw_band(sheet: Sheet, title: str) -> None:
    """Draw a grey band with the title of a part of a form."""
    sheet.make_room(60)
    sheet.box(MARGIN, sheet.measure, 16, grey=0.86)
    sheet.y += 11.5
    sheet.text(MARGIN + _PAD, title, size=9, bold=True)
    sheet.y += 4.5


class Table:
    """A ruled table that repeats its heading on every page it runs over."""

    def __init__(self, sheet: Sheet, columns: Sequence[Column], *, size: float = 9.0) -> None:
        """Set the columns and the size of type."""
        self._sheet = sheet
        self._columns = columns
        self._size = size
        unit = sheet.measure / sum(column.share for column in columns)
        self._widths = [column.share * unit for column in columns]

    def draw(self, rows: Iterable[Sequence[str]]) -> None:
        """Draw the heading and the rows from ``y`` down."""
        self._heading()
        for row in rows:
            cells = self._cells(row, self._sheet.face.regular)
            if self._sheet.make_room(self._height(cells)):
                self._heading()
            self._row(cells, bold=False)

    def _heading(self) -> None:
        titles = self._cells([column.title for column in self._columns], self._sheet.face.bold)
        self._row(titles, bold=True)

    def _cells(self, row: Sequence[str], font: str) -> list[list[str]]:
        return [
            wrap(value, font, self._size, width - 2 * _PAD)
            for value, width in zip(row, self._widths, strict=True)
        ]

    def _height(self, cells: list[list[str]]) -> float:
        return max(len(lines) for lines in cells) * self._size * 1.2 + 2 * _PAD

    def _row(self, cells: list[list[str]], *, bold: bool) -> None:
        sheet, top, left, height = self._sheet, self._sheet.y, MARGIN, self._height(cells)
        for column, lines, width in zip(self._columns, cells, self._widths, strict=True):
            sheet.y = top
            sheet.box(left, width, height, grey=0.86 if bold else None)
            x = left + _PAD if column.align == "left" else left + width - _PAD
            for line in lines:
                sheet.y += self._size * 1.2
                sheet.text(x, line, size=self._size, bold=bold, align=column.align)
            left += width
        sheet.y = top + height
