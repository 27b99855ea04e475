"""Messages as Outlook keeps them (.msg, MS-OXMSG): an OLE file of properties."""

import datetime as dt
import struct
from collections.abc import Iterator
from contextlib import suppress
from email.message import EmailMessage
from functools import partial
from hashlib import sha256
from pathlib import Path

import olefile
from compressed_rtf import decompress

from ingest.contained import Bag
from ingest.errors import DamagedFileError
from ingest.mail import Mail, MailReader, own_id, thread_ids
from ingest.mail_message import RFC822
from ingest.plain_text import decode
from ingest.rich_text import words_of
from ingest.web_page import decoded_html, parsed_html, text_of

ENGINE = "Outlook message"
UNREADABLE_BODY = "The text of the message is broken and could not be read."

_SUBJECT, _BODY, _HTML, _RICH = 0x0037, 0x1000, 0x1013, 0x1009
_SENDER, _SENDER_ADDRESS, _SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
_TO, _CC, _BCC = 0x0E04, 0x0E03, 0x0E02
_MESSAGE_ID, _REFERENCES, _IN_REPLY_TO = 0x1035, 0x1039, 0x1042
_SENT_TIMES = (0x0039, 0x0E06)
_NAMES = (0x3707, 0x3704, 0x3001)
_DATA = 0x3701
"""Properties by their numbers (MS-OXPROPS)."""
_RECIPIENT_NAME, _RECIPIENT_SMTP, _RECIPIENT_ADDRESS = 0x3001, 0x39FE, 0x3003
_RECIPIENT_KIND = 0x0C15
_UNICODE, _BYTES, _BINARY, _OBJECT = "001F", "001E", "0102", "000D"
_HEADS = {True: 32, False: 24}
"""Bytes before the properties of fixed length: of the message itself, and of one within it."""
_PART_HEAD = 8
_FILETIME_EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
_KINDS = {1: "To", 2: "Cc", 3: "Bcc"}
_BROKEN = (OSError, ValueError, KeyError, IndexError, AttributeError, TypeError, struct.error)
"""What olefile raises on broken files."""


class _Storage:
    """A message, attachment or recipient: a folder of properties in the file."""

    def __init__(self, ole: olefile.OleFileIO, path: tuple[str, ...], head: int) -> None:
        self._ole = ole
        self.path = path
        self._head = head

    def text(self, number: int) -> str:
        """A property that is text; empty if there is none."""
        raw = self._stream(number, _UNICODE)
        if raw is not None:
            return raw.decode("utf-16-le", "replace").rstrip("\x00").strip()
        return decode(self._stream(number, _BYTES) or b"").rstrip("\x00").strip()

    def binary(self, number: int) -> bytes | None:
        """A property of bytes; None if there is none."""
        return self._stream(number, _BINARY)

    def fixed(self, number: int) -> bytes | None:
        """The eight bytes of a property of fixed length; None if there is none."""
        raw = self._read("__properties_version1.0") or b""
        for at in range(self._head, len(raw) - 15, 16):
            if struct.unpack_from("<H", raw, at + 2)[0] == number:
                return raw[at + 8 : at + 16]
        return None

    def within(self, prefix: str, head: int) -> "Iterator[_Storage]":
        """The folders in this one whose names begin so, by name."""
        depth = len(self.path)
        names = {
            path[depth]
            for path in map(tuple, self._ole.listdir(streams=False, storages=True))
            if len(path) == depth + 1 and path[:depth] == self.path
        }
        for name in sorted(names):
            if name.startswith(prefix):
                yield _Storage(self._ole, (*self.path, name), head)

    def _stream(self, number: int, kind: str) -> bytes | None:
        return self._read(f"__substg1.0_{number:04X}{kind}")

    def _read(self, name: str) -> bytes | None:
        path = [*self.path, name]
        if not self._ole.exists(path):
            return None
        content = self._ole.openstream(path).read()
        return bytes(content)


