"""What misread text hides from searches, and how much searching for misread words finds again.

Run with ``python -m benchmarks.misread --papers FOLDER,... --keep FOLDER``. Pages of PDFs with a
text layer of their own are made into bad scans, ingested, and searched for what is known to stand
on them. Nothing of the pages is printed.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from benchmarks.born_digital import Part
from benchmarks.degrade import GRADES, Grade
from benchmarks.misread_items import Item, Kind, choose_items, everyday_words
from benchmarks.misread_search import Measurement
from benchmarks.recall import Measured
from benchmarks.scanned import Collection, collect, mixed, opened
from benchmarks.truth import Truth

OTHER_TEXTS = 20_000
"""Pages of other text that say which words are everyday ones."""


def main() -> None:
    """Print a table a grade."""
    arguments = _arguments()
    folders = [Path(name) for name in arguments.papers.split(",")]
    absent = [folder for folder in folders if not folder.is_dir()]
    if absent:
        sys.stdout.write(f"skipped: there is no folder {absent[0]}\n")
        return
    collection = collect(arguments.keep, folders, arguments.part, arguments.pages)
    grades = [GRADES[int(number) - 1] for number in arguments.grades.split(",")]
    if not arguments.read_so_far:
        for grade in grades:
            collection.ingest(grade, arguments.workers)
    _measure(collection, grades, arguments)


def _measure(collection: Collection, grades: Sequence[Grade], given: argparse.Namespace) -> None:
    """Search the pages that were read in all of these grades for the same items."""
    read = [_places_read(collection, grade) for grade in grades]
    pages = {place: collection.originals[place] for place in sorted(frozenset.intersection(*read))}
    texts = [original.page.text for original in pages.values()]
    everyday = everyday_words([*texts, *_other_texts(given.vocabulary)])
    items = choose_items(texts, everyday, given.items, given.seed)
    sys.stdout.write(f"{len(texts)} pages, {len(items)} items, seed {given.seed}\n")
    truth = Truth(pages)
    for grade in grades:
        settings = collection.settings(grade)
        if given.among:
            other = _other_pages(collection, given.vocabulary, given.among)
            settings = mixed(settings, other)
        with opened(settings) as scanned:
            sys.stdout.write(f"\ngrade {grade.number}\n{_HEADER}")
            _print_grade(Measurement(collection, grade, scanned, truth), items)


def _places_read(collection: Collection, grade: Grade) -> frozenset[int]:
    with opened(collection.index(grade)) as scanned:
        return frozenset(scanned.pages)


def _print_grade(measurement: Measurement, items: Sequence[Item]) -> None:
    for kind in Kind:
        _print_row(kind, measurement.of(item for item in items if item.kind is kind))
    _print_row("all", measurement.of(items))


def _other_pages(collection: Collection, vocabulary: Path, count: int) -> Path:
    """A text file of so many pages at least: long ones take two."""
    path = collection.folder / f"other-{count}.txt"
    if not path.exists():
        texts = islice(_other_texts(vocabulary), 0, None, max(OTHER_TEXTS // count, 1))
        path.write_text("\f".join(islice(texts, count)), encoding="utf-8")
    return path


_HEADER = (
    "| items | | true pages | way | found | false | of what plain missed | could be found "
    "| false pages added |\n|---|--:|--:|---|--:|--:|--:|--:|--:|\n"
)


def _print_row(name: str, measured: Measured) -> None:
    for way, tally in measured.tallies.items():
        row = f"| {name} | {measured.items} | {tally.true} | {way} "
        row += f"| {tally.recall:.1%} | {tally.false}"
        gain = measured.gains.get(way)
        if gain:
            row += (
                f" | {gain.share:.1%} of {gain.missed} | {gain.ceiling:.1%} "
                f"| {gain.false_added}, {gain.false_share:.1%}"
            )
        else:
            row += " | | |"
        sys.stdout.write(f"{row} |\n")


def _other_texts(path: Path | None) -> Iterator[str]:
    if path and path.exists():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in islice(lines, OTHER_TEXTS))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", required=True, help="folders of PDFs, joined by commas")
    parser.add_argument("--vocabulary", type=Path, help="gzipped JSON lines with `text`")
    parser.add_argument(
        "--among", type=int, default=0, help="pages of the vocabulary's text to search as well"
    )
    parser.add_argument(
        "--part", type=Part, default=Part.MEASURED, help="tuning: the files to try changes on"
    )
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--items", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1, help="of the choice of items")
    parser.add_argument("--grades", default="1,2,3,4,5")
    parser.add_argument("--keep", type=Path, required=True, help="scans and data directories")
    parser.add_argument(
        "--read-so-far", action="store_true", help="measure on what an earlier run has read"
    )
    parser.add_argument("--workers", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
