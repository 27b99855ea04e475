"""OCR: errors, CPU, time and memory of Blotter and of OCRmyPDF, on the same scans in one run.

Run with ``python -m benchmarks.ocr --papers FOLDER,... --keep FOLDER --ocrmypdf PROGRAM``.
Nothing of the pages is printed.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.born_digital import Part
from benchmarks.damage import KINDS
from benchmarks.ocr_contestants import (
    Blotter,
    Contestant,
    Cost,
    OcrMyPdf,
    Readings,
    Remembered,
    Unrepaired,
    layered,
)
from benchmarks.ocr_pages import Sheaf, in_reading_order, made, real
from benchmarks.scanned import collect
from verify.word_error import WordError, word_error

SKIP_TEXT = ("--skip-text",)
BEST = ("--deskew", "--clean", "--rotate-pages")
REDO = ("--redo-ocr",)


@dataclass(frozen=True, slots=True)
class Group:
    """Scans that are read in one run and make one row of costs.

    Attributes:
        name: As the table names it.
        sheaves: One for each kind.
        peers: Options of the OCRmyPDFs that read them.
    """

    name: str
    sheaves: tuple[Sheaf, ...]
    peers: tuple[tuple[str, ...], ...] = (SKIP_TEXT, BEST)

    @property
    def pages(self) -> int:
        """Of all sheaves."""
        return sum(len(sheaf.texts) for sheaf in self.sheaves)


def main() -> None:
    """Print a table of costs and one of errors a group."""
    given = _arguments()
    folders = [Path(name) for name in given.papers.split(",")]
    absent = [folder for folder in folders if not folder.is_dir()]
    if absent:
        sys.stdout.write(f"skipped: there is no folder {absent[0]}\n")
        return
    if given.ocrmypdf is None:
        sys.stdout.write("without OCRmyPDF: name its executable with --ocrmypdf\n")
    for group in _groups(given, folders):
        sys.stdout.write(f"\n{group.name}: {group.pages} pages\n\n")
        _measure(group, _contestants(given, group))


def _contestants(given: argparse.Namespace, group: Group) -> list[Contestant]:
    if given.ocrmypdf is None:
        return [Blotter(), Unrepaired()]
    peers = (OcrMyPdf(given.ocrmypdf, options) for options in group.peers)
    folder = given.keep / "ocr-peers"
    return [Blotter(), *(Remembered(peer, folder) for peer in peers), Unrepaired()]


def _groups(given: argparse.Namespace, folders: Sequence[Path]) -> Iterator[Group]:
    wanted = given.groups.split(",")
    originals = in_reading_order(
        collect(given.keep, folders, given.part, given.originals).originals
    )
    folder = given.keep / f"ocr-{given.part}-{given.pages}-{given.seed}"
    grades = [kind for kind in KINDS if kind.startswith("grade")]
    turned = [kind for kind in KINDS if kind.startswith("turned")]
    by_name: Mapping[str, Sequence[str]] = {
        "clean": ["clean"],
        "grades": grades,
        "kinds": [kind for kind in KINDS if kind not in {"clean", *grades, *turned}],
        "turned": turned,
    }
    for name, kinds in by_name.items():
        if name not in wanted and (name != "grades" or "layered" not in wanted):
            continue
        sheaves = tuple(made(folder, originals, kinds, given.pages, given.seed))
        if name in wanted:
            yield Group(name, sheaves)
        if name == "grades" and "layered" in wanted and given.ocrmypdf is not None:
            over = (layered(given.ocrmypdf, folder / "layered", sheaf) for sheaf in sheaves)
            yield Group("grades with an OCR layer", tuple(over), (REDO,))
    if "real" in wanted and given.real is not None:
        yield Group("real", (real(given.keep / "ocr-real", given.real),))


def _measure(group: Group, contestants: Sequence[Contestant]) -> None:
    sys.stdout.write(_COSTS)
    errors: dict[str, list[WordError]] = {}
    for contestant in contestants:
        readings, cost = contestant.read(group.sheaves)
        errors[contestant.name] = _errors(group, readings)
        _print_cost(contestant.name, group, cost, sum(errors[contestant.name], WordError()))
    if len(group.sheaves) > 1:
        _print_kinds(group, errors)


def _errors(group: Group, readings: Readings) -> list[WordError]:
    return [
        sum(map(word_error, sheaf.texts, texts), WordError())
        for sheaf, texts in zip(group.sheaves, readings, strict=True)
    ]


_COSTS = (
    "| | CPU s a page | pages a CPU-s | wall s a page | peak MB | word error | words found "
    "| words that are not there |\n|---|--:|--:|--:|--:|--:|--:|--:|\n"
)


def _print_cost(name: str, group: Group, cost: Cost, error: WordError) -> None:
    cpu, wall = cost.cpu_s / group.pages, cost.wall_s / group.pages
    peak = f"{cost.peak_mb:.0f}" if cost.peak_mb else ""
    sys.stdout.write(
        f"| {name} | {cpu:.2f} | {1 / cpu:.2f} | {wall:.2f} | {peak} "
        f"| {error.rate:.1%} | {error.recall:.1%} | {error.junk_share:.1%} |\n"
    )
    sys.stdout.flush()


def _print_kinds(group: Group, errors: Mapping[str, Sequence[WordError]]) -> None:
    sys.stdout.write("\nWord error, and words found, by kind:\n\n")
    sys.stdout.write(f"| | {' | '.join(errors)} |\n|---{'|--:' * len(errors)}|\n")
    for place, sheaf in enumerate(group.sheaves):
        cells = (f"{of[place].rate:.1%}, {of[place].recall:.1%}" for of in errors.values())
        sys.stdout.write(f"| {sheaf.kind} | {' | '.join(cells)} |\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", required=True, help="folders of PDFs, joined by commas")
    parser.add_argument(
        "--real", type=Path, help="a folder of scans with .txt or .hocr beside them"
    )
    parser.add_argument("--ocrmypdf", type=Path, help="its executable; what it read is kept")
    parser.add_argument("--keep", type=Path, required=True, help="where scans are kept")
    parser.add_argument("--groups", default="clean,grades,kinds,turned,real,layered")
    parser.add_argument("--pages", type=int, default=5, help="of each kind")
    parser.add_argument("--originals", type=int, default=120, help="pages to choose from")
    parser.add_argument("--part", type=Part, default=Part.MEASURED)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
