"""An engine on disk: Whoosh keeps and commits; ``found`` answers from posting lists.

The lists of larger indexes are mapped into memory from ``sidecar``, those of small ones read from
Whoosh for each query; the answers are the same.

Whoosh's own searcher, parser and highlighter are not used. Its searcher takes some 2 us of Python
for each posting and 1.2 s for a phrase of common words in 100,000 pages; its totals and ranking
count deleted pages; and shared by threads it gives wrong hits.

Each generation has a folder of its own with Whoosh's files and ``generation.json``. Index files
are unpickled when they are opened, so never open an index that came from a stranger.
"""

import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from index.analysis import fold
from index.array_postings import ArrayPostings
from index.commonest import pages_with
from index.engine import (
    EngineWriter,
    GroupedResult,
    IndexInfo,
    IndexPage,
    PageKey,
    Scan,
    SearchResult,
    Sort,
)
from index.errors import IndexDamagedError, IndexMissingError
from index.facets import NO_FILTERS, Facet, Filters
from index.find_missing import missing_words
from index.found import find
from index.freed_memory import keep_freed_memory
from index.grouping import Groups
from index.limits import NO_HURRY, Budget, Limits
from index.missing_words import Missing
from index.narrower import Narrower
from index.page_table import PageTable
from index.query import Query, TextField
from index.reader_pool import ReaderPool
from index.revisions import Generation, read_generation
from index.sidecar import LEAST_PAGES, Sidecar
from index.top import by_document, stretch
from index.whoosh_files import WhooshFiles, readable, writable
from index.whoosh_postings import KeptLists, WhooshPostings, read_table
from index.whoosh_schema import DOCUMENT, row

NAME: Final = "whoosh"


