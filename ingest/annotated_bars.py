"""What lies over a PDF page as annotations and hides it: marks for redaction, and filled shapes."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium_c
from pypdfium2 import PdfPage

from ingest.bars import LEAST_HEIGHT_IN
from ingest.drawn_bars import MOST_BLACK, fill_of, line_of
from ingest.geometry import Rectangle

MOST_ANNOTATIONS = 2_000
"""Of a page that are looked at, the first ones."""
_MOST_OBJECTS = 50
"""Objects of an annotation's appearance: a stamp of more is a picture."""
_BLACK_SHAPES = frozenset(
    {
        pdfium_c.FPDF_ANNOT_SQUARE,
        pdfium_c.FPDF_ANNOT_POLYGON,
        pdfium_c.FPDF_ANNOT_HIGHLIGHT,
        pdfium_c.FPDF_ANNOT_STAMP,
        pdfium_c.FPDF_ANNOT_FREETEXT,
    }
)
_STROKES = frozenset({pdfium_c.FPDF_ANNOT_LINE, pdfium_c.FPDF_ANNOT_INK})
_FILLED_INSIDE = frozenset({pdfium_c.FPDF_ANNOT_SQUARE, pdfium_c.FPDF_ANNOT_CIRCLE})
_MAY_COVER = _BLACK_SHAPES | _STROKES | _FILLED_INSIDE
_NOT_SHOWN = pdfium_c.FPDF_ANNOT_FLAG_HIDDEN | pdfium_c.FPDF_ANNOT_FLAG_NOVIEW
_LEAST_SHARE = 0.5
"""Share of an annotation's rectangle that a path in it covers."""
_LEAST_OPAQUE = 200


@dataclass(frozen=True, slots=True)
class Cover:
    """An annotation that may hide what it lies on.

    Attributes:
        rectangle: In user space.
        is_bar: Whether it is a black bar, or marked for redaction: whatever it lies on was meant
            to go. What another one hides only a picture of the page tells.
        is_written_on: Whether a label or a picture may stand on it.
    """

    rectangle: Rectangle
    is_bar: bool
    is_written_on: bool = False


def covers_on(page: PdfPage) -> Iterator[Cover]:
    """The annotations that may hide what they lie on, in the order they are drawn.

    Those marked for redaction count too, though such a mark shows what it lies on until it is
    applied.
    """
    count = pdfium_c.FPDFPage_GetAnnotCount(page)
    for index in range(min(count, MOST_ANNOTATIONS)):
        with opened(page, index) as annotation:
            rectangle = shown_rectangle(annotation)
            cover = None if rectangle is None else _cover(annotation, rectangle)
        if cover is not None:
            yield cover


@contextmanager
def opened(page: PdfPage, index: int) -> Iterator[Any]:
    """An annotation of a page, open in PDFium; false if it is none. The index counts from 0."""
    annotation = pdfium_c.FPDFPage_GetAnnot(page, index)
    try:
        yield annotation
    finally:
        pdfium_c.FPDFPage_CloseAnnot(annotation)


def shown_rectangle(annotation: Any) -> Rectangle | None:
    """Where an annotation stands, in user space; None if it is hidden or stands nowhere."""
    if not annotation or pdfium_c.FPDFAnnot_GetFlags(annotation) & _NOT_SHOWN:
        return None
    sides = pdfium_c.FS_RECTF()
    if not pdfium_c.FPDFAnnot_GetRect(annotation, sides):
        return None
    return sides.left, sides.bottom, sides.right, sides.top


def _cover(annotation: Any, rectangle: Rectangle) -> Cover | None:
    kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
    if kind == pdfium_c.FPDF_ANNOT_REDACT:
        return Cover(rectangle, is_bar=True)
    if kind not in _MAY_COVER:
        return None
    count = min(pdfium_c.FPDFAnnot_GetObjectCount(annotation), _MOST_OBJECTS)
    shapes = [pdfium_c.FPDFAnnot_GetObject(annotation, index) for index in range(count)]
    colours = [colour for one in shapes if (colour := _colour_over(one, rectangle, kind))]
    if not shapes and kind in _FILLED_INSIDE:
        colours = _inside_of(annotation)
    if not colours:
        return None
    is_black = kind in _BLACK_SHAPES and any(max(colour) <= MOST_BLACK for colour in colours)
    kinds = {pdfium_c.FPDFPageObj_GetType(one) for one in shapes}
    return Cover(rectangle, is_black, is_written_on=kinds - {pdfium_c.FPDF_PAGEOBJ_PATH} != set())


def _inside_of(annotation: Any) -> list[tuple[int, ...]]:
    """What a shape without appearance is filled with by every program that draws it."""
    channels = [ctypes.c_uint() for _ in range(4)]
    inside = pdfium_c.FPDFANNOT_COLORTYPE_InteriorColor
    if not pdfium_c.FPDFAnnot_HasKey(annotation, b"IC"):
        return []
    if not pdfium_c.FPDFAnnot_GetColor(annotation, inside, *channels):
        return []
    *colour, opaque = (channel.value for channel in channels)
    return [tuple(colour)] if opaque >= _LEAST_OPAQUE else []


def _colour_over(handle: Any, rectangle: Rectangle, kind: int) -> tuple[int, ...] | None:
    """The colour of a path that is about as large as the annotation; None for anything else."""
    if pdfium_c.FPDFPageObj_GetType(handle) != pdfium_c.FPDF_PAGEOBJ_PATH:
        return None
    if kind in _STROKES:
        colour, width = line_of(handle)
        return colour if width >= LEAST_HEIGHT_IN * 72 else None
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium_c.FPDFPageObj_GetBounds(handle, *sides)
    left, bottom, right, top = (side.value for side in sides)
    whole = (rectangle[2] - rectangle[0]) * (rectangle[3] - rectangle[1])
    if (right - left) * (top - bottom) < _LEAST_SHARE * whole or whole <= 0:
        return None
    colour = fill_of(handle)
    is_seen_through = pdfium_c.FPDFPageObj_HasTransparency(handle)  # black hides even so
    return None if colour and is_seen_through and max(colour) > MOST_BLACK else colour
