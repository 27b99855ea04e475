"""Text layer: our words and boxes against pdfminer.six's own layout, on the same files.

Run with ``python -m benchmarks.text_layer``.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pdfminer.high_level import extract_pages

import sample
from ingest.formats import open_reader
from ingest.reader import ReadOptions

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


def main() -> None:
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
