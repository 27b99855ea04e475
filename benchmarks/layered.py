"""Scans with text layers of several qualities, as OCR programs leave them, and the truth."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from PIL.Image import Resampling
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from benchmarks.born_digital import DPI, Original
from benchmarks.degrade import GRADES, degrade
from ingest.geometry import tilted
from ingest.layout import Line
from ingest.ocr import OcrEngine
from ingest.records import Box

_FONT = "Helvetica"
_DESCENT = 0.2
"""Share of a font's size that reaches below the line."""
_COARSE_DPI = 100
_DOWN, _ACROSS = 0.017, 0.06
"""Shares of the page by which a misplaced layer is off: a line and a half, and half an inch."""

PlacedText = tuple[str, Box]


@dataclass(frozen=True, slots=True)
class Scanned:
    """A scan of a page, damaged, and where its words stand.

    Attributes:
        kind: ``clean`` or the grade of the damage.
        image: Mode ``L``.
        dpi: Of the image.
        words: The true ones with their boxes on the scan, in reading order.
    """

    kind: str
    image: Image.Image
    dpi: int
    words: tuple[PlacedText, ...]


def scans(originals: Sequence[Original], grades: Sequence[int]) -> Iterator[Scanned]:
    """Each page clean (grade 0) or damaged in each of the grades; the same ones each time."""
    for place, original in enumerate(originals):
        for number in grades:
            yield _clean(original) if number == 0 else _graded(original, number, place)


def _clean(original: Original) -> Scanned:
    return Scanned("clean", original.picture(), DPI, _words(original))


def _graded(original: Original, number: int, seed: int) -> Scanned:
    grade = GRADES[number - 1]
    image = degrade(original.picture(), DPI, grade, seed).image.convert("L")
    width, height = original.page.width, original.page.height
    words = tuple(
        (text, tilted(box, grade.degrees(seed), width, height)) for text, box in _words(original)
    )
    return Scanned(f"grade {number}", image, grade.dpi, words)


def _words(original: Original) -> tuple[PlacedText, ...]:
    text = original.page.text
    return tuple((text[word.start : word.end], word.box) for word in original.page.words)


Layer = Callable[[Scanned, Scanned, OcrEngine], Sequence[PlacedText]]
"""A layer for the first scan; the second is of another page."""


def _true(scan: Scanned, _other: Scanned, _engine: OcrEngine) -> Sequence[PlacedText]:
    return scan.words


def _read(scan: Scanned, _other: Scanned, engine: OcrEngine) -> Sequence[PlacedText]:
    return _by_ocr(scan.image, scan.dpi, engine)


def _read_coarsely(scan: Scanned, _other: Scanned, engine: OcrEngine) -> Sequence[PlacedText]:
    factor = _COARSE_DPI / scan.dpi
    size = round(scan.image.width * factor), round(scan.image.height * factor)
    return _by_ocr(scan.image.resize(size, Resampling.BOX), _COARSE_DPI, engine)


def _of_another_page(_scan: Scanned, other: Scanned, _engine: OcrEngine) -> Sequence[PlacedText]:
    return other.words


def _misplaced(scan: Scanned, _other: Scanned, _engine: OcrEngine) -> Sequence[PlacedText]:
    return [(text, _moved(box)) for text, box in scan.words]


def _cut_short(scan: Scanned, _other: Scanned, _engine: OcrEngine) -> Sequence[PlacedText]:
    return scan.words[: len(scan.words) * 2 // 3]


LAYERS: Mapping[str, Layer] = {
    "true text": _true,
    "OCR of the scan": _read,
    "OCR at 100 dpi": _read_coarsely,
    "two thirds of it": _cut_short,
    "misplaced": _misplaced,
    "another page's": _of_another_page,
}
"""By name, in the order of the tables."""


def _by_ocr(image: Image.Image, dpi: int, engine: OcrEngine) -> Sequence[PlacedText]:
    lines = [line for block in engine.read(image, dpi=dpi).layout.blocks for line in block]
    return [placed for line in lines for placed in _level(line)]


def _level(line: Line) -> Iterator[PlacedText]:
    """The words of a line as high as the line is: so OCR programs write them."""
    top, bottom = min(w.box.top for w in line), max(w.box.bottom for w in line)
    for word in line:
        yield word.text, Box(word.box.left, top, word.box.right, bottom)


def _moved(box: Box) -> Box:
    return Box.clipped(box.left + _ACROSS, box.top + _DOWN, box.right + _ACROSS, box.bottom + _DOWN)


def write(path: Path, scan: Scanned, layer: Sequence[PlacedText]) -> None:
    """A PDF of one page: the picture, and the layer drawn invisibly, word by word."""
    width, height = scan.image.width / scan.dpi * 72, scan.image.height / scan.dpi * 72
    canvas = Canvas(str(path), pagesize=(width, height), invariant=True)
    picture = io.BytesIO()
    scan.image.save(picture, format="PNG")
    canvas.drawImage(ImageReader(picture), 0, 0, width, height)
    text = canvas.beginText()
    text.setTextRenderMode(3)
    for word, box in layer:
        size = max((box.bottom - box.top) * height, 1.0)
        wide = stringWidth(word, _FONT, size)
        if wide:
            text.setFont(_FONT, size)
            text.setHorizScale((box.right - box.left) * width / wide * 100)
            text.setTextOrigin(box.left * width, (1 - box.bottom) * height + _DESCENT * size)
            text.textOut(f"{word} ")
    canvas.drawText(text)
    canvas.save()
