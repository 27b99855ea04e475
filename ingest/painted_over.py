"""Text that a PDF paints over: white-outs, grey and coloured boxes, boxes with a code on them.

A black bar is found by its looks (``ingest.drawn_bars``), in whatever order it is drawn. Boxes of
other colours are everywhere, behind text mostly: they hide only what was drawn before them.
Annotations (``ingest.annotated_bars``) are drawn last.
"""

import ctypes
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c
from pypdfium2 import PdfPage

from ingest.annotated_bars import Cover
from ingest.drawn_bars import bounds_of, fill_of, is_bar, rectangles_of
from ingest.errors import RenderError
from ingest.geometry import PageFrame, covers_middle, overlap
from ingest.layout import PlacedWord
from ingest.pdf_objects import Transform
from ingest.pdf_rendering import render_grey
from ingest.records import Box

_MOST_BOXES = 2_000
_DPI = 100
_UNIFORM = 24
"""Grey levels within which what is seen of a letter's place is one colour."""
_LEAST_ROWS = 5
_LEAST_LETTERS = 0.6
"""Share of a word's letters that are painted over from which it is: a box may leave its edge."""
_SAME_PLACE = 0.3
_MOST_PIXELS = 4_000_000


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that was drawn and then painted over.

    Attributes:
        text: One character.
        box: Where, on the page as displayed.
        under: The box painted over it.
    """

    text: str
    box: Box
    under: Box


@dataclass
class PaintedOver:
    """Gathers texts and boxes while a page's objects are gone through as they are drawn.

    Attributes:
        frame: Which part of the page is displayed, and how.
    """

    frame: PageFrame
    _texts: list[tuple[int, Any, Transform]] = field(default_factory=list)
    _boxes: list[tuple[int, Box]] = field(default_factory=list)
    _labelled: set[Box] = field(default_factory=set)
    _drawn: int = 0

    def add_text(self, handle: Any, transform: Transform) -> None:
        """Take in a text object."""
        self._drawn += 1
        self._texts.append((self._drawn, handle, transform))

    def add_path(self, handle: Any, transform: Transform) -> None:
        """Take in a path: it may hide the text drawn before it."""
        self._drawn += 1
        if not self._texts or len(self._boxes) >= _MOST_BOXES or fill_of(handle) is None:
            return
        if not pdfium_c.FPDFPageObj_HasTransparency(handle):
            shapes = rectangles_of(handle, transform, self.frame)
            self._boxes += [(self._drawn, box) for box in shapes]

    def add_cover(self, cover: Cover) -> None:
        """Take in an annotation, once the page's own objects are: it lies over all of them."""
        self._drawn += 1
        if not self._texts or not self.frame.shows(cover.rectangle):
            return
        box = self.frame.box(cover.rectangle)
        if is_bar(box, self.frame) and len(self._boxes) < _MOST_BOXES:
            self._boxes.append((self._drawn, box))
            if cover.is_written_on:
                self._labelled.add(box)

    def letters(self, page: PdfPage) -> tuple[Letter, ...]:
        """The letters that are painted over and not seen, in the order of the text layer.

        Args:
            page: The page whose objects were taken in, still open.
        """
        hidden = self._hidden_objects()
        return (
            _unseen(_letters_of(page, self.frame, hidden), page, self._labelled) if hidden else ()
        )

    def _hidden_objects(self) -> dict[int, list[Box]]:
        """By the address of a text object, the boxes drawn over some of it later."""
        hidden: dict[int, list[Box]] = {}
        last = max((order for order, _ in self._boxes), default=0)
        for order, handle, transform in self._texts:
            if order > last:
                break
            bounds = bounds_of(handle, transform, self.frame)
            over = [box for at, box in self._boxes if at > order and overlap(bounds, box) > 0]
            if over:
                hidden[_address(handle)] = over
        return hidden


def painted_words(words: Iterable[PlacedWord], letters: Sequence[Letter]) -> dict[PlacedWord, Box]:
    """The words whose letters were painted over, each with the box over it.

    A label written on such a box stands on the same place, but has other letters. The lines of a
    form, typed as underscores, are no words.
    """
    found = {}
    for word in words:
        signs = Counter(filter(str.isalnum, word.text))
        here = [letter for letter in letters if covers_middle(word.box, letter.box)]
        same = signs & Counter(letter.text for letter in here)
        if same and same.total() >= _LEAST_LETTERS * signs.total():
            found[word] = here[0].under
    return found


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters of a page: those with a box drawn over them, and all others."""

    under: list[Letter] = field(default_factory=list)
    others: list[tuple[str, Box]] = field(default_factory=list)

    def over(self, letter: Letter) -> list[str]:
        """What else is written where a letter stands."""
        return [text for text, box in self.others if overlap(letter.box, box) > _SAME_PLACE]


def _letters_of(page: PdfPage, frame: PageFrame, hidden: dict[int, list[Box]]) -> _Letters:
    letters = _Letters()
    text_page = page.get_textpage()
    try:
        for index in range(text_page.count_chars()):
            text = chr(pdfium_c.FPDFText_GetUnicode(text_page, index))
            box = frame.box(text_page.get_charbox(index))
            if text.isspace() or overlap(box, box) == 0:
                continue
            boxes = hidden.get(_address(pdfium_c.FPDFText_GetTextObject(text_page, index)), ())
            over = next((one for one in boxes if covers_middle(one, box)), None)
            if over is None:
                letters.others.append((text, box))
            else:
                letters.under.append(Letter(text, box, over))
    finally:
        text_page.close()
    return letters


def _unseen(letters: _Letters, page: PdfPage, labelled: AbstractSet[Box]) -> tuple[Letter, ...]:
    """Those under boxes that are not seen, by a picture of the page: a clipped box hides nothing.

    What is written once more on its box is seen; where something else is, as on the labelled ones,
    no picture can tell.
    """
    if not letters.under:
        return ()
    try:
        grey = np.asarray(render_grey(page, _DPI, _MOST_PIXELS).image)
    except RenderError:
        return tuple(letters.under)  # rather too much is held back than too little
    return tuple(
        letter
        for letter in letters.under
        if letter.text not in (over := letters.over(letter))
        and (over or letter.under in labelled or _is_uniform(grey, letter.box))
    )


def _is_uniform(grey: np.ndarray, box: Box) -> bool:
    height, width = grey.shape
    left, right = int(box.left * width), round(box.right * width) + 1
    top = int(box.top * height)
    bottom = max(round(box.bottom * height), top + 1)
    if bottom - top >= _LEAST_ROWS:  # the rule around a box may touch its letters
        top, bottom = top + 1, bottom - 1
    seen = grey[top:bottom, left:right]
    return seen.size == 0 or int(seen.max()) - int(seen.min()) <= _UNIFORM


def _address(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0
