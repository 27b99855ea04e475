"""Ways on from a search that finds nothing: less of the query, or fewer filters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app import urls
from app.answers import Answer
from app.narrowing import HEADINGS
from app.search_request import SearchRequest
from app.searching import Searcher
from index.facets import NO_FILTERS
from index.query import And, Not, Phrase, Query
from index.show import show

MOST: Final = 8
"""Ways of a kind that are tried; each is a search."""


@dataclass(frozen=True, slots=True)
class Way:
    """A search that asks for less.

    Attributes:
        label: What it asks for, or what filter it goes without.
        pages: How many it finds; None if that takes more than a moment to find out.
        url: Its result page.
    """

    label: str
    pages: int | None
    url: str


@dataclass(frozen=True, slots=True)
class WaysOn:
    """What to try, those that find nothing too: that a part finds nothing tells something.

    Attributes:
        fewer_filters: Without one filter, or without any.
        less: Without one part of the query, or with the words of a phrase in any place; where
            that is no help, also each part by itself. None where filters alone are in the way.
    """

    fewer_filters: tuple[Way, ...]
    less: tuple[Way, ...]


def ways_on(searcher: Searcher, answer: Answer) -> WaysOn | None:
    """The ways on from an answer; None if it found something.

    Raises:
        SearchError: There is no index, or it cannot be read.
    """
    if answer.total:
        return None
    request = answer.request.counting(())
    fewer = tuple(_fewer_filters(searcher, request))
    bare = request.narrowed_to(NO_FILTERS)
    in_the_way = any(way.pages for way in fewer)
    return WaysOn(fewer, () if in_the_way else _less(searcher, bare))


def _fewer_filters(searcher: Searcher, request: SearchRequest) -> Iterator[Way]:
    filters = request.filters
    without = {HEADINGS[facet]: filters.but(facet) for facet in filters.by_facet}
    if filters.documents:
        without["Document"] = replace(filters, documents=frozenset())
    for heading, fewer in list(without.items())[:MOST]:
        if fewer:
            yield _counted(searcher, request.narrowed_to(fewer), f"without the filter {heading}")
    if filters:
        yield _counted(searcher, request.narrowed_to(NO_FILTERS), "without any filter")


def _less(searcher: Searcher, request: SearchRequest) -> tuple[Way, ...]:
    """Queries that ask for a little less, and if none finds anything, each part by itself."""
    parsed = request.parsed().query
    little = [*_without_a_part(parsed), *_phrases_apart(parsed)]
    ways = _ways(searcher, request, little)
    if any(way.pages for way in ways):
        return ways
    return _ways(searcher, request, [*_parts(parsed), *little])


def _ways(searcher: Searcher, request: SearchRequest, queries: Sequence[Query]) -> tuple[Way, ...]:
    typed = list(dict.fromkeys(map(show, queries)))[:MOST]
    return tuple(_counted(searcher, request.of(one)) for one in typed)


def _parts(query: Query) -> Sequence[Query]:
    clauses = query.clauses if isinstance(query, And) else ()
    return [each for each in clauses if not isinstance(each, Not)]


def _without_a_part(query: Query) -> Iterator[Query]:
    if isinstance(query, And) and not all(isinstance(each, Not) for each in query.clauses):
        for left_out in query.clauses:
            kept = tuple(each for each in query.clauses if each is not left_out)
            if not all(isinstance(each, Not) for each in kept):
                yield kept[0] if len(kept) == 1 else And(kept)


def _phrases_apart(query: Query) -> Iterator[Query]:
    """The query with the words of its phrases in any place."""
    clauses = query.clauses if isinstance(query, And) else (query,)
    if any(isinstance(each, Phrase) for each in clauses):
        apart = [each.parts if isinstance(each, Phrase) else (each,) for each in clauses]
        yield And(tuple(part for parts in apart for part in parts))


def _counted(searcher: Searcher, request: SearchRequest, label: str = "") -> Way:
    url = urls.search(request.q, request.parameters)
    return Way(label or request.q, searcher.count_at_once(request), url)
