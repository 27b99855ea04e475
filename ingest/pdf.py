"""PDFs: opened once, each page read by text layer or OCR as it needs."""

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from PIL import Image
from pypdfium2 import PdfiumError, PdfPage

from ingest.contained import Bag
from ingest.errors import DamagedPageError
from ingest.exemptions import exemptions
from ingest.form_fields import FormFields
from ingest.look import Look
from ingest.measuring import look_at
from ingest.ocr import EngineFactory
from ingest.pdf_attachments import extras, put_attachments
from ingest.pdf_facts import date_of, title_worth_showing
from ingest.pdf_opening import REPAIRED, open_pdf
from ingest.pdf_page import PdfPageReading
from ingest.pdf_rendering import render_for_viewing
from ingest.pdf_scan_picture import scan_picture_of
from ingest.pdf_text import TextLayers, frame_of
from ingest.reader import FileFacts, ReadOptions
from ingest.records import Page, PageSource
from ingest.tesseract import tesseract_engine

XFA_ONLY = (
    "The file is an XFA form, which only Adobe's programs show: what was filled in may be missing. "
    "Print it to a new PDF there and ingest that."
)


class PdfReader:
    """One opened PDF; see ``Reader``.

    Args:
        path: The file.
        engine_for: Gives the OCR engine, once a page needs one.

    Raises:
        EncryptedError: It asks for a password.
        DamagedFileError: It is broken beyond repair.
        NoPagesError: It holds no page.
    """

    def __init__(self, path: Path, engine_for: EngineFactory = tesseract_engine) -> None:
        self._path = path
        opened = open_pdf(path)
        self._document = opened.document
        self._is_repaired = opened.repaired is not None
        self._stream: BinaryIO = (
            path.open("rb") if opened.repaired is None else io.BytesIO(opened.repaired)
        )
        self._text_layers = TextLayers(self._stream, len(self._document))
        self._form = FormFields(self._document)
        self._engine_for = engine_for

    def facts(self) -> FileFacts:
        """What the file says of itself."""
        metadata = self._document.get_metadata_dict()
        beside = extras(self._path)
        notes = {REPAIRED: self._is_repaired, XFA_ONLY: beside.is_xfa}
        return FileFacts(
            page_count=len(self._document),
            title=title_worth_showing(metadata.get("Title", "")),
            date=date_of(metadata.get("CreationDate", "")),
            notes=tuple(note for note, is_true in notes.items() if is_true),
            holds_files=beside.holds_files,
        )

    def unpack(self, bag: Bag) -> None:
        """Put the files attached to it, or to its pages, into the bag."""
        put_attachments(self._path, bag)

    def read_page(self, number: int, options: ReadOptions) -> Page:
        """Read a page's text, by text layer, OCR or both.

        Raises:
            DamagedPageError: The page cannot be opened, or nothing of it is left in a file that
                had to be repaired.
            RenderError: OCR is needed, but no picture could be made.
            OcrError: OCR is needed and failed.
            OcrMissingError: OCR is needed and not installed.
            TimeLimitError: OCR took too long.
        """
        started = time.perf_counter()
        with self._page(number) as page:
            frame = frame_of(page)
            layer = self._text_layers.read(number, page, frame, options)
            read = PdfPageReading(page, frame, layer, self._form, options, self._engine_for).text()
        if self._is_repaired and read.source is PageSource.BLANK:
            raise DamagedPageError(
                "The file was damaged and nothing is left of this page: it may have been blank, or "
                "its content is lost. Ask the agency for another copy of the file.",
                step="text_layer",
            )
        text, words = read.layout.composed()
        return Page(
            number=number,
            width=frame.width,
            height=frame.height,
            source=read.source,
            text=text,
            words=words,
            rotation=frame.rotation,
            confidence=read.confidence,
            engine=read.engine,
            dpi=read.dpi,
            seconds=time.perf_counter() - started,
            notes=read.notes,
            redactions=None if read.bars is None else len(read.bars),
            bars=read.bars or (),
            exemptions=exemptions(text, words, read.bars or ()),
            withheld=read.withheld,
        )

    def render_page(self, number: int, width_px: int) -> Image.Image:
        """The page as displayed, in colour.

        Raises:
            DamagedPageError: The page cannot be opened.
            RenderError: PDFium fails on the page.
        """
        with self._page(number) as page:
            return render_for_viewing(page, width_px)

    def look(self, number: int, max_pixels: int) -> Look:
        """What the scan on a page looks like; see ``HoldsScans``.

        Raises:
            DamagedPageError: The page cannot be opened.
            RenderError: There is no scan on it, or PDFium fails on it.
        """
        with self._page(number) as page:
            return look_at(scan_picture_of(page, frame_of(page), max_pixels))

    def close(self) -> None:
        """Let go of the file."""
        self._form.close()
        self._document.close()
        self._stream.close()

    @contextmanager
    def _page(self, number: int) -> Iterator[PdfPage]:
        try:
            page = self._document[number - 1]  # PDFium counts from 0
        except PdfiumError as error:
            raise DamagedPageError(
                f"Page {number} is broken ({error}). Ask the agency for another copy of the file."
            ) from error
        try:
            yield page
        finally:
            page.close()
