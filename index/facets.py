"""Facets: what pages can be counted and narrowed by without a word of the query language.

Each page has a value of these, one at least:

==========  =====================================================  ===========================
facet       values                                                 of a page without one
==========  =====================================================  ===========================
release     ids of the document's releases                         ``unknown``
agency      the agencies of its releases                           ``unknown``
type        the kind of record                                     ``unknown``
year        of the document's date, four digits                    ``unknown``
month       of the document's date, as ``2017-03``                 ``unknown``
source      where the page's text came from                        (every page has one)
confidence  the band its confidence lies in, see ``band_of``       ``none``
redacted    ``yes`` or ``no``: whether passages are blacked out    ``unknown``
==========  =====================================================  ===========================

A page can have several releases and agencies, and counts for each of them. Of these, which are the
facts in its text (``index.facts``), it can have any number, and none:

==============  ==========================================================================
facet           values
==============  ==========================================================================
incident        normal forms of numbers of incidents; likewise ``affairs``, ``badge``,
                ``docket``, ``plate`` and ``phone``
mentions        years of the dates written in the text, four digits
mentions_month  their months, as ``2017-03``
==============  ==========================================================================
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Self

from index.fact_words import MONTH, YEAR, number_word
from index.facts import FactKind

UNKNOWN: Final = "unknown"
"""The value of a page that has none."""

NO_CONFIDENCE: Final = "none"
"""The band of a page that was not read by OCR."""

BANDS: Final = ("0-0.5", "0.5-0.7", "0.7-0.85", "0.85-1")
"""The bands of confidence, the worst first. Each holds its lower end; only the last its upper."""

_BAND_ENDS: Final = (0.5, 0.7, 0.85)


class Facet(StrEnum):
    """What pages can be counted and narrowed by."""

    RELEASE = "release"
    AGENCY = "agency"
    TYPE = "type"
    YEAR = "year"
    MONTH = "month"
    SOURCE = "source"
    CONFIDENCE = "confidence"
    REDACTED = "redacted"
    INCIDENT = FactKind.INCIDENT.value
    AFFAIRS = FactKind.AFFAIRS.value
    BADGE = FactKind.BADGE.value
    DOCKET = FactKind.DOCKET.value
    PLATE = FactKind.PLATE.value
    PHONE = FactKind.PHONE.value
    MENTIONS = "mentions"
    MENTIONS_MONTH = "mentions_month"


FACT_WORDS: Final[Mapping[Facet, str]] = {
    **{Facet(kind.value): number_word(kind, "") for kind in FactKind if kind is not FactKind.DATE},
    Facet.MENTIONS: YEAR,
    Facet.MENTIONS_MONTH: MONTH,
}
"""The facets of facts, and how the words of ``index.fact_words`` begin that they count."""

MOST_VALUES: Final = 100
"""Values of a facet of facts that are named; the others are only counted."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What pages an answer is narrowed to. Scores are those of the whole answer.

    Attributes:
        values: Of each facet that is named a page must have one of the values named.
        documents: Ids of documents of which the page must be one's; empty for any.
    """

    values: frozenset[tuple[Facet, str]] = frozenset()
    documents: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.values or self.documents)

    @property
    def by_facet(self) -> Mapping[Facet, frozenset[str]]:
        """The values named of each facet that is named, facets in their order."""
        named: dict[Facet, set[str]] = {}
        for facet, value in self.values:
            named.setdefault(facet, set()).add(value)
        return {facet: frozenset(named[facet]) for facet in Facet if facet in named}

    def but(self, facet: Facet) -> Self:
        """The same without what is named of one facet."""
        return replace(self, values=frozenset(v for v in self.values if v[0] is not facet))

    def toggled(self, facet: Facet, value: str) -> Self:
        """The same with a value more, or without it if it is named already."""
        return replace(self, values=self.values ^ {(facet, value)})


NO_FILTERS: Final = Filters()


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """How many pages of an answer have each value of a facet.

    Attributes:
        facet: Which.
        values: Each value that a page has and the number of pages, all of them; the commonest
            first, ties by value; of facts only the first ``MOST_VALUES``. Counted over the pages
            that pass every filter but the facet's own, so that they say what another value would
            add.
        left_out: How many values more there are that are not named.
    """

    facet: Facet
    values: tuple[tuple[str, int], ...]
    left_out: int = 0


def band_of(confidence: float | None) -> str:
    """The band a confidence of 0.0 to 1.0 lies in."""
    if confidence is None:
        return NO_CONFIDENCE
    return BANDS[sum(confidence >= end for end in _BAND_ENDS)]


def commonest_first(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Values with their counts in the order of ``FacetCounts``; those of no page are left out."""
    held = ((value, count) for value, count in counts.items() if count)
    return tuple(sorted(held, key=lambda pair: (-pair[1], pair[0])))
