"""What became of everything that was received, by release."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ingest import tables
from ingest.catalogue import Catalogue
from ingest.catalogue_coverage import IS_SHOWN, Rows
from ingest.records import DocumentState, PageSource, Standing


@dataclass(frozen=True, slots=True)
class ReleaseStatus:
    """What became of one release. A document of two releases counts in both.

    Attributes:
        id: Of the release.
        title: As people call it.
        documents: Distinct files of it.
        unreadable: Of these, files that could not be opened.
        held: Of these, documents held back for review.
        withdrawn: Of these, documents taken back.
        pages: Pages known of.
        held_pages: Of these, pages of documents held back.
        by_source: The others in each state; those still to be read are in none.
    """

    id: str
    title: str
    documents: int
    unreadable: int
    held: int
    withdrawn: int
    pages: int
    held_pages: int
    by_source: dict[PageSource, int]

    @property
    def read(self) -> int:
        """Pages of which all is known that stands on them, blank ones too."""
        return sum(n for source, n in self.by_source.items() if source.is_read)

    @property
    def to_read(self) -> int:
        """Pages that were neither read nor failed yet."""
        known = (n for source, n in self.by_source.items() if source is not PageSource.UNREAD)
        return self.pages - self.held_pages - sum(known)


@dataclass(frozen=True, slots=True)
class RedactionCounts:
    """What was taken out of the pages that may be seen.

    Attributes:
        pages: Pages with redactions.
        redactions: On them.
        exemptions: By the code printed beside them, how many pages have it; the most first.
    """

    pages: int
    redactions: int
    exemptions: dict[str, int]


class Status(Catalogue):
    """The catalogue, for what became of everything. Safe to share between threads."""

    def by_release(self) -> tuple[ReleaseStatus, ...]:
        """Every release, newest first; those without a date last."""
        documents, pages = _documents(self._rows), _pages(self._rows)
        return tuple(
            _status(release.id, release.title, documents, pages) for release in self.releases()
        )

    def redactions(self) -> RedactionCounts:
        """What was taken out, all releases together."""
        return redaction_counts(self._rows, sa.true())


def redaction_counts(rows: Rows, where: sa.ColumnElement[bool]) -> RedactionCounts:
    """What was taken out of the pages and documents that fulfil a condition and may be seen."""
    pages = tables.pages
    shown = sa.and_(pages.c.redactions > 0, IS_SHOWN, where)
    count, total = sa.func.count().label("pages"), sa.func.sum(pages.c.redactions).label("all")
    joined = pages.join(tables.documents)
    row = rows(sa.select(count, total).select_from(joined).where(shown))[0]
    code = sa.func.json_each(pages.c.exemptions).table_valued("value")
    each = sa.select(code.c.value, sa.func.count().label("pages"))
    by_code = each.select_from(joined.join(code, sa.true())).where(shown).group_by(code.c.value)
    found = sorted(rows(by_code), key=lambda one: (-one.pages, one.value))
    return RedactionCounts(row.pages, row.all or 0, {one.value: one.pages for one in found})


def _status(
    release_id: str,
    title: str,
    documents: dict[str, list[sa.Row[Any]]],
    pages: dict[tuple[str, str], int],
) -> ReleaseStatus:
    mine = documents.get(release_id, [])
    standing = [Standing(row.standing) for row in mine]
    return ReleaseStatus(
        id=release_id,
        title=title,
        documents=len(mine),
        unreadable=sum(row.state == DocumentState.UNREADABLE.value for row in mine),
        held=standing.count(Standing.HELD),
        withdrawn=standing.count(Standing.WITHDRAWN),
        pages=sum(row.page_count or 0 for row in mine if row.standing != Standing.WITHDRAWN.value),
        held_pages=sum(row.page_count or 0 for row in mine if row.standing == Standing.HELD.value),
        by_source={source: pages.get((release_id, source.value), 0) for source in PageSource},
    )


def _documents(rows: Rows) -> dict[str, list[sa.Row[Any]]]:
    docs, places = tables.documents.c, tables.locations.c
    query = sa.select(places.release_id, docs.id, docs.state, docs.standing, docs.page_count)
    found: dict[str, list[sa.Row[Any]]] = {}
    for row in rows(query.join_from(tables.locations, tables.documents).distinct()):
        found.setdefault(row.release_id, []).append(row)
    return found


def _pages(rows: Rows) -> dict[tuple[str, str], int]:
    places = sa.select(tables.locations.c.document_id, tables.locations.c.release_id).distinct()
    mine = places.subquery()
    count = sa.func.count().label("pages")
    query = sa.select(mine.c.release_id, tables.pages.c.source, count).join_from(
        tables.pages, mine, tables.pages.c.document_id == mine.c.document_id
    )
    query = query.join(tables.documents, tables.documents.c.id == mine.c.document_id).where(
        IS_SHOWN
    )
    grouped = query.group_by(mine.c.release_id, tables.pages.c.source)
    return {(row.release_id, row.source): row.pages for row in rows(grouped)}
