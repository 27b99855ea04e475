"""What OCR makes of words, in pairs: for learning which letters it confuses.

Run with ``python -m benchmarks.misread_pairs --papers FOLDER,... --keep FOLDER --out FILE``. The
pages are of other files than those ``benchmarks.misread`` measures on. The lines are words of the
files given, so the result is as private as they are.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.aligned import align
from benchmarks.born_digital import Part
from benchmarks.degrade import GRADES, Grade
from benchmarks.scanned import Collection, collect, opened
from index.analysis import tokens
from ingest.records import Page, Word

MOST_PIECES = 3
"""Words on either side; where more are mixed up nothing is to be learnt."""


def pairs_of(true: Sequence[str], read: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The true words of one place, each with what it was read as; split or joined ones whole.

    A word that was read well is paired with itself; nothing is given where nothing was read.
    """
    if not read or not true:
        return
    if len(true) == len(read):
        yield from zip(true, read, strict=True)
    elif max(len(true), len(read)) <= MOST_PIECES:
        yield " ".join(true), " ".join(read)


def _folded(words: Sequence[Word], text: str) -> list[str]:
    return [token.text for word in words for token in tokens(text[word.start : word.end])]


def _of_a_page(
    collection: Collection, number: int, read: Page, grade: Grade
) -> Iterator[tuple[str, str]]:
    page = collection.originals[number].page
    placed = collection.placed_words(number, grade)
    for place in align(placed, read):
        yield from pairs_of(_folded(place.true, page.text), _folded(place.read, read.text))


def main() -> None:
    """Write a line a pair: the true word, what was read, how often."""
    arguments = _arguments()
    folders = [Path(name) for name in arguments.papers.split(",")]
    collection = collect(arguments.keep, folders, Part.TUNING, arguments.pages)
    counts: Counter[tuple[str, str]] = Counter()
    for number in map(int, arguments.grades.split(",")):
        grade = GRADES[number - 1]
        with opened(collection.ingest(grade, arguments.workers)) as scanned:
            for place, page in scanned.pages.items():
                counts.update(_of_a_page(collection, place, page, grade))
    lines = (f"{true}\t{read}\t{n}\n" for (true, read), n in counts.most_common() if true != read)
    arguments.out.write_text("".join(lines), encoding="utf-8")
    same = sum(n for (true, read), n in counts.items() if true == read)
    sys.stdout.write(f"{same} words read well, {counts.total() - same} misread\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", required=True, help="folders of PDFs, joined by commas")
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--grades", default="3,4,5")
    parser.add_argument("--keep", type=Path, required=True, help="scans and data directories")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, required=True)
    return parser.parse_args()


if __name__ == "__main__":
    main()
