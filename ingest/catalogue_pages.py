"""Pages written to the catalogue's tables, many by one statement: that is most of what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ingest import tables
from ingest.catalogue_rows import page_values
from ingest.records import Failure, Page
from ingest.word_codec import pack_words


@dataclass(frozen=True, slots=True)
class FinishedPage:
    """A page that was read, or that could not be, to be stored.

    Attributes:
        document_id: Of its document, which is in the catalogue.
        page: What was read of it.
        failure: Why it was not read; None if it was.
    """

    document_id: str
    page: Page
    failure: Failure | None = None


def replace_pages(connection: sa.Connection, read: Sequence[FinishedPage]) -> None:
    """Write pages and their words in place of what was known of them, failures too."""
    delete_pages(connection, [(one.document_id, one.page.number) for one in read])
    if read:
        rows = [page_values(one.document_id, one.page) for one in read]
        connection.execute(tables.pages.insert(), rows)
    words = [
        {
            "document_id": one.document_id,
            "number": one.page.number,
            "packed": pack_words(one.page.words),
        }
        for one in read
        if one.page.words
    ]
    if words:
        connection.execute(tables.words.insert(), words)


def delete_pages(
    connection: sa.Connection, places: Sequence[tuple[str, int]], *, with_failures: bool = True
) -> None:
    """Delete pages, by document and number, with their words and failures."""
    stored = [(tables.words, tables.words.c.number), (tables.pages, tables.pages.c.number)]
    if with_failures:
        stored.append((tables.failures, tables.failures.c.page))
    rows = [{"of_document": document_id, "at": number} for document_id, number in places]
    for table, column in stored if rows else ():
        here = (table.c.document_id == sa.bindparam("of_document")) & (column == sa.bindparam("at"))
        connection.execute(table.delete().where(here), rows)
