"""Messages as they are sent (.eml, RFC 5322 and MIME)."""

import datetime as dt
import email
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from email.utils import parsedate_to_datetime
from functools import partial
from mimetypes import guess_extension
from pathlib import Path
from typing import TypeAlias

from ingest.contained import Bag
from ingest.errors import DamagedFileError
from ingest.mail import Mail, MailReader, own_id, thread_ids
from ingest.plain_text import decode
from ingest.received import content_of
from ingest.web_page import decoded_html, parsed_html, text_of

ENGINE = "mail"
RFC822 = "message/rfc822"

_SHOWN = ("From", "To", "Cc", "Bcc", "Date", "Subject")
_AS_IT_WAS = compat32.clone(max_line_length=0)
"""So that an attached message is written as it was received, line for line."""
_DEEPEST = 50
"""Parts within parts; deeper ones are looked at no more."""
_BODY_TYPES = frozenset({"text/plain", "text/html"})
Part: TypeAlias = "Message[str, str]"


class OpenMessage:
    """One opened message; see ``OpenMail``.

    Raises:
        UnreadableFileError: The operating system would not give it.
        DamagedFileError: It is no message.
    """

    def __init__(self, path: Path) -> None:
        content = content_of(path)
        try:
            self._message = email.message_from_bytes(content, policy=compat32)
        except (MessageError, RecursionError, ValueError, LookupError) as error:
            raise DamagedFileError(
                f"The message cannot be taken apart ({type(error).__name__}). Ask the agency for "
                "another copy."
            ) from error

    def mail(self) -> Mail:
        """The message."""
        message = self._message
        shown = ((name, header(message, name)) for name in _SHOWN)
        return Mail(
            headers=tuple((name, value) for name, value in shown if value),
            body=_body(message),
            attachments=tuple(name for name, _ in _attachments(message)),
            sent=_sent(header(message, "Date")),
            message_id=own_id(header(message, "Message-ID")),
            references=thread_ids(header(message, "References"), header(message, "In-Reply-To")),
        )

    def unpack(self, bag: Bag) -> None:
        """Put the attachments into the bag; an attached message is a file of its own."""
        for name, part in _attachments(self._message):
            kind = RFC822 if part.get_content_type() == RFC822 else ""
            bag.put(name, _content(part), media_type=kind)

    def close(self) -> None:
        """Nothing is held open."""


def header(message: Part, name: str) -> str:
    """A header as a person would read it, whatever it is encoded in; empty if there is none."""
    wanted = name.lower()
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == wanted), "")
    text = decode(raw.encode("utf-8", "surrogateescape"))
    try:
        pieces = decode_header(" ".join(text.split()))
    except (MessageError, ValueError):
        return " ".join(text.split())
    decoded = (_piece(piece, charset) for piece, charset in pieces)
    return " ".join("".join(decoded).split())


def _piece(piece: str | bytes, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    try:
        return piece.decode(charset or "utf-8")
    except (UnicodeDecodeError, LookupError):
        return decode(piece)


def _sent(value: str) -> dt.datetime | None:
    try:
        sent = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return sent if sent.tzinfo is not None else sent.replace(tzinfo=dt.UTC)


def _is_attached(part: Part) -> bool:
    """What is no part of the body: it has a name, or is no text, or says so."""
    if part.is_multipart() and part.get_content_type() != RFC822:
        return False
    is_text = part.get_content_type() in _BODY_TYPES
    return not is_text or part.get_content_disposition() == "attachment" or bool(_file_name(part))


def _file_name(part: Part) -> str:
    try:
        return header_text(part.get_filename() or "")
    except (ValueError, LookupError, TypeError):
        return ""


def header_text(value: str) -> str:
    """A name within a header, decoded if some program has encoded it as it should not."""
    try:
        return "".join(_piece(piece, charset) for piece, charset in decode_header(value)).strip()
    except (MessageError, ValueError):
        return value.strip()


def _parts(message: Part, depth: int = 0) -> Iterator[Part]:
    """The parts of a message, those of attached messages left out."""
    if message.is_multipart() and message.get_content_type() != RFC822 and depth < _DEEPEST:
        payload = message.get_payload()
        for part in payload if isinstance(payload, list) else ():
            if isinstance(part, Message):
                yield from _parts(part, depth + 1)
    else:
        yield message


def _attachments(message: Part) -> Iterator[tuple[str, Part]]:
    for number, part in enumerate(filter(_is_attached, _parts(message)), start=1):
        yield _file_name(part) or _made_name(part, number), part


def _made_name(part: Part, number: int) -> str:
    inner = part.get_payload()
    if part.get_content_type() == RFC822:
        subject = header(inner[0], "Subject") if isinstance(inner, list) and inner else ""  # type: ignore[arg-type]  # a message's payload is messages
        return f"{subject.replace('/', '-')[:100] or f'message {number}'}.eml"
    return f"attachment {number}{guess_extension(part.get_content_type()) or ''}"


def _content(part: Part) -> Iterator[bytes]:
    payload = part.get_payload()
    if isinstance(payload, list):
        for message in payload:
            if isinstance(message, Message):
                yield message.as_bytes(policy=_AS_IT_WAS)
    else:
        decoded = part.get_payload(decode=True)
        yield decoded if isinstance(decoded, bytes) else str(payload).encode("utf-8", "replace")


def _body(message: Part) -> str:
    """The texts of the body in their order; of alternatives the plain one, unless it is empty."""
    if message.get_content_type() == "multipart/alternative":
        texts = [(one.get_content_type(), _text(one)) for one in _parts(message) if _is_shown(one)]
        said = [pair for pair in texts if pair[1].strip()]
        plain = [text for kind, text in said if kind == "text/plain"]
        return "\n\n".join(plain or [text for _, text in said])
    payload = message.get_payload()
    if isinstance(payload, list) and message.get_content_type() != RFC822:
        bodies = (_body(part) for part in payload if isinstance(part, Message))
        return "\n\n".join(body for body in bodies if body.strip())
    return _text(message) if _is_shown(message) else ""


def _is_shown(part: Part) -> bool:
    return not part.is_multipart() and not _is_attached(part)


def _text(part: Part) -> str:
    content = b"".join(_content(part))
    if part.get_content_type() == "text/html":
        try:
            return text_of(parsed_html(decoded_html(content, _charset(part))))
        except DamagedFileError:
            return ""  # nothing stands in it
    return _piece(content, _charset(part) or None) if _charset(part) else decode(content)


def _charset(part: Part) -> str:
    try:
        return part.get_content_charset() or ""
    except (LookupError, ValueError, TypeError):
        return ""


MailMessageReader = partial(MailReader, ENGINE, OpenMessage)
"""Opens messages; see ``OpenReader``."""
