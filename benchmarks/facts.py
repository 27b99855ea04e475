"""How many of the facts marked by hand are found, and how many found are none.

Run with ``python -m benchmarks.facts``. The pages are invented; their marks were made before the
rules. A second table is of the same pages with one digit of each fact misread as a letter.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from benchmarks.marked_facts import Marked, MarkedPage, bare, marked_pages
from index.facts import FactKind
from index.page_facts import facts_in

LOOKS_LIKE: Final = {"0": "O", "1": "l", "5": "S", "8": "B"}
"""What scans read for digits, most often."""

_LONGEST_LABEL: Final = 3
"""Letters and digits before a number that its normal form may leave out, as ``IAD`` and ``+1``."""


@dataclass(frozen=True, slots=True)
class Score:
    """What was found of one kind.

    Attributes:
        marked: Facts there are.
        found: Facts found, right or wrong.
        right: Found with their kind, beginning and end as marked.
        normal: Those of them whose normal form is as marked too.
    """

    marked: int
    found: int
    right: int
    normal: int

    @property
    def precision(self) -> float:
        """What share of those found is right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """What share of those marked was found; 1 where nothing is marked."""
        return self.right / self.marked if self.marked else 1.0


def main() -> None:
    """Print both tables."""
    pages = list(marked_pages())
    for title, given in (("As printed", pages), ("One digit misread", list(misread(pages)))):
        sys.stdout.write(f"\n{title}\n\n| kind | marked | found | precision | recall | normal |\n")
        sys.stdout.write("|---|--:|--:|--:|--:|--:|\n")
        for kind, score in scores(given).items():
            shares = f"{score.precision:.1%} | {score.recall:.1%} | {score.normal}/{score.right}"
            sys.stdout.write(f"| {kind} | {score.marked} | {score.found} | {shares} |\n")


def scores(pages: Iterable[MarkedPage]) -> dict[str, Score]:
    """The score of each kind, and of ``all`` of them."""
    marked, found, right, normal = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for page in pages:
        wanted = {(fact.kind, fact.start, fact.end): fact for fact in page.facts}
        marked.update(fact.kind.value for fact in page.facts)
        for fact in facts_in(page.text):
            found[fact.kind] += 1
            if mark := wanted.get((fact.kind, fact.start, fact.end)):
                right[fact.kind] += 1
                normal[fact.kind] += _agrees(mark, fact.value)
    counts = (marked, found, right, normal)
    each = {kind.value: Score(*(count[kind] for count in counts)) for kind in FactKind}
    return each | {"all": Score(*(count.total() for count in counts))}


def _agrees(mark: Marked, value: str) -> bool:
    normal = bare(value)
    return mark.value.endswith(normal) and len(mark.value) - len(normal) <= _LONGEST_LABEL


def misread(pages: Iterable[MarkedPage], seed: int = 1) -> Iterator[MarkedPage]:
    """The pages with one digit of each fact as scans misread it, where it has one they do."""
    dice = random.Random(seed)  # noqa: S311 - damage that can be made again, not secrecy
    for page in pages:
        letters = list(page.text)
        for fact in page.facts:
            # A first digit is left: a number that begins with a letter is of another form.
            places = [at for at in range(fact.start + 1, fact.end) if letters[at] in LOOKS_LIKE]
            if places:
                place = dice.choice(places)
                letters[place] = LOOKS_LIKE[letters[place]]
        yield replace(page, text="".join(letters))


if __name__ == "__main__":
    main()
