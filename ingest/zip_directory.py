"""The list of files of a ZIP archive, read so that no archive can make it cost much.

For the process that takes files in, which has to tell office files from archives. ``zipfile`` would
read a list of any length, and unpack by whatever method a file asks for.
"""

import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LONGEST_DIRECTORY: Final = 1024**2
"""Bytes. Some 14,000 files: no office document has so many parts, so a longer one is an archive."""

# APPNOTE 4.3.16, 4.3.12 and 4.3.7.
_END: Final = struct.Struct("<4s4H2LH")
_ENTRY: Final = struct.Struct("<4s6H3L5H2L")
_HEADER: Final = struct.Struct("<4s5H3L2H")
_LONGEST_COMMENT: Final = 0xFFFF
_STORED: Final = 0
_DEFLATED: Final = 8
_MOST_PACKED: Final = 4096


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """A file in an archive.

    Attributes:
        name: As it stands there, letters beyond ASCII lost.
        method: How it is packed; 0 if it is not.
        size: Bytes, packed.
        offset: Where in the archive it begins.
    """

    name: str
    method: int
    size: int
    offset: int


def zip_entries(path: Path) -> tuple[ZipEntry, ...]:
    """The files that an archive lists; none if the list is broken or too long."""
    with suppress(OSError, struct.error), path.open("rb") as file:
        length = file.seek(0, 2)
        file.seek(max(0, length - _END.size - _LONGEST_COMMENT))
        tail = file.read()
        at = tail.rfind(b"PK\x05\x06")
        *_, size, offset, _comment = _END.unpack_from(tail, max(at, 0))
        # What stands before the archive, as a program that unpacks it, moves all offsets.
        begin = length - len(tail) + at - size
        if at < 0 or size > LONGEST_DIRECTORY or begin < 0:
            return ()
        file.seek(begin)
        return tuple(_entries(file.read(size), begin - offset))
    return ()


def _entries(directory: bytes, moved: int) -> Iterator[ZipEntry]:
    at = 0
    while directory[at : at + 4] == b"PK\x01\x02" and at + _ENTRY.size <= len(directory):
        fields = _ENTRY.unpack_from(directory, at)
        method, size, name, extra, comment = fields[4], fields[8], *fields[10:13]
        begin = at + _ENTRY.size
        shown = directory[begin : begin + name].decode("ascii", "replace")
        yield ZipEntry(shown, method, size, fields[16] + moved)
        at = begin + name + extra + comment


def first_bytes(path: Path, entry: ZipEntry, most: int) -> bytes:
    """The beginning of a file in an archive; nothing if it is not there, or packed oddly.

    Args:
        path: The archive.
        entry: Of the file.
        most: How many bytes; more are not unpacked.
    """
    with suppress(OSError, ValueError, struct.error, zlib.error), path.open("rb") as file:
        file.seek(entry.offset)
        *_, name, extra = _HEADER.unpack(file.read(_HEADER.size))
        file.seek(name + extra, 1)
        packed = file.read(min(entry.size, _MOST_PACKED))
        if entry.method == _STORED:
            return packed[:most]
        if entry.method == _DEFLATED:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most)
    return b""
