"""The first reader of a PDF's text layer: pdfminer.six, with words and their boxes."""

import math
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

import pdfminer
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import (
    LAParams,
    LTChar,
    LTContainer,
    LTPage,
    LTTextBox,
    LTTextLine,
)
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import Matrix, apply_matrix_rect, mult_matrix

from ingest.annotations import draw_annotations
from ingest.geometry import PageFrame, Rectangle
from ingest.layout import Layout, PlacedWord

ENGINE = f"pdfminer.six {pdfminer.__version__}"

_REPLACEMENT = "\ufffd"
# boxes_flow=None: the default compares every pair of boxes and spins for minutes on a page of
# scattered text. all_texts: text within form objects is text as well.
_PARAMETERS = LAParams(boxes_flow=None, all_texts=True)


class TextLayerReader:
    """Reads the text layer of single pages of one PDF.

    The file is parsed once and its page tree walked once; a page is interpreted only when asked
    for. One thread. Any method may raise whatever pdfminer.six raises on a broken file:
    PSException, KeyError, TypeError, RecursionError and more. The caller must be ready for it.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._document = PDFDocument(PDFParser(stream), password="")
        self._unwalked = PDFPage.create_pages(self._document)
        self._pages: list[PDFPage] = []
        self._resources = PDFResourceManager()

    def page_count(self) -> int:
        """How many pages pdfminer.six finds, which may differ from other readers' in a bad file."""
        self._pages.extend(self._unwalked)
        return len(self._pages)

    def read(self, number: int, frame: PageFrame) -> Layout:
        """Read the text layer of a page.

        Text that runs up, down or upside down is read along its own lines, after the text that
        runs as most of the page does.

        Args:
            number: Counts from 1.
            frame: Which part of the page is displayed, and how.

        Returns:
            The words, boxes on the page as displayed; words wholly off the page are left out.
        """
        page = self._page(number)
        ctm = _turn(page.mediabox, page.rotate)
        shown = self._interpret(page, ctm)
        layout = Layout()
        for degrees, characters in _by_direction(shown):
            turn = _turn(shown.bbox, degrees)
            turned_page = _turned_page(shown, characters, turn)
            turned_page.analyze(_PARAMETERS)
            layout += _layout(turned_page, _inverse(mult_matrix(ctm, turn)), frame)
        return layout

    def _page(self, number: int) -> PDFPage:
        self._pages.extend(islice(self._unwalked, max(number - len(self._pages), 0)))
        return self._pages[number - 1]

    def _interpret(self, page: PDFPage, ctm: Matrix) -> LTPage:
        device = PDFPageAggregator(self._resources, laparams=None)
        interpreter = PDFPageInterpreter(self._resources, device)
        # process_page() would do, but for the annotations.
        device.begin_page(page, ctm)
        interpreter.render_contents(page.resources, page.contents, ctm=ctm)
        draw_annotations(interpreter, device, page, ctm)
        device.end_page(page)
        return device.get_result()


def _turn(rectangle: Rectangle, degrees: int) -> Matrix:
    """Turns a rectangle clockwise and moves its lower left corner to the origin."""
    left, bottom, right, top = rectangle
    match degrees:
        case 90:
            return (0, -1, 1, 0, -bottom, right)
        case 180:
            return (-1, 0, 0, -1, right, top)
        case 270:
            return (0, 1, -1, 0, top, -left)
        case _:
            return (1, 0, 0, 1, -left, -bottom)


def _by_direction(shown: LTPage) -> list[tuple[int, list[LTChar]]]:
    """The page's characters by the clockwise turn that makes them upright, most common first."""
    directions: dict[int, list[LTChar]] = {}
    for character in _characters(shown):
        directions.setdefault(_degrees_to_upright(character.matrix), []).append(character)
    return sorted(directions.items(), key=lambda item: -len(item[1]))


def _characters(container: Iterable[object]) -> Iterator[LTChar]:
    """All characters, those in form objects in their place among the others.

    Left in their figures they would be laid out apart, and a line drawn half in a form object
    would come out in two pieces.
    """
    for item in container:
        if isinstance(item, LTChar):
            if math.isfinite(item.x0 + item.y0 + item.x1 + item.y1):
                yield item
        elif isinstance(item, LTContainer):
            yield from _characters(item)


def _degrees_to_upright(matrix: Matrix) -> int:
    a, b = matrix[0], matrix[1]
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 180
    return 90 if b > 0 else 270


def _turned_page(shown: LTPage, characters: list[LTChar], turn: Matrix) -> LTPage:
    page = LTPage(shown.pageid, apply_matrix_rect(turn, shown.bbox))
    for character in characters:
        character.set_bbox(apply_matrix_rect(turn, character.bbox))
        page.add(character)
    return page


def _layout(page: LTPage, back: Matrix, frame: PageFrame) -> Layout:
    boxes = (item for item in page if isinstance(item, LTTextBox))
    return Layout.of([_words(line, back, frame) for line in box] for box in boxes)


def _words(line: LTTextLine, back: Matrix, frame: PageFrame) -> Iterator[PlacedWord]:
    for characters in _split(line):
        rectangle = apply_matrix_rect(back, _bounds(characters))
        if frame.shows(rectangle):
            text = "".join(_readable(character.get_text()) for character in characters)
            yield PlacedWord(text, frame.box(rectangle))


def _split(line: LTTextLine) -> Iterator[list[LTChar]]:
    """The line's characters, split at white space drawn or implied."""
    word: list[LTChar] = []
    for item in line:
        if isinstance(item, LTChar) and item.get_text().strip():
            word.append(item)
        elif word:
            yield word
            word = []
    if word:
        yield word


def _readable(text: str) -> str:
    """One replacement character for a glyph whose letter is not known (``(cid:17)``)."""
    return _REPLACEMENT if text.startswith("(cid:") else "".join(text.split())


def _bounds(characters: list[LTChar]) -> Rectangle:
    return (
        min(c.x0 for c in characters),
        min(c.y0 for c in characters),
        max(c.x1 for c in characters),
        max(c.y1 for c in characters),
    )


def _inverse(ctm: Matrix) -> Matrix:
    """The way back of a turn by quarters: the shift undone, then the turn transposed."""
    a, b, c, d, e, f = ctm
    return mult_matrix((1, 0, 0, 1, -e, -f), (a, c, b, d, 0, 0))
