"""Catalogue to engine: bring the index up to date, or build it beside, count, swap, clean up."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from index.engine import Engine, EngineWriter, IndexPage
from index.engines import create_engine, open_engine
from index.errors import (
    IndexCountError,
    IndexDamagedError,
    IndexMissingError,
    IndexStaleError,
    SearchError,
)
from index.generations import Generations
from index.query import Everything

Progress = Callable[[int, int], None]
"""Told the pages written so far and the pages in the catalogue, which a rebuild writes all."""


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document as it is now.

    Attributes:
        document_id: Of the document.
        revision: The catalogue's revision at which it last changed.
        pages: All its pages that can be indexed, blank ones too; none removes it from the index.
            Read once, so a generator will do.
    """

    document_id: str
    revision: int
    pages: Iterable[IndexPage]


class PageCatalogue(Protocol):
    """What a build needs of the catalogue: one unchanging view, as of one moment.

    If the view changes meanwhile, the count will not fit and the build fails or starts anew; with
    SQLite, one read transaction for the whole build gives such a view.
    """

    def revision(self) -> int:
        """Rises with every change; 0 stands for an empty catalogue."""

    def indexable_page_count(self) -> int:
        """Pages of all documents that ``changed_since(0)`` yields."""

    def document_ids(self) -> Iterable[str]:
        """Ids of all documents that have pages to index; others are removed from the index."""

    def changed_since(self, revision: int) -> Iterator[DocumentChange]:
        """Documents whose own revision is greater, each once; all of them for revision 0."""


class _CatalogueReplacedError(SearchError):
    """The catalogue is older than the index, so it is not the one the index was built from."""


class _DocumentsGoneError(SearchError):
    """Documents may not be seen any more; an update would leave their words in the files."""


_REASONS = {
    _CatalogueReplacedError: "The catalogue is older than the index.",
    _DocumentsGoneError: "Documents were held back or withdrawn.",
    IndexMissingError: "There was no index yet.",
    IndexStaleError: "The index was built under another schema.",
    IndexDamagedError: "The index could not be read.",
    IndexCountError: "The index did not hold the pages of the catalogue.",
}


class BuildMode(StrEnum):
    """What a build came to."""

    REBUILT = "rebuilt"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        mode: What it came to.
        pages_added: Pages written, those of changed documents too.
        pages_removed: Pages taken out, those of changed documents too.
        documents: Documents written or taken out.
        pages: Pages in the index now.
        generation: In use now.
        seconds: For all of it.
        reason: Why it was rebuilt, as a full sentence; empty if it was not.
    """

    mode: BuildMode
    pages_added: int
    pages_removed: int
    documents: int
    pages: int
    generation: str
    seconds: float
    reason: str = ""


def build(
    source: PageCatalogue,
    root: Path,
    engine_name: str,
    *,
    rebuild: bool = False,
    progress: Progress | None = None,
) -> BuildReport:
    """Make the index hold what the catalogue holds. Searches go on meanwhile.

    An update is one commit. Where documents have gone it is a rebuild instead: an update only marks
    pages as deleted, and their words would stay. A rebuild is made in a folder beside and put in
    use only when it holds as many pages as the catalogue; until then, and after any failure, the
    old one stays in use.

    Args:
        source: The catalogue.
        root: The folder of all indexes.
        engine_name: As in ``index.engines``.
        rebuild: Build from scratch even if an update would do.
        progress: Told how far it is, from this thread.

    Raises:
        IndexLockedError: Another process is building.
        IndexWriteError: The disk does not take it.
        IndexCountError: The index built does not hold what the catalogue says it should.
        UnknownEngineError: There is no engine of this name.
    """
    generations = Generations(root, engine_name)
    with generations.locked():
        generations.remove_others()
        work = _Build(source, generations, engine_name, progress)
        if rebuild:
            return work.rebuilt("A rebuild was asked for.")
        try:
            return work.updated()
        except tuple(_REASONS) as error:
            return work.rebuilt(_REASONS[type(error)])


class _Build:
    """One run, under the lock."""

    def __init__(
        self,
        source: PageCatalogue,
        generations: Generations,
        engine_name: str,
        progress: Progress | None,
    ) -> None:
        self._begun = time.perf_counter()
        self._source = source
        self._generations = generations
        self._engine_name = engine_name
        self._progress = progress
        self._pages = 0
        self._documents: set[str] = set()

    def updated(self) -> BuildReport:
        """Delete and add again what changed.

        Raises:
            SearchError: One of ``_REASONS`` to build anew instead.
        """
        engine = open_engine(self._engine_name, self._generations.current())
        try:
            before, revision = engine.info(), self._source.revision()
            if revision < before.revision:
                raise _CatalogueReplacedError
            if revision == before.revision and before.pages == self._source.indexable_page_count():
                return self._report(BuildMode.UNCHANGED, engine)
            if self._vanished(engine):
                raise _DocumentsGoneError
            with engine.writer(revision=revision) as writer:
                self._write(writer, before.revision, known=True)
            self._check_count(engine)
            removed = before.pages + self._pages - engine.info().pages
            return self._report(BuildMode.UPDATED, engine, removed=removed)
        finally:
            engine.close()

    def rebuilt(self, reason: str) -> BuildReport:
        """Build beside, count, swap, clean up; after any failure the half-built one is removed."""
        self._pages = 0
        self._documents.clear()
        name = self._generations.new_name()
        try:
            report = self._built(name, reason)
            self._generations.switch_to(name)
        finally:
            self._generations.remove_others()
        return report

    def _built(self, name: str, reason: str) -> BuildReport:
        engine = create_engine(self._engine_name, self._generations.folder / name, name)
        try:
            with engine.writer(revision=self._source.revision()) as writer:
                self._write(writer, 0, known=False)
            self._check_count(engine)
            return self._report(BuildMode.REBUILT, engine, reason=reason)
        finally:
            engine.close()

    def _write(self, writer: EngineWriter, revision: int, *, known: bool) -> None:
        """Write every document changed since a revision.

        Args:
            writer: To write to.
            revision: The index has caught up to it.
            known: Whether the index may hold older pages of these documents.
        """
        total = self._source.indexable_page_count()
        for change in self._source.changed_since(revision):
            if known:
                writer.delete_document(change.document_id)
            for page in change.pages:
                writer.add(page)
                self._pages += 1
            self._documents.add(change.document_id)
            if self._progress:
                self._progress(self._pages, total)

    def _vanished(self, engine: Engine) -> set[str]:
        """Documents in the index that the catalogue has no pages of."""
        indexed = {hit.document_id for hit in engine.scan(Everything())}
        return indexed.difference(self._source.document_ids())

    def _check_count(self, engine: Engine) -> None:
        found, expected = engine.info().pages, self._source.indexable_page_count()
        if found != expected:
            raise IndexCountError(
                f"The index holds {found:,} pages and the catalogue {expected:,}. If this comes "
                "again with `blotter index --rebuild`, run `blotter check` and report it."
            )

    def _report(
        self, mode: BuildMode, engine: Engine, *, removed: int = 0, reason: str = ""
    ) -> BuildReport:
        info = engine.info()
        return BuildReport(
            mode=mode,
            pages_added=self._pages,
            pages_removed=removed,
            documents=len(self._documents),
            pages=info.pages,
            generation=info.generation,
            seconds=time.perf_counter() - self._begun,
            reason=reason,
        )
