"""Answers: a query's hits with their words, snippets and coverage, for every way of asking."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Protocol

from app.answer_warnings import unmarked, warnings_of
from app.answers import Answer, Hit, HitGroup
from app.cursors import Stretch, Walk
from app.marked_page import MarkedPage, with_marks
from app.marking import marks_of
from app.misreading import EVERYWHERE, variants_of
from app.missing_warnings import unknown_words
from app.reading_on import Reading, continued
from app.search_request import Group, SearchRequest
from index.engine import (
    DocumentGroup,
    Engine,
    GroupedResult,
    IndexInfo,
    PageHit,
    Scan,
    SearchResult,
)
from index.errors import IndexDamagedError
from index.expansion import NOT_LIMITED, Covered, Expansion, covered, expandables
from index.limits import NO_HASTE, NO_HURRY, Budget, Limits
from index.query import Query
from index.show import show
from index.snippets import snippets
from index.tolerant import exactly, has_misread
from ingest.catalogue import Catalogue
from ingest.records import Coverage, PageSource

# Documents looked up together while an export streams.
EXPORT_BATCH = 200
# The part of a query's time in which pages are looked for; the rest is left for marking them.
FINDING = 0.75
_AT_ONCE = Limits(seconds=0.2)


class Engines(Protocol):
    """Gives the index as it stands now; see ``index.live.LiveEngine``."""

    def current(self) -> Engine:
        """The engine to ask.

        Raises:
            IndexMissingError: There is none yet.
            IndexStaleError: It was built under another schema.
        """


class Searcher:
    """Searches one catalogue and its index. Safe to share between threads.

    Args:
        catalogue: For the texts of pages.
        engines: What to search.
        limits: Of each query.
        at_once: Of a search that nobody asked for and nobody waits for.
        clock: Seconds from some moment on, for the time that is left for marks.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        engines: Engines,
        limits: Limits = NO_HURRY,
        *,
        at_once: Limits = _AT_ONCE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._at_once = at_once
        self._clock = clock
        self._catalogue = catalogue
        self._engines = engines
        self._limits = limits

    def search(
        self, request: SearchRequest, *, offset: int = 0, limit: int = 25, walk: Walk | None = None
    ) -> Answer:
        """Answer a query with one stretch of its hits, or of the documents they are on.

        Args:
            request: What is asked.
            offset: Entries before the stretch.
            limit: Entries in it at most.
            walk: Where to go on in the list of every hit, instead of order, list and offset.

        Raises:
            QueryTooSlowError: There was no time to find every hit of a walk.
            InvalidQueryError: The query breaks a limit.
            SearchError: There is no index, or it cannot be read.
            DataDirectoryError: The catalogue cannot be read.
        """
        begun = time.perf_counter()
        parsed = request.parsed()
        query = request.searched(parsed)
        engine, budget = self._engines.current(), Budget(self._limits.seconds, clock=self._clock)
        found = self._ask(engine, query, request, offset, limit, walk)
        words = _covered(query, found.expansions)
        hits: tuple[Hit, ...] = ()
        groups: tuple[HitGroup, ...] = ()
        if isinstance(found, GroupedResult):
            groups = tuple(self._groups(query, found.groups, words, budget))
        else:
            hits = tuple(self._hits(query, found.hits, words, budget))
        coverage, info = self._catalogue.coverage(), engine.info()
        return Answer(
            request=request,
            read_as=show(query),
            warnings=(
                *parsed.warnings,
                *warnings_of(request.q, found.expansions, partial=found.partial),
                *unmarked(
                    sum(not hit.is_marked for hit in chain(hits, *(each.hits for each in groups)))
                ),
                *unknown_words(request.q, parsed.query, engine, self._catalogue),
            ),
            partial=found.partial,
            variants=variants_of(found.expansions),
            total=found.total,
            hits=hits,
            documents=found.documents if isinstance(found, GroupedResult) else None,
            groups=groups,
            facets=found.facets,
            coverage=coverage,
            index=info,
            pages_not_indexed=_pages_behind(coverage, info),
            took_ms=(time.perf_counter() - begun) * 1000,
            goes_on_after=found.goes_on_after if isinstance(found, Stretch) else None,
        )

    def _ask(
        self,
        engine: Engine,
        query: Query,
        request: SearchRequest,
        offset: int,
        limit: int,
        walk: Walk | None,
    ) -> SearchResult | GroupedResult:
        if walk:
            return walk.ask(engine, query, request, self._limits.share(FINDING), limit)
        ask: Callable[..., SearchResult | GroupedResult] = engine.search
        if request.group is Group.DOCUMENT:
            ask = engine.search_documents
        return ask(
            query,
            offset=offset,
            limit=limit,
            sort=request.sort,
            limits=self._limits.share(FINDING),
            filters=request.filters,
            facets=request.facets,
        )

    def count(self, request: SearchRequest) -> int:
        """The pages that match, as far as the time goes; raises what ``search`` raises."""
        found = self._engines.current().search(
            request.query, limit=0, limits=self._limits, filters=request.filters
        )
        return found.total

    def count_at_once(self, request: SearchRequest) -> int | None:
        """The pages that match; None if counting them takes more than a moment.

        For what was not asked for. Raises what ``search`` raises.
        """
        found = self._engines.current().search(
            request.query, limit=0, limits=self._at_once, filters=request.filters
        )
        return None if found.partial else found.total

    def more_if_misread(self, answer: Answer) -> int | None:
        """How many more pages an answer would have with misread words; 0 if it has them already.

        None if finding out takes more than a moment.

        Raises:
            SearchError: There is no index, or it cannot be read.
        """
        if answer.request.misreading.everywhere:
            return 0
        wider = self.count_at_once(answer.request.finding(EVERYWHERE))
        return None if wider is None else max(0, wider - answer.total)

    def pages_not_indexed(self, coverage: Coverage) -> int:
        """Pages that were read but are not in the index yet.

        Raises:
            SearchError: There is no index, or it cannot be read.
        """
        return _pages_behind(coverage, self._engines.current().info())

    def marked_page(self, document_id: str, number: int, request: SearchRequest) -> MarkedPage:
        """One page with the words of a query marked; a page that does not match has no marks.

        The order asked for is not looked at.

        Raises:
            UnknownPageError: There is no such page.
            InvalidQueryError: The query breaks a limit.
        """
        document = self._catalogue.shown_document(document_id)
        page = self._catalogue.page(document_id, number, with_words=True)
        releases = self._catalogue.releases_of(document)
        if not request.q.strip():
            return MarkedPage(document, releases, page, None, None)
        parsed, budget = request.parsed(), Budget(self._limits.seconds, clock=self._clock)
        query = request.searched(parsed)
        reading = Reading(self._catalogue, document, releases, self._variants(query), budget)
        unmarked_page = MarkedPage(document, releases, page, None, parsed, query=query)
        return with_marks(unmarked_page, query, reading)

    def _variants(self, query: Query) -> Covered:
        """What misread words stand for in the collection, which a page alone cannot tell."""
        if not has_misread(query):
            return NOT_LIMITED
        found = self._engines.current().search(query, limit=0, limits=self._limits)
        return _covered(query, found.expansions)

    def hits_of(self, query: Query, found: Scan) -> Iterator[Hit]:
        """The hits of a scan, with their pages, in its order and without a limit of time.

        Raises:
            IndexDamagedError: The catalogue does not have a page.
            DataDirectoryError: The catalogue cannot be read.
        """
        words = covered(found.expansions)
        while batch := tuple(islice(found, EXPORT_BATCH)):
            yield from self._hits(query, batch, words)

    def _groups(
        self, query: Query, found: Sequence[DocumentGroup], words: Covered, budget: Budget
    ) -> Iterator[HitGroup]:
        best: dict[str, list[Hit]] = {group.document_id: [] for group in found}
        every = [hit for group in found for hit in group.hits]
        for hit in self._hits(query, every, words, budget):
            best[hit.document.id].append(hit)
        for group in found:
            if hits := tuple(best[group.document_id]):
                yield HitGroup(hits[0].document, hits[0].releases, group.pages, hits)

    def _hits(
        self,
        query: Query,
        found: Sequence[PageHit],
        words: Covered,
        budget: Budget = NO_HASTE,
    ) -> Iterator[Hit]:
        """The hits with their pages; once the time is over, those left come without marks.

        Those on documents are left out that were held or withdrawn a moment ago.
        """
        plain = exactly(query)
        documents = self._catalogue.documents_by_id(sorted({h.document_id for h in found}))
        pages = self._catalogue.pages_by_number([(hit.document_id, hit.number) for hit in found])
        known = {release.id: release for release in self._catalogue.releases()}
        for hit in found:
            document = documents.get(hit.document_id)
            if document is None:
                raise IndexDamagedError(_unknown(f"document {hit.document_id}"))
            if not document.standing.is_shown:
                continue
            releases = tuple(known[release_id] for release_id in document.releases)
            page = pages.get((hit.document_id, hit.number))
            if page is None:
                raise IndexDamagedError(_unknown(f"page {hit.number} of {hit.document_id}"))
            text = Reading(self._catalogue, document, releases, words, budget).of(page)
            found_here, exact, is_marked = marks_of(query, plain, text, hit)
            yield Hit(
                document=document,
                releases=releases,
                page=page,
                score=hit.score,
                matches=found_here.matches,
                snippets=snippets(page.text, found_here.matches),
                continues=tuple(map(continued, found_here.onward)),
                is_marked=is_marked,
                exact=exact,
            )


def _pages_behind(coverage: Coverage, info: IndexInfo) -> int:
    """How many pages an index lacks; files nobody can read are in it by their names."""
    return max(0, coverage.searched + coverage.by_source[PageSource.UNREAD] - info.pages)


def _unknown(what: str) -> str:
    return (
        f"The index names a {what} that the catalogue does not have. Run `blotter index` to bring "
        "them together."
    )


def _covered(query: Query, expansions: Iterable[Expansion]) -> Covered:
    """The words searched for, to be marked; none for what there was no time to expand."""
    nothing: Mapping[str, int] = {}
    return dict.fromkeys(expandables(query), nothing) | dict(covered(expansions))
