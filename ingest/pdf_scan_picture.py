"""The scan on a PDF's page: the largest picture it draws."""

import ctypes
from typing import Any

import pypdfium2.raw as pdfium_c
from pypdfium2 import PdfPage

from ingest.errors import RenderError
from ingest.geometry import PageFrame
from ingest.pdf_drawing import drawing_of
from ingest.pdf_objects import objects
from ingest.pdf_rendering import render_for_ocr
from ingest.scan_picture import ScanPicture, quality_of_bytes

_MOST_BYTES = 64 * 1024**2
"""Of a picture's file that is looked into."""


def scan_picture_of(page: PdfPage, frame: PageFrame, max_pixels: int) -> ScanPicture:
    """The page as OCR gets it, with how its largest picture was kept.

    Raises:
        RenderError: No picture is on it, or PDFium fails on it.
    """
    scan_dpi = drawing_of(page, frame).scan_dpi
    image = _largest(page)
    if scan_dpi is None or image is None:
        raise RenderError("No scan is on the page, so its look cannot be measured.")
    render = render_for_ocr(page, scan_dpi, max_pixels)
    bits = _bits(image, page)
    return ScanPicture(render.image, render.dpi, scan_dpi, bits == 1, _quality(image))


def _largest(page: PdfPage) -> Any:
    images = [one for kind, one, _ in objects(page) if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE]
    return max(images, key=_pixels, default=None)


def _pixels(image: Any) -> int:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    pdfium_c.FPDFImageObj_GetImagePixelSize(image, width, height)
    return width.value * height.value


def _bits(image: Any, page: PdfPage) -> int:
    facts = pdfium_c.FPDF_IMAGEOBJ_METADATA()
    pdfium_c.FPDFImageObj_GetImageMetadata(image, page, facts)
    return int(facts.bits_per_pixel)


def _quality(image: Any) -> int | None:
    length = pdfium_c.FPDFImageObj_GetImageDataRaw(image, None, 0)
    if not 0 < length <= _MOST_BYTES:
        return None
    data = (ctypes.c_ubyte * length)()
    pdfium_c.FPDFImageObj_GetImageDataRaw(image, data, length)
    return quality_of_bytes(bytes(data))
