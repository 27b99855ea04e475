"""What one PDF page says: its text layer, completed or replaced by OCR where that is needed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from PIL import Image
from pypdfium2 import PdfPage

from ingest import quality
from ingest.annotation_text import remarks_on
from ingest.bars import LEAST_DPI, boxes_of, find_bars
from ingest.blank import is_blank
from ingest.covered_text import Uncovered, without_covered
from ingest.drawn_bars import joined
from ingest.errors import (
    OcrError,
    OcrMissingError,
    PageTooLargeError,
    RenderError,
    TimeLimitError,
)
from ingest.exemptions import only_codes
from ingest.existing_layer import ExistingLayer
from ingest.form_fields import FormFields
from ingest.geometry import PageFrame, covers_middle, overlap
from ingest.layout import Layout
from ingest.merging import added_by, missing_from
from ingest.ocr import EngineFactory
from ingest.pdf_drawing import Drawing, drawing_of, has_hidden_text
from ingest.pdf_rendering import Render, render_for_ocr, render_grey
from ingest.pdf_text import TextLayer
from ingest.pdfium_text import ENGINE as PDFIUM
from ingest.reader import ReadOptions
from ingest.records import Box, PageSource
from ingest.scan import Scan, read_scan

GARBAGE_LAYER = "The file's own text layer is unreadable; the page was read by OCR."
COVERED = (
    "{} words of live text under redactions were taken out; they are kept nowhere but in the file."
)
COVERED_IN_DROPPED = "Live text stands under redactions in the OCR layer that was dropped."
_WORD_MARGIN = 0.004
"""Share of the page by which a word's ink may stand out of its box."""


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page and where it came from.

    Attributes:
        layout: Boxes on the page as displayed.
        source: Where it came from.
        engine: Name and version of what read it.
        dpi: Of the picture that was read; None without OCR.
        notes: Full sentences for the ledger.
        bars: Redactions on the page as displayed: black bars, and boxes of other colours that text
            was found under; None where they could not be looked for.
        withheld: Those of them that had live text under them, which was taken out.
        dropped: What OCR had left in the file and a new reading took the place of: it is read by
            nobody here, but the file still holds it.
    """

    layout: Layout
    source: PageSource
    engine: str
    dpi: int | None = None
    notes: tuple[str, ...] = ()
    bars: tuple[Box, ...] | None = None
    withheld: tuple[Box, ...] = ()
    dropped: Layout = Layout()  # noqa: RUF009 - frozen, so sharing one is safe

    @property
    def confidence(self) -> float | None:
        """Of the words; 0 where OCR was asked and found none; None without OCR."""
        is_unread = self.source is PageSource.OCR and self.layout.is_empty
        return 0.0 if is_unread else self.layout.confidence


@dataclass(frozen=True)
class PdfPageReading:
    """Decides how one page is read, and reads it.

    Attributes:
        page: Open in PDFium.
        frame: Which part of it is displayed, and how.
        layer: Its text layer.
        form: Of its file.
        options: How to read.
        engine_for: Gives the OCR engine; asked only if the page needs one.
    """

    page: PdfPage
    frame: PageFrame
    layer: TextLayer
    form: FormFields
    options: ReadOptions
    engine_for: EngineFactory

    def text(self) -> PageText:
        """Read the page, the cheapest sufficient way.

        Raises:
            IngestError: OCR is needed and failed; see ``PdfReader.read_page``.
        """
        read, drawing = self._read(), self._drawing
        if read.source is PageSource.BLANK:
            self._check_pictures()
        bars = self._bars(read)
        black = drawing.bars if bars is None else bars
        read, remarks = self._remarked(read, black)
        seen = without_covered(read.layout, black, drawing.painted_over) + remarks
        notes = (*read.notes, COVERED.format(seen.words)) if seen.bars else read.notes
        dropped = without_covered(read.dropped, black, drawing.painted_over)
        if dropped.bars and not seen.bars:
            seen, notes = replace(dropped, layout=seen.layout), (*notes, COVERED_IN_DROPPED)
        marked = (*seen.bars, *_with_codes_only(drawing.headings, seen.layout))
        if marked:
            bars = joined((*black, *marked), self.frame)
        return replace(read, layout=seen.layout, bars=bars, withheld=seen.bars, notes=notes)

    def _remarked(self, read: PageText, black: Sequence[Box]) -> tuple[PageText, Uncovered]:
        """The page as what it holds and does not draw makes it, and that, its words not yet in."""
        layouts = (read.layout, self.layer.layout)
        remarks = remarks_on(self.page, self.frame, self.form).unread(layouts)
        painted = (letter.under for letter in self._drawing.painted_over)
        seen = remarks.without_covered(tuple(dict.fromkeys((*black, *painted))), self.frame)
        read = replace(read, notes=(*read.notes, *remarks.notes))
        return (read if seen.layout.is_empty else _with_more_text(read)), seen

    def _check_pictures(self) -> None:
        """A picture that PDFium has no room for is left out: such a page only looks blank."""
        largest = max((picture.pixels for picture in self._drawing.pictures), default=0)
        if largest > self.options.max_pixels:
            raise PageTooLargeError(
                f"A picture on the page has {largest:,} pixels, more than the "
                f"{self.options.max_pixels:,} allowed, and nothing could be drawn of it. Make it "
                "smaller with another program and ingest that, or raise BLOTTER_MAX_PIXELS."
            )

    def _read(self) -> PageText:
        layout = self.layer.layout
        if quality.is_garbage(layout):
            return self._replaced()
        if quality.has_few_characters(layout):
            return self._completed() if self._shows_more() else self._as_it_is()
        if not self._drawing.pictures:
            return self._as_it_is()
        return self._with_pictures()

    @cached_property
    def _drawing(self) -> Drawing:
        return drawing_of(self.page, self.frame)

    def _shows_more(self) -> bool:
        """Whether more may be seen on the page than the words of its text layer."""
        is_unread = self._drawing.has_text and self.layer.layout.is_empty
        return is_unread or self._drawing.has_more_than_text

    def _with_pictures(self) -> PageText:
        layout, drawing = self.layer.layout, self._drawing
        fills_page = quality.is_filled_by_picture(drawing)
        pictures = quality.unread_pictures(layout, drawing)
        if (fills_page or pictures) and has_hidden_text(self.page, self.frame):
            return self._existing()
        if fills_page and quality.has_few_words(layout):
            return self._completed()
        return self._with_words_in(pictures) if pictures else self._as_it_is()

    def _bars(self, read: PageText) -> tuple[Box, ...] | None:
        """Those found in the picture that was read, or in the scan, and those drawn elsewhere."""
        drawing, seen = self._drawing, read.bars
        if seen is None and read.dpi is None:
            seen = self._bars_in_scan() if self._may_hide_in_pictures() else ()
        if seen is None:
            return None
        true = tuple(bar for bar in seen if not _is_within(bar, drawing.headings))
        return true + tuple(bar for bar in drawing.bars if not _is_within(bar, true))

    def _may_hide_in_pictures(self) -> bool:
        """Whether a picture is the page, or lies on words of it: a black one may be a bar."""
        if quality.is_filled_by_picture(self._drawing):
            return True
        words = [word.box for word in self.layer.layout.words()]
        return any(covers_middle(image, word) for image in self._drawing.images for word in words)

    def _bars_in_scan(self) -> tuple[Box, ...] | None:
        """Bars in a scan whose text came with the file, found in a coarse picture of the page."""
        if self._coarse is None:
            return None  # the text is there; a count is not worth losing it
        bars = find_bars(self._coarse.image, self._coarse.dpi)
        return None if bars is None else boxes_of(bars, self._coarse.image)

    @cached_property
    def _coarse(self) -> Render | None:
        try:
            return render_grey(self.page, LEAST_DPI, self.options.max_pixels)
        except RenderError:
            return None

    def _as_it_is(self, *notes: str) -> PageText:
        layer = self.layer
        source = PageSource.BLANK if layer.layout.is_empty else PageSource.TEXT_LAYER
        return PageText(layer.layout, source, layer.engine, notes=(*layer.notes, *notes))

    def _existing(self) -> PageText:
        """The OCR layer that came with the file, or a new reading where that is better."""
        layer = ExistingLayer.of(self.layer.layout, self._coarse)
        if layer.is_believed:
            return self._as_it_is(layer.kept())
        try:
            render = self._render()
            scan = self._scan(render.image, render.dpi)
        except (RenderError, OcrError, OcrMissingError, TimeLimitError) as error:
            return self._as_it_is(layer.kept_unread(error))
        if layer.is_better_than(scan.layout):
            kept = self._as_it_is(layer.kept_over(scan.layout, scan.engine))
            return replace(kept, bars=scan.bars)
        notes = (*self.layer.notes, layer.dropped_for(scan.layout), *render.notes, *scan.notes)
        return replace(self._scanned(scan, notes), dropped=layer.words_of_length)

    def _replaced(self) -> PageText:
        """OCR instead of a garbage text layer."""
        render = self._render()
        scan = self._scan(render.image, render.dpi)
        notes = (*self.layer.notes, GARBAGE_LAYER, *render.notes, *scan.notes)
        return self._scanned(scan, notes)

    def _completed(self) -> PageText:
        """OCR of all, with those words of the text layer that OCR missed."""
        layer = self.layer
        render = self._render()
        if not layer.layout.is_empty and is_blank(_without(render.image, layer.layout)):
            return self._as_it_is()
        scan = self._scan(render.image, render.dpi)
        notes = (*layer.notes, *render.notes, *scan.notes)
        if layer.layout.is_empty:
            return self._scanned(scan, notes)
        if added_by(scan.layout, layer.layout).is_empty:
            return self._as_it_is()
        missing = missing_from(scan.layout, layer.layout)
        if missing.is_empty:
            return self._scanned(scan, notes)
        return self._mixed(scan.layout + missing, scan, notes)

    def _scanned(self, scan: Scan, notes: tuple[str, ...]) -> PageText:
        """What OCR read; a page it was not asked for is blank."""
        if scan.source is PageSource.BLANK:
            blank, reader = PageSource.BLANK, self.layer.engine
            return PageText(scan.layout, blank, reader, None, notes, scan.bars)
        return PageText(scan.layout, PageSource.OCR, scan.engine, scan.dpi, notes, scan.bars)

    def _with_words_in(self, pictures: Sequence[Box]) -> PageText:
        """The text layer, with what OCR reads in pictures it does not cover."""
        try:
            render = self._render()
            scan = self._scan_within(render, _around(pictures))
        except (OcrError, TimeLimitError) as error:
            return self._as_it_is(f"Pictures on the page were not read: {error}")
        added = added_by(scan.layout, self.layer.layout, pictures)
        if added.is_empty:
            return self._as_it_is()
        words_read = "Words in pictures were read by OCR."
        notes = (*self.layer.notes, *render.notes, *scan.notes, words_read)
        return self._mixed(self.layer.layout + added, scan, notes)

    def _mixed(self, layout: Layout, scan: Scan, notes: tuple[str, ...]) -> PageText:
        engine = f"{self.layer.engine} + {scan.engine}"
        return PageText(layout, PageSource.MIXED, engine, scan.dpi, notes, scan.bars)

    def _render(self) -> Render:
        return render_for_ocr(self.page, self._drawing.scan_dpi, self.options.max_pixels)

    def _scan(self, image: Image.Image, dpi: int) -> Scan:
        return read_scan(image, dpi, self.options, self.engine_for)

    def _scan_within(self, render: Render, part: Box) -> Scan:
        """OCR of a part of the page, boxes on the whole page."""
        width, height = render.image.size
        left, top = int(part.left * width), int(part.top * height)
        right, bottom = (
            max(int(part.right * width), left + 1),
            max(int(part.bottom * height), top + 1),
        )
        scan = self._scan(render.image.crop((left, top, right, bottom)), render.dpi)

        def onto_page(box: Box) -> Box:
            return Box.clipped(
                (left + box.left * (right - left)) / width,
                (top + box.top * (bottom - top)) / height,
                (left + box.right * (right - left)) / width,
                (top + box.bottom * (bottom - top)) / height,
            )

        bars = None if scan.bars is None else tuple(map(onto_page, scan.bars))
        return replace(scan, layout=scan.layout.moved(onto_page), bars=bars)


def _with_more_text(read: PageText) -> PageText:
    """A page to which text is added that the file has."""
    if read.source is PageSource.BLANK:
        return replace(read, source=PageSource.TEXT_LAYER, engine=PDFIUM)
    source = PageSource.MIXED if read.source is PageSource.OCR else read.source
    engine = read.engine if PDFIUM in read.engine else f"{PDFIUM} + {read.engine}"
    return replace(read, source=source, engine=engine)


def _with_codes_only(headings: Sequence[Box], layout: Layout) -> list[Box]:
    """Black boxes that say under which exemption something was taken out, and nothing else."""
    return [
        box
        for box in headings
        if only_codes(" ".join(w.text for w in layout.words() if covers_middle(box, w.box)))
    ]


def _is_within(bar: Box, others: Sequence[Box]) -> bool:
    return any(overlap(bar, other) > 0.5 for other in others)


def _around(boxes: Sequence[Box]) -> Box:
    around = boxes[0]
    for box in boxes[1:]:
        around = around.joined(box)
    return around


def _without(image: Image.Image, layout: Layout) -> Image.Image:
    """The picture with the words of a layout painted white."""
    rest = image.copy()
    width, height = image.size
    for word in layout.words():
        box = word.box
        left, top = box.left - _WORD_MARGIN, box.top - _WORD_MARGIN
        right, bottom = box.right + _WORD_MARGIN, box.bottom + _WORD_MARGIN
        edges = (left * width, top * height, right * width, bottom * height)
        rest.paste(255, (round(edges[0]), round(edges[1]), round(edges[2]), round(edges[3])))
    return rest
