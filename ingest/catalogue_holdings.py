"""What releases and documents hold, what was replaced in them, and what of them failed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa

from ingest import tables
from ingest.catalogue_coverage import IS_SHOWN
from ingest.catalogue_rows import failure_of, page_of
from ingest.catalogue_status import RedactionCounts, Status, redaction_counts
from ingest.errors import UnknownPageError
from ingest.records import Document, Failure, Page, PageSource, Release, Standing


class DocumentOrder(StrEnum):
    """The orders documents can be listed in; ties go by title, then id. Without a date: last."""

    TITLE = "title"
    DATE = "date"
    NEWEST = "-date"
    PAGES = "pages"
    LONGEST = "-pages"


@dataclass(frozen=True, slots=True)
class Replacement:
    """A place at which other bytes were found than before.

    Attributes:
        path: Printable.
        release_id: Of the bytes before.
        before: The document that stood there, as it is now.
        after: What stands there now; None if nothing does.
    """

    path: str
    release_id: str
    before: Document
    after: Document | None

    @property
    def file_name(self) -> str:
        """The last part of the path."""
        return self.path.rsplit("/", 1)[-1]


_DOCS, _PLACES, _PAGES = tables.documents.c, tables.locations.c, tables.pages.c
_ORDERS = {
    DocumentOrder.TITLE: (),
    DocumentOrder.DATE: (_DOCS.date.asc().nulls_last(),),
    DocumentOrder.NEWEST: (_DOCS.date.desc().nulls_last(),),
    DocumentOrder.PAGES: (_DOCS.page_count.asc().nulls_last(),),
    DocumentOrder.LONGEST: (_DOCS.page_count.desc().nulls_last(),),
}


class Holdings(Status):
    """The catalogue, for what its releases and documents hold. Safe to share between threads.

    Nothing it lists is of a document that may not be seen, unless it says so.
    """

    def release(self, release_id: str) -> Release:
        """One release.

        Raises:
            UnknownPageError: There is none with this id.
        """
        known = {release.id: release for release in self.releases()}
        if release_id not in known:
            some = ", ".join(list(known)[:20])
            raise UnknownPageError(f"There is no release {release_id}. There are: {some}.")
        return known[release_id]

    def holdings(
        self,
        release_id: str | None = None,
        *,
        order: DocumentOrder = DocumentOrder.TITLE,
        offset: int = 0,
        limit: int = 25,
    ) -> tuple[Document, ...]:
        """One stretch of the documents of a release, or of all."""
        ids = sa.select(_DOCS.id).where(_of_release(release_id) & IS_SHOWN)
        stretch = ids.order_by(*_ORDERS[order], _DOCS.title, _DOCS.id).offset(offset).limit(limit)
        wanted = [row.id for row in self._rows(stretch)]
        found = self.documents_by_id(wanted)
        return tuple(found[one] for one in wanted if one in found)

    def holding_count(self, release_id: str | None = None) -> int:
        """How many documents a release has, or all have together."""
        here = _of_release(release_id) & IS_SHOWN
        return self._count(sa.select(sa.func.count(_DOCS.id)).where(here))

    def dates_of(self, release_id: str) -> tuple[date | None, date | None]:
        """The earliest and the latest date of the documents of a release; None without any."""
        ends = sa.func.min(_DOCS.date).label("first"), sa.func.max(_DOCS.date).label("last")
        row = self._rows(sa.select(*ends).where(_of_release(release_id) & IS_SHOWN))[0]
        return row.first, row.last

    def page_stretch(self, document_id: str, *, offset: int, limit: int) -> tuple[Page, ...]:
        """Pages of a document from one on, by number, without words."""
        query = sa.select(tables.pages).join(tables.documents).where(IS_SHOWN)
        here = query.where(_PAGES.document_id == document_id).order_by(_PAGES.number)
        return tuple(page_of(row, ()) for row in self._rows(here.offset(offset).limit(limit)))

    def page_sources(self, document_id: str) -> dict[PageSource, int]:
        """How many of a document's pages are in each state; those in none are still to be read."""
        count = sa.func.count().label("pages")
        query = sa.select(_PAGES.source, count).join(tables.documents).where(IS_SHOWN)
        rows = self._rows(query.where(_PAGES.document_id == document_id).group_by(_PAGES.source))
        found = {row.source: row.pages for row in rows}
        return {source: found.get(source.value, 0) for source in PageSource}

    def redactions_of_document(self, document_id: str) -> RedactionCounts:
        """What was taken out of one document."""
        return redaction_counts(self._rows, _PAGES.document_id == document_id)

    def redactions_of_release(self, release_id: str) -> RedactionCounts:
        """What was taken out of the documents of one release."""
        return redaction_counts(self._rows, _of_release(release_id))

    def failures_by(
        self,
        *,
        code: str | None = None,
        release_id: str | None = None,
        offset: int = 0,
        limit: int = 25,
    ) -> tuple[Failure, ...]:
        """One stretch of what could not be read, by path, then page.

        Args:
            code: Of one kind only.
            release_id: Of the documents of one release only.
            offset: Failures to leave out before.
            limit: Failures wanted at most.
        """
        table = tables.failures
        query = sa.select(table).where(_failed(code, release_id))
        order = (table.c.path, table.c.page, table.c.id)
        rows = self._rows(query.order_by(*order).offset(offset).limit(limit))
        return tuple(failure_of(row) for row in rows)

    def failure_counts_of(self, release_id: str | None) -> dict[str, int]:
        """Failures by code, the most frequent first, of a release or all."""
        code, number = tables.failures.c.code, sa.func.count().label("number")
        query = sa.select(code, number).where(_failed(None, release_id)).group_by(code)
        return {row.code: row.number for row in self._rows(query.order_by(number.desc(), code))}

    def replacements(
        self, *, release_id: str | None = None, document_id: str | None = None
    ) -> tuple[Replacement, ...]:
        """Where other bytes were found than before, by path; also of documents not shown.

        Args:
            release_id: Only of what stood in this release.
            document_id: Only of what this document stood at.
        """
        now = tables.locations.alias("now")
        same = (now.c.path == _PLACES.path) & now.c.is_current
        query = sa.select(
            _PLACES.path,
            _PLACES.release_id,
            _PLACES.document_id.label("before"),
            now.c.document_id.label("after"),
        ).select_from(tables.locations.outerjoin(now, same))
        query = query.where(~_PLACES.is_current).order_by(_PLACES.path, _PLACES.document_id)
        if release_id is not None:
            query = query.where(_PLACES.release_id == release_id)
        if document_id is not None:
            query = query.where(_PLACES.document_id == document_id)
        rows = self._rows(query)
        known = self.documents_by_id([i for row in rows for i in (row.before, row.after) if i])
        return tuple(
            Replacement(row.path, row.release_id, known[row.before], known.get(row.after))
            for row in rows
        )

    def path_ends(self) -> tuple[tuple[str, str], ...]:
        """Of every release the first and the last of its files' paths, by the alphabet."""
        path = tables.locations.c.path
        query = sa.select(sa.func.min(path).label("first"), sa.func.max(path).label("last"))
        rows = self._rows(query.group_by(tables.locations.c.release_id))
        return tuple((row.first, row.last) for row in rows)

    def held_of_release(self, release_id: str) -> tuple[Document, ...]:
        """The documents of a release that wait to be looked at, by title."""
        held = self.documents_standing(Standing.HELD)
        return tuple(one for one in held if release_id in one.releases)


def _of_release(release_id: str | None) -> sa.ColumnElement[bool]:
    """Whether a document stands in a release; every one does without."""
    if release_id is None:
        return sa.true()
    return _DOCS.id.in_(sa.select(_PLACES.document_id).where(_PLACES.release_id == release_id))


def _failed(code: str | None, release_id: str | None) -> sa.ColumnElement[bool]:
    failed = tables.failures.c
    mine = sa.select(_PLACES.document_id).where(_PLACES.release_id == release_id)
    of_code = sa.true() if code is None else failed.code == code
    return of_code & (sa.true() if release_id is None else failed.document_id.in_(mine))
