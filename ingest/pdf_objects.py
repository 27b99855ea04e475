"""Going through what a PDF page draws, object by object, in PDFium."""

from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium_c
from pypdfium2 import PdfPage

_MOST_OBJECTS = 20_000
"""A map or plan has hundreds of thousands; its pictures come first or not at all."""
_DEEPEST_FORM = 6

Transform = tuple[float, float, float, float, float, float]
IDENTITY: Transform = (1, 0, 0, 1, 0, 0)


def objects(page: PdfPage) -> Iterator[tuple[int, Any, Transform]]:
    """Kind, handle and transform to user space of a page's objects, those in forms too.

    In the order they are drawn, the first 20,000 of them.
    """
    left = _MOST_OBJECTS
    stack: list[tuple[Any, int, Transform]] = []
    count = pdfium_c.FPDFPage_CountObjects(page)
    for index in range(min(count, left)):
        stack.append((pdfium_c.FPDFPage_GetObject(page, index), 0, IDENTITY))
        while stack and left > 0:
            left -= 1
            handle, depth, transform = stack.pop()
            kind = pdfium_c.FPDFPageObj_GetType(handle)
            if kind != pdfium_c.FPDF_PAGEOBJ_FORM:
                yield kind, handle, transform
            elif depth < _DEEPEST_FORM:
                stack += _within(handle, depth, transform, left)


def _within(form: Any, depth: int, transform: Transform, most: int) -> list[Any]:
    inner = product(matrix_of(form), transform)
    count = min(pdfium_c.FPDFFormObj_CountObjects(form), most)
    # The last first: they are taken from the end.
    return [
        (pdfium_c.FPDFFormObj_GetObject(form, index), depth + 1, inner)
        for index in reversed(range(count))
    ]


def matrix_of(handle: Any) -> Transform:
    """From an object's own space to that of the page or form it is drawn in."""
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(handle, matrix)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def product(first: Transform, second: Transform) -> Transform:
    """The transform that does the first, then the second."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )
