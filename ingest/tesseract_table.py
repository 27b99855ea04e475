"""Tesseract's table of words (TSV), made words of ours."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from ingest.layout import Layout, Line, PlacedWord
from ingest.records import Box

_WORD_LEVEL = "5"
_COLUMNS = 12


def layout_of(table: str, width: int, height: int) -> Layout:
    """The words of a table: one block a paragraph, boxes in pixels made fractions.

    Args:
        table: Rows of level, page, block, paragraph, line, word, box, confidence and text; what
            is no word, a heading say, is passed over.
        width: Of the picture that was read, in pixels.
        height: As ``width``.
    """
    rows = _rows(table.splitlines(), width, height)
    return Layout.of(
        [_line(line) for _, line in groupby(paragraph, key=lambda row: row.line)]
        for _, paragraph in groupby(rows, key=lambda row: row.paragraph)
    )


class _Row(NamedTuple):
    paragraph: tuple[str, str]
    line: str
    word: PlacedWord


def _line(rows: Iterable[_Row]) -> Line:
    return tuple(row.word for row in rows)


def _rows(lines: Iterable[str], width: int, height: int) -> Iterator[_Row]:
    for line in lines:
        cells = line.split("\t", _COLUMNS - 1)
        if len(cells) < _COLUMNS or cells[0] != _WORD_LEVEL or not cells[11].strip():
            continue
        left, top, right, bottom = _pixels(cells[6:10])
        box = Box.clipped(left / width, top / height, right / width, bottom / height)
        confidence = min(max(float(cells[10]) / 100, 0.0), 1.0)
        text = "".join(cells[11].split())
        yield _Row((cells[2], cells[3]), cells[4], PlacedWord(text, box, confidence))


def _pixels(cells: list[str]) -> tuple[int, int, int, int]:
    left, top, width, height = map(int, cells)  # yes, not left, top, right, bottom
    return left, top, left + width, top + height
