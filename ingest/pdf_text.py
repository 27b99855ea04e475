"""The text layer of a PDF's pages: by the first reader, or by the second where it must or may."""

from contextlib import suppress
from dataclasses import astuple, dataclass
from typing import BinaryIO

from pypdfium2 import PdfDocument, PdfPage

from ingest import pdfium_text, text_layer
from ingest.geometry import PageFrame
from ingest.layout import Layout, PlacedWord
from ingest.printed_lines import as_printed
from ingest.reader import ReadOptions
from ingest.time_limit import TimeUpError, within

_LONG = 10
"""Pages from which a file's are worth a try with the second reader, which takes a sixth."""
_STRETCH, _TRIED = 20, 2
"""Of so many pages one is read by both, the second: the first is often a cover."""
_FEWEST_WORDS = 20
_SAME_PLACE = 0.004
"""Share of the page by which an edge of a word may differ from one reader to the other: a
millimetre. Their ideas of how high a font is differ by half of that."""


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The text layer of a page.

    Attributes:
        layout: Boxes on the page as displayed; empty where there is no text layer.
        engine: Name and version of what read it.
        notes: Why the second reader had to read it, if it had to.
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
        self._agreed: dict[int, bool] = {}

    def read(self, number: int, page: PdfPage, frame: PageFrame, options: ReadOptions) -> TextLayer:
        """Read the text layer of a page.

        Args:
            number: Counts from 1.
            page: The same page, open in PDFium.
            frame: Which part of the page is displayed, and how.
            options: Which reader, and its time limit.
        """
        notes: tuple[str, ...] = ()
        if not options.second_reader and not self._may_be_second(number, page, options):
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
        return TextLayer(_by_second(number, page, frame), pdfium_text.ENGINE, notes)

    def _may_be_second(self, number: int, page: PdfPage, options: ReadOptions) -> bool:
        """Whether both readers say the same of a page near this one, in a long file."""
        if self._page_count < _LONG or number == 1:
            return False
        sample = min((number - 1) // _STRETCH * _STRETCH + _TRIED, self._page_count)
        if sample not in self._agreed:
            self._agreed[sample] = False  # unless nothing goes wrong
            with suppress(Exception):
                self._agreed[sample] = self._agree(sample, page.pdf, options)
        return self._agreed[sample]

    def _agree(self, number: int, file: PdfDocument, options: ReadOptions) -> bool:
        page = file[number - 1]
        try:
            frame = frame_of(page)
            first = list(self._by_first(number, frame, options).words())
            second = list(_by_second(number, page, frame).words())
        finally:
            page.close()
        return len(first) == len(second) >= _FEWEST_WORDS and all(map(_is_same, first, second))

    def _by_first(self, number: int, frame: PageFrame, options: ReadOptions) -> Layout:
        if self._refusal:
            raise _FirstReaderRefusedError(self._refusal)

        def read() -> Layout:
            if self._first is None:
                self._first = self._opened()
            return as_printed(self._first.read(number, frame))

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


def frame_of(page: PdfPage) -> PageFrame:
    """Which part of a page is displayed, and how."""
    left, bottom, right, top = page.get_bbox()  # yes, bottom before top
    return PageFrame(left, bottom, right, top, page.get_rotation())


def _by_second(number: int, page: PdfPage, frame: PageFrame) -> Layout:
    return as_printed(pdfium_text.read_text_layer(page, number, frame))


def _is_same(one: PlacedWord, other: PlacedWord) -> bool:
    edges = zip(astuple(one.box), astuple(other.box), strict=True)
    return one.text == other.text and all(abs(a - b) <= _SAME_PLACE for a, b in edges)
