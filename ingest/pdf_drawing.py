"""What else than text a PDF page draws, found without rendering it."""

import ctypes
import math
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium_c
from pypdfium2 import PdfPage

from ingest.annotated_bars import covers_on
from ingest.drawn_bars import DrawnBars
from ingest.geometry import PageFrame, covered_share
from ingest.painted_over import Letter, PaintedOver
from ingest.pdf_objects import Transform, matrix_of, objects, product
from ingest.records import Box

_BEHIND = 0.55
"""Share of the page from which a picture hides the text that was drawn before it."""
_LEAST_READABLE_DPI = 60
"""Below, letters of ten points are eight pixels high and cannot be read: a background."""
_READABLE_PIXELS = 200_000
"""From here a picture may hold large letters, whatever its dpi: on a plan of 200 inches."""


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
        bars: Black bars drawn as rectangles, from the top down.
        headings: Black rectangles with light writing on them, which are none.
        images: Where pictures of any kind stand, those too that can hold no writing.
        painted_over: Letters that something was painted over, of whatever colour.
    """

    pictures: tuple[Picture, ...]
    has_text: bool
    has_more_than_text: bool
    bars: tuple[Box, ...] = ()
    headings: tuple[Box, ...] = ()
    images: tuple[Box, ...] = ()
    painted_over: tuple[Letter, ...] = ()

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
    pictures: list[Picture] = []
    images: list[Box] = []
    kinds = set()
    drawn, painted = DrawnBars(frame), PaintedOver(frame)
    for kind, handle, transform in objects(page):
        kinds.add(kind)
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            if picture := _picture(handle, transform, frame):
                images.append(picture.box)
                pictures += [picture] if picture.is_readable else []
        elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            drawn.add_path(handle, transform)
            painted.add_path(handle, transform)
        elif kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            drawn.add_text(handle, transform)
            painted.add_text(handle, transform)
    for cover in covers_on(page):
        if cover.is_bar:
            drawn.add_rectangle(cover.rectangle)
        else:
            painted.add_cover(cover)
    has_annotations = pdfium_c.FPDFPage_GetAnnotCount(page) > 0
    return Drawing(
        pictures=tuple(pictures),
        has_text=pdfium_c.FPDF_PAGEOBJ_TEXT in kinds,
        has_more_than_text=has_annotations or bool(kinds - {pdfium_c.FPDF_PAGEOBJ_TEXT}),
        bars=drawn.bars,
        headings=drawn.headings,
        images=tuple(images),
        painted_over=painted.letters(page),
    )


def has_hidden_text(page: PdfPage, frame: PageFrame) -> bool:
    """Whether most of the page's text is seen by nobody, as OCR programs write it.

    It is drawn invisibly, or before a picture of the page that then lies over it.
    """
    hidden = seen = 0
    for kind, handle, transform in objects(page):
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            seen += 1
            mode = pdfium_c.FPDFTextObj_GetTextRenderMode(handle)
            hidden += mode == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE and hidden < seen:
            picture = _picture(handle, transform, frame)
            if picture is not None and covered_share([picture.box]) > _BEHIND:
                hidden = seen
    return hidden * 2 > seen


def _picture(image: Any, transform: Transform, frame: PageFrame) -> Picture | None:
    a, b, c, d, e, f = product(matrix_of(image), transform)
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
