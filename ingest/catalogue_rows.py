"""Rows of the catalogue's tables made records, and records made rows."""

from dataclasses import dataclass
from datetime import UTC
from typing import Any

import sqlalchemy as sa

from ingest.records import (
    Box,
    Document,
    DocumentState,
    Failure,
    Page,
    PageSource,
    Release,
    Standing,
    Word,
)


@dataclass(frozen=True, slots=True)
class Location:
    """One place where a document's bytes were found.

    Attributes:
        path: Printable; see ``ingest.paths.printable``.
        document_id: What was found there.
        sha256: Of its bytes.
        release_id: The release it came with.
        size_bytes: Of the file when last seen.
        modified_ns: Of the file when last seen, in nanoseconds since 1970.
        is_current: False once other bytes were found at the same path.
        parent_id: The document it was found in; None if it was a file by itself.
        member: Its path within that document; empty if it was a file by itself.
    """

    path: str
    document_id: str
    sha256: str
    release_id: str
    size_bytes: int
    modified_ns: int
    is_current: bool
    parent_id: str | None = None
    member: str = ""


def release_of(row: sa.Row[Any]) -> Release:
    """A release, of a row of its table."""
    return Release(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for the columns


def location_of(row: sa.Row[Any]) -> Location:
    """A place, of a row of its table with the document's ``sha256``."""
    return Location(
        row.path,
        row.document_id,
        row.sha256,
        row.release_id,
        row.size_bytes,
        row.modified_ns,
        row.is_current,
        row.parent_id,
        row.member,
    )


def document_of(row: sa.Row[Any], releases: tuple[str, ...]) -> Document:
    """A document, of a row of its table and the ids of its releases."""
    return Document(
        id=row.id,
        sha256=row.sha256,
        media_type=row.media_type,
        size_bytes=row.size_bytes,
        title=row.title,
        file_name=row.file_name,
        date=row.date,
        date_source=row.date_source,
        type=row.type,
        source_url=row.source_url,
        page_count=row.page_count,
        state=DocumentState(row.state),
        releases=releases,
        revision=row.revision,
        added=row.added.replace(tzinfo=UTC),
        standing=Standing(row.standing),
        properties=tuple((name, value) for name, value in row.properties),
    )


def page_of(row: sa.Row[Any], words: tuple[Word, ...]) -> Page:
    """A page, of a row of its table and its words."""
    return Page(
        number=row.number,
        width=row.width,
        height=row.height,
        source=PageSource(row.source),
        text=row.text,
        words=words,
        rotation=row.rotation,
        confidence=row.confidence,
        engine=row.engine,
        dpi=row.dpi,
        seconds=row.seconds,
        notes=tuple(row.notes),
        redactions=row.redactions,
        bars=_boxes(row.bars),
        exemptions=tuple(row.exemptions),
        withheld=_boxes(row.withheld),
    )


def failure_of(row: sa.Row[Any]) -> Failure:
    """A failure, of a row of its table."""
    return Failure(
        path=row.path,
        document_id=row.document_id,
        page=row.page,
        step=row.step,
        code=row.code,
        reason=row.reason,
        engine=row.engine,
        at=row.at.replace(tzinfo=UTC),
    )


def page_values(document_id: str, page: Page) -> dict[str, Any]:
    """A page as a row of its table; its words are kept apart."""
    return {
        "document_id": document_id,
        "number": page.number,
        "source": page.source.value,
        "width": page.width,
        "height": page.height,
        "rotation": page.rotation,
        "confidence": page.confidence,
        "engine": page.engine,
        "dpi": page.dpi,
        "seconds": page.seconds,
        "notes": list(page.notes),
        "redactions": page.redactions,
        "bars": _sides(page.bars),
        "exemptions": list(page.exemptions),
        "withheld": _sides(page.withheld),
        "text": page.text,
    }


def _sides(boxes: tuple[Box, ...]) -> list[list[float]]:
    return [[box.left, box.top, box.right, box.bottom] for box in boxes]


def _boxes(sides: list[list[float]]) -> tuple[Box, ...]:
    return tuple(Box(*of_one) for of_one in sides)


def failure_values(failure: Failure) -> dict[str, Any]:
    """A failure as a row of its table."""
    return {
        "path": failure.path,
        "document_id": failure.document_id,
        "page": failure.page,
        "step": failure.step,
        "code": failure.code,
        "reason": failure.reason,
        "engine": failure.engine,
        "at": failure.at.astimezone(UTC).replace(tzinfo=None),
    }
