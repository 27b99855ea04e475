"""Reading the catalogue: the truth about every release, document, page, word and failure."""

import heapq
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from copy import copy
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from ingest import tables
from ingest.catalogue_coverage import IS_SHOWN, count_coverage, pages_by_source
from ingest.catalogue_decisions import Decision, Suspect, decisions, holds_secrets, suspects
from ingest.catalogue_family import Family
from ingest.catalogue_rows import (
    Location,
    document_of,
    failure_of,
    location_of,
    page_of,
    release_of,
)
from ingest.errors import HeldError, UnknownPageError, WithdrawnError
from ingest.records import (
    Coverage,
    Document,
    Failure,
    Page,
    PageSource,
    Release,
    Standing,
    Word,
)
from ingest.word_codec import unpack_words, unpack_words_within

# SQLite takes at most 32,766 bound values a statement; this keeps well below.
IDS_PER_STATEMENT = 500


_SHOWN_PAGES = sa.select(tables.pages).join(tables.documents).where(IS_SHOWN)
_LOCATIONS = sa.select(tables.locations, tables.documents.c.sha256).join(tables.documents)


def _of_pages(table: sa.Table, wanted: Sequence[tuple[str, int]]) -> sa.Select[Any]:
    """The rows that a table has of some pages, by document id and number, as far as shown."""
    # One value whatever is wanted: the statement stays the same, and SQLite looks each page up
    # by its key, where it would read the whole table for a list of pairs.
    each = sa.func.json_each(json.dumps(list(wanted))).table_valued("value")
    document_id, number = (sa.func.json_extract(each.c.value, f"$[{n}]") for n in (0, 1))
    here = (table.c.document_id == document_id) & (table.c.number == number)
    documents = tables.documents
    shown = each.join(table, here).join(documents, documents.c.id == table.c.document_id)
    return sa.select(table).select_from(shown).where(IS_SHOWN)


