"""Black bars that lie over a PDF page as annotations: marks for redaction, and black shapes."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium_c
from pypdfium2 import PdfPage

from ingest.drawn_bars import is_black
from ingest.geometry import Rectangle

MOST_ANNOTATIONS = 2_000
"""Of a page that are looked at, the first ones."""
_MOST_OBJECTS = 50
"""Objects of an annotation's appearance: a stamp of more is a picture."""
_MAY_COVER = frozenset(
    {
        pdfium_c.FPDF_ANNOT_SQUARE,
        pdfium_c.FPDF_ANNOT_POLYGON,
        pdfium_c.FPDF_ANNOT_HIGHLIGHT,
        pdfium_c.FPDF_ANNOT_STAMP,
        pdfium_c.FPDF_ANNOT_FREETEXT,
    }
)
_NOT_SHOWN = pdfium_c.FPDF_ANNOT_FLAG_HIDDEN | pdfium_c.FPDF_ANNOT_FLAG_NOVIEW
_LEAST_SHARE = 0.5
"""Share of an annotation's rectangle that a black path in it covers."""


def annotated_bars(page: PdfPage) -> Iterator[Rectangle]:
    """Rectangles, in user space, of the annotations that black out what they lie on.

    Those marked for redaction count too, though such a mark shows what it lies on until it is
    applied: what stands there was meant to go.
    """
    count = pdfium_c.FPDFPage_GetAnnotCount(page)
    for index in range(min(count, MOST_ANNOTATIONS)):
        with opened(page, index) as annotation:
            rectangle = shown_rectangle(annotation)
            if rectangle is not None and _blacks_out(annotation, rectangle):
                yield rectangle


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


def _blacks_out(annotation: Any, rectangle: Rectangle) -> bool:
    kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
    if kind == pdfium_c.FPDF_ANNOT_REDACT:
        return True
    if kind not in _MAY_COVER:
        return False
    count = min(pdfium_c.FPDFAnnot_GetObjectCount(annotation), _MOST_OBJECTS)
    objects = (pdfium_c.FPDFAnnot_GetObject(annotation, index) for index in range(count))
    return any(_covers(handle, rectangle) for handle in objects)


def _covers(handle: Any, rectangle: Rectangle) -> bool:
    """Whether an object of the appearance is a black path about as large as the annotation."""
    is_path = pdfium_c.FPDFPageObj_GetType(handle) == pdfium_c.FPDF_PAGEOBJ_PATH
    if not is_path or not is_black(handle):
        return False
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium_c.FPDFPageObj_GetBounds(handle, *sides)
    left, bottom, right, top = (side.value for side in sides)
    whole = (rectangle[2] - rectangle[0]) * (rectangle[3] - rectangle[1])
    return (right - left) * (top - bottom) >= _LEAST_SHARE * whole > 0