class OpenOutlookMessage:
    """One opened .msg; see ``OpenMail``.

    Raises:
        DamagedFileError: It is no readable OLE file.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._ole = olefile.OleFileIO(str(path))
        except _BROKEN as error:
            raise _damaged(error) from error
        self._message = _Storage(self._ole, (), _HEADS[True])

    def mail(self) -> Mail:
        """The message.

        Raises:
            DamagedFileError: A part of it cannot be read.
        """
        try:
            return _mail(self._message)
        except _BROKEN as error:
            raise _damaged(error) from error

    def unpack(self, bag: Bag) -> None:
        """Put the attachments into the bag; a message within it as a mail written anew."""
        for name, part in _attachments(self._message):
            inner = next(part.within(f"__substg1.0_{_DATA:04X}{_OBJECT}", _HEADS[False]), None)
            if inner is None:
                bag.put(name, _content(part))
            else:
                bag.put(name, _written_anew(inner), media_type=RFC822)

    def close(self) -> None:
        """Let go of the file."""
        self._ole.close()


def _damaged(error: Exception) -> DamagedFileError:
    return DamagedFileError(
        f"The message cannot be taken apart ({str(error)[:200]}). Ask the agency for another copy."
    )


def _mail(message: _Storage) -> Mail:
    sent = _sent(message)
    recipients = _recipients(message)
    shown = {
        "From": _named(
            message.text(_SENDER), message.text(_SENDER_SMTP) or message.text(_SENDER_ADDRESS)
        ),
        "To": recipients.get("To") or message.text(_TO),
        "Cc": recipients.get("Cc") or message.text(_CC),
        "Bcc": recipients.get("Bcc") or message.text(_BCC),
        "Date": "" if sent is None else sent.strftime("%a, %d %b %Y %H:%M:%S +0000"),
        "Subject": message.text(_SUBJECT),
    }
    body, notes = _body(message)
    return Mail(
        headers=tuple((name, " ".join(value.split())) for name, value in shown.items() if value),
        body=body,
        notes=notes,
        attachments=tuple(name for name, _ in _attachments(message)),
        sent=sent,
        message_id=own_id(message.text(_MESSAGE_ID)),
        references=thread_ids(message.text(_REFERENCES), message.text(_IN_REPLY_TO)),
    )


def _named(name: str, address: str) -> str:
    """Addresses within an organisation are no addresses of mail, and say nothing."""
    if not address or address.startswith("/") or address == name:
        return name
    return f"{name} <{address}>" if name else address


def _sent(message: _Storage) -> dt.datetime | None:
    for number in _SENT_TIMES:
        raw = message.fixed(number)
        if raw is not None:
            try:
                ticks = struct.unpack("<Q", raw)[0]
                return _FILETIME_EPOCH + dt.timedelta(microseconds=ticks // 10)
            except OverflowError:
                continue
    return None


def _recipients(message: _Storage) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for one in message.within("__recip_version1.0_#", _PART_HEAD):
        raw = one.fixed(_RECIPIENT_KIND)
        kind = _KINDS.get(struct.unpack_from("<I", raw)[0] & 0xF if raw else 1, "To")
        address = one.text(_RECIPIENT_SMTP) or one.text(_RECIPIENT_ADDRESS)
        found.setdefault(kind, []).append(_named(one.text(_RECIPIENT_NAME), address))
    return {kind: "; ".join(filter(None, names)) for kind, names in found.items()}


def _body(message: _Storage) -> tuple[str, tuple[str, ...]]:
    """The text in the plainest form there is, and what was unusual about it."""
    plain = message.text(_BODY).replace("\r\n", "\n")
    raw = message.binary(_HTML) or message.text(_HTML).encode()
    if not plain and raw:
        with suppress(DamagedFileError):  # nothing stands in it
            plain = text_of(parsed_html(decoded_html(raw)))
    rich = message.binary(_RICH)
    return (plain, ()) if plain.strip() or not rich else _rich(rich)


def _rich(compressed: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        return words_of(decompress(compressed)).strip(), ()
    except Exception:  # noqa: BLE001 - the decoder raises nothing less on broken input
        return "", (UNREADABLE_BODY,)


def _attachments(message: _Storage) -> Iterator[tuple[str, _Storage]]:
    parts = message.within("__attach_version1.0_#", _PART_HEAD)
    for number, part in enumerate(parts, start=1):
        name = next(filter(None, map(part.text, _NAMES)), f"attachment {number}")
        inner = next(part.within(f"__substg1.0_{_DATA:04X}{_OBJECT}", _HEADS[False]), None)
        yield (name if inner is None or name.endswith(".eml") else f"{name}.eml"), part


def _content(part: _Storage) -> Iterator[bytes]:
    content = part.binary(_DATA)
    if content is None:
        raise ValueError("it is a link to a file elsewhere, or an object of another program")
    yield content


def _written_anew(storage: _Storage) -> Iterator[bytes]:
    """A message within a message has no bytes of its own: it is written as mail.

    Twice the same, so that it stays one document.
    """
    yield _as_message(storage).as_bytes()


def _as_message(storage: _Storage) -> EmailMessage:
    mail = _mail(storage)
    message = EmailMessage()
    for name, value in mail.headers:
        message[name] = value
    if mail.message_id:
        message["Message-ID"] = f"<{mail.message_id}>"
    message.set_content(mail.body)
    digest = sha256(repr(mail).encode("utf-8", "replace"))
    for name, part in _attachments(storage):
        inner = next(part.within(f"__substg1.0_{_DATA:04X}{_OBJECT}", _HEADS[False]), None)
        if inner is None:
            content = part.binary(_DATA) or b""
            digest.update(content)
            message.add_attachment(content, "application", "octet-stream", filename=name)
        else:
            message.add_attachment(_as_message(inner))
    if message.is_multipart():
        message.set_boundary(f"=_{digest.hexdigest()}")
    return message


OutlookMessageReader = partial(MailReader, ENGINE, OpenOutlookMessage)
"""Opens Outlook's messages; see ``OpenReader``."""
