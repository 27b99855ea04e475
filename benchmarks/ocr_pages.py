"""Scans whose words are known, as files any OCR program takes: made ones by kind, and real ones."""

import html
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pikepdf
from PIL import Image

from benchmarks.born_digital import Original
from benchmarks.damage import Damaged, damaged
from verify.word_error import edits, words_of

_IN_ORDER = 0.02
"""Share of words out of place above which a page's reading order is a matter of taste: a table can
be read by rows and by columns, and word error would measure that."""
_LETTER_WIDTH_IN = 8.5
_HOCR_WORD = re.compile(r"class=['\"]ocrx_word['\"][^>]*>(.*?)</span>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Sheaf:
    """A PDF of scans of one kind, and what stands on each.

    Attributes:
        kind: As the tables name it.
        path: The PDF: pictures only.
        texts: The truth, page by page.
    """

    kind: str
    path: Path
    texts: tuple[str, ...]


def made(
    folder: Path, originals: Sequence[Original], kinds: Iterable[str], pages: int, seed: int
) -> Iterator[Sheaf]:
    """Scans of born-digital pages, so many of each kind; kept in ``folder`` once made."""
    for place, kind in enumerate(kinds):
        # Other pages for each kind, in turn, so that no page decides a table.
        chosen = [originals[(place * pages + n) % len(originals)] for n in range(pages)]
        scans = (damaged(original, kind, seed + n) for n, original in enumerate(chosen))
        yield _kept(folder, kind, scans)


def real(folder: Path, source: Path) -> Sheaf:
    """Real scans with a text beside them (``.txt``, ``.hocr``), any folders deep."""

    def scans() -> Iterator[Damaged]:
        for path, text in with_truth(source):
            image = Image.open(path).convert("L")
            # Their stated resolutions are those of screens: take the sheet for letter paper.
            dpi = round(min(image.size) / _LETTER_WIDTH_IN) if min(image.size) > 1500 else 200
            yield Damaged(image, dpi, text)

    return _kept(folder, "real scans", scans())


def in_reading_order(originals: Iterable[Original]) -> list[Original]:
    """Those whose lines follow each other down the page, so that there is one way to read them."""
    return [original for original in originals if _is_in_order(original)]


def _is_in_order(original: Original) -> bool:
    page = original.page
    words = [page.text[word.start : word.end] for word in page.words]
    # Rows by the middle of the words, a tenth of an inch apart at least.
    rows = sorted(
        range(len(words)),
        key=lambda n: (
            round((page.words[n].box.top + page.words[n].box.bottom) / 2 * page.height / 5),
            page.words[n].box.left,
        ),
    )
    by_rows = words_of(" ".join(words[n] for n in rows))
    return edits(words_of(page.text), by_rows) <= _IN_ORDER * len(words)


def with_truth(source: Path) -> Iterator[tuple[Path, str]]:
    """Real scans (PNG or TIFF) with the text that a ``.txt`` or ``.hocr`` beside them gives."""
    for truth in sorted([*source.rglob("*.txt"), *source.rglob("*.hocr")]):
        stem = truth.name.removesuffix(".txt").removesuffix(".hocr").removesuffix(".truth")
        pictures = [truth.with_name(stem + suffix) for suffix in (".png", ".tif")]
        picture = next((path for path in pictures if path.exists()), None)
        if picture is not None:
            text = truth.read_text("utf-8", "replace")
            yield picture, _hocr_text(text) if truth.suffix == ".hocr" else text


def _hocr_text(text: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", word)) for word in _HOCR_WORD.findall(text))


def _kept(folder: Path, kind: str, scans: Iterable[Damaged]) -> Sheaf:
    name = kind.replace(" ", "-").replace("°", "")
    path, truth = folder / f"{name}.pdf", folder / f"{name}.json"
    if not truth.exists():
        folder.mkdir(parents=True, exist_ok=True)
        texts = _write(path, scans)
        truth.write_bytes(msgspec.json.encode(texts))
    return Sheaf(kind, path, tuple(msgspec.json.decode(truth.read_bytes(), type=list[str])))


def _write(path: Path, scans: Iterable[Damaged]) -> list[str]:
    texts = []
    with pikepdf.new() as together:
        for scan in scans:
            file = io.BytesIO()
            # Two colours are kept as a fax keeps them, greys as JPEG.
            if _is_black_and_white(scan.image):
                scan.image.convert("1").save(file, format="PDF", resolution=scan.dpi)
            else:
                scan.image.save(file, format="PDF", resolution=scan.dpi, quality=92)
            with pikepdf.open(file) as page:
                together.pages.extend(page.pages)
            texts.append(scan.text)
        together.save(path)
    return texts


def _is_black_and_white(image: Image.Image) -> bool:
    return sum(map(bool, image.histogram())) <= 2
