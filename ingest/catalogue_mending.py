"""Whether the catalogue is of one piece, and how a document of it is read again."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from ingest import tables
from ingest.catalogue import Catalogue
from ingest.catalogue_coverage import Rows
from ingest.catalogue_writer import CatalogueWriter
from ingest.records import DocumentState, Standing


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Where the catalogue contradicts itself.

    Attributes:
        code: Stable, one for each kind.
        what: A full sentence, with what to do.
        document_id: Whose pages are to be read again; None where that would not do.
    """

    code: str
    what: str
    document_id: str | None = None


class CheckedCatalogue(Catalogue):
    """The catalogue, for looking whether it is of one piece. Safe to share between threads."""

    def discrepancies(self) -> Iterator[Discrepancy]:
        """Where the catalogue contradicts itself.

        Raises:
            DataDirectoryError: It cannot be read.
        """
        yield from _damage(self._rows)
        yield from _page_counts(self._rows)


def _damage(rows: Rows) -> Iterator[Discrepancy]:
    for (said,) in rows(sa.text("PRAGMA quick_check(10)")):
        if said != "ok":
            what = (
                f"The catalogue's file is damaged ({said}). Restore it from a backup, or ingest "
                "the originals into a new data directory."
            )
            yield Discrepancy("catalogue-damaged", what)
    for row in rows(sa.text("PRAGMA foreign_key_check")):
        what = f"A row of {row.table} stands alone. Restore the catalogue from a backup."
        yield Discrepancy("catalogue-astray", what)


def _page_counts(rows: Rows) -> Iterator[Discrepancy]:
    """Documents said to be read whole that have fewer pages than that, or more."""
    docs, pages = tables.documents.c, tables.pages.c
    found = sa.func.count(pages.number).label("found")
    is_done = docs.state == DocumentState.DONE.value
    is_there = docs.standing != Standing.WITHDRAWN.value
    query = sa.select(docs.id, docs.file_name, docs.page_count, found)
    together = query.select_from(tables.documents.outerjoin(tables.pages)).group_by(docs.id)
    for row in rows(together.where(is_done & is_there).having(found != docs.page_count)):
        what = (
            f"{row.file_name} ({row.id}) has {row.page_count} pages and {row.found} are in the "
            "catalogue. Run `blotter ingest` to read the others."
        )
        yield Discrepancy("pages-missing", what, row.id)


class MendingWriter(CatalogueWriter):
    """The catalogue, for mending. The caller holds the write lock; used from one thread."""

    def read_again(self, document_id: str) -> None:
        """Let the next ingest read those pages of a document that are missing."""
        with self._transaction() as connection:
            table = tables.pages
            count = sa.select(tables.documents.c.page_count).where(
                tables.documents.c.id == document_id
            )
            beyond = (table.c.document_id == document_id) & (
                table.c.number > count.scalar_subquery()
            )
            connection.execute(table.delete().where(beyond))
            self._update(connection, document_id, state=DocumentState.READING.value)

    def places(self, document_id: str) -> tuple[Path, ...]:
        """Where a document's file was found, as paths that can be opened."""
        table = tables.locations
        query = sa.select(table.c.path, table.c.path_bytes).where(
            table.c.document_id == document_id
        )
        return tuple(
            Path(os.fsdecode(row.path_bytes) if row.path_bytes else row.path)
            for row in self._rows(query)
        )
