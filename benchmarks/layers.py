"""OCR layers that came with scans: how often the better of layer and new reading is kept.

Run with ``python -m benchmarks.layers --papers FOLDER,... --keep FOLDER``. Layers of several
qualities are put under scans whose words are known; ``--real FOLDER`` says of PDFs with layers of
their own what is decided. Nothing of the pages is printed.
"""

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pypdfium2 import PdfDocument, PdfiumError

from benchmarks.aligned import align
from benchmarks.born_digital import Part
from benchmarks.layered import LAYERS, PlacedText, Scanned, scans, write
from benchmarks.scanned import collect
from ingest.errors import IngestError
from ingest.existing_layer import CAME_WITH_FILE
from ingest.pdf import PdfReader
from ingest.pdf_drawing import drawing_of, has_hidden_text
from ingest.pdf_text import frame_of
from ingest.reader import ReadOptions
from ingest.records import Page, PageSource, Word
from ingest.tesseract import tesseract_engine
from verify.word_error import words_of

_TIE = 0.01
"""Share of the words by which two readings may differ and neither be wrong to keep."""


@dataclass(frozen=True, slots=True)
class Case:
    """One scan with one layer.

    Attributes:
        layer: As ``LAYERS`` names it.
        in_layer: Share of the true words that the layer has in their places.
        in_new: The same of a new reading.
        in_kept: The same of what was kept.
        is_read: Whether the page was read anew.
        cpu_s: CPU-seconds it took, with the layer.
        new_cpu_s: Without one.
    """

    layer: str
    in_layer: float
    in_new: float
    in_kept: float
    is_read: bool
    cpu_s: float
    new_cpu_s: float

    @property
    def lost(self) -> float:
        """Share of the words the better of the two has and the kept one has not."""
        return max(self.in_layer, self.in_new) - self.in_kept


def main() -> None:
    """Print a row a kind of layer, and what is decided of real ones."""
    given = _arguments()
    folders = [Path(name) for name in given.papers.split(",")]
    absent = [folder for folder in folders if not folder.is_dir()]
    if absent:
        sys.stdout.write(f"skipped: there is no folder {absent[0]}\n")
        return
    originals = collect(given.keep, folders, given.part, given.originals).originals
    chosen = originals[:: max(1, len(originals) // given.pages)][: given.pages]
    _print_cases(list(_cases(list(scans(chosen, [0, 2, 4, 5])))))
    if given.real is not None:
        _print_real(given.real)


def _cases(all_scans: Sequence[Scanned]) -> Iterator[Case]:
    engine = tesseract_engine(ReadOptions())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scan.pdf"
        for place, scan in enumerate(all_scans):
            # Four grades of a page follow each other: four on is another page.
            other = all_scans[(place + 4) % len(all_scans)]
            write(path, scan, ())
            new, new_cpu_s = _read(path)
            for name, make in LAYERS.items():
                layer = make(scan, other, engine)
                write(path, scan, layer)
                kept, cpu_s = _read(path)
                yield Case(
                    layer=name,
                    in_layer=_found(scan, _page(layer)),
                    in_new=_found(scan, new),
                    in_kept=_found(scan, kept),
                    is_read="new reading" in " ".join(kept.notes),
                    cpu_s=cpu_s,
                    new_cpu_s=new_cpu_s,
                )
            sys.stderr.write(f"{place + 1} of {len(all_scans)} scans\n")


def _read(path: Path) -> tuple[Page, float]:
    begun = time.process_time()
    reader = PdfReader(path)
    try:
        return reader.read_page(1, ReadOptions()), time.process_time() - begun
    finally:
        reader.close()


def _page(placed: Sequence[PlacedText]) -> Page:
    words, text = [], ""
    for word, box in placed:
        words.append(Word(len(text), len(text) + len(word), box))
        text += f"{word} "
    return Page(1, 612, 792, PageSource.TEXT_LAYER, text, tuple(words))


def _found(scan: Scanned, read: Page) -> float:
    """Share of the true words that were read where they stand."""
    true = _page(scan.words)
    right = sum(
        len(group.true)
        for group in align(true.words, read)
        if _solid(true, group.true) == _solid(read, group.read)
    )
    return right / len(true.words)


def _solid(page: Page, words: Sequence[Word]) -> str:
    return "".join(words_of(" ".join(page.text[word.start : word.end] for word in words)))


def _print_cases(cases: Sequence[Case]) -> None:
    by_layer: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_layer[case.layer].append(case)
    sys.stdout.write(
        "| layer | scans | in the layer | read anew | kept | better one kept | words lost "
        "| pages read | CPU s a page | without layer |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n"
    )
    for name, some in [*by_layer.items(), ("all", list(cases))]:
        count = len(some)
        shares = [
            sum(case.in_layer for case in some),
            sum(case.in_new for case in some),
            sum(case.in_kept for case in some),
            sum(case.lost <= _TIE for case in some),
            sum(case.lost for case in some),
            sum(case.is_read for case in some),
        ]
        cells = " | ".join(f"{share / count:.1%}" for share in shares)
        cpu = sum(case.cpu_s for case in some) / count
        new = sum(case.new_cpu_s for case in some) / count
        sys.stdout.write(f"| {name} | {count} | {cells} | {cpu:.2f} | {new:.2f} |\n")


def _print_real(folder: Path) -> None:
    believed = kept = dropped = 0
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() == ".pdf":
            for page in _pages(path):
                notes = " ".join(page.notes)
                dropped += "was dropped for a new reading" in notes
                kept += "kept over a new reading" in notes
                believed += CAME_WITH_FILE in notes and "doubtful" not in notes
    sys.stdout.write(
        f"\nreal layers: {believed} pages believed, {kept} kept over a new reading, "
        f"{dropped} dropped for one\n"
    )


def _pages(path: Path) -> Iterator[Page]:
    """The pages with hidden text; others are not read."""
    try:
        reader = PdfReader(path)
    except IngestError:
        return
    try:
        with PdfDocument(path) as file:
            for number, page in enumerate(file, 1):
                frame = frame_of(page)
                if drawing_of(page, frame).pictures and has_hidden_text(page, frame):
                    yield reader.read_page(number, ReadOptions())
    except (IngestError, PdfiumError):
        return
    finally:
        reader.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", required=True, help="folders of PDFs, joined by commas")
    parser.add_argument("--keep", type=Path, required=True, help="where the choice is kept")
    parser.add_argument("--real", type=Path, help="a folder of PDFs with layers of their own")
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--originals", type=int, default=120, help="pages to choose from")
    parser.add_argument("--part", type=Part, default=Part.MEASURED)
    return parser.parse_args()


if __name__ == "__main__":
    main()
