"""What stands in office files and web pages beside text: pasted scans, sheets in a report.

Each becomes a document of its own, found in the one that holds it.
"""

import base64
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import olefile
from PIL import Image

from ingest.contained import Bag
from ingest.originals import CHUNK_BYTES
from ingest.package import BROKEN_ZIP, LARGEST_PART_BYTES
from ingest.reader import FileFacts
from ingest.received import content_of
from ingest.text_document import TextDocument, TextDocumentReader

Found = tuple[str, Iterable[bytes]]
"""A name, and bytes in pieces; going through them raises where they are broken."""
Embedded = Callable[[Path], Iterator[Found]]
"""Finds what is in a file, in order. Each is to be gone through before the next is asked for."""

_LEAST_PIXELS, _LEAST_SIDE = 200_000, 200
"""Pictures of fewer hold no page of writing: crests, rules, signatures."""
_FOLDERS = re.compile(r"(^|/)(media|Pictures|embeddings|attachments)/[^/]+$")
_DRAWINGS = (".emf", ".wmf", ".svg", ".xml", ".rels")
"""Vector drawings, which no reader takes, and what describes parts."""
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = ("Package", "CONTENTS")
"""In which an object keeps the whole file of the program it is of: Office, Acrobat."""
_NATIVE = "\x01Ole10Native"
_OLE_DOCUMENTS = {"WordDocument": ".doc", "Workbook": ".xls", "PowerPoint Document": ".ppt"}
_BROKEN_OLE = (OSError, ValueError, KeyError, IndexError, AttributeError, TypeError)
_RTF_PICTURE = re.compile(
    rb"\\(png|jpeg)blip(?:\\[a-z]+-?\d* ?|\{[^{}]{0,1000}\}|\s)*((?:[0-9a-fA-F]{2}\s*){1000,})"
)
_DATA_ADDRESS = re.compile(
    rb"data:image/(png|jpeg|gif|webp);base64,((?:[A-Za-z0-9+/]|\s|%0(?i:[ad])){1000,}={0,2})"
)


class HoldingReader(TextDocumentReader):
    """A document of text that may hold others; see ``TextDocumentReader`` and ``Unpackable``.

    Args:
        engine: Name of what reads it.
        read: Reads the text.
        embedded: Finds what else is in it.
        path: The file.
    """

    def __init__(
        self, engine: str, read: Callable[[Path], TextDocument], embedded: Embedded, path: Path
    ) -> None:
        super().__init__(engine, read, path)
        self._embedded = embedded
        self._path = path

    def facts(self) -> FileFacts:
        """What the file says of itself, and whether anything is in it."""
        holds_files = next(self._embedded(self._path), None) is not None
        return replace(super().facts(), holds_files=holds_files)

    def unpack(self, bag: Bag) -> None:
        """Put the pictures and files in it into the bag."""
        for name, content in self._embedded(self._path):
            bag.put(name, content)


def in_package(path: Path) -> Iterator[Found]:
    """Pictures and files in Office's and OpenDocument's packages."""
    with suppress(*BROKEN_ZIP), zipfile.ZipFile(path) as archive:
        for part in archive.infolist():
            if _FOLDERS.search(part.filename) and not part.filename.lower().endswith(_DRAWINGS):
                yield from _part(archive, part)


def _part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[Found]:
    if part.file_size > LARGEST_PART_BYTES:
        yield part.filename, _pieces(archive, part)
        return
    try:
        content = archive.read(part)
    except Exception:  # noqa: BLE001 - zlib, lzma and zipfile have a dozen of their own
        yield part.filename, _pieces(archive, part)  # breaks again, where it is put on record
    else:
        yield from _worth(part.filename, content)


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as file:
        while piece := file.read(CHUNK_BYTES):
            yield piece


def in_rich_text(path: Path) -> Iterator[Found]:
    """PNG and JPEG pictures in rich text."""
    for number, found in enumerate(_RTF_PICTURE.finditer(content_of(path)), start=1):
        kind = found[1].decode()
        yield from _worth(f"picture {number}.{kind}", bytes.fromhex(found[2].decode()))


def in_web_page(path: Path) -> Iterator[Found]:
    """Pictures whose bytes stand in the page itself."""
    for number, found in enumerate(_DATA_ADDRESS.finditer(content_of(path)), start=1):
        encoded = re.sub(rb"\s|%0(?i:[ad])", b"", found[2])
        with suppress(ValueError):
            content = base64.b64decode(encoded + b"=" * (-len(encoded) % 4))
            yield from _worth(f"picture {number}.{found[1].decode()}", content)


def _worth(name: str, content: bytes) -> Iterator[Found]:
    """What of a part is to be read: a picture if it is large enough, a file always."""
    if content.startswith(_OLE_MAGIC):
        yield from _of_object(name, content)
    elif "/embeddings/" in f"/{name}" or _shows_writing(content):
        yield name, (content,)


def _shows_writing(content: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(content)) as picture:  # the head alone: nothing is decoded
            width, height = picture.size
    except Exception:  # noqa: BLE001 - Pillow has a dozen; what it cannot open is no picture
        return False
    return width * height >= _LEAST_PIXELS and min(width, height) >= _LEAST_SIDE


def _of_object(name: str, content: bytes) -> Iterator[Found]:
    """The file in an object of another program; none in a formula."""
    try:
        found = list(_in_object(name, content))
    except _BROKEN_OLE as error:
        found = [(name, _broken(error))]
    yield from found


def _broken(error: Exception) -> Iterator[bytes]:
    """No bytes: breaks again, where it is put on record."""
    raise error
    yield b""


def _in_object(name: str, content: bytes) -> Iterator[Found]:
    with olefile.OleFileIO(content) as ole:
        whole = next(filter(ole.exists, _OLE_STREAMS), None)
        kind = next((end for stream, end in _OLE_DOCUMENTS.items() if ole.exists(stream)), None)
        if whole is not None:
            yield name, (ole.openstream(whole).read(),)
        elif ole.exists(_NATIVE):
            yield from _native(ole.openstream(_NATIVE).read())
        elif kind is not None:
            yield f"{name}{kind}", (content,)


def _native(stream: bytes) -> Iterator[Found]:
    """A file put into a document as an icon: its name, paths, length and bytes (MS-OLEDS 2.3.6).

    Raises:
        ValueError: It is cut short.
    """
    label, _, rest = stream[6:].partition(b"\0")
    _path, _, rest = rest.partition(b"\0")
    temporary = int.from_bytes(rest[4:8], "little")
    rest = rest[8 + temporary :]
    length = int.from_bytes(rest[:4], "little")
    if length > len(rest) - 4:
        raise ValueError(f"{length:,} bytes should follow, {max(len(rest) - 4, 0):,} do")
    if length:
        yield label.decode("latin-1") or "object", (rest[4 : 4 + length],)
