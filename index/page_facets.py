"""What a page's facets are, and whether it passes filters: the same for every engine."""

from collections import Counter
from collections.abc import Iterable

from index.engine import IndexPage
from index.facets import (
    FACT_WORDS,
    MOST_VALUES,
    UNKNOWN,
    Facet,
    FacetCounts,
    Filters,
    band_of,
    commonest_first,
)
from index.fact_words import words_of
from index.page_facts import facts_in

FacetValues = dict[Facet, tuple[str, ...]]
"""For each facet but those of facts the values of a page: one at least, each once."""


def facets_of(page: IndexPage) -> FacetValues:
    """The values of a page but for its facts, in the order of ``Facet``."""
    redacted = {None: UNKNOWN, True: "yes", False: "no"}[page.redacted]
    return {
        Facet.RELEASE: _named(page.releases),
        Facet.AGENCY: _named(page.agency.split("\n")),
        Facet.TYPE: _named([page.type]),
        Facet.YEAR: (f"{page.date.year:04}" if page.date else UNKNOWN,),
        Facet.MONTH: (page.date.isoformat()[:7] if page.date else UNKNOWN,),
        Facet.SOURCE: (page.source.value,),
        Facet.CONFIDENCE: (band_of(page.confidence),),
        Facet.REDACTED: (redacted,),
    }


def passes(filters: Filters, page: IndexPage) -> bool:
    """Whether a page has, of each facet that is named, a value that is."""
    if filters.documents and page.document_id not in filters.documents:
        return False
    named = filters.by_facet.items()
    return all(not values.isdisjoint(values_of(page, facet)) for facet, values in named)


def counted(pages: Iterable[IndexPage], facet: Facet) -> FacetCounts:
    """How many of some pages have each value of a facet."""
    counts = Counter(value for page in pages for value in values_of(page, facet))
    values = commonest_first(counts)
    most = MOST_VALUES if facet in FACT_WORDS else len(values)
    return FacetCounts(facet, values[:most], len(values[most:]))


def values_of(page: IndexPage, facet: Facet) -> tuple[str, ...]:
    """The values of a page, each once; none at all only of a facet of facts."""
    beginning = FACT_WORDS.get(facet)
    if beginning is None:
        return facets_of(page)[facet]
    words = (word for fact in facts_in(page.text) for word in words_of(fact))
    found = (word.removeprefix(beginning) for word in words if word.startswith(beginning))
    return tuple(dict.fromkeys(found))


def _named(values: Iterable[str]) -> tuple[str, ...]:
    """Values with their white space evened out, each once."""
    evened = (" ".join(value.split()) for value in values)
    return tuple(dict.fromkeys(filter(None, evened))) or (UNKNOWN,)
