"""Word documents (.docx): running text, and what Word keeps beside it, by its name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.embedded import HoldingReader, in_package
from ingest.errors import DamagedFileError
from ingest.package import Package, attribute, described, local, named
from ingest.text_document import (
    PAGE_BREAK,
    TextDocument,
    TextPage,
    flowing_pages,
)

if TYPE_CHECKING:
    from lxml import etree

ENGINE = "Word document"
HIDDEN_TEXT = "Text that the file formats as hidden is included."

_SILENT = frozenset(
    {"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "instrText", "moveFrom", "Fallback"}
)
"""What holds settings, the code of fields, text that stands elsewhere, or a second rendering."""
_SIGNS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_SEPARATORS = frozenset({"separator", "continuationSeparator"})
_ANCHOR = "\ue000"
"""Stands in the text where a note belongs, until pages are parted: so a note goes with its page."""


@dataclass(frozen=True)
class _Story:
    """Turns the elements of a document into text.

    Attributes:
        texts: Notes and comments by kind and id.
        asides: What is said beside the text, in the order of the anchors in it.
    """

    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    asides: list[str] = field(default_factory=list)

    def of(self, element: "etree._Element") -> Iterator[str]:
        """The text of an element and all below it, in pieces."""
        name = local(element)
        if name == "t":
            yield (element.text or "").replace(_ANCHOR, "")
        elif name == "br":
            yield PAGE_BREAK if attribute(element, "type") == "page" else "\n"
        elif name == "lastRenderedPageBreak":
            yield PAGE_BREAK
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "sym":
            yield _symbol(element)
        elif name in _NOTES:
            yield from self._aside(self.texts.get((_NOTES[name], attribute(element, "id")), ""))
        elif name == "commentReference":
            yield from self._aside(self.texts.get(("comments", attribute(element, "id")), ""))
        elif name == "del":
            yield from self._aside(_deleted(element))
        elif name not in _SILENT:
            yield from self._composed(name, element)

    def _composed(self, name: str, element: "etree._Element") -> Iterator[str]:
        inner = (piece for child in element for piece in self.of(child))
        if name == "tr":
            cells = ("".join(self.of(cell)) for cell in element if local(cell) in ("tc", "sdt"))
            yield "\t".join(" ".join(cell.split("\n")).strip(" ") for cell in cells) + "\n"
        elif name == "p":
            if element.find("{*}pPr/{*}pageBreakBefore") is not None:
                yield PAGE_BREAK
            yield from inner
            yield "\n"
        elif name == "txbxContent":
            yield "\n"
            yield from inner
        else:
            yield from inner

    def _aside(self, text: str) -> Iterator[str]:
        if text:
            self.asides.append(text)
            yield _ANCHOR


def _symbol(element: "etree._Element") -> str:
    code = attribute(element, "char")
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _deleted(element: "etree._Element") -> str:
    text = "".join(one.text or "" for one in named(element, "delText"))
    who = attribute(element, "author")
    return f"Deleted{f' by {who}' if who else ''}: {text}" if text.strip() else ""


def read_word(path: Path) -> TextDocument:
    """Read a .docx.

    Pages end where Word last ended them, or at breaks set by hand. Footnotes, comments and
    tracked deletions stand below their page, headers and footers on the first; insertions
    stand in the text.

    Raises:
        DamagedFileError: It cannot be opened.
        EncryptedError: It asks for a password.
        MemoryLimitError: A part of it is too large.
    """
    with Package(path) as package:
        main = next((n for n in sorted(package.names) if n.endswith("/document.xml")), "")
        if not main:
            raise DamagedFileError(
                "The file is a Word document without its text. Ask the agency for another copy."
            )
        root = package.xml(main)
        story = _Story(_texts_beside(package, main.rpartition("/")[0]))
        text = _once_broken("".join(story.of(root)))
        pages = _with_asides(flowing_pages(text), story.asides)
        first = _margins(package)
        if first:
            pages = (pages[0].rstrip("\n") + "\n\n" + first, *pages[1:])
        notes = (HIDDEN_TEXT,) if next(named(root, "vanish"), None) is not None else ()
        properties = package.xml_if_there("docProps/core.xml")
        return described(tuple(TextPage(page, notes) for page in pages), properties)


def _once_broken(text: str) -> str:
    """Word marks a break set by hand a second time where it last broke the page."""
    kept: list[str] = []
    for page in text.split(PAGE_BREAK):
        if kept and not page.strip(" \n\t" + _ANCHOR):
            kept[-1] += page
        else:
            kept.append(page)
    return PAGE_BREAK.join(kept)


def _with_asides(pages: tuple[str, ...], asides: list[str]) -> tuple[str, ...]:
    left = iter(asides)
    whole = []
    for page in pages:
        here = [next(left, "") for _ in range(page.count(_ANCHOR))]
        whole.append("\n".join([page.replace(_ANCHOR, "").rstrip("\n"), *filter(None, here)]))
    return tuple(whole)


def _texts_beside(package: Package, folder: str) -> dict[tuple[str, str], str]:
    texts = {}
    for kind, label in (("footnotes", "Footnote"), ("endnotes", "Endnote"), ("comments", "")):
        root = package.xml_if_there(f"{folder}/{kind}.xml")
        for element in () if root is None else root:
            text = "".join(_Story().of(element)).strip()
            if text and attribute(element, "type") not in _SEPARATORS:
                number = attribute(element, "id")
                head = f"{label} {number}" if label else _commented(element)
                texts[kind, number] = f"{head}: {text}"
    return texts


def _commented(element: "etree._Element") -> str:
    who, when = attribute(element, "author"), attribute(element, "date")[:10]
    return "Comment" + (f" by {who}" if who else "") + (f", {when}" if when else "")


def _margins(package: Package) -> str:
    """Headers and footers, each text once."""
    lines: dict[str, None] = {}
    for label, kind in (("Header", "header"), ("Footer", "footer")):
        for name in sorted(package.names):
            base = name.rpartition("/")[2]
            if base.startswith(kind) and base.endswith(".xml") and "/_rels/" not in name:
                root = package.xml_if_there(name)
                text = "" if root is None else " ".join("".join(_Story().of(root)).split())
                if text:
                    lines[f"{label}: {text}"] = None
    return "\n".join(lines)


WordReader = partial(HoldingReader, ENGINE, read_word, in_package)
"""Opens Word documents; see ``OpenReader``."""
