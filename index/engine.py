"""The interface every engine offers, and the records that cross it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from index.expansion import Expansion
from index.facets import NO_FILTERS, Facet, FacetCounts, Filters
from index.limits import NO_HURRY, Limits
from index.missing_words import Missing
from index.query import Query, TextField
from ingest.records import PageSource


class Sort(StrEnum):
    """The orders a result can be in; ties go by document id, then page number.

    Pages without a date or a confidence come last in either order of it.
    """

    RELEVANCE = "relevance"
    DATE = "date"
    NEWEST = "-date"
    TITLE = "title"
    CONFIDENCE = "confidence"
    SUREST = "-confidence"

    @property
    def is_fixed(self) -> bool:
        """Whether two pages stand in this order the same way round in every answer."""
        return self is not Sort.RELEVANCE


@dataclass(frozen=True, slots=True)
class IndexPage:
    """One page as an engine is given it.

    Attributes:
        document_id: Of the page's document.
        number: Counts from 1.
        text: The page's whole text; the engine analyses it with ``index.analysis`` only.
        title: The document's title.
        release: Ids, request numbers and titles of the document's releases, as one text.
        date: The document's date; None if unknown.
        agency: The agencies of the document's releases, one a line.
        type: Kind of record, e.g. ``memo``; empty if unknown.
        source: Where the text came from.
        confidence: Mean word confidence, 0.0 to 1.0; None where no OCR was done.
        releases: Ids of the document's releases.
        redacted: Whether passages of the page are blacked out; None if nobody looked.
    """

    document_id: str
    number: int
    text: str
    title: str = ""
    release: str = ""
    date: dt.date | None = None
    agency: str = ""
    type: str = ""
    source: PageSource = PageSource.TEXT_LAYER
    confidence: float | None = None
    releases: tuple[str, ...] = ()
    redacted: bool | None = None


PageKey = tuple[str, int]
"""A document's id and the number of one of its pages; sorted, the order of a scan."""


