"""Writing down what containers hold and what messages answer."""

from dataclasses import dataclass
from datetime import UTC

import sqlalchemy as sa

from ingest import tables
from ingest.reader import MailFacts
from ingest.records import Page, PageSource

NAME_PAGE = 1
"""The page that stands in the index for a file that could not be read."""
_DEEPEST = 50
"""Containers within containers that are placed anew; unpacking stops long before."""


@dataclass(frozen=True, slots=True)
class Inside:
    """Where in a container a file was found.

    Attributes:
        parent_id: The container's document.
        member: The file's path within it.
        position: From 1, in the order of unpacking.
    """

    parent_id: str
    member: str
    position: int


def name_page(file_name: str) -> Page:
    """A page for a file that could not be read: its text is the file's name."""
    note = "The file could not be read; only its name can be searched."
    return Page(NAME_PAGE, 0, 0, PageSource.UNREAD, file_name, notes=(note,))


def save_mail(connection: sa.Connection, document_id: str, mail: MailFacts) -> None:
    """Record a message's place among others, instead of what was known of it."""
    for table in (tables.mail_references, tables.mails):
        connection.execute(table.delete().where(table.c.document_id == document_id))
    sent = None if mail.sent is None else mail.sent.astimezone(UTC).replace(tzinfo=None)
    row = {"document_id": document_id, "message_id": mail.message_id, "sent": sent}
    connection.execute(tables.mails.insert().values(row))
    # The nearest first: who reads a thread asks for that one.
    for position, message_id in enumerate(reversed(mail.references)):
        values = {"document_id": document_id, "position": position, "message_id": message_id}
        connection.execute(tables.mail_references.insert().values(values))


def place_members(
    connection: sa.Connection, document_id: str, path: str, release_id: str, depth: int = 0
) -> None:
    """A container known from elsewhere was found at a path: so was what it holds, below it.

    What holds itself, as an archive can, is placed once.
    """
    table = tables.locations
    query = sa.select(
        table.c.document_id, table.c.member, table.c.position, table.c.size_bytes
    ).where(table.c.parent_id == document_id)
    rows = connection.execute(query.distinct().order_by(table.c.position)).all()
    for row in rows if depth < _DEEPEST else ():
        below = f"{path}/{row.member}"
        values = {
            "path": below,
            "document_id": row.document_id,
            "release_id": release_id,
            "is_current": True,
            "size_bytes": row.size_bytes,
            "modified_ns": 0,
            "parent_id": document_id,
            "member": row.member,
            "position": row.position,
        }
        here = (table.c.path == below) & (table.c.document_id == row.document_id)
        if connection.scalar(sa.select(sa.func.count()).select_from(table).where(here)):
            connection.execute(table.update().where(here).values(values))
        else:
            connection.execute(table.insert().values(values))
            if not is_within(connection, document_id, row.document_id):
                place_members(connection, row.document_id, below, release_id, depth + 1)


def is_within(connection: sa.Connection, document_id: str, other: str) -> bool:
    """Whether a document is the other one, or stands in it, however deep."""
    table = tables.locations.c
    seen, level = {document_id}, {document_id}
    while level and other not in seen:
        query = sa.select(table.parent_id).where(table.document_id.in_(level))
        level = {one for one in connection.scalars(query) if one is not None} - seen
        seen |= level
    return other in seen


def leave_below(connection: sa.Connection, path: str) -> list[str]:
    """Other bytes stand at a path now: what was unpacked there before is there no more.

    Returns:
        Ids of the documents that this is about.
    """
    table = tables.locations
    below = table.c.path.startswith(path + "/", autoescape=True) & table.c.is_current
    mine = below & table.c.parent_id.is_not(None)
    ids = list(connection.scalars(sa.select(table.c.document_id).where(mine).distinct()))
    connection.execute(table.update().where(mine).values(is_current=False))
    return ids
