"""What else than text a PDF page draws, found without rendering it."""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium_c
from pypdfium2 import PdfPage

from ingest.geometry import PageFrame, covered_share
from ingest.records import Box

_MOST_OBJECTS = 20_000
"""A map or plan has hundreds of thousands; its pictures come first or not at all."""
_DEEPEST_FORM = 6
_TEXT_OBJECTS_LOOKED_AT = 400
_LEAST_READABLE_DPI = 60
"""Below, letters of ten points are eight pixels high and cannot be read: a background."""
_READABLE_PIXELS = 200_000
"""From here a picture may hold large letters, whatever its dpi: on a plan of 200 inches."""

Transform = tuple[float, float, float, float, float, float]
_IDENTITY: Transform = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture on a page.

    Attributes:
        box: Where it stands on the page as displayed.
        dpi: Its pixels per inch of page.
        pixels: Width times height.
    """

    box: Box
    dpi: float
    pixels: int

    @property
    def is_readable(self) -> bool:
        """Whether it has pixels enough to show writing."""
        return self.dpi >= _LEAST_READABLE_DPI or self.pixels >= _READABLE_PIXELS


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a page draws.

    Attributes:
        pictures: Those large enough in pixels to hold writing.
        has_text: Whether text is drawn, be it unreadable or spaces only.
        has_more_than_text: Whether anything but text is drawn, annotations included.
    """

    pictures: tuple[Picture, ...]
    has_text: bool
    has_more_than_text: bool

    @property
    def picture_share(self) -> float:
        """The share of the page under pictures, 0.0 to 1.0."""
        return covered_share(picture.box for picture in self.pictures)

    @property
    def scan_dpi(self) -> float | None:
        """Pixels per inch of the picture with the most pixels; None without pictures."""
        largest = max(self.pictures, key=lambda picture: picture.pixels, default=None)
        return largest.dpi if largest else None


def drawing_of(page: PdfPage, frame: PageFrame) -> Drawing:
    """What a page draws besides its text."""
    pictures = []
    kinds = set()
    for kind, handle, transform in _objects(page):
        kinds.add(kind)
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            picture = _picture(handle, transform, frame)
            if picture and picture.is_readable:
                pictures.append(picture)
    has_annotations = pdfium_c.FPDFPage_GetAnnotCount(page) > 0
    return Drawing(
        pictures=tuple(pictures),
        has_text=pdfium_c.FPDF_PAGEOBJ_TEXT in kinds,
        has_more_than_text=has_annotations or bool(kinds - {pdfium_c.FPDF_PAGEOBJ_TEXT}),
    )


def has_hidden_text(page: PdfPage) -> bool:
    """Whether most of the page's text is drawn invisibly, as OCR programs write it."""
    hidden = seen = 0
    for kind, handle, _ in _objects(page):
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            seen += 1
            mode = pdfium_c.FPDFTextObj_GetTextRenderMode(handle)
            hidden += mode == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE
        if seen >= _TEXT_OBJECTS_LOOKED_AT:
            break
    return hidden * 2 > seen


def _objects(page: PdfPage) -> Iterator[tuple[int, Any, Transform]]:
    """Kind, handle and transform to user space of the objects drawn, those in forms too."""
    left = _MOST_OBJECTS
    stack: list[tuple[Any, int, Transform]] = []
    count = pdfium_c.FPDFPage_CountObjects(page)
    for index in range(min(count, left)):
        stack.append((pdfium_c.FPDFPage_GetObject(page, index), 0, _IDENTITY))
        while stack and left > 0:
            left -= 1
            handle, depth, transform = stack.pop()
            kind = pdfium_c.FPDFPageObj_GetType(handle)
            if kind != pdfium_c.FPDF_PAGEOBJ_FORM:
                yield kind, handle, transform
            elif depth < _DEEPEST_FORM:
                stack += _within(handle, depth, transform, left)


def _within(form: Any, depth: int, transform: Transform, most: int) -> list[Any]:
    inner = _product(_matrix(form), transform)
    count = min(pdfium_c.FPDFFormObj_CountObjects(form), most)
    return [
        (pdfium_c.FPDFFormObj_GetObject(form, index), depth + 1, inner) for index in range(count)
    ]


def _picture(image: Any, transform: Transform, frame: PageFrame) -> Picture | None:
    a, b, c, d, e, f = _product(_matrix(image), transform)
    xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
    rectangle = (min(xs), min(ys), max(xs), max(ys))
    if not math.isfinite(sum(rectangle)) or not frame.shows(rectangle):
        return None
    width, height = ctypes.c_uint(), ctypes.c_uint()
    pdfium_c.FPDFImageObj_GetImagePixelSize(image, width, height)
    inches = max(math.hypot(a, b), 1e-6) / 72, max(math.hypot(c, d), 1e-6) / 72
    # The finer of the two: a fax has half as many lines an inch down as across.
    dpi = max(width.value / inches[0], height.value / inches[1])
    return Picture(frame.box(rectangle), dpi, width.value * height.value)


def _matrix(handle: Any) -> Transform:
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(handle, matrix)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _product(first: Transform, second: Transform) -> Transform:
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
