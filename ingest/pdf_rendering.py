"""Pictures of PDF pages: in grey for OCR, in colour for people."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageDraw
from pypdfium2 import PdfiumError, PdfPage

from ingest.errors import RenderError
from ingest.records import Box

LEAST_DPI = 200
MOST_DPI = 300
"""More than 300 dpi costs time and reads no better."""
MOST_PIXELS = 40_000_000
"""A letter page at 300 dpi has 8.4 million. PDFium and Tesseract each need a few bytes a pixel."""


@dataclass(frozen=True, slots=True)
class Render:
    """A page's picture, ready for OCR.

    Attributes:
        image: Mode ``L``, as displayed.
        dpi: Pixels per inch.
        notes: Full sentences on what was unusual.
    """

    image: Image.Image
    dpi: int
    notes: tuple[str, ...] = ()


def render_for_ocr(page: PdfPage, scan_dpi: float | None, max_pixels: int) -> Render:
    """A page in grey, at its scan's own resolution within what OCR reads well.

    Args:
        page: An open page.
        scan_dpi: Pixels per inch of the scan on it; None if it is drawn, not scanned.
        max_pixels: Most pixels the picture may have, if fewer than this module's own limit.

    Raises:
        RenderError: PDFium fails on the page.
    """
    wanted = min(max(round(scan_dpi or MOST_DPI), LEAST_DPI), MOST_DPI)
    render = render_grey(page, wanted, max_pixels)
    if render.dpi == wanted:
        return render
    size = f"{page.get_width() / 72:.0f} x {page.get_height() / 72:.0f} inches"
    note = f"The page is {size} large and was read at {render.dpi} dpi only."
    return replace(render, notes=(note,))


def render_grey(page: PdfPage, dpi: int, max_pixels: int) -> Render:
    """A page in grey, at a resolution or as near to it as the limit of pixels allows.

    Raises:
        RenderError: PDFium fails on the page.
    """
    square_inches = page.get_width() * page.get_height() / 72**2
    fitting = math.floor(math.sqrt(min(max_pixels, MOST_PIXELS) / square_inches))
    dpi = max(min(dpi, fitting), 1)
    return Render(_rendered(page, dpi / 72, grayscale=True), dpi)


def render_for_viewing(page: PdfPage, width_px: int) -> Image.Image:
    """A page in colour, ``width_px`` pixels wide unless it is so tall that it would not fit.

    Raises:
        RenderError: PDFium fails on the page.
    """
    scale = width_px / page.get_width()
    height = page.get_height() * scale
    if width_px * height > MOST_PIXELS:
        scale *= math.sqrt(MOST_PIXELS / (width_px * height))
    image = _rendered(page, scale, rev_byteorder=True)
    return image if image.mode == "RGB" else image.convert("RGB")


def cover(image: Image.Image, boxes: Sequence[Box]) -> None:
    """Paint parts of a page's picture black."""
    draw = ImageDraw.Draw(image)
    for box in boxes:
        left, right = box.left * image.width, box.right * image.width
        draw.rectangle((left, box.top * image.height, right, box.bottom * image.height), fill=0)


def _rendered(page: PdfPage, scale: float, **options: bool) -> Image.Image:
    try:
        bitmap = page.render(scale=scale, **options)
    except (PdfiumError, ValueError, MemoryError) as error:
        raise RenderError(
            f"No picture could be made of the page ({error}). Open it in another viewer, print it "
            "to a new PDF and ingest that."
        ) from error
    try:
        # The picture would share the bitmap's memory, which goes with the bitmap.
        picture: Image.Image = bitmap.to_pil().copy()
        return picture
    finally:
        bitmap.close()
