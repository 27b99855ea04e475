"""The second reader of a PDF's text layer: pypdfium2, some 36 times faster than the first.

It knows lines, not columns or paragraphs, so its reading order follows the file's.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium_c
from pypdfium2 import PdfDocument, PdfPage
from pypdfium2.version import PYPDFIUM_INFO

from ingest.geometry import PageFrame, Rectangle
from ingest.layout import Layout, PlacedWord

ENGINE = f"pypdfium2 {PYPDFIUM_INFO}"

_LINE_END_HYPHEN = 0x02
"""What PDFium puts for a hyphen at the end of a line."""


def read_text_layer(page: PdfPage, number: int, frame: PageFrame) -> Layout:
    """Read the text layer of a page, with what its annotations draw.

    Args:
        page: An open page.
        number: Of the page in its document, from 1.
        frame: Which part of the page is displayed, and how.

    Returns:
        The words, boxes on the page as displayed, each line a block; words wholly off the page are
        left out.
    """
    with _with_annotations(page, number) as flat:
        text_page = flat.get_textpage()
        try:
            lines = list(_lines(text_page, frame))
        finally:
            text_page.close()
    return Layout.of([line] for line in lines)


@contextmanager
def _with_annotations(page: PdfPage, number: int) -> Iterator[PdfPage]:
    """The page with its annotations, filled form fields above all, made part of its content."""
    if not pdfium_c.FPDFPage_GetAnnotCount(page):
        yield page
        return
    # In a copy: the page itself is still to be rendered as it is.
    with PdfDocument.new() as copy:
        copy.import_pages(page.pdf, [number - 1])
        flat = copy[0]
        pdfium_c.FPDFPage_Flatten(flat, pdfium_c.FLAT_NORMALDISPLAY)
        flat.close()
        yield copy[0]  # anew: the handle from before the change still shows the old content


def _lines(text_page: Any, frame: PageFrame) -> Iterator[list[PlacedWord]]:
    line: list[PlacedWord] = []
    word, bounds = "", None
    for letter, rectangle in _characters(text_page):
        if letter.strip():
            word, bounds = word + letter, _joined(bounds, rectangle)
            continue
        if bounds is not None and frame.shows(bounds):
            line.append(PlacedWord(word, frame.box(bounds)))
        word, bounds = "", None
        if letter in "\r\n":
            yield line
            line = []
    if bounds is not None and frame.shows(bounds):
        line.append(PlacedWord(word, frame.box(bounds)))
    yield line


def _characters(text_page: Any) -> Iterator[tuple[str, Rectangle]]:
    """Each character with its box in user space; white space with any box."""
    box = pdfium_c.FS_RECTF()
    pointer = ctypes.byref(box)
    high = 0
    for index in range(text_page.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(text_page, index)
        if 0xD800 <= code < 0xDC00:  # first half of a UTF-16 pair: the second follows
            high = code
            continue
        letter, high = _letter(code, high), 0
        pdfium_c.FPDFText_GetLooseCharBox(text_page, index, pointer)
        yield letter, (box.left, box.bottom, box.right, box.top)


def _letter(code: int, high: int) -> str:
    if high and 0xDC00 <= code < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00))
    if code == _LINE_END_HYPHEN:
        return "-"
    return chr(code) if code else "\ufffd"


def _joined(first: Rectangle | None, second: Rectangle) -> Rectangle:
    if first is None:
        return second
    return (
        min(first[0], second[0]),
        min(first[1], second[1]),
        max(first[2], second[2]),
        max(first[3], second[3]),
    )
