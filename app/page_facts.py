"""The facts of one page, as the page shows them: as printed, and what finds the same elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from index.facts import Fact, FactKind
from index.fields import MENTIONS_FIELD
from index.highlight import boxes_of
from index.page_facts import facts_in
from ingest.records import Box, Page

MOST_LISTED: Final = 20
"""Facts of a kind that the page's view lists; tables can have hundreds."""

HEADINGS: Final = {
    FactKind.INCIDENT: "Incident numbers",
    FactKind.AFFAIRS: "Internal affairs numbers",
    FactKind.BADGE: "Badges",
    FactKind.DOCKET: "Dockets",
    FactKind.PLATE: "Number plates",
    FactKind.PHONE: "Telephone numbers",
    FactKind.DATE: "Dates",
}


@dataclass(frozen=True, slots=True)
class PageFact:
    """One fact where it stands.

    Attributes:
        fact: With its normal form and its offsets.
        printed: As printed, white space evened out.
        boxes: Where it stands on the page's picture, one box a line; empty where there is none.
    """

    fact: Fact
    printed: str
    boxes: tuple[Box, ...]

    @property
    def query(self) -> str:
        """What finds the pages that have the same fact."""
        field = MENTIONS_FIELD if self.fact.kind is FactKind.DATE else self.fact.kind.value
        return f"{field}:{self.fact.value}"


@dataclass(frozen=True, slots=True)
class FactList:
    """The distinct facts of one kind, in the order of the text.

    Attributes:
        heading: The kind in words.
        facts: Each where it stands first; ``MOST_LISTED`` at most.
        left_out: How many more there are.
    """

    heading: str
    facts: tuple[PageFact, ...]
    left_out: int


def page_facts(page: Page) -> tuple[PageFact, ...]:
    """The facts of a page that was read with its words, in the order of its text."""
    return tuple(
        PageFact(
            fact,
            " ".join(page.text[fact.start : fact.end].split()),
            boxes_of(fact.start, fact.end, page.words),
        )
        for fact in facts_in(page.text)
    )


def listed(facts: Sequence[PageFact]) -> Iterator[FactList]:
    """A list for each kind that a page has facts of, in the order of the kinds."""
    for kind, heading in HEADINGS.items():
        distinct: dict[str, PageFact] = {}
        for one in facts:
            if one.fact.kind is kind:
                distinct.setdefault(one.fact.value, one)
        if distinct:
            shown = tuple(islice(distinct.values(), MOST_LISTED))
            yield FactList(heading, shown, len(distinct) - len(shown))
