"""Pages with a text layer of their own, chosen from PDFs: what stands on them is known."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path

import numpy as np
from PIL import Image

from index.analysis import tokens
from ingest.errors import IngestError, OcrError
from ingest.ocr import OcrEngine
from ingest.pdf import PdfReader
from ingest.reader import ReadOptions
from ingest.records import Box, Page, PageSource

DPI = 300
"""Of the pictures that are damaged afterwards."""

FEWEST_WORDS, MOST_WORDS = 60, 600
"""Of a page worth searching; beyond that the print is too small for any scanner here."""

_LATIN = 0.97
"""Least share of ASCII letters and digits: the OCR reads English."""
_SEEN = 0.95
"""Least share of words that can be seen: text under a bar or in white is no truth of a scan."""
_SHADES = 60
"""Grey levels between ink and paper of a word that can be seen."""
_OF_A_FILE = 30
"""Most pages of one file."""


class Part(StrEnum):
    """Which files: what is tuned is never tuned on files that are measured."""

    MEASURED = "measured"
    TUNING = "tuning"


@dataclass(frozen=True, slots=True)
class Original:
    """A page as its author made it.

    Attributes:
        path: The PDF.
        page: Its text layer, with words and boxes.
    """

    path: str
    page: Page

    def picture(self) -> Image.Image:
        """The page in grey at ``DPI``, as displayed."""
        reader = PdfReader(Path(self.path))
        try:
            return _picture(reader, self.page)
        finally:
            reader.close()


def choose(folders: Iterable[Path], part: Part, count: int) -> list[Original]:
    """So many pages at most, the same ones each time, in turn from every folder and file.

    No two of them have the same words.
    """
    files = (_in_turn(_usable(path) for path in _files(folder, part)) for folder in folders)
    chosen: list[Original] = []
    known: set[frozenset[str]] = set()
    for original in _in_turn(files):
        words = frozenset(token.text for token in tokens(original.page.text))
        if words not in known:
            known.add(words)
            chosen.append(original)
        if len(chosen) == count:
            break
    return chosen


def _files(folder: Path, part: Part) -> list[Path]:
    """The PDFs of one part, in an order that has nothing to do with their names."""
    numbered = {
        path: zlib.crc32(path.relative_to(folder).as_posix().encode())
        for path in folder.rglob("*")
        if path.suffix.lower() == ".pdf"
    }
    wanted = (path for path, n in numbered.items() if (n % 5 == 0) is (part is Part.TUNING))
    return sorted(wanted, key=lambda path: (numbered[path], path))


def _in_turn(streams: Iterable[Iterable[Original]]) -> Iterator[Original]:
    for row in zip_longest(*streams):
        yield from (original for original in row if original is not None)


def _usable(path: Path) -> Iterator[Original]:
    try:
        reader = PdfReader(path, _no_engine)
    except IngestError:
        return
    try:
        given = 0
        for number in _spread(reader.facts().page_count):
            page = _read(reader, number)
            if page and _is_born_digital(page) and _is_seen(page, _picture(reader, page)):
                yield Original(str(path), page)
                given += 1
            if given == _OF_A_FILE:
                return
    finally:
        reader.close()


def _spread(count: int) -> list[int]:
    """The numbers of a file's pages, far ones first, so that some of them are of all of it."""
    return sorted(range(1, count + 1), key=lambda number: zlib.crc32(str(number).encode()))


def _read(reader: PdfReader, number: int) -> Page | None:
    try:
        return reader.read_page(number, ReadOptions())
    except IngestError:
        return None


def _no_engine(_options: ReadOptions) -> OcrEngine:
    raise OcrError("Pages are wanted whose text layer is all that stands on them.")


def _is_born_digital(page: Page) -> bool:
    """Whether the text layer alone says all that stands there, without pictures to be read."""
    solid = "".join(page.text.split())
    plain = sum(character.isascii() for character in solid)
    return (
        page.source is PageSource.TEXT_LAYER
        and not page.notes
        and FEWEST_WORDS <= len(page.words) <= MOST_WORDS
        and plain >= _LATIN * len(solid)
    )


def _picture(reader: PdfReader, page: Page) -> Image.Image:
    return reader.render_page(page.number, round(page.width / 72 * DPI)).convert("L")


def _is_seen(page: Page, picture: Image.Image) -> bool:
    shades = np.asarray(picture)
    seen = sum(_contrast(shades, word.box) >= _SHADES for word in page.words)
    return seen >= _SEEN * len(page.words)


def _contrast(shades: np.ndarray, box: Box) -> int:
    height, width = shades.shape
    rows = slice(int(box.top * height), int(box.bottom * height) + 1)
    inside = shades[rows, int(box.left * width) : int(box.right * width) + 1]
    return int(inside.max()) - int(inside.min()) if inside.size else 0