class PageHit(NamedTuple):
    """One page that matches.

    Attributes:
        document_id: Of the page's document.
        number: Counts from 1.
        score: Higher is better; comparable within one answer only. 0 where nothing ranks.
    """

    document_id: str
    number: int
    score: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One stretch of a ranked answer.

    Attributes:
        total: Pages that match, all of them, not only those in ``hits``.
        hits: In the order asked for.
        expansions: What stems, prefixes, wildcards and fuzzy words stood for, in the order typed.
        partial: Whether the time ran out: every hit matches, but others may be missing, and the
            total counts what was found.
        facets: Those asked for, in the order asked.
    """

    total: int
    hits: tuple[PageHit, ...]
    expansions: tuple[Expansion, ...] = ()
    partial: bool = False
    facets: tuple[FacetCounts, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentGroup:
    """The pages of one document that match.

    Attributes:
        document_id: Which.
        pages: How many match, all of them, not only those in ``hits``.
        hits: The best, in the order asked for.
    """

    document_id: str
    pages: int
    hits: tuple[PageHit, ...]


@dataclass(frozen=True, slots=True)
class GroupedResult:
    """One stretch of an answer by document.

    Attributes:
        total: Pages that match, all of them.
        documents: Documents that have such a page, all of them.
        groups: Documents in the order of their best page.
        expansions: As in ``SearchResult``.
        partial: As in ``SearchResult``.
        facets: As in ``SearchResult``; they count pages.
    """

    total: int
    documents: int
    groups: tuple[DocumentGroup, ...]
    expansions: tuple[Expansion, ...] = ()
    partial: bool = False
    facets: tuple[FacetCounts, ...] = ()


class Scan(Iterator[PageHit]):
    """Every hit of a query, one after the other.

    Attributes:
        expansions: As in ``SearchResult``.
        total: As in ``SearchResult``: hits before the first that is given, too.
        partial: As in ``SearchResult``.
    """

    def __init__(
        self,
        hits: Iterator[PageHit],
        expansions: tuple[Expansion, ...] = (),
        *,
        total: int,
        partial: bool = False,
    ) -> None:
        self.total = total
        self.expansions = expansions
        self.partial = partial
        self._hits = hits

    def __next__(self) -> PageHit:
        return next(self._hits)


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """What an index holds.

    Attributes:
        engine: The engine's name.
        generation: Names one build from scratch; changes with every rebuild.
        revision: The catalogue's revision the index has caught up with.
        pages: Pages in the index.
        schema_version: Of ``index.fields``.
    """

    engine: str
    generation: str
    revision: int
    pages: int
    schema_version: int

    @property
    def version(self) -> str:
        """Short name of exactly this content, to be cited beside an answer."""
        return f"{self.engine}-{self.schema_version}-{self.generation}-r{self.revision}"


class EngineWriter(Protocol):
    """Adds and removes pages; nothing is visible to searches until the writer closes well."""

    def add(self, page: IndexPage) -> None:
        """Add a page. Adding one twice without deleting it is the caller's fault.

        The pages of a document come one right after the other, by number, and all in one write:
        only so do phrases run from one onto the next.

        Raises:
            ValueError: The page has no document id or no number from 1.
        """

    def delete_document(self, document_id: str) -> None:
        """Remove every page of a document that was committed before this writer opened."""


class Engine(Protocol):
    """A full-text index of pages that can be searched and written.

    Safe to share between threads. One writer at a time, in all processes together.
    """

    def search(  # noqa: PLR0913 - a query and what one may ask of it, each by its name
        self,
        query: Query,
        *,
        offset: int = 0,
        limit: int = 25,
        sort: Sort = Sort.RELEVANCE,
        limits: Limits = NO_HURRY,
        filters: Filters = NO_FILTERS,
        facets: Sequence[Facet] = (),
    ) -> SearchResult:
        """Find the pages that match and pass the filters, in the order asked for.

        As far as the limits let. Filters take pages away and change no score.

        Raises:
            SearchError: The index cannot be read.
        """

    def search_documents(  # noqa: PLR0913 - see ``search``
        self,
        query: Query,
        *,
        offset: int = 0,
        limit: int = 25,
        pages_each: int = 3,
        sort: Sort = Sort.RELEVANCE,
        limits: Limits = NO_HURRY,
        filters: Filters = NO_FILTERS,
        facets: Sequence[Facet] = (),
    ) -> GroupedResult:
        """Find the same pages as ``search``, by document; documents in the order of their best.

        Args:
            query: What to find.
            offset: Documents to leave out before.
            limit: Documents wanted at most.
            pages_each: Pages wanted at most of each.
            sort: The order of pages, and of documents; ties go by document id, then page number.
            limits: How much work it may make.
            filters: What to narrow the answer to.
            facets: Those to count pages by.

        Raises:
            SearchError: The index cannot be read.
        """

    def scan(
        self,
        query: Query,
        *,
        limits: Limits = NO_HURRY,
        filters: Filters = NO_FILTERS,
        after: PageKey | None = None,
    ) -> Scan:
        """Every page that matches and passes the filters; scores are 0.

        They come by document id, then page number, from the first one after ``after`` on, which
        need not be a page there is.

        The iterator keeps to the state of the index at its start.
        """

    def terms(
        self, prefix: str, *, limit: int = 10, field: TextField = TextField.TEXT
    ) -> tuple[tuple[str, int], ...]:
        """Words of a field that begin so and their number of pages, commonest first.

        Args:
            prefix: Folded here, but for facts, which are kept as they are.
            limit: Words at most.
            field: Of the text, or of its facts as ``index.fact_words`` writes them.
        """

    def pages_with(self, words: Iterable[str]) -> Mapping[str, int]:
        """For each of some folded words, how many pages hold it in their text, in this form."""

    def missing(self, query: Query, *, limits: Limits = NO_HURRY) -> tuple[Missing, ...]:
        """The words of a query that stand on no page, in the order typed, as far as the time goes.

        Prefixes, wildcards and fuzzy words are not looked at: what they stood for says it.
        """

    def info(self) -> IndexInfo:
        """What the index holds now."""

    def writer(self, *, revision: int) -> AbstractContextManager[EngineWriter]:
        """Open a writer that commits whole when its block ends, or not at all when it raises.

        Args:
            revision: The catalogue's revision the index will have caught up with.

        Raises:
            IndexLockedError: Another writer is open.
            IndexWriteError: The disk does not take it; also from the writer's methods.
        """

    def close(self) -> None:
        """Let go of files. Searches must not follow."""
