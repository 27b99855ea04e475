"""Text that a page holds but does not draw: notes, comments, form fields that no program drew.

What their appearance draws is read with the text layer (``ingest.annotations``,
``ingest.pdfium_text``); here is what stands in no word of the page.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c
from pypdfium2 import PdfPage

from ingest.annotated_bars import MOST_ANNOTATIONS, opened, shown_rectangle
from ingest.covered_text import Uncovered
from ingest.form_fields import FormFields, string_of
from ingest.geometry import PageFrame, covers_middle, overlap
from ingest.layout import Layout, PlacedWord
from ingest.records import Box

READ = "Notes and form fields that the page does not draw were read from the file: {}."
LEFT_OUT = "Not all notes and form fields were read: the page has too many, or too long ones."
_NOTES = frozenset(
    {
        pdfium_c.FPDF_ANNOT_TEXT,
        pdfium_c.FPDF_ANNOT_FREETEXT,
        # What is said of the others is a comment on them.
        pdfium_c.FPDF_ANNOT_HIGHLIGHT,
        pdfium_c.FPDF_ANNOT_UNDERLINE,
        pdfium_c.FPDF_ANNOT_SQUIGGLY,
        pdfium_c.FPDF_ANNOT_STRIKEOUT,
        pdfium_c.FPDF_ANNOT_CARET,
        pdfium_c.FPDF_ANNOT_SQUARE,
        pdfium_c.FPDF_ANNOT_CIRCLE,
        pdfium_c.FPDF_ANNOT_POLYGON,
        pdfium_c.FPDF_ANNOT_POLYLINE,
        pdfium_c.FPDF_ANNOT_LINE,
        pdfium_c.FPDF_ANNOT_INK,
        pdfium_c.FPDF_ANNOT_STAMP,
        pdfium_c.FPDF_ANNOT_FILEATTACHMENT,
        pdfium_c.FPDF_ANNOT_REDACT,
    }
)
_LONGEST, _LONGEST_NAME = 4_000, 200
"""Characters of one note or field, and of who wrote it or what it is called."""
_MOST_CHARACTERS = 200_000
"""Of all of a page, cut ones in their full length."""
_LEAST_READ = 0.8
"""Share of its words that stand in a rectangle from which what it holds is read already."""
_FEW_LETTERS = 3
"""Fewer are found within other words by chance."""
_LEAST_COVERED = 0.3
_POINTS, _LETTER_WIDTH, _ROW_HEIGHT = 12.0, 0.6, 1.5
"""Of letters that have room: height in points, width and height of a row as shares of it."""
_MOST_ROW_POINTS = 36.0
"""A row is as high as its rectangle up to here: the letters' height is not known."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A note or a field.

    Attributes:
        head: What it is, such as ``Note by A. Wren``; may be empty.
        said: What was written, never empty.
        box: Where, on the page as displayed; a box without area is where somebody pinned a note.
    """

    head: str
    said: str
    box: Box


@dataclass(frozen=True, slots=True)
class Remarks:
    """The notes and fields of a page, in the file's order.

    Attributes:
        all: Each once.
        is_cut: Whether there are more, or longer ones.
    """

    all: tuple[Remark, ...] = ()
    is_cut: bool = False

    @property
    def notes(self) -> tuple[str, ...]:
        """Full sentences for the ledger."""
        read = (READ.format(len(self.all)),) if self.all else ()
        return (*read, LEFT_OUT) if self.is_cut else read

    def unread(self, layouts: Iterable[Layout]) -> "Remarks":
        """Those whose words do not stand in their rectangles already, by any of the layouts."""
        words = list(dict.fromkeys(word for layout in layouts for word in layout.words()))
        sides = np.array([(w.box.left, w.box.top, w.box.right, w.box.bottom) for w in words])
        middles = (sides.reshape(-1, 4)[:, :2] + sides.reshape(-1, 4)[:, 2:]) / 2

        def there(box: Box) -> list[str]:
            after = (middles >= (box.left, box.top)).all(axis=1)
            before = (middles <= (box.right, box.bottom)).all(axis=1)
            return [words[index].text for index in np.flatnonzero(after & before)]

        new = (remark for remark in self.all if not _is_read(remark.said, there(remark.box)))
        return replace(self, all=tuple(new))

    def without_covered(self, bars: Sequence[Box], frame: PageFrame) -> Uncovered:
        """What may be said of them, laid along their rectangles, a block each.

        Where in its rectangle a word would be drawn nobody knows, so a bar on any part of a
        rectangle hides all it holds.
        """
        seen: list[list[list[PlacedWord]]] = []
        guilty: list[Box] = []
        hidden = 0
        for remark in self.all:
            if over := _over(remark.box, bars):
                guilty += over
                hidden += len(remark.said.split())
            else:
                seen.append(_laid(remark, frame))
        return Uncovered(Layout.of(seen), tuple(dict.fromkeys(guilty)), hidden)


def remarks_on(page: PdfPage, frame: PageFrame, form: FormFields) -> Remarks:
    """The notes and filled fields of a page, drawn or not; hidden ones are left out.

    Args:
        page: An open page.
        frame: Which part of the page is displayed, and how.
        form: Of the page's file.
    """
    count = pdfium_c.FPDFPage_GetAnnotCount(page)
    found: dict[Remark, None] = {}
    characters, is_cut = 0, count > MOST_ANNOTATIONS
    for index in range(min(count, MOST_ANNOTATIONS)):
        with opened(page, index) as annotation:
            remark = _remark(annotation, frame, form)
        if remark is None:
            continue
        characters += len(remark.said)
        is_cut |= len(remark.said) > _LONGEST or characters > _MOST_CHARACTERS
        if characters > _MOST_CHARACTERS + _LONGEST:
            break
        found[replace(remark, said=remark.said[:_LONGEST])] = None
    return Remarks(tuple(found), is_cut)


def _remark(annotation: Any, frame: PageFrame, form: FormFields) -> Remark | None:
    rectangle = shown_rectangle(annotation)
    if rectangle is None or not math.isfinite(sum(rectangle)) or not frame.shows(rectangle):
        return None
    kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
    if kind in _NOTES:
        name, said = _in_a_line(string_of(annotation, b"T")), string_of(annotation, b"Contents")
        head = f"Note by {name}" if name else "Note"
    elif kind == pdfium_c.FPDF_ANNOT_WIDGET:
        filled = form.filled(annotation)
        head, said = _in_a_line(filled.label), filled.value
    else:
        return None
    return Remark(head, said, frame.box(rectangle)) if _folded(said[:_LONGEST]) else None


def _in_a_line(text: str) -> str:
    return " ".join(text[:_LONGEST_NAME].split()).removesuffix(":")


def _is_read(said: str, there: Sequence[str]) -> bool:
    words = [folded for word in said.split() if (folded := _folded(word))]
    known = {_folded(word) for word in there}
    if sum(word in known for word in words) >= _LEAST_READ * len(words):
        return True
    letters, all_letters = _folded(said), _folded("".join(there))  # of a field in boxes: M A
    return letters == all_letters or (len(letters) >= _FEW_LETTERS and letters in all_letters)


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _over(box: Box, bars: Sequence[Box]) -> list[Box]:
    """The bars that lie on a rectangle, or in it; a neighbour's that is a little too large not."""
    touching = [bar for bar in bars if overlap(box, bar) > 0 or covers_middle(bar, box)]
    if sum(overlap(box, bar) for bar in touching) >= _LEAST_COVERED:
        return touching
    return [
        bar for bar in touching if overlap(bar, box) >= _LEAST_COVERED or covers_middle(bar, box)
    ]


