"""Searches that find something in this collection, chosen by rule from its index."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Final

from index.analysis import tokens
from index.engine import Engine
from index.facets import UNKNOWN, Facet
from index.limits import Limits
from index.parse import parse
from index.query import Everything, Term
from ingest.catalogue import Catalogue

NUMBERS: Final = (
    Facet.INCIDENT,
    Facet.AFFAIRS,
    Facet.BADGE,
    Facet.DOCKET,
    Facet.PLATE,
)
_LETTERS: Final = re.compile(r"[a-z]{7,14}")
"""Shorter words are mostly those that stand everywhere; longer ones lines without their spaces."""
_MOST: Final = 0.25
"""Share of the pages that a word may stand on; one that is on more tells nothing."""
_A_LETTER: Final = 60
"""Words looked at that begin with one letter, the commonest."""
_TRIED: Final = 8
"""Words tried as the beginning of a phrase."""
_BEGINNING: Final = 6
"""Letters of a prefix."""
_LIMITS: Final = Limits(seconds=0.5)
"""For one question to the index; what takes longer is no example."""


@dataclass(frozen=True, slots=True)
class Example:
    """A query that finds something.

    Attributes:
        query: As it would be typed.
        shows: What it is an example of.
        pages: How many pages it finds; one at least.
    """

    query: str
    shows: str
    pages: int


def examples(engine: Engine, catalogue: Catalogue) -> tuple[Example, ...]:
    """A phrase, a prefix, a number, a kind of record and a year, as far as there are such.

    Each is asked before it is offered.

    Raises:
        SearchError: The index cannot be read.
        DataDirectoryError: The catalogue cannot be read.
    """
    words = _telling(engine)
    phrase = _phrase(engine, catalogue, words[:_TRIED])
    others = [word for word in words if phrase is None or word not in phrase[0]]
    found = (phrase, _prefix(others), *_by_facets(engine))
    asked = ((query, shows, _pages(engine, query)) for query, shows in filter(None, found))
    return tuple(Example(query, shows, pages) for query, shows, pages in asked if pages)


def _telling(engine: Engine) -> list[str]:
    """Words of some length that stand on many pages but not on most, the commonest first."""
    most = max(2, engine.info().pages * _MOST)
    counts = {
        word: pages
        for letter in ascii_lowercase
        for word, pages in engine.terms(letter, limit=_A_LETTER)
        if _LETTERS.fullmatch(word) and 2 <= pages <= most
    }
    return sorted(counts, key=lambda word: (-counts[word], word))


def _phrase(engine: Engine, catalogue: Catalogue, words: list[str]) -> tuple[str, str] | None:
    """Two words that stand beside each other on most pages, of a few tried."""
    tried = {phrase for word in words for phrase in _phrases(engine, catalogue, word)}
    counts = {phrase: _pages(engine, phrase) for phrase in tried}
    best = max(sorted(counts), key=lambda phrase: counts[phrase], default=None)
    return (best, "exactly these words") if best and counts[best] > 1 else None


def _phrases(engine: Engine, catalogue: Catalogue, word: str) -> Iterator[str]:
    """What stands after a word on the first pages that hold it."""
    hits = engine.search(Term(word), limit=3, limits=_LIMITS).hits
    keys = [(hit.document_id, hit.number) for hit in hits]
    for page in catalogue.pages_by_number(keys).values():
        read = [token.text for token in tokens(page.text)]
        at = read.index(word) if word in read else len(read)
        if at + 1 < len(read) and _LETTERS.fullmatch(read[at + 1].ljust(7, "a")):
            yield f'"{word} {read[at + 1]}"'


def _prefix(words: list[str]) -> tuple[str, str] | None:
    begun = next((word for word in words if len(word) > _BEGINNING + 1), None)
    return (f"{begun[:_BEGINNING]}*", "words that begin so") if begun else None


def _by_facets(engine: Engine) -> Iterator[tuple[str, str]]:
    """The number on most pages, the commonest kind of record, and the year of most pages."""
    wanted = (*NUMBERS, Facet.TYPE, Facet.YEAR)
    found = engine.search(Everything(), limit=0, limits=_LIMITS, facets=wanted)
    values = {counts.facet: counts.values for counts in found.facets}
    numbers = [(pages, facet, value) for facet in NUMBERS for value, pages in values[facet][:1]]
    if numbers:
        _, facet, value = max(numbers, key=lambda one: one[0])
        yield f"{facet.value}:{value}", "a number, however it is printed"
    for facet, field, shows in (
        (Facet.TYPE, "type", "one kind of record"),
        (Facet.YEAR, "date", "records of one year"),
    ):
        known = [value for value, _ in values[facet] if value != UNKNOWN]
        if known:
            value = known[0]
            yield f'{field}:"{value}"' if " " in value else f"{field}:{value}", shows


def _pages(engine: Engine, query: str) -> int:
    """How many pages a query finds; 0 if there was no time to tell."""
    found = engine.search(parse(query).query, limit=0, limits=_LIMITS)
    return 0 if found.partial else found.total
