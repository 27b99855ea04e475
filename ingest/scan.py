"""Reading a picture of a page: blank or not, repaired, upright, by OCR."""

from dataclasses import dataclass, replace

from PIL import Image

from ingest.blank import has_only_specks, is_blank
from ingest.confidence import shipped
from ingest.geometry import turned
from ingest.layout import Layout
from ingest.ocr import EngineFactory, OcrEngine
from ingest.orientation import better_turn, clockwise, letters_read, reads_poorly
from ingest.preprocess import Prepared, prepare
from ingest.reader import ReadOptions
from ingest.records import Box, PageSource


@dataclass(frozen=True, slots=True)
class Scan:
    """What was read in a picture of a page.

    Attributes:
        layout: Boxes on the picture as it was given; empty if there is nothing to read.
        engine: Name and version; empty if no engine was asked, because the page is blank.
        notes: Full sentences on what was unusual and what was repaired.
        dpi: Pixels per inch of the picture that was read; None if none was.
        bars: Black bars on the picture as it was given; None where they could not be looked for.
    """

    layout: Layout
    engine: str = ""
    notes: tuple[str, ...] = ()
    bars: tuple[Box, ...] | None = None
    dpi: int | None = None

    @property
    def source(self) -> PageSource:
        """Blank only if nothing stands on the page; drawings and lost writing are not nothing."""
        return PageSource.OCR if self.engine else PageSource.BLANK

    @property
    def confidence(self) -> float | None:
        """Of the words; 0 where something stands on the page but no word was found."""
        return 0.0 if self.engine and self.layout.is_empty else self.layout.confidence


def read_scan(
    image: Image.Image, dpi: int, options: ReadOptions, engine_for: EngineFactory
) -> Scan:
    """Read a picture of a page, once its blankness is ruled out.

    Args:
        image: Mode ``L``, as displayed. Not changed.
        dpi: Pixels per inch.
        options: How to read.
        engine_for: Gives the OCR engine; not asked for blank pages.

    Raises:
        OcrMissingError: No engine is installed.
        TimeLimitError: The engine took too long.
        OcrError: The engine failed.
    """
    if is_blank(image):
        return Scan(Layout(), bars=())
    scan = _read_upright(image, dpi, engine_for(options))
    if scan.layout.is_empty and has_only_specks(image):
        return Scan(Layout(), bars=())
    if scan.layout.is_empty:
        note = "Something stands on the page, but OCR found no words."
        scan = Scan(Layout(), scan.engine, (note,), scan.bars, scan.dpi)
    return scan if options.raw_confidence else _calibrated(scan)


def _calibrated(scan: Scan) -> Scan:
    """With shares for confidences; last, since what is decided before goes by the engine's own."""
    by = shipped()
    return replace(scan, layout=by.applied(scan.layout), engine=scan.engine + by.mark)


def _read_upright(image: Image.Image, dpi: int, engine: OcrEngine) -> Scan:
    scan = _read_prepared(prepare(image, dpi), engine)
    if not reads_poorly(scan.layout):
        return scan
    degrees = better_turn(image, dpi, scan.layout, engine)
    if not degrees:
        return _better_of_two(scan, image, dpi, engine)
    better = _read_prepared(prepare(clockwise(image, degrees), dpi), engine)
    if letters_read(better.layout) <= letters_read(scan.layout):
        return scan
    note = f"The page stands turned; it was read after turning it by {degrees}° clockwise."

    def back(box: Box) -> Box:
        return turned(box, 360 - degrees)

    bars = None if better.bars is None else tuple(map(back, better.bars))
    return Scan(better.layout.moved(back), better.engine, (*better.notes, note), bars, better.dpi)


def _read_prepared(prepared: Prepared, engine: OcrEngine) -> Scan:
    reading = engine.read(prepared.image, dpi=prepared.dpi)
    layout = reading.layout.moved(prepared.back)
    return Scan(layout, reading.engine, prepared.notes, prepared.bars, prepared.dpi)


def _better_of_two(scan: Scan, image: Image.Image, dpi: int, engine: OcrEngine) -> Scan:
    """A very poor reading, or one of larger, softer letters where that gives more words."""
    again = _read_prepared(prepare(image, dpi, is_hard=True), engine)
    if letters_read(again.layout) <= letters_read(scan.layout):
        return scan
    note = "The page read poorly; larger and softer letters gave more words."
    return replace(again, notes=(*again.notes, note))