class Catalogue(Family):
    """The catalogue, for reading. Safe to share between threads.

    Every method raises ``DataDirectoryError`` if the database cannot be read.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._path = path
        self._database = tables.open_database(path, create=create)
        self._counted: tuple[int, Coverage] | None = None
        self._held: sa.Connection | None = None

    def close(self) -> None:
        """Let go of the file."""
        self._database.dispose()

    @contextmanager
    def snapshot(self) -> Iterator["Catalogue"]:
        """The catalogue as it is at this moment, whatever is written meanwhile. For one thread."""
        with tables.translated_errors(self._path), self._database.connect() as connection:
            # The driver begins no transaction for a SELECT by itself, and the first SELECT in one
            # is what fixes the view.
            connection.exec_driver_sql("BEGIN")
            still = copy(self)
            still._held = connection  # noqa: SLF001 - our own copy
            still.revision()
            yield still

    def revision(self) -> int:
        """Rises with every change to what can be searched."""
        return self._count(sa.select(tables.meta.c.value).where(tables.meta.c.key == "revision"))

    def releases(self) -> tuple[Release, ...]:
        """All releases, newest first; those without a date last."""
        table = tables.releases
        order = (table.c.release_date.desc().nulls_last(), table.c.id)
        return tuple(release_of(row) for row in self._rows(sa.select(table).order_by(*order)))

    def releases_of(self, document: Document) -> tuple[Release, ...]:
        """What a document came with, in the order it was added."""
        known = {release.id: release for release in self.releases()}
        return tuple(known[release_id] for release_id in document.releases)

    def document(self, document_id: str) -> Document:
        """One document.

        Raises:
            UnknownPageError: There is none with this id.
        """
        found = self.documents_by_id([document_id])
        if document_id not in found:
            raise UnknownPageError(f"There is no document {document_id}.")
        return found[document_id]

    def shown_document(self, document_id: str) -> Document:
        """One document that may be seen.

        Raises:
            UnknownPageError: There is none with this id.
            HeldError: Somebody has to look at it first.
            WithdrawnError: It was taken back; the error says when and why.
        """
        document = self.document(document_id)
        if document.standing is Standing.HELD:
            raise HeldError(
                f"The document {document_id} is held back until whoever runs this collection has "
                "looked at it: text was found under its redactions. Ask them for it."
            )
        if document.standing is Standing.WITHDRAWN:
            why = self.decisions(document_id)[0]
            raise WithdrawnError(
                f"The document {document_id} was withdrawn on {why.at:%Y-%m-%d}: "
                f"{why.reason.rstrip('. ')}. Nothing of it is kept but its hash, which stands in "
                "the ledger."
            )
        return document

    def documents_by_id(self, ids: Sequence[str]) -> dict[str, Document]:
        """The documents with these ids; unknown ids are left out."""
        table = tables.documents
        found: dict[str, Document] = {}
        for start in range(0, len(ids), IDS_PER_STATEMENT):
            some = ids[start : start + IDS_PER_STATEMENT]
            found.update((d.id, d) for d in self._documents(table.c.id.in_(some)))
        return found

    def newest_of(self, ids: Sequence[str], *, limit: int) -> tuple[str, ...]:
        """Those of some documents that were added last, newest first; ties by id."""
        docs, added = tables.documents.c, []
        for start in range(0, len(ids), IDS_PER_STATEMENT):
            some = docs.id.in_(ids[start : start + IDS_PER_STATEMENT])
            added += [
                (row.added, row.id)
                for row in self._rows(sa.select(docs.id, docs.added).where(some))
            ]
        return tuple(one for _, one in heapq.nlargest(limit, added))

    def documents(self, *, offset: int = 0, limit: int | None = 25) -> tuple[Document, ...]:
        """Documents by title, then id; all of them without a limit."""
        return self._documents(sa.true(), offset=offset, limit=limit)

    def document_types(self) -> tuple[str, ...]:
        """The kinds of record that documents are said to be, by the alphabet."""
        kind = tables.documents.c.type
        rows = self._rows(sa.select(kind).where(kind != "").distinct().order_by(kind))
        return tuple(row.type for row in rows)

    def documents_titled(self, beginning: str, *, limit: int) -> tuple[tuple[str, int], ...]:
        """Titles in which a word begins so, by the alphabet, each with its number of pages.

        Letters are compared without regard to case, ASCII ones only. Two documents of one title
        count together.
        """
        docs = tables.documents.c
        pages = sa.func.coalesce(sa.func.sum(docs.page_count), 0)
        # SQLite's LIKE makes no difference between cases, and one LIKE costs half of two.
        fits = (" " + docs.title).contains(" " + beginning, autoescape=True) & IS_SHOWN
        query = sa.select(docs.title, pages.label("pages")).where(fits)
        rows = self._rows(query.group_by(docs.title).order_by(docs.title).limit(limit))
        return tuple((row.title, row.pages) for row in rows)

    def documents_since(self, revision: int) -> tuple[Document, ...]:
        """Documents changed after this revision, in the order they changed."""
        table = tables.documents
        changed = table.c.revision > revision
        return tuple(sorted(self._documents(changed), key=lambda d: (d.revision, d.id)))

    def document_count(self) -> int:
        """Number of documents, readable or not."""
        return self._count(sa.select(sa.func.count(tables.documents.c.id)))

    def locations(self, document_id: str) -> tuple[Location, ...]:
        """Every place the document's bytes were ever found, by path."""
        table = tables.locations
        query = _LOCATIONS.where(table.c.document_id == document_id).order_by(table.c.path)
        return tuple(location_of(row) for row in self._rows(query))

    def all_locations(self) -> dict[str, Location]:
        """Every known place by its printable path, as it is now."""
        table = tables.locations
        return {
            row.path: location_of(row) for row in self._rows(_LOCATIONS.where(table.c.is_current))
        }

    def decisions(self, document_id: str | None = None) -> tuple[Decision, ...]:
        """What was decided of documents, or of one: held, cleared, withdrawn; the latest first."""
        return decisions(self._rows, document_id)

    def documents_of(self, release_id: str) -> tuple[Document, ...]:
        """The documents of a release, by title, then id; withdrawn ones are left out.

        Raises:
            UnknownPageError: There is no such release.
        """
        if release_id not in {release.id for release in self.releases()}:
            known = ", ".join(release.id for release in self.releases()[:20])
            raise UnknownPageError(f"There is no release {release_id}. There are: {known}.")
        places = tables.locations.c
        mine = sa.select(places.document_id).where(places.release_id == release_id)
        there = tables.documents.c.standing != Standing.WITHDRAWN.value
        return self._documents(tables.documents.c.id.in_(mine) & there)

    def holds_secrets(self, document_id: str) -> bool:
        """Whether its bytes have text that must not leave, or hold a file that may not be seen."""
        return holds_secrets(self._rows, document_id)

    def suspects(self, document_id: str) -> tuple[Suspect, ...]:
        """The pages on which live text was found under black bars, by number."""
        return suspects(self._rows, document_id)

    def documents_standing(self, standing: Standing) -> tuple[Document, ...]:
        """Documents that stand so, by title, then id."""
        return self._documents(tables.documents.c.standing == standing.value)

    def document_notes(self, document_id: str) -> tuple[str, ...]:
        """Full sentences on what was unusual about the whole file."""
        table = tables.documents
        rows = self._rows(sa.select(table.c.notes).where(table.c.id == document_id))
        return tuple(rows[0].notes) if rows else ()

    def page(self, document_id: str, number: int, *, with_words: bool = False) -> Page:
        """One page; its words only if asked for.

        Raises:
            UnknownPageError: There is no such page, or it has not been read yet.
            HeldError, WithdrawnError: As ``shown_document`` does.
        """
        table = tables.pages
        here = (table.c.document_id == document_id) & (table.c.number == number)
        rows = self._rows(_SHOWN_PAGES.where(here))
        if not rows:
            self.shown_document(document_id)
            raise UnknownPageError(f"Document {document_id} has no page {number}.")
        return page_of(rows[0], self.words(document_id, number) if with_words else ())

    def pages_by_number(self, wanted: Sequence[tuple[str, int]]) -> dict[tuple[str, int], Page]:
        """Pages by their documents' ids and their numbers, without words.

        Unknown ones are left out, and those of documents that may not be seen.
        """
        rows = self._rows(_of_pages(tables.pages, wanted))
        return {(row.document_id, row.number): page_of(row, ()) for row in rows}

    def words_within(
        self, stretches: Mapping[tuple[str, int], Sequence[tuple[int, int]]]
    ) -> dict[tuple[str, int], tuple[Word, ...]]:
        """The words that stand, even in part, in some stretches of pages' texts, by page.

        Pages without words are left out, and those of documents that may not be seen.

        Args:
            stretches: Start (inclusive) and end (exclusive) offsets, by document id and number.
        """
        rows = self._rows(_of_pages(tables.words, list(stretches)))
        return {
            (row.document_id, row.number): unpack_words_within(
                row.packed, stretches[row.document_id, row.number]
            )
            for row in rows
        }

    def words(self, document_id: str, number: int) -> tuple[Word, ...]:
        """A page's words in the order of its text; empty where it has none."""
        table = tables.words
        here = (table.c.document_id == document_id) & (table.c.number == number)
        shown = table.join(tables.documents, tables.documents.c.id == table.c.document_id)
        query = sa.select(table.c.packed).select_from(shown).where(here & IS_SHOWN)
        rows = self._rows(query)
        return unpack_words(rows[0].packed) if rows else ()

    def pages(self, document_id: str) -> tuple[Page, ...]:
        """A document's pages that have been read or have failed, by number, without words.

        None of a document that may not be seen.
        """
        table = tables.pages
        query = _SHOWN_PAGES.where(table.c.document_id == document_id)
        return tuple(page_of(row, ()) for row in self._rows(query.order_by(table.c.number)))

    def failures(self, *, offset: int = 0, limit: int | None = None) -> tuple[Failure, ...]:
        """What could not be read, by path, then page."""
        table = tables.failures
        query = sa.select(table).order_by(table.c.path, table.c.page, table.c.id)
        rows = self._rows(query.offset(offset).limit(limit))
        return tuple(failure_of(row) for row in rows)

    def failures_of(self, document_id: str) -> tuple[Failure, ...]:
        """What could not be read of one document."""
        table = tables.failures
        query = sa.select(table).where(table.c.document_id == document_id)
        return tuple(failure_of(row) for row in self._rows(query.order_by(table.c.page)))

    def failure_counts(self) -> dict[str, int]:
        """Failures by code, the most frequent first."""
        table = tables.failures
        number = sa.func.count().label("number")
        query = sa.select(table.c.code, number).group_by(table.c.code)
        rows = self._rows(query.order_by(number.desc(), table.c.code))
        return {row.code: row.number for row in rows}

    def coverage(self) -> Coverage:
        """How much of what was received can be searched."""
        if self._held is not None:
            return count_coverage(self._rows)
        revision = self.revision()
        # Every answer asks for it, and counting a large corpus takes longer than searching it.
        if self._counted is None or self._counted[0] != revision:
            with self.snapshot() as still:
                self._counted = (still.revision(), count_coverage(still._rows))  # noqa: SLF001 - ours
        return self._counted[1]

    def indexable_page_count(self) -> int:
        """Pages that belong into an index: all that were read, blank ones too."""
        return sum(n for s, n in pages_by_source(self._rows).items() if s is not PageSource.FAILED)

    def indexable_documents(self) -> tuple[str, ...]:
        """Ids of the documents that have pages which belong into an index."""
        table = tables.pages
        read = table.c.source != PageSource.FAILED.value
        query = sa.select(table.c.document_id).join(tables.documents).where(read & IS_SHOWN)
        return tuple(row.document_id for row in self._rows(query.distinct()))

    def page_keys(self) -> Iterator[tuple[str, int]]:
        """Document id and number of every page that belongs into an index, in no order."""
        table = tables.pages
        read = table.c.source != PageSource.FAILED.value
        query = sa.select(table.c.document_id, table.c.number).join(tables.documents)
        return ((row.document_id, row.number) for row in self._rows(query.where(read & IS_SHOWN)))

    def indexable_pages(self, document_id: str) -> Iterator[Page]:
        """The pages of a document that belong into an index, by number, without words."""
        return (p for p in self.pages(document_id) if p.source is not PageSource.FAILED)

    def _documents(
        self, where: sa.ColumnElement[bool], *, offset: int = 0, limit: int | None = None
    ) -> tuple[Document, ...]:
        table = tables.documents
        query = sa.select(table).where(where).order_by(table.c.title, table.c.id)
        rows = self._rows(query.offset(offset).limit(limit))
        releases = self._releases_of([row.id for row in rows])
        return tuple(document_of(row, releases.get(row.id, ())) for row in rows)

    def _releases_of(self, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        table = tables.locations
        found: dict[str, tuple[str, ...]] = {}
        for start in range(0, len(ids), IDS_PER_STATEMENT):
            here = table.c.document_id.in_(ids[start : start + IDS_PER_STATEMENT])
            query = sa.select(table.c.document_id, table.c.release_id).where(here).distinct()
            for row in self._rows(query.order_by(table.c.release_id)):
                found[row.document_id] = (*found.get(row.document_id, ()), row.release_id)
        return found

    def _count(self, query: sa.Select[Any]) -> int:
        with tables.translated_errors(self._path), self._connected() as connection:
            return int(connection.scalar(query) or 0)

    def _rows(self, query: sa.Executable) -> Sequence[sa.Row[Any]]:
        with tables.translated_errors(self._path), self._connected() as connection:
            return connection.execute(query).all()

    def _connected(self) -> AbstractContextManager[sa.Connection]:
        return self._database.connect() if self._held is None else nullcontext(self._held)
