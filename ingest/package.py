"""The ZIP packages that office files are: their parts, with limits, and XML without surprises."""

import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Self

from lxml import etree

from ingest.errors import DamagedFileError, EncryptedError, MemoryLimitError
from ingest.file_dates import iso_day
from ingest.pdf_facts import title_worth_showing
from ingest.text_document import TextDocument, TextPage

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_PART_BYTES = 256 * 1024**2
"""Of one part of a package, unpacked: more is a bomb, or nothing a reader's memory could hold."""
BROKEN_ZIP = (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError, KeyError)
"""What zipfile raises on broken archives; zlib.error is not among its own, see ``Package.part``."""
_FRACTION = re.compile(r"(?<=T\d\d:\d\d:\d\d)\.\d+")
"""Of a second, in a time."""
_PROPERTIES = {
    "creator": "Author",
    "initial-creator": "Author",
    "lastModifiedBy": "Last changed by",
    "subject": "Subject",
    "keywords": "Keywords",
    "keyword": "Keywords",
    "description": "Description",
    "created": "Created",
    "creation-date": "Created",
    "modified": "Changed",
    "date": "Changed",
}
"""By the local names of Dublin Core, Office and OpenDocument."""


class Package:
    """One opened package. The holder closes it.

    Raises:
        DamagedFileError: It is no readable ZIP archive.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._archive = zipfile.ZipFile(path)
        except BROKEN_ZIP as error:
            raise _damaged(error) from error
        self.names = frozenset(self._archive.namelist())

    def part(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            DamagedFileError: It is broken or not there.
            EncryptedError: It asks for a password.
            MemoryLimitError: It is larger than 256 MB.
        """
        try:
            with self._archive.open(name) as file:
                content = file.read(LARGEST_PART_BYTES + 1)
        except RuntimeError as error:
            raise _encrypted() from error
        except Exception as error:  # zlib, lzma and zipfile have a dozen of their own
            raise _damaged(error) from error
        if len(content) > LARGEST_PART_BYTES:
            raise MemoryLimitError(
                f"Unpacked, a part of the file ({name}) is larger than "
                f"{LARGEST_PART_BYTES // 1024**2} MB. Save it as PDF and ingest that."
            )
        return content

    def xml(self, name: str) -> "etree._Element":
        """A part as XML; raises as ``part``."""
        return parsed(self.part(name))

    def xml_if_there(self, name: str) -> "etree._Element | None":
        """A part as XML, or None if there is none of this name or it is broken."""
        try:
            return self.xml(name) if name in self.names else None
        except DamagedFileError:
            return None

    def close(self) -> None:
        """Let go of the file."""
        self._archive.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def parsed(content: bytes) -> "etree._Element":
    """XML, with no entity resolved, nothing fetched, and what is broken mended where that can be.

    Raises:
        DamagedFileError: It is no XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _damaged(error) from error
    if root is None:
        raise _damaged(ValueError("a part is no XML"))
    return root


def local(element: "etree._Element") -> str:
    """An element's name without its namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: "etree._Element", name: str) -> str:
    """An attribute by its name without namespace; empty if there is none."""
    return next((str(v) for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def named(element: "etree._Element", name: str) -> "Iterator[etree._Element]":
    """Everything of this local name below an element, in order."""
    yield from element.iterfind(f".//{{*}}{name}")


def described(pages: tuple[TextPage, ...], properties: "etree._Element | None") -> TextDocument:
    """A document with what its part of properties says of it."""
    said: dict[str, str] = {}
    title = ""
    for element in () if properties is None else properties.iter():
        value = _FRACTION.sub("", " ".join((element.text or "").split()))
        if local(element) == "title":
            title = title or value
        elif value and (name := _PROPERTIES.get(local(element))):
            said.setdefault(name, value)
    return TextDocument(
        pages,
        title=title_worth_showing(title),
        date=iso_day(said.get("Created", "")),
        properties=tuple(said.items()),
    )


def _damaged(error: Exception) -> DamagedFileError:
    return DamagedFileError(
        f"The file is cut short or broken ({error}). Fetch it again, or ask the agency for "
        "another copy."
    )


def _encrypted() -> EncryptedError:
    return EncryptedError(
        "The file asks for a password. Ask the agency for an unprotected copy, or save one "
        "without a password and ingest that."
    )
