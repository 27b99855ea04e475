"""Counting how much of a catalogue can be searched."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import sqlalchemy as sa

from ingest import tables
from ingest.records import Coverage, DocumentState, PageSource, Standing

Rows = Callable[[sa.Executable], Sequence[sa.Row[Any]]]
"""Runs a query on a catalogue and gives all its rows."""

IS_SHOWN: Final = tables.documents.c.standing.in_([s.value for s in Standing if s.is_shown])
"""Whether a document may be searched and shown."""


def count_coverage(rows: Rows) -> Coverage:
    """How much of what was received can be searched."""
    docs, fails = tables.documents.c, tables.failures.c
    standing = _by_standing(rows)
    held, withdrawn = standing[Standing.HELD], standing[Standing.WITHDRAWN]
    pages = sum(count for _, count in standing.values()) - withdrawn[1]
    by_source = pages_by_source(rows)
    searched = sum(n for source, n in by_source.items() if source.is_read)
    waiting = docs.page_count.is_(None) & (docs.state == DocumentState.READING.value)
    return Coverage(
        documents=sum(count for count, _ in standing.values()) - withdrawn[0],
        pages=pages,
        searched=searched,
        by_source=by_source,
        unread_pages=pages - searched - held[1],
        unread_files=_count(rows, fails.id, fails.page.is_(None)),
        waiting_files=_count(rows, docs.id, waiting),
        held_documents=held[0],
        held_pages=held[1],
        withdrawn_documents=withdrawn[0],
    )


def pages_by_source(rows: Rows) -> dict[PageSource, int]:
    """Pages in each state, of the documents that may be seen.

    All pages are counted, then those of the few documents that may not be seen are taken off: the
    first needs an index of the sources alone, where asking each page for its document reads them.
    """
    table = tables.pages
    every = sa.select(table.c.source, sa.func.count().label("pages")).group_by(table.c.source)
    hidden = sa.select(tables.documents.c.id).where(~IS_SHOWN)
    found = {row.source: row.pages for row in rows(every)}
    for row in rows(every.where(table.c.document_id.in_(hidden))):
        found[row.source] -= row.pages
    return {source: found.get(source.value, 0) for source in PageSource}


def _by_standing(rows: Rows) -> dict[Standing, tuple[int, int]]:
    """Documents of each standing, and their pages."""
    docs = tables.documents.c
    pages = sa.func.coalesce(sa.func.sum(docs.page_count), 0).label("pages")
    count = sa.func.count().label("documents")
    query = sa.select(docs.standing, count, pages).group_by(docs.standing)
    found = {Standing(row.standing): (row.documents, row.pages) for row in rows(query)}
    return {standing: found.get(standing, (0, 0)) for standing in Standing}


def _count(rows: Rows, column: sa.Column[Any], where: sa.ColumnElement[bool]) -> int:
    return int(rows(sa.select(sa.func.count(column).label("found")).where(where))[0].found)