def _laid(remark: Remark, frame: PageFrame) -> list[list[PlacedWord]]:
    """Its lines as they were written, their words along rows from the top of its rectangle."""
    box = remark.box
    text = f"{remark.head}: {remark.said}" if remark.head else remark.said
    lines = [words for line in text.splitlines() if (words := line.split())]
    width, height = (box.right - box.left) * frame.width, (box.bottom - box.top) * frame.height
    letters = sum(len(word) + 1 for words in lines for word in words)
    points = min(_POINTS, math.sqrt(width * height / (letters * _LETTER_WIDTH)))
    if points <= 0:
        return [[PlacedWord(word, box) for word in words] for words in lines]
    places = list(_places(lines, max(int(width / (points * _LETTER_WIDTH)), 1)))
    rows = places[-1][0] + 1
    columns = max(width / (_POINTS * _LETTER_WIDTH), *(end for _, _, end in places))
    high = height / rows
    high = min(high, points * _ROW_HEIGHT if high > _MOST_ROW_POINTS else high) / frame.height
    wide = (box.right - box.left) / columns
    boxes = (
        Box.clipped(
            box.left + start * wide,
            box.top + row * high,
            box.left + end * wide,
            box.top + (row + 1) * high,
        )
        for row, start, end in places
    )
    return [[PlacedWord(word, next(boxes)) for word in words] for words in lines]


def _places(lines: list[list[str]], columns: int) -> Iterator[tuple[int, int, int]]:
    """Row, first and past its last column of each word; a longer word than a row has its own."""
    row = -1
    for words in lines:
        row, column = row + 1, 0
        for word in words:
            if column and column + len(word) > columns:
                row, column = row + 1, 0
            yield row, column, column + len(word)
            column += len(word) + 1