class WhooshEngine:
    """One generation of an index on disk. Safe to share between threads.

    Args:
        folder: Of the generation, as ``create`` made it.
        arrays_from: An index of fewer pages has no arrays beside it, see ``index.sidecar``.

    Raises:
        IndexMissingError: There is no such folder.
        IndexStaleError: It was built under another schema.
        IndexDamagedError: It cannot be read.
    """

    def __init__(self, folder: Path, *, arrays_from: int = LEAST_PAGES) -> None:
        if not folder.is_dir():
            raise IndexMissingError(f"There is no index in {folder}. Run `blotter index`.")
        keep_freed_memory()
        self._folder = folder
        self._generation = read_generation(folder)
        self._files = WhooshFiles(folder)
        self._sidecar = Sidecar(folder, least_pages=arrays_from)
        share = partial(_share, self._sidecar)  # a method would keep the engine alive for ever
        self._pool = ReaderPool(self._files.latest_commit, self._files.open_reader, share)
        # Whoever drops the last reference to an engine need not know to close it.
        self._closing = weakref.finalize(self, self._pool.close)
        self._kept: tuple[int, KeptLists] = (-1, KeptLists())
        with readable(), self._pool.lend() as (_, shared, commit):  # damage shows here, not later
            self._caught_up = commit, self._generation.revisions.get(commit, 0)
        if not shared.is_complete:  # a crash left some unwritten, or a disk broke them
            self._write_arrays(wait=False)
            self._pool.renew()

    @classmethod
    def create(
        cls, folder: Path, generation: str, *, arrays_from: int = LEAST_PAGES
    ) -> "WhooshEngine":
        """Make an empty index in a folder, which is made too."""
        WhooshFiles.create(folder)
        Generation(NAME, generation).with_commit(0, 0).write(folder)
        return cls(folder, arrays_from=arrays_from)

    def search(  # noqa: PLR0913 - see ``index.engine.Engine``
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
        """See ``index.engine.Engine``."""
        with self._reading() as (postings, _):
            table, whole = postings.table, find(query, postings, limits)
            narrower = Narrower(table, postings.facts)
            found = narrower.narrowed(whole, filters)
            rows, scores = stretch(found, table, sort, offset, limit)
            hits = tuple(table.hits(rows, scores))
            counts = narrower.counts(whole.rows, facets, filters)
        return SearchResult(len(found.rows), hits, found.expansions, found.partial, counts)

    def search_documents(  # noqa: PLR0913 - see ``index.engine.Engine``
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
        """See ``index.engine.Engine``."""
        with self._reading() as (postings, _):
            table, whole = postings.table, find(query, postings, limits)
            narrower = Narrower(table, postings.facts)
            found = narrower.narrowed(whole, filters)
            groups = Groups(found, table, sort)
            wanted = tuple(groups.stretch(offset, limit, pages_each))
            counts = narrower.counts(whole.rows, facets, filters)
        return GroupedResult(
            len(found.rows), groups.count, wanted, found.expansions, found.partial, counts
        )

    def scan(
        self,
        query: Query,
        *,
        limits: Limits = NO_HURRY,
        filters: Filters = NO_FILTERS,
        after: PageKey | None = None,
    ) -> Scan:
        """See ``index.engine.Engine``."""
        with self._reading() as (postings, _):
            table = postings.table
            narrower = Narrower(table, postings.facts)
            found = narrower.narrowed(find(query, postings, limits), filters)
            hits = table.hits(table.after(by_document(found.rows, table), after))
        return Scan(hits, found.expansions, total=len(found.rows), partial=found.partial)

    def terms(
        self, prefix: str, *, limit: int = 10, field: TextField = TextField.TEXT
    ) -> tuple[tuple[str, int], ...]:
        """See ``index.engine.Engine``."""
        beginning = prefix if field is TextField.FACT else fold(prefix)
        with self._reading() as (postings, _):
            return tuple(postings.commonest(field, beginning, limit))

    def pages_with(self, words: Iterable[str]) -> Mapping[str, int]:
        """See ``index.engine.Engine``."""
        with self._reading() as (postings, _):
            return {word: pages_with(postings, word) for word in words}

    def missing(self, query: Query, *, limits: Limits = NO_HURRY) -> tuple[Missing, ...]:
        """See ``index.engine.Engine``."""
        with self._reading() as (postings, _):
            return tuple(missing_words(query, postings, Budget(limits.seconds)))

    def info(self) -> IndexInfo:
        """See ``index.engine.Engine``."""
        with self._reading() as (postings, commit):
            pages = postings.table.page_count
        generation = self._generation
        return IndexInfo(
            engine=NAME,
            generation=generation.generation,
            revision=self._revision(commit),
            pages=pages,
            schema_version=generation.schema_version,
        )

    @contextmanager
    def writer(self, *, revision: int) -> Iterator[EngineWriter]:
        """See ``index.engine.Engine``."""
        writer = self._files.open_writer()
        try:
            yield _PageWriter(writer)
            with writable():
                # Before the commit, so that no commit is ever without its revision.
                known = read_generation(self._folder).with_commit(writer.generation, revision)
                known.write(self._folder)
                writer.commit()
            self._write_arrays(wait=True)
        finally:
            if not writer.is_closed:
                writer.cancel()

    def close(self) -> None:
        """See ``index.engine.Engine``."""
        self._closing()

    @contextmanager
    def _reading(self) -> Iterator[tuple[WhooshPostings | ArrayPostings, int]]:
        """The posting lists of the latest commit and its number.

        What damaged arrays do to a query is told from a fault of ours, and they are set aside. They
        are not written anew at once, which may take minutes, but when an engine is opened.

        Raises:
            IndexDamagedError: They were damaged; the next query has Whoosh's own lists.
        """
        current = self._pool.shared()
        try:
            if current is not None and current[0].arrays is not None:
                yield current[0].arrays, current[1]
            else:
                with self._lent(current) as lent:
                    yield lent
        except (IndexError, ValueError) as error:
            if not self._sidecar.remove_damaged():
                raise
            self._pool.renew()
            message = "Part of the index was damaged on the disk and is set aside. Search again."
            raise IndexDamagedError(message) from error

    @contextmanager
    def _lent(
        self, current: "tuple[_Shared, int] | None"
    ) -> Iterator[tuple[WhooshPostings | ArrayPostings, int]]:
        """The same with a reader of Whoosh's, where there are no arrays yet that are shared."""
        if current is not None and current[0].is_outdated():
            self._pool.renew()
        with ExitStack() as stack:
            with readable():
                reader, shared, commit = stack.enter_context(self._pool.lend())
            kept = self._kept_of(commit)
            yield shared.arrays or WhooshPostings(reader, shared.table, kept), commit

    def _kept_of(self, commit: int) -> KeptLists:
        """Where the lists of a commit are kept; those of the one before are dropped."""
        known, kept = self._kept
        if known != commit:
            kept = KeptLists()
            self._kept = commit, kept
        return kept

    def _write_arrays(self, *, wait: bool) -> None:
        with readable():
            self._sidecar.write(lambda: self._files.open_reader()[1], wait=wait)

    def _revision(self, commit: int) -> int:
        """Up to which revision a commit that is there had caught up; read once for each."""
        known, revision = self._caught_up
        if known != commit:
            revision = read_generation(self._folder).revisions.get(commit, 0)
            self._caught_up = commit, revision
        return revision


@dataclass(frozen=True, slots=True)
class _Shared:
    """What threads share of one commit.

    Attributes:
        table: Its pages.
        arrays: Its posting lists; None where they come from a reader of Whoosh's.
        awaited: Files of arrays that are not there; another process may be writing them.
        is_complete: Whether every segment that should have arrays has a file that can be used.
    """

    table: PageTable
    arrays: ArrayPostings | None
    awaited: tuple[Path, ...]
    is_complete: bool

    def is_outdated(self) -> bool:
        """Whether all arrays are there by now."""
        return bool(self.awaited) and all(path.exists() for path in self.awaited)


def _share(sidecar: Sidecar, reader: Any) -> _Shared:
    """What threads share of the commit that a reader stands for."""
    unusable = sidecar.unusable(reader)
    awaited = tuple(path for path in unusable if not path.exists())
    arrays = sidecar.open(reader)
    table = read_table(reader) if arrays is None else arrays.table
    return _Shared(table, arrays, awaited, is_complete=not unusable)


class _PageWriter:
    """Hands pages to one of Whoosh's writers, checked first: a refused one leaves terms behind."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer
        self._added: set[str] = set()
        self._last = ("", 0)
        self._text_before = ""  # of the last page that is not blank, from which the text reads on

    def add(self, page: IndexPage) -> None:
        """See ``index.engine.EngineWriter``."""
        if self._last != (page.document_id, page.number - 1):
            self._text_before = ""
        fields = row(page, self._text_before)
        with writable():
            self._writer.add_document(**fields)
        self._added.add(page.document_id)
        self._last = page.document_id, page.number
        if page.text.strip():
            self._text_before = page.text

    def delete_document(self, document_id: str) -> None:
        """See ``index.engine.EngineWriter``.

        Raises:
            ValueError: Pages of it were added by this writer, which would stay.
        """
        if document_id in self._added:
            raise ValueError(f"Delete {document_id} before adding its pages, not after.")
        self._writer.delete_by_term(DOCUMENT, document_id)
