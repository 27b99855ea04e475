"""Mailboxes (.mbox): many messages in one file, each of them a document."""

import email
import re
from collections.abc import Iterator
from email.policy import compat32
from functools import partial
from pathlib import Path

from ingest.contained import Bag
from ingest.container_reader import ContainerReader, Entry, listed
from ingest.mail_message import RFC822, header
from ingest.received import system_refusals_told
from ingest.text_document import TextDocument

ENGINE = "mailbox"
KIND = "mailbox"

_BEGINS = re.compile(rb"From \S+.*\d{4}\s*$|From - |From \S+@\S+")
"""The line before each message: who sent it and when. Words of a letter that begin so have no
address there."""
_LONGEST_NAME = 100
_HEAD_BYTES = 64 * 1024


class Mailbox:
    """An mbox file; see ``Container``.

    Raises:
        UnreadableFileError: The operating system would not give it.
    """

    def __init__(self, path: Path) -> None:
        with system_refusals_told():
            self._file = path.open("rb")

    def document(self) -> TextDocument:
        """The list of its messages."""
        return listed(
            Entry(_name(number, content), len(content)) for number, content in self._messages()
        )

    def unpack(self, bag: Bag) -> None:
        """Every message."""
        for number, content in self._messages():
            bag.put(_name(number, content), [content], media_type=RFC822)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _messages(self) -> Iterator[tuple[int, bytes]]:
        """Number and bytes of each message, without the line before it."""
        self._file.seek(0)
        lines: list[bytes] = []
        number, is_after_gap = 0, True
        for line in self._file:
            if is_after_gap and _BEGINS.match(line):
                if number:
                    yield number, _without_gap(lines)
                number += 1
                lines = []
            elif number:
                lines.append(line)
            is_after_gap = not line.strip()
        if number:
            yield number, _without_gap(lines)


def _without_gap(lines: list[bytes]) -> bytes:
    """The empty line before the next message is not of this one."""
    return b"".join(lines[:-1] if lines and not lines[-1].strip() else lines)


def _name(number: int, content: bytes) -> str:
    message = email.message_from_bytes(content[:_HEAD_BYTES], policy=compat32)
    subject = header(message, "Subject").replace("/", "-")[:_LONGEST_NAME]
    return f"{number:05} {subject or 'without subject'}.eml"


MailboxReader = partial(ContainerReader, ENGINE, KIND, Mailbox)
"""Opens mailboxes; see ``OpenReader``."""
