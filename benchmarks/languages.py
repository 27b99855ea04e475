"""What the setting of languages costs and gains, on made pages in English, in Spanish, in both.

Run with ``python -m benchmarks.languages --grades 1,2,3``. Needs Tesseract's Spanish data, and
tesserocr.
"""

import argparse
import sys
import textwrap
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from pypdfium2 import PdfDocument
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from benchmarks.degrade import GRADES, Grade, degrade
from ingest.errors import OcrMissingError
from ingest.ocr import EngineFactory
from ingest.pdf_rendering import MOST_PIXELS, render_grey
from ingest.reader import OcrWay, ReadOptions
from ingest.scan import read_scan
from ingest.tesseract import tesseract_engine
from ingest.tesseract_library import TesseractLibrary
from verify.wear import as_kept
from verify.word_error import WordError, word_error

_TEXTS = Path(__file__).parent / "pages"
_DPI = 300
_LETTERS_A_LINE = 88
_BOTH = ReadOptions(languages="eng+spa", ocr=OcrWay.LIBRARY)


@dataclass(frozen=True, slots=True)
class Paper:
    """A scan and what stands on it.

    Attributes:
        image: Mode ``L``.
        dpi: Pixels per inch.
        text: The truth.
    """

    image: Image.Image
    dpi: int
    text: str


def main() -> None:
    """Print a row for each language of the pages and each grade of damage."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--grades", default="1,2,3", help="of damage, 1 to 5")
    grades = [GRADES[int(number) - 1] for number in given.parse_args().grades.split(",")]
    try:
        ways = _ways()
    except OcrMissingError as error:
        sys.stdout.write(f"skipped: {error}\n")
        return
    sys.stdout.write(f"| pages | grade | {' | '.join(ways)} | read in both |\n")
    sys.stdout.write(f"|---|--:|{'--:|' * len(ways)}--:|\n")
    for language, texts in _pages().items():
        for grade in grades:
            papers = [_paper(text, grade, seed) for seed, text in enumerate(texts)]
            cells, twice = _cells(ways, papers)
            row = (
                f"| {language} | {grade.number} | {' | '.join(cells)} | {twice} of {len(papers)} |"
            )
            sys.stdout.write(f"{row}\n")
            sys.stdout.flush()


def _ways() -> Mapping[str, EngineFactory]:
    # First, for it also sets how many threads the library takes once it is loaded.
    by_page = tesseract_engine(_BOTH)
    english = TesseractLibrary(languages="eng", timeout_s=120)
    always = TesseractLibrary(languages="eng+spa", timeout_s=120)
    return {
        "eng": lambda _: english,
        "eng+spa always": lambda _: always,
        "by page": lambda _: by_page,
    }


def _pages() -> dict[str, list[str]]:
    english, spanish = (
        (_TEXTS / f"{name}.txt").read_text("utf-8").split("\n\n") for name in ("english", "spanish")
    )
    halves = [
        "\n".join((*_half(first), *_half(second)))
        for first, second in zip(english, spanish, strict=True)
    ]
    return {"English": english, "Spanish": spanish, "half and half": halves}


def _half(text: str) -> list[str]:
    lines = text.splitlines()
    return lines[: len(lines) // 2]


def _paper(text: str, grade: Grade, seed: int) -> Paper:
    with PdfDocument(_pdf(text)) as pdf:
        clean = render_grey(pdf[0], _DPI, MOST_PIXELS).image
    scan = degrade(clean, _DPI, grade, seed)
    return Paper(as_kept(scan.image, scan.wear), scan.wear.dpi, text)


def _pdf(text: str) -> BytesIO:
    file = BytesIO()
    canvas = Canvas(file, pagesize=LETTER)
    lines = canvas.beginText(72, 720)
    lines.setFont("Times-Roman", 11)
    for line in _wrapped(text):
        lines.textLine(line)
    canvas.drawText(lines)
    canvas.save()
    return file


def _wrapped(text: str) -> Iterator[str]:
    for paragraph in text.splitlines():
        yield from textwrap.wrap(paragraph, _LETTERS_A_LINE)
        yield ""


def _cells(ways: Mapping[str, EngineFactory], papers: list[Paper]) -> tuple[list[str], int]:
    """Word error and CPU-seconds a page for each way, and how many pages were read in both."""
    cells, twice = [], 0
    for name, engine_for in ways.items():
        error, begun = WordError(), time.process_time()
        for paper in papers:
            scan = read_scan(paper.image, paper.dpi, _BOTH, engine_for)
            error += word_error(paper.text, scan.layout.composed()[0])
            twice += name == "by page" and "eng+spa" in scan.engine
        seconds = (time.process_time() - begun) / len(papers)
        cells.append(f"{error.rate:.1%}, {seconds:.2f} s")
    return cells, twice


if __name__ == "__main__":
    main()
