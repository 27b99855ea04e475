"""OpenDocument texts and presentations (.odt, .odp, and their templates)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.embedded import HoldingReader, in_package
from ingest.errors import DamagedFileError, EncryptedError
from ingest.package import Package, attribute, described, local, named
from ingest.text_document import (
    PAGE_BREAK,
    TextDocument,
    TextPage,
    flowing_pages,
)

if TYPE_CHECKING:
    from lxml import etree

ENGINE = "OpenDocument"

_SILENT = frozenset({"tracked-changes", "sequence-decls", "forms", "annotation-end", "notes"})
_SIGNS = {"s": " ", "tab": "\t", "line-break": "\n"}
_MOST_SPACES = 1_000
"""A run of spaces is stored as a number, and a file may say any."""
_MOST_REPEATED = 100
"""Cells repeated; see ``_MOST_SPACES``."""


@dataclass(frozen=True)
class _Story:
    """Turns the elements of a document into text.

    Attributes:
        breaking: Names of the styles that begin a page.
        asides: Footnotes and comments since the last page ended.
    """

    breaking: frozenset[str] = frozenset()
    asides: list[str] = field(default_factory=list)

    def of(self, element: "etree._Element") -> Iterator[str]:
        """The text of an element and all below it, in pieces."""
        name = local(element)
        if name in _SIGNS:
            yield _SIGNS[name] * min(_number(attribute(element, "c")), _MOST_SPACES)
        elif name == "soft-page-break":
            yield from self._break()
        elif name == "note":
            self._put_aside("Footnote", element.find("{*}note-body"))
        elif name == "annotation":
            self._put_aside(_commented(element), element)
        elif name == "table-row":
            yield self._row(element)
        elif name in ("p", "h"):
            if attribute(element, "style-name") in self.breaking:
                yield from self._break()
            yield from self._inner(element)
            yield "\n"
        elif name and name not in _SILENT:
            yield from self._inner(element)

    def end(self) -> str:
        """What was said beside the page that ends here."""
        said = "".join(f"{aside}\n" for aside in self.asides)
        self.asides.clear()
        return f"\n{said}" if said else ""

    def _break(self) -> Iterator[str]:
        yield self.end()
        yield PAGE_BREAK

    def _inner(self, element: "etree._Element") -> Iterator[str]:
        # White space between elements of structure is indentation, not text.
        is_text = local(element) in ("p", "h", "span", "a", "ruby-base", "meta", "bookmark-ref")
        if is_text:
            yield " ".join((element.text or "").split("\n"))
        for child in element:
            yield from self.of(child) if isinstance(child.tag, str) else ()
            if is_text:
                yield " ".join((child.tail or "").split("\n"))

    def _put_aside(self, label: str, element: "etree._Element | None") -> None:
        paragraphs = () if element is None else (*named(element, "p"),)
        text = " ".join("".join(_Story().of(one)).strip() for one in paragraphs)
        if text.strip():
            self.asides.append(f"{label}: {text}")

    def _row(self, element: "etree._Element") -> str:
        cells = []
        for cell in element:
            if local(cell) in ("table-cell", "covered-table-cell"):
                text = " ".join("".join(self._inner(cell)).split("\n")).strip(" ")
                times = _number(attribute(cell, "number-columns-repeated"))
                cells += [text] * (min(times, _MOST_REPEATED) if text else 1)
        return "\t".join(cells).rstrip("\t") + "\n"


def _number(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 10 else 1


def _commented(element: "etree._Element") -> str:
    who, when = (element.findtext(f"{{*}}{name}") or "" for name in ("creator", "date"))
    return "Comment" + (f" by {who}" if who else "") + (f", {when[:10]}" if when else "")


def read_open_document(path: Path) -> TextDocument:
    """Read an OpenDocument text or presentation.

    A text's pages end where the program that wrote it last ended them, or at breaks set by
    hand; a presentation's are its slides. Footnotes and comments stand below their page,
    headers, footers and tracked deletions on the first.

    Raises:
        DamagedFileError: It cannot be opened.
        EncryptedError: It asks for a password.
        MemoryLimitError: A part of it is too large.
    """
    with Package(path) as package:
        _refuse_encrypted(package)
        root = package.xml("content.xml")
        body = root.find("{*}body")
        if body is None:
            raise DamagedFileError(
                "The file is an OpenDocument without its text. Ask the agency for another copy."
            )
        slides = tuple(named(body, "page"))
        pages = tuple(map(_slide, slides)) if slides else _text_pages(root, body)
        beside = _beside(package, root)
        if pages and beside:
            pages = (f"{pages[0].rstrip()}\n\n{beside}", *pages[1:])
        return described(tuple(map(TextPage, pages)), package.xml_if_there("meta.xml"))


def _refuse_encrypted(package: Package) -> None:
    manifest = package.xml_if_there("META-INF/manifest.xml")
    if manifest is not None and next(named(manifest, "encryption-data"), None) is not None:
        raise EncryptedError(
            "The file asks for a password. Ask the agency for an unprotected copy, or save one "
            "without a password and ingest that."
        )


def _text_pages(root: "etree._Element", body: "etree._Element") -> tuple[str, ...]:
    story = _Story(_breaking_styles(root))
    return flowing_pages("".join(story.of(body)) + story.end())


def _breaking_styles(root: "etree._Element") -> frozenset[str]:
    return frozenset(
        attribute(style, "name")
        for style in named(root, "style")
        if any(attribute(p, "break-before") == "page" for p in named(style, "paragraph-properties"))
    )


def _slide(page: "etree._Element") -> str:
    story = _Story()
    text = "".join(story.of(page)) + story.end()
    notes = [
        "".join(_Story().of(one)).strip()
        for holder in page.iterfind("{*}notes")
        for one in named(holder, "text-box")
    ]
    return "\n\n".join([text, *(f"Notes: {note}" for note in notes if note)])


def _beside(package: Package, root: "etree._Element") -> str:
    lines: dict[str, None] = {}
    styles = package.xml_if_there("styles.xml")
    for label, name in (("Header", "header"), ("Footer", "footer")):
        for element in () if styles is None else named(styles, name):
            text = " ".join("".join(_Story().of(element)).split())
            if text:
                lines[f"{label}: {text}"] = None
    for deletion in named(root, "deletion"):
        text = " ".join("".join(_Story().of(p)).strip() for p in named(deletion, "p"))
        if text.strip():
            lines[f"Deleted: {text}"] = None
    return "\n".join(lines)


OpenDocumentReader = partial(HoldingReader, ENGINE, read_open_document, in_package)
"""Opens OpenDocument texts and presentations; see ``OpenReader``."""
