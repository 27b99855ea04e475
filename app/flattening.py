"""Copies of documents as pictures: what is covered on them cannot be uncovered."""

import io
import threading
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw

from app.cache_files import put_in_place
from app.page_images import PageImages
from ingest.catalogue import Catalogue
from ingest.errors import BusyError, RenderError
from ingest.paths import DataPaths
from ingest.records import Document, Page

WIDTH_PX = 1700
"""200 dpi on letter paper: print of eight points can be read, and read by OCR."""
MOST_PAGES = 1_000
"""It is made in memory, and nobody waits longer."""
_QUALITY = 80
_LETTER_PT = (612.0, 792.0)
_WAIT_S = 60.0


class Flattener:
    """Makes and keeps such copies. Safe between threads; one copy is made at a time."""

    def __init__(self, paths: DataPaths, catalogue: Catalogue, images: PageImages) -> None:
        self._paths = paths
        self._catalogue = catalogue
        self._images = images
        self._lock = threading.Lock()

    def copy(self, document: Document) -> Path:
        """A PDF with the picture of every page, redactions painted black, and nothing else in it.

        A page that has no picture is a white one that says so. Takes a fraction of a second a page
        the first time.

        Raises:
            RenderError: It has no pictures, or more pages than a copy may have.
            DataDirectoryError: It cannot be stored.
            BusyError: Another copy is being made and takes long.
            IngestError: A picture could not be made.
        """
        if not 0 < (document.page_count or 0) <= MOST_PAGES:
            raise RenderError(
                f"{document.file_name} has {document.page_count or 'no'} pages; a copy is made of "
                f"1 to {MOST_PAGES}. Look at the pages one by one."
            )
        target = self._paths.flattened(document.sha256)
        if target.exists():
            return target
        if not self._lock.acquire(timeout=_WAIT_S):
            raise BusyError("Another copy is still being made. Try again in a minute.")
        try:
            if not target.exists():
                self._make(document, target)
        finally:
            self._lock.release()
        return target

    def _make(self, document: Document, target: Path) -> None:
        pages = self._catalogue.pages(document.id)
        if not any(page.has_image for page in pages):
            raise RenderError(f"{document.file_name} has no pictures of pages, only text.")
        with put_in_place(target) as part, pikepdf.new() as pdf:
            for page in pages:
                _append(pdf, self._picture(document, page), page)
            pdf.save(part, deterministic_id=True)

    def _picture(self, document: Document, page: Page) -> Image.Image:
        if not page.has_image:
            return _saying(f"Page {page.number} of {document.title} has no picture.")
        with Image.open(self._images.picture(document, page, WIDTH_PX)) as picture:
            return picture.convert("RGB")


def _append(pdf: pikepdf.Pdf, picture: Image.Image, page: Page) -> None:
    width, height = (page.width, page.height) if page.has_image else _LETTER_PT
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=_QUALITY)
    image = pdf.make_stream(
        jpeg.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    new = pdf.add_blank_page(page_size=(width, height))
    new.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=image))
    new.Contents = pdf.make_stream(f"{width} 0 0 {height} 0 0 cm /Picture Do".encode())


def _saying(sentence: str) -> Image.Image:
    picture = Image.new("RGB", (850, 1100), "white")
    ImageDraw.Draw(picture).text((80, 100), sentence, fill="black")
    return picture
