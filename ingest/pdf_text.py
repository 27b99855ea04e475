"""The text layer of a PDF's pages: by the first reader, or by the second where it must."""

from dataclasses import dataclass
from typing import BinaryIO

from pypdfium2 import PdfPage

from ingest import pdfium_text, text_layer
from ingest.geometry import PageFrame
from ingest.layout import Layout
from ingest.reader import ReadOptions
from ingest.time_limit import TimeUpError, within


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The text layer of a page.

    Attributes:
        layout: Boxes on the page as displayed; empty where there is no text layer.
        engine: Name and version of what read it.
        notes: Why the second reader read it, if it did.
    """

    layout: Layout
    engine: str
    notes: tuple[str, ...] = ()


class _FirstReaderRefusedError(Exception):
    """The first reader cannot take this file at all; the message is half a sentence."""


class TextLayers:
    """Reads the text layers of one PDF, page by page.

    Args:
        stream: The file for the first reader, opened only when the first page is asked for.
        page_count: As PDFium counts the pages.
    """

    def __init__(self, stream: BinaryIO, page_count: int) -> None:
        self._stream = stream
        self._page_count = page_count
        self._first: text_layer.TextLayerReader | None = None
        self._refusal = ""

    def read(self, number: int, page: PdfPage, frame: PageFrame, options: ReadOptions) -> TextLayer:
        """Read the text layer of a page.

        Args:
            number: Counts from 1.
            page: The same page, open in PDFium.
            frame: Which part of the page is displayed, and how.
            options: Which reader, and its time limit.
        """
        notes: tuple[str, ...] = ()
        if not options.second_reader:
            try:
                return TextLayer(self._by_first(number, frame, options), text_layer.ENGINE)
            except TimeUpError:
                reason = f"took longer than {options.text_layer_timeout_s:g} seconds"
            except _FirstReaderRefusedError as error:
                reason = str(error)
            # Whatever it is (PSException, KeyError, TypeError, RecursionError and more have been
            # seen), the fault is the first reader's, not the page's: the second one takes it.
            except Exception as error:  # noqa: BLE001
                reason = f"failed ({type(error).__name__}: {error})"[:200]
            notes = (f"pdfminer.six {reason}; the text was read by the second reader.",)
        return TextLayer(
            pdfium_text.read_text_layer(page, number, frame), pdfium_text.ENGINE, notes
        )

    def _by_first(self, number: int, frame: PageFrame, options: ReadOptions) -> Layout:
        if self._refusal:
            raise _FirstReaderRefusedError(self._refusal)

        def read() -> Layout:
            if self._first is None:
                self._first = self._opened()
            return self._first.read(number, frame)

        return within(options.text_layer_timeout_s, read)

    def _opened(self) -> text_layer.TextLayerReader:
        self._refusal = "cannot open the file"  # and need not try again on the next page
        reader = text_layer.TextLayerReader(self._stream)
        if reader.page_count() != self._page_count:
            # Its page 7 may be another one than the page 7 that is shown and cited.
            self._refusal = "finds another number of pages in the file"
            raise _FirstReaderRefusedError(self._refusal)
        self._refusal = ""
        return reader
