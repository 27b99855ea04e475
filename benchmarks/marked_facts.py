"""Pages with their facts marked by hand, read from ``pages/marked_facts.txt``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.facts import FactKind

PAGES: Final = Path(__file__).parent / "pages" / "marked_facts.txt"

_MARK = re.compile(r"\[\[(?P<kind>[a-z]+)\|(?P<value_of>[^\]]+)\]\]")


@dataclass(frozen=True, slots=True)
class Marked:
    """One fact as marked.

    Attributes:
        kind: What it is.
        start: Offset in the page's text.
        end: Offset past its last character.
        value: Letters and digits of its normal form, in capitals.
    """

    kind: FactKind
    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A page and what is on it, in its order."""

    name: str
    text: str
    facts: tuple[Marked, ...]


def bare(value: str) -> str:
    """Letters and digits, in capitals."""
    return "".join(filter(str.isalnum, value)).upper()


def marked_pages(path: Path = PAGES) -> Iterator[MarkedPage]:
    """The pages of a file, in its order."""
    _, *pages = path.read_text(encoding="utf-8").split("\n=== ")
    for page in pages:
        name, _, body = page.partition("\n")
        yield _page(name, body)


def _page(name: str, body: str) -> MarkedPage:
    text, facts, at = "", [], 0
    for mark in _MARK.finditer(body):
        text += body[at : mark.start()]
        printed, _, value = mark["value_of"].rpartition("|")
        printed, value = (printed, bare(value)) if printed else (value, bare(value))
        facts.append(Marked(FactKind(mark["kind"]), len(text), len(text) + len(printed), value))
        text += printed
        at = mark.end()
    return MarkedPage(name, text + body[at:], tuple(facts))
