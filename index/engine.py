"""The interface every engine offers, and the records that cross it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from index.expansion import Expansion
from index.limits import NO_HURRY, Limits
from index.query import Query
from ingest.records import PageSource


class Sort(StrEnum):
    """The orders a result can be in; ties go by document id, then page number."""

    RELEVANCE = "relevance"
    DATE = "date"
    NEWEST = "-date"
    TITLE = "title"

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
        agency: The agencies of the document's releases, as one text.
        type: Kind of record, e.g. ``memo``; empty if unknown.
        source: Where the text came from.
        confidence: Mean word confidence, 0.0 to 1.0; None where no OCR was done.
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


@dataclass(frozen=True, slots=True)
class PageHit:
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
    """

    total: int
    hits: tuple[PageHit, ...]
    expansions: tuple[Expansion, ...] = ()
    partial: bool = False


class Scan(Iterator[PageHit]):
    """Every hit of a query, one after the other.

    Attributes:
        expansions: As in ``SearchResult``.
        partial: As in ``SearchResult``.
    """

    def __init__(
        self,
        hits: Iterator[PageHit],
        expansions: tuple[Expansion, ...] = (),
        *,
        partial: bool = False,
    ) -> None:
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

    def search(
        self,
        query: Query,
        *,
        offset: int = 0,
        limit: int = 25,
        sort: Sort = Sort.RELEVANCE,
        limits: Limits = NO_HURRY,
    ) -> SearchResult:
        """Find the pages that match, in the order asked for, as far as the limits let.

        Raises:
            SearchError: The index cannot be read.
        """

    def scan(self, query: Query, *, limits: Limits = NO_HURRY) -> Scan:
        """Every page that matches, by document id, then page number; scores are 0.

        The iterator keeps to the state of the index at its start.
        """

    def terms(self, prefix: str, *, limit: int = 10) -> tuple[tuple[str, int], ...]:
        """Words of the text that begin so and their number of pages, commonest first."""

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
