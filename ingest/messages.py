"""What the pipeline and a reader process say to each other.

MessagePack, decoded into exactly these types: a process that has read a hostile file may be
under its author's control, so nothing it sends is ever unpickled.
"""

import msgspec

from ingest.contained import Contents, Room
from ingest.look import Look
from ingest.reader import FileFacts, ReadOptions
from ingest.records import Box, Page


class OpenFile(msgspec.Struct, frozen=True, tag=True):
    """Open a file and say what it is.

    Attributes:
        path: Absolute.
        media_type: By content.
    """

    path: str
    media_type: str


class ReadPage(msgspec.Struct, frozen=True, tag=True):
    """Read one page of a file."""

    path: str
    media_type: str
    number: int
    options: ReadOptions


class RenderPage(msgspec.Struct, frozen=True, tag=True):
    """Write a picture of one page, as WebP.

    Attributes:
        width_px: Width of the picture.
        target: Where to write it.
        covered: What to paint black: bars under which live text stands.
    """

    path: str
    media_type: str
    number: int
    width_px: int
    target: str
    covered: tuple[Box, ...] = ()


class MeasurePage(msgspec.Struct, frozen=True, tag=True):
    """Measure what the scan on one page looks like.

    Attributes:
        max_pixels: Most pixels its picture may have.
    """

    path: str
    media_type: str
    number: int
    max_pixels: int


class Unpack(msgspec.Struct, frozen=True, tag=True):
    """Unpack what a file holds.

    Attributes:
        folder: Where to; empty, and made by who asks.
        room: How much may be unpacked.
    """

    path: str
    media_type: str
    folder: str
    room: Room


Request = OpenFile | ReadPage | RenderPage | MeasurePage | Unpack


class Opened(msgspec.Struct, frozen=True, tag=True):
    """The answer to ``OpenFile``."""

    facts: FileFacts


class PageRead(msgspec.Struct, frozen=True, tag=True):
    """The answer to ``ReadPage``."""

    page: Page


class Rendered(msgspec.Struct, frozen=True, tag=True):
    """The answer to ``RenderPage``."""


class Measured(msgspec.Struct, frozen=True, tag=True):
    """The answer to ``MeasurePage``."""

    look: Look


class Unpacked(msgspec.Struct, frozen=True, tag=True):
    """The answer to ``Unpack``: what is in the folder now, and what is not."""

    contents: Contents


class Refused(msgspec.Struct, frozen=True, tag=True):
    """The answer to anything that failed."""

    code: str
    step: str
    reason: str


Answer = Opened | PageRead | Rendered | Measured | Unpacked | Refused

encode = msgspec.msgpack.Encoder().encode
_requests: msgspec.msgpack.Decoder[Request] = msgspec.msgpack.Decoder(Request)
_answers: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer)


def decode_request(message: bytes) -> Request:
    """A request off the wire; raises ``msgspec.DecodeError`` on anything else."""
    return _requests.decode(message)


def decode_answer(message: bytes) -> Answer:
    """An answer off the wire; raises ``msgspec.DecodeError`` on anything else."""
    return _answers.decode(message)
