"""Mail: what every format of it is read into, and the text made of that."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from ingest.contained import Bag
from ingest.file_dates import believable
from ingest.reader import FileFacts, MailFacts
from ingest.text_document import TextDocument, TextDocumentReader, TextPage, flowing_pages

KIND = "mail"
_LONGEST_SUBJECT = 200
_MOST_IDS = 100
"""Messages a message refers to; of more the last are kept, which are the nearest."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One message.

    Attributes:
        headers: ``From``, ``To``, ``Cc``, ``Bcc``, ``Date``, ``Subject`` as they stand, those
            there are.
        body: Its text.
        attachments: Their names.
        sent: When, as it says.
        message_id: Its own; empty if it has none.
        references: Of the messages before it in its thread, the nearest last.
        notes: Full sentences on what was unusual.
    """

    headers: tuple[tuple[str, str], ...]
    body: str
    attachments: tuple[str, ...] = ()
    sent: dt.datetime | None = None
    message_id: str = ""
    references: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class OpenMail(Protocol):
    """An opened message."""

    def mail(self) -> Mail:
        """The message."""

    def unpack(self, bag: Bag) -> None:
        """Put its attachments into the bag; raises ``IngestError`` where it cannot go on."""

    def close(self) -> None:
        """Let go of the file."""


class MailReader(TextDocumentReader):
    """Reads a message and gives its attachments; see ``Reader``.

    Args:
        engine: Name of what reads it.
        opener: Opens the file; raises ``IngestError``.
        path: The file.
    """

    def __init__(self, engine: str, opener: Callable[[Path], OpenMail], path: Path) -> None:
        self._opened = opener(path)
        self._mail = self._opened.mail()
        super().__init__(engine, lambda _: as_document(self._mail), path)

    def facts(self) -> FileFacts:
        """What the message says of itself."""
        mail = self._mail
        return replace(
            super().facts(),
            kind=KIND,
            holds_files=bool(mail.attachments),
            mail=MailFacts(mail.message_id, mail.references, mail.sent),
        )

    def unpack(self, bag: Bag) -> None:
        """Put the attachments into the bag.

        Raises:
            IngestError: It cannot go on; what is in the bag stays.
        """
        self._opened.unpack(bag)

    def close(self) -> None:
        """Let go of the file."""
        super().close()
        self._opened.close()


def as_document(mail: Mail) -> TextDocument:
    """A message as text: headers as lines, the names of attachments, then the body."""
    lines = [f"{name}: {value}" for name, value in mail.headers]
    if mail.attachments:
        lines.append(f"Attachments: {', '.join(mail.attachments)}")
    text = "\n".join(lines) + "\n\n" + mail.body.strip("\n")
    said = dict(mail.headers)
    return TextDocument(
        tuple(TextPage(page) for page in flowing_pages(text)),
        title=said.get("Subject", "")[:_LONGEST_SUBJECT],
        date=None if mail.sent is None else believable(mail.sent.date()),
        notes=mail.notes,
        properties=tuple((name, value) for name, value in mail.headers if name != "Subject"),
    )


def thread_ids(references: str, in_reply_to: str) -> tuple[str, ...]:
    """The ids of the messages before one, out of its two headers, the nearest last."""
    ids = [*_ids(references), *_ids(in_reply_to)[:1]]
    return tuple(dict.fromkeys(reversed(ids)))[:_MOST_IDS][::-1]


def _ids(header: str) -> list[str]:
    return [part.split(">")[0].strip() for part in header.split("<")[1:] if ">" in part]


def own_id(header: str) -> str:
    """A message's id out of its header; empty if there is none."""
    return next(iter(_ids(header)), "")


def as_written(lines: Iterable[str]) -> str:
    """A header of several lines as one."""
    return " ".join(" ".join(lines).split())
