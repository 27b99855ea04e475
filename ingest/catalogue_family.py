"""What holds what, and which message answers which, as the catalogue knows it."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ingest import tables
from ingest.catalogue_coverage import IS_SHOWN
from ingest.records import Document, Standing

MOST_MEMBERS = 1_000
"""Of a container, listed at a time."""
_MOST_MESSAGES = 500
"""Of a thread: a mailing list may go on for years."""


@dataclass(frozen=True, slots=True)
class Kin:
    """A document that holds another, or is held by it.

    Attributes:
        document: The one or the other.
        member: Path of the held one within the one that holds it.
    """

    document: Document
    member: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """How a document is packed.

    Attributes:
        depth: How many containers it is in, by the shortest way; 0 for a file by itself.
        outermost: Path of the file on disk that holds it all, or its own.
        size_bytes: Of that file.
    """

    depth: int
    outermost: str
    size_bytes: int


class Family:
    """The part of the catalogue that knows of containers and threads; see ``Catalogue``."""

    @abstractmethod
    def _rows(self, query: sa.Select[Any]) -> Sequence[sa.Row[Any]]: ...

    @abstractmethod
    def documents_by_id(self, ids: Sequence[str]) -> dict[str, Document]:
        """The documents with these ids; unknown ids are left out."""

    def members(self, document_id: str, *, limit: int = MOST_MEMBERS) -> tuple[Kin, ...]:
        """What a container holds, in the order it was unpacked; none of what may not be seen."""
        table = tables.locations.c
        first = sa.func.min(tables.locations.c.position)
        query = sa.select(table.member, table.document_id).join(tables.documents)
        here = (table.parent_id == document_id) & table.is_current & IS_SHOWN
        grouped = query.where(here).group_by(table.member, table.document_id)
        rows = self._rows(grouped.order_by(first, table.member).limit(limit))
        return self._kin([(row.member, row.document_id) for row in rows])

    def member_count(self, document_id: str) -> int:
        """How many files a container holds that may be seen."""
        table = tables.locations.c
        here = (table.parent_id == document_id) & table.is_current & IS_SHOWN
        each = sa.select(table.member, table.document_id).join(tables.documents).where(here)
        count = sa.select(sa.func.count().label("found")).select_from(each.distinct().subquery())
        return int(self._rows(count)[0].found)

    def containers(self, document_id: str) -> tuple[Kin, ...]:
        """What a document was found in, each with the document's path within it."""
        table = tables.locations.c
        here = (table.document_id == document_id) & table.parent_id.is_not(None) & table.is_current
        query = sa.select(table.member, table.parent_id).where(here).distinct()
        rows = self._rows(query.order_by(table.parent_id, table.member))
        return self._kin([(row.member, row.parent_id) for row in rows])

    def holders(self, document_id: str) -> tuple[str, ...]:
        """Ids of whatever has a document within it, at any depth, and was not withdrawn itself."""
        places, docs = tables.locations.c, tables.documents.c
        parents = sa.select(places.parent_id.label("id")).where(places.parent_id.is_not(None))
        above = parents.where(places.document_id == document_id).cte(recursive=True)
        above = above.union(parents.where(places.document_id == above.c.id))
        query = sa.select(docs.id).join(above, above.c.id == docs.id)
        kept = query.where(docs.standing != Standing.WITHDRAWN.value).where(docs.id != document_id)
        return tuple(row.id for row in self._rows(kept.order_by(docs.id)))

    def lineage(self, document_id: str) -> Lineage:
        """How a document is packed."""
        table = tables.locations
        seen, level, depth = {document_id}, {document_id}, 0
        while level:
            query = sa.select(table).where(table.c.document_id.in_(level)).order_by(table.c.path)
            rows = self._rows(query)
            by_itself = [row for row in rows if row.parent_id is None]
            if by_itself:
                return Lineage(depth, by_itself[0].path, by_itself[0].size_bytes)
            level = {row.parent_id for row in rows} - seen
            seen |= level
            depth += 1
        return Lineage(depth, "", 0)

    def unpacked_below(self, path: str, *, but_from: str) -> tuple[int, int]:
        """How many files were unpacked from what stands at a path, and how many bytes.

        Those that came directly out of the document ``but_from`` are not counted.
        """
        table = tables.locations.c
        # Where there is no parent this is no comparison that holds.
        others = table.parent_id != but_from
        below = table.path.startswith(path + "/", autoescape=True) & others
        total = sa.func.coalesce(sa.func.sum(table.size_bytes), 0)
        query = sa.select(sa.func.count().label("files"), total.label("bytes")).where(below)
        row = self._rows(query)[0]
        return int(row.files), int(row.bytes)

    def thread(self, document_id: str) -> tuple[Document, ...]:
        """The messages of the thread that a message belongs to, itself too.

        Answers follow what they answer, those to one message by the time they were sent. Empty if
        it is no message or alone.
        """
        family = self._related(document_id)
        documents = self.documents_by_id(list(family))
        shown = [one for one in _in_order(family) if one in documents]
        return tuple(documents[one] for one in shown) if len(shown) > 1 else ()

    def _related(self, document_id: str) -> "dict[str, _Message]":
        """All messages that are connected by naming one another, or the same third."""
        found: dict[str, _Message] = {}
        names = self._messages(tables.mails.c.document_id == document_id, found)
        asked: set[str] = set()
        while new := names - asked:
            asked |= new
            some = sorted(new)[:_MOST_MESSAGES]
            named = sa.select(tables.mail_references.c.document_id).where(
                tables.mail_references.c.message_id.in_(some)
            )
            mails = tables.mails.c
            names = self._messages(mails.message_id.in_(some) | mails.document_id.in_(named), found)
            if len(found) >= _MOST_MESSAGES:
                break
        return found

    def _messages(self, where: sa.ColumnElement[bool], found: "dict[str, _Message]") -> set[str]:
        """Add the messages of a condition to those found, and give every id they name."""
        mails, others = tables.mails.c, tables.mail_references.c
        joined = tables.mails.join(tables.documents).outerjoin(
            tables.mail_references, others.document_id == mails.document_id
        )
        query = sa.select(
            mails.document_id, mails.message_id, mails.sent, others.message_id.label("other")
        )
        order = (mails.document_id, others.position)
        for row in self._rows(query.select_from(joined).where(where & IS_SHOWN).order_by(*order)):
            message = found.setdefault(
                row.document_id, _Message(row.message_id, str(row.sent or ""), [])
            )
            if row.other is not None and row.other not in message.references:
                message.references.append(row.other)
        named = {message.message_id for message in found.values()} - {""}
        return named.union(*(message.references for message in found.values()))

    def _kin(self, pairs: Sequence[tuple[str, str]]) -> tuple[Kin, ...]:
        documents = self.documents_by_id([document_id for _, document_id in pairs])
        shown = {one: document for one, document in documents.items() if document.standing.is_shown}
        return tuple(Kin(shown[one], member) for member, one in pairs if one in shown)


@dataclass(frozen=True, slots=True)
class _Message:
    message_id: str
    sent: str
    references: list[str]


def _in_order(messages: dict[str, _Message]) -> list[str]:
    """Documents of a thread, each before the answers to it."""
    by_id = {message.message_id: one for one, message in messages.items() if message.message_id}
    answers: dict[str | None, list[str]] = {}
    for one, message in messages.items():
        before = (by_id.get(other) for other in reversed(message.references))
        parent = next((other for other in before if other not in (None, one)), None)
        answers.setdefault(parent, []).append(one)
    ordered: list[str] = []
    waiting = _by_time(answers.get(None, []), messages)
    seen: set[str] = set()
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            ordered.append(one)
            waiting += _by_time(answers.get(one, []), messages)
    # Messages that answer each other in a ring have no first one.
    return ordered + _by_time([one for one in messages if one not in seen], messages)[::-1]


def _by_time(ids: list[str], messages: dict[str, _Message]) -> list[str]:
    """The latest first, for a stack."""
    return sorted(ids, key=lambda one: (messages[one].sent, one), reverse=True)
