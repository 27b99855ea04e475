"""Pages drawn for the tests of the readers: PDFs, scans, and engines that stand in for OCR."""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
import reportlab
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader as Drawable
from reportlab.pdfgen.canvas import Canvas

from ingest.layout import Layout, PlacedWord
from ingest.ocr import EngineFactory, OcrReading
from ingest.reader import ReadOptions
from ingest.records import Box, Page

FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
LETTER = (612.0, 792.0)
STORY = [
    "On the evening of the fourth the officer parked the cruiser",
    "beside the harbour wall and walked toward the lighthouse.",
    "A witness reported that the brown delivery van had turned",
    "left without a signal and struck the wooden fence there.",
    "The driver gave a full statement and produced a licence.",
    "Photographs were taken and the fence was measured twice.",
    "No injuries were reported and the van was driven away.",
    "The owner of the fence was informed the following morning.",
]


def make_pdf(
    path: Path,
    draw: Callable[[Canvas], object],
    *,
    size: tuple[float, float] = LETTER,
    pages: int = 1,
    title: str = "",
) -> Path:
    """A PDF on whose every page ``draw`` has drawn."""
    canvas = Canvas(str(path), pagesize=size, pageCompression=0)
    canvas.setTitle(title)
    for _ in range(pages):
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def story(canvas: Canvas, *, top: float = 700, lines: list[str] = STORY, hidden: bool = False):
    """The story in lines of twelve points."""
    text = canvas.beginText(72, top)
    text.setFont("Helvetica", 12)
    text.setTextRenderMode(3 if hidden else 0)
    for line in lines:
        text.textLine(line)
    canvas.drawText(text)


def layer_under(canvas: Canvas, lines: list[str] = STORY, *, points: float = 14, down: float = 0):
    """What OCR would leave under ``scanned(lines)``: each word hidden in its place."""
    font = ImageFont.truetype(str(FONT), 100)
    text = canvas.beginText()
    text.setTextRenderMode(3)
    text.setFont("Helvetica", points)
    for row, line in enumerate(lines):
        words = line.split()
        for number, word in enumerate(words):
            before = " ".join([*words[:number], ""])
            left = 72 + font.getlength(before) * points / 100
            width = font.getlength(word) * points / 100
            text.setHorizScale(100 * width / canvas.stringWidth(word, "Helvetica", points))
            text.setTextOrigin(left, 720 - down - (row * 1.5 + 1) * points)
            text.textOut(word + " ")
    canvas.drawText(text)


def picture(canvas: Canvas, image: Image.Image, left=0.0, bottom=0.0, width=612.0, height=792.0):
    """A picture in a rectangle given in points."""
    canvas.drawImage(Drawable(image), left, bottom, width, height)


def changed(path: Path, change: Callable[[pikepdf.Pdf], object], **options: object) -> Path:
    """The PDF after a change of its structure."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        change(pdf)
        pdf.save(path, **options)
    return path


def scanned(
    lines: list[str] = STORY,
    *,
    dpi: int = 200,
    ink: int = 0,
    paper: int = 255,
    points: float = 14,
    size_in: tuple[float, float] = (8.5, 11),
) -> Image.Image:
    """A scan of lines of text, in grey."""
    image = Image.new("L", (round(size_in[0] * dpi), round(size_in[1] * dpi)), paper)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(FONT), round(points / 72 * dpi))
    for row, line in enumerate(lines):
        draw.text((dpi, dpi * (1 + row * points * 1.5 / 72)), line, fill=ink, font=font)
    return image


def one_page_tiff(image: Image.Image) -> bytes:
    """A picture as an uncompressed TIFF."""
    target = io.BytesIO()
    image.save(target, format="TIFF")
    return target.getvalue()


class CountingOcr:
    """An engine that reads the same words everywhere and counts how often it was asked."""

    def __init__(self, *words: tuple[str, Box], confidence: float = 0.95) -> None:
        self.asked = 0
        self.dpis: list[int] = []
        self.sizes: list[tuple[int, int]] = []
        line = tuple(PlacedWord(text, box, confidence) for text, box in words)
        self._layout = Layout.of([[line]])

    name = "counting 1"

    def read(self, image: Image.Image, *, dpi: int) -> OcrReading:
        self.asked += 1
        self.dpis.append(dpi)
        self.sizes.append(image.size)
        return OcrReading(self._layout, self.name)

    def factory(self) -> EngineFactory:
        return lambda _options: self


def no_ocr(_options: ReadOptions):
    """A factory for where OCR must not be needed."""
    raise AssertionError("OCR was asked for.")


def words_of(page: Page) -> list[str]:
    return [page.text[word.start : word.end] for word in page.words]


def assert_boxes_on_ink(page: Page, shown: Image.Image) -> None:
    """Every word's box holds ink, and nearly all ink lies in boxes."""
    dark = np.asarray(shown.convert("L")) < 128
    boxed = np.zeros_like(dark)
    height, width = dark.shape
    assert page.words
    for word in page.words:
        box = word.box
        rows = slice(int(box.top * height) - 1, int(box.bottom * height) + 2)
        columns = slice(int(box.left * width) - 1, int(box.right * width) + 2)
        assert dark[rows, columns].mean() > 0.05, page.text[word.start : word.end]
        boxed[rows, columns] = True
    assert (dark & boxed).sum() > 0.97 * dark.sum()
