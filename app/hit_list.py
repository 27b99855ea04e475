"""Hit lists: all that matches a query, gone through once, with what is to be known of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from app.answer_warnings import warnings_of
from app.answers import Hit
from app.hit_rows import Row, rows_of
from app.misreading import WordVariants, variants_of
from app.missing_warnings import unknown_words
from app.search_request import SearchRequest
from app.searching import Engines, Searcher
from index.engine import IndexInfo, Scan
from index.errors import QueryTooSlowError
from index.expansion import Expansion
from index.limits import NO_HURRY, Limits
from index.query import Query
from index.query_warnings import QueryWarning
from index.show import show
from ingest.catalogue import Catalogue
from ingest.records import Coverage

PAGES_AT_ONCE: Final = 50
"""Whose words are looked up together."""


@dataclass(frozen=True, slots=True)
class HitList:
    """Every hit of a query.

    Attributes:
        request: What was asked.
        read_as: The query as it was understood, in the query language.
        warnings: Where that may differ from what was meant, and what prefixes stood for.
        variants: Of the words that were looked for misread too.
        expansions: What prefixes, wildcards and the like stood for.
        total: Pages that match, as the index has them.
        coverage: How much of the corpus was searched.
        index: What was searched.
        pages_not_indexed: Pages read since the index was brought up to date.
        limits: Of the work it might make; it never cuts the list.
        base_url: Of the service, in the links of the rows.
        rows: By document id, then page, then place; they can be gone through once.
    """

    request: SearchRequest
    read_as: str
    warnings: tuple[QueryWarning, ...]
    variants: tuple[WordVariants, ...]
    expansions: tuple[Expansion, ...]
    total: int
    coverage: Coverage
    index: IndexInfo
    pages_not_indexed: int
    limits: Limits
    base_url: str
    rows: Iterator[Row]


class HitLists:
    """Makes hit lists. Safe to share between threads.

    Args:
        catalogue: For the texts of pages.
        engines: What to search.
        searcher: On the same two.
        limits: Of each query.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        engines: Engines,
        searcher: Searcher,
        limits: Limits = NO_HURRY,
    ) -> None:
        self._catalogue = catalogue
        self._engines = engines
        self._searcher = searcher
        self._limits = limits

    def of(self, request: SearchRequest, base_url: str) -> HitList:
        """Every hit of a query, never cut short; the order asked for is not looked at.

        Raises at once, not while the rows stream:

        Raises:
            InvalidQueryError: The query breaks a limit.
            QueryTooSlowError: There was no time to find all of them.
            SearchError: There is no index, or it cannot be read.
            DataDirectoryError: The catalogue cannot be read.
        """
        parsed, engine = request.parsed(), self._engines.current()
        query = request.searched(parsed)
        found = engine.scan(query, limits=self._limits, filters=request.filters)
        if found.partial:
            raise QueryTooSlowError(_too_slow(self._limits))
        coverage, info = self._catalogue.coverage(), engine.info()
        return HitList(
            request=request,
            read_as=show(query),
            warnings=(
                *parsed.warnings,
                *warnings_of(request.q, found.expansions, partial=False),
                *unknown_words(request.q, parsed.query, engine, self._catalogue),
            ),
            variants=variants_of(found.expansions),
            expansions=found.expansions,
            total=found.total,
            coverage=coverage,
            index=info,
            pages_not_indexed=self._searcher.pages_not_indexed(coverage),
            limits=self._limits,
            base_url=base_url,
            rows=self._rows(query, found, request, base_url),
        )

    def _rows(
        self, query: Query, found: Scan, request: SearchRequest, base_url: str
    ) -> Iterator[Row]:
        hits = self._searcher.hits_of(query, found)
        while batch := tuple(islice(hits, PAGES_AT_ONCE)):
            for _, rows in self.rows_of(batch, request, base_url):
                yield from rows

    def rows_of(
        self, hits: Sequence[Hit], request: SearchRequest, base_url: str
    ) -> Iterator[tuple[Hit, Iterator[Row]]]:
        """Pages that match, each with its rows as the list has them."""
        stretches = {
            (hit.document.id, hit.page.number): [(one.start, one.end) for one in hit.matches]
            for hit in hits
            if hit.matches and hit.page.has_image
        }
        words = self._catalogue.words_within(stretches)
        for hit in hits:
            here = words.get((hit.document.id, hit.page.number), ())
            yield hit, rows_of(hit, here, request, base_url)


def _too_slow(limits: Limits) -> str:
    return (
        f"The query took more than {limits.seconds:g} seconds, so not every page was found, and "
        "an export must not be cut short. Narrow the query, or have the operator raise "
        "BLOTTER_QUERY_TIMEOUT_S; the command `blotter export` takes the time it needs."
    )
