"""What a page's facets are, and whether it passes filters: the same for every engine."""

from collections import Counter
from collections.abc import Iterable

from index.engine import IndexPage
from index.facets import UNKNOWN, Facet, FacetCounts, Filters, band_of, commonest_first

FacetValues = dict[Facet, tuple[str, ...]]
"""For each facet the values of a page: one at least, each once."""


def facets_of(page: IndexPage) -> FacetValues:
    """The values of a page, in the order of ``Facet``."""
    redacted = {None: UNKNOWN, True: "yes", False: "no"}[page.redacted]
    return {
        Facet.RELEASE: _named(page.releases),
        Facet.AGENCY: _named(page.agency.split("\n")),
        Facet.TYPE: _named([page.type]),
        Facet.YEAR: (f"{page.date.year:04}" if page.date else UNKNOWN,),
        Facet.SOURCE: (page.source.value,),
        Facet.CONFIDENCE: (band_of(page.confidence),),
        Facet.REDACTED: (redacted,),
    }


def passes(filters: Filters, page: IndexPage) -> bool:
    """Whether a page has, of each facet that is named, a value that is."""
    if filters.documents and page.document_id not in filters.documents:
        return False
    values = facets_of(page)
    return all(not named.isdisjoint(values[facet]) for facet, named in filters.by_facet.items())


def counted(pages: Iterable[IndexPage], facet: Facet) -> FacetCounts:
    """How many of some pages have each value of a facet."""
    counts = Counter(value for page in pages for value in facets_of(page)[facet])
    return FacetCounts(facet, commonest_first(counts))


def _named(values: Iterable[str]) -> tuple[str, ...]:
    """Values with their white space evened out, each once."""
    evened = (" ".join(value.split()) for value in values)
    return tuple(dict.fromkeys(filter(None, evened))) or (UNKNOWN,)
