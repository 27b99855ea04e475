"""The decisions of whoever runs a collection, as the catalogue keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from ingest import tables
from ingest.catalogue_coverage import IS_SHOWN, Rows
from ingest.records import Standing


@dataclass(frozen=True, slots=True)
class Decision:
    """One of them.

    Attributes:
        document_id: Of the document it is about.
        sha256: Of its bytes.
        file_name: As received.
        standing: What was decided.
        name: Who did; empty if they did not say.
        reason: Why, in their words.
        at: When, in UTC.
    """

    document_id: str
    sha256: str
    file_name: str
    standing: Standing
    name: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Suspect:
    """A page on which live text was found under black bars.

    Attributes:
        number: Counts from 1.
        bars: How many such bars.
    """

    number: int
    bars: int


def suspects(rows: Rows, document_id: str) -> tuple[Suspect, ...]:
    """The pages for which a document was held, by number."""
    table = tables.pages
    bars = sa.func.json_array_length(table.c.withheld).label("bars")
    query = sa.select(table.c.number, bars).where(table.c.document_id == document_id)
    found = rows(query.where(bars > 0).order_by(table.c.number))
    return tuple(Suspect(row.number, row.bars) for row in found)


def holds_secrets(rows: Rows, document_id: str) -> bool:
    """Whether a document, or one that it holds at any depth, has live text under its redactions.

    One that may not be seen counts too, and a withdrawn one: its bytes may be within another's.
    """
    docs, pages, places = tables.documents, tables.pages.c, tables.locations.c
    held = sa.select(sa.literal(document_id).label("id")).cte(recursive=True)
    held = held.union(sa.select(places.document_id).where(places.parent_id == held.c.id))
    covered = sa.select(pages.document_id).where(sa.func.json_array_length(pages.withheld) > 0)
    is_secret = ~IS_SHOWN | docs.c.id.in_(covered.where(pages.document_id == docs.c.id))
    within = docs.join(held, held.c.id == docs.c.id)
    return bool(rows(sa.select(docs.c.id).select_from(within).where(is_secret).limit(1)))


def decisions(rows: Rows, document_id: str | None = None) -> tuple[Decision, ...]:
    """All of them, or those about one document, the latest first."""
    table, docs = tables.decisions, tables.documents.c
    query = sa.select(table, docs.sha256, docs.file_name).join(tables.documents)
    if document_id is not None:
        query = query.where(table.c.document_id == document_id)
    return _read(rows(query.order_by(table.c.at.desc(), table.c.id.desc())))


def _read(rows: Sequence[sa.Row[Any]]) -> tuple[Decision, ...]:
    return tuple(
        Decision(
            row.document_id,
            row.sha256,
            row.file_name,
            Standing(row.standing),
            row.name,
            row.reason,
            row.at.replace(tzinfo=UTC),
        )
        for row in rows
    )
