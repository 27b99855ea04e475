"""Text layer: our words and boxes against pdfminer.six's own layout, on the same files.

Run with ``python -m benchmarks.text_layer``, for PDFs of your own with ``--files FOLDER``: a row a
file, numbered, nothing of their names or words is printed.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, field
from pathlib import Path

from pdfminer.high_level import extract_pages
from pypdfium2 import PdfDocument

import sample
from ingest.formats import open_reader
from ingest.layout import PlacedWord
from ingest.pdf_text import frame_of
from ingest.pdfium_text import read_text_layer
from ingest.reader import ReadOptions
from ingest.text_layer import TextLayerReader

ROUNDS = 3
PDF = "application/pdf"


def ours(path: Path, *, second: bool) -> None:
    """Read every page with words and boxes."""
    reader = open_reader(path, PDF)
    try:
        for number in range(1, reader.facts().page_count + 1):
            reader.read_page(number, ReadOptions(second_reader=second))
    finally:
        reader.close()


def theirs(path: Path) -> None:
    """Lay out every page with pdfminer.six's defaults."""
    for _ in extract_pages(path):
        pass


def cpu_seconds(read: Callable[[Path], None], paths: list[Path]) -> float:
    """Median CPU-seconds of reading all the files."""
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for path in paths:
            read(path)
        times.append(time.process_time() - begun)
    return statistics.median(times)


@dataclass
class Agreement:
    """What two readers say of the same pages, added up.

    Attributes:
        words: By the first reader.
        same: Those the second has on the same page too.
        only_first: The others.
        only_second: Words the first has not.
        ordered: Pages whose words come in the same order.
        pages: All.
        apart: For each word of both, the largest distance of an edge, as a share of the page.
    """

    words: int = 0
    same: int = 0
    only_first: int = 0
    only_second: int = 0
    ordered: int = 0
    pages: int = 0
    apart: list[float] = field(default_factory=list)

    def add(self, first: Iterable[PlacedWord], second: Iterable[PlacedWord]) -> None:
        """Take in a page."""
        one, other = list(first), list(second)
        counted, there = Counter(w.text for w in one), Counter(w.text for w in other)
        self.words += len(one)
        self.same += (counted & there).total()
        self.only_first += (counted - there).total()
        self.only_second += (there - counted).total()
        self.ordered += [w.text for w in one] == [w.text for w in other]
        self.pages += 1
        places = defaultdict(list)
        for word in other:
            places[word.text].append(astuple(word.box))
        for word in one:
            if places[word.text]:
                box = astuple(word.box)
                self.apart.append(min(_distance(box, place) for place in places[word.text]))


def _distance(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def agreement(path: Path) -> Agreement:
    """Both readers on every page of a file."""
    found = Agreement()
    with path.open("rb") as stream, PdfDocument(path) as file:
        first = TextLayerReader(stream)
        for number, page in enumerate(file, 1):
            frame = frame_of(page)
            one = first.read(number, frame)
            found.add(one.words(), read_text_layer(page, number, frame).words())
    return found


def compare(folder: Path) -> None:
    """Print a row for each PDF of a folder."""
    sys.stdout.write(
        "| file | pages | pdfminer.six, s a page | Blotter, s a page | ratio | words | the same "
        "| only first | only second | same order | boxes apart, median | 99 % | most |\n"
        f"|--:{'|--:' * 12}|\n"
    )
    for number, path in enumerate(sorted(folder.rglob("*.pdf")), 1):
        found = agreement(path)
        peer = cpu_seconds(theirs, [path]) / found.pages
        mine = cpu_seconds(lambda p: ours(p, second=False), [path]) / found.pages
        apart = sorted(found.apart) or [0.0]
        sys.stdout.write(
            f"| {number} | {found.pages} | {peer:.3f} | {mine:.3f} | {peer / mine:.1f} "
            f"| {found.words:,} | {found.same / max(found.words, 1):.2%} | {found.only_first} "
            f"| {found.only_second} | {found.ordered} | {statistics.median(apart):.4f} "
            f"| {apart[int(len(apart) * 0.99)]:.4f} | {apart[-1]:.4f} |\n"
        )
        sys.stdout.flush()


def main() -> None:
    """Print a row a reader, or a row a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=Path, help="a folder of PDFs with text layers")
    given = parser.parse_args()
    if given.files is None:
        on_the_sample()
    elif given.files.is_dir():
        compare(given.files)
    else:
        sys.stdout.write(f"skipped: there is no folder {given.files}\n")


def on_the_sample() -> None:
    """Print a row a reader."""
    with tempfile.TemporaryDirectory() as folder:
        release = sample.generate(Path(folder))
        whole = [
            document
            for document in release.documents
            if document.path.endswith(".pdf")
            and document.fault is None
            and set(document.page_sources) == {sample.PageSource.TEXT_LAYER}
        ]
        paths = [Path(folder) / document.path for document in whole]
        pages = sum(document.pages for document in whole)
        peer = cpu_seconds(theirs, paths)
        rows = [
            ("pdfminer.six extract_pages", peer),
            ("blotter, first reader", cpu_seconds(lambda p: ours(p, second=False), paths)),
            ("blotter, second reader", cpu_seconds(lambda p: ours(p, second=True), paths)),
        ]
    sys.stdout.write(f"{pages} pages of {len(paths)} files, median of {ROUNDS} rounds\n")
    for name, seconds in rows:
        sys.stdout.write(
            f"{name:30} {pages / seconds:8.1f} pages per CPU-second   {peer / seconds:5.2f}x\n"
        )


if __name__ == "__main__":
    main()
