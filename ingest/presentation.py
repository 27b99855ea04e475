"""Presentations (.pptx): a page a slide, with the speaker's notes and comments."""

import posixpath
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.embedded import HoldingReader, in_package
from ingest.package import Package, attribute, described, local, named
from ingest.text_document import TextDocument, TextPage

if TYPE_CHECKING:
    from lxml import etree

ENGINE = "presentation"
HIDDEN_SLIDE = "The slide is hidden when the presentation is shown."
_SIGNS = {"br": "\n", "tab": "\t"}
_PLACEHOLDERS = frozenset({"sldNum", "sldImg", "dt"})
"""Placeholders of a page of notes that hold no words of its own."""


def read_presentation(path: Path) -> TextDocument:
    """Read a .pptx, slides in the order they are shown.

    Raises:
        DamagedFileError: It cannot be opened.
        EncryptedError: It asks for a password.
        MemoryLimitError: A part of it is too large.
    """
    with Package(path) as package:
        main = "ppt/presentation.xml"
        by_id = {key: target for key, _, target in _relations(package, main)}
        slides = [by_id.get(_relation_id(one), "") for one in named(package.xml(main), "sldId")]
        pages = tuple(_slide(package, name) for name in slides if name in package.names)
        return described(pages, package.xml_if_there("docProps/core.xml"))


def _relation_id(element: "etree._Element") -> str:
    return next((str(v) for k, v in element.attrib.items() if str(k).endswith("}id")), "")


def _relations(package: Package, name: str) -> Iterator[tuple[str, str, str]]:
    """Id, kind and target of what a part refers to within the package."""
    folder, _, base = name.rpartition("/")
    root = package.xml_if_there(f"{folder}/_rels/{base}.rels")
    for one in () if root is None else root:
        target = posixpath.normpath(posixpath.join(folder, attribute(one, "Target")))
        yield attribute(one, "Id"), attribute(one, "Type").rpartition("/")[2], target.lstrip("/")


def _slide(package: Package, name: str) -> TextPage:
    root = package.xml(name)
    parts = ["\n".join(_paragraphs(root))]
    for _, kind, target in _relations(package, name):
        beside = package.xml_if_there(target) if kind in ("notesSlide", "comments") else None
        if beside is None:
            continue
        if kind == "notesSlide":
            parts += [f"Notes: {text}" for text in [_notes(beside)] if text]
        else:
            parts += [f"Comment: {text}" for one in named(beside, "cm") if (text := _comment(one))]
    notes = (HIDDEN_SLIDE,) if attribute(root, "show") in ("0", "false") else ()
    return TextPage("\n\n".join(part for part in parts if part.strip()), notes)


def _paragraphs(element: "etree._Element") -> Iterator[str]:
    """Lines of text below an element; a row of a table is one line."""
    if local(element) == "p":
        yield _paragraph(element)
    elif local(element) == "tr":
        cells = (" ".join(_paragraphs(cell)) for cell in element if local(cell) == "tc")
        yield "\t".join(cells)
    elif local(element) != "Fallback":
        for child in element:
            yield from _paragraphs(child)


def _paragraph(element: "etree._Element") -> str:
    pieces = ((local(one), one.text or "") for one in element.iter())
    return "".join(_SIGNS.get(name, text if name == "t" else "") for name, text in pieces)


def _notes(root: "etree._Element") -> str:
    shapes = (
        shape
        for shape in named(root, "sp")
        if not any(attribute(p, "type") in _PLACEHOLDERS for p in named(shape, "ph"))
    )
    return "\n".join(line for shape in shapes for line in _paragraphs(shape) if line.strip())


def _comment(element: "etree._Element") -> str:
    """Old comments keep their text in an element of that name, new ones in paragraphs."""
    old = " ".join(one.text or "" for one in named(element, "text"))
    return old.strip() or "\n".join(_paragraphs(element)).strip()


PresentationReader = partial(HoldingReader, ENGINE, read_presentation, in_package)
"""Opens presentations; see ``OpenReader``."""
