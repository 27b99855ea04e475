"""How the last word of a query may go on: words, releases and titles of the collection."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.searching import Engines
from index.analysis import fold, tokens
from index.fact_words import number_word
from index.fields import FACT_FIELDS
from index.number_beginnings import beginnings
from index.parse import parse
from index.query import TextField
from ingest.catalogue import Catalogue

MOST: Final = 10
_LEAST_LETTERS = 2
"""A single letter begins a tenth of all words."""
_RELEASES, _TITLES = 2, 3
"""So many at most, so that words have room."""
_LAST = re.compile(r'(?:(?P<field>\w+):)?(?P<quote>"?)(?P<begun>[^\W_](?:[^\W_]|[\'\u2019])*)$')

_NUMBER = re.compile(r"(?:^|(?<=[\s(+-]))(?P<begun>[^\W_][\w.#:/-]*)$")
_NUMBERS = 4
_FIELD_OF_PHRASE = re.compile(r'(\w+):"[^"]*$')


class Kind(StrEnum):
    """What a suggestion is."""

    WORD = "word"
    NUMBER = "number"
    RELEASE = "release"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Suggested:
    """One way to go on.

    Attributes:
        text: What would be put in.
        kind: What that is.
        pages: How many hold it, or belong to it.
        query: The whole query with it.
    """

    text: str
    kind: Kind
    pages: int
    query: str


@dataclass(frozen=True, slots=True)
class _Begun:
    """The end of a query that is being typed.

    Attributes:
        before: What stands before the last word, its field and its opening quote.
        field: Name of the field the word is looked for in; empty for the text.
        is_quoted: Whether a quote is open.
        opening: The field and the quote as typed.
        word: The last word, as typed.
    """

    before: str
    field: str
    is_quoted: bool
    opening: str
    word: str


class Suggester:
    """Completes what is being typed. Safe to share between threads.

    Args:
        catalogue: For titles and releases.
        engines: For words.
    """

    def __init__(self, catalogue: Catalogue, engines: Engines) -> None:
        self._catalogue = catalogue
        self._engines = engines

    def suggest(self, typed: str) -> tuple[Suggested, ...]:
        """How the last word may go on, ten ways at most: numbers, words, releases, titles.

        Raises:
            SearchError: There is no index, or it cannot be read.
        """
        numbers = self._numbers(typed)
        begun = _begun(typed)
        if begun is None:
            return numbers
        match begun.field:
            case "":
                others = () if begun.is_quoted else (*self._releases(begun), *self._titles(begun))
                words = self._words(begun, MOST - len(others) - len(numbers))
                return (*numbers, *words, *others)
            case "release":
                return tuple(self._releases(begun, MOST))
            case "title":
                return tuple(self._titles(begun, MOST))
            case _:
                return ()

    def _numbers(self, typed: str) -> tuple[Suggested, ...]:
        """Numbers of cases, badges and the like that begin as the last word does."""
        found = _NUMBER.search(typed)
        if found is None or typed.count('"') % 2 == 1:
            return ()
        before, engine = typed[: found.start()], self._engines.current()
        held = {
            word: pages
            for kind in FACT_FIELDS
            for beginning in beginnings(kind, found["begun"])
            for word, pages in engine.terms(
                number_word(kind, beginning), limit=_NUMBERS, field=TextField.FACT
            )
        }
        best = sorted(held.items(), key=lambda entry: (-entry[1], entry[0]))[:_NUMBERS]
        return tuple(Suggested(word, Kind.NUMBER, pages, before + word) for word, pages in best)

    def _words(self, begun: _Begun, most: int) -> Iterator[Suggested]:
        for word, pages in self._engines.current().terms(fold(begun.word), limit=most):
            query = begun.before + begun.opening + word
            yield Suggested(word, Kind.WORD, pages, query)

    def _releases(self, begun: _Begun, most: int = _RELEASES) -> Sequence[Suggested]:
        fitting = [
            release
            for release in self._catalogue.releases()
            if _fits(begun.word, f"{release.title} {release.request_number} {release.id}")
        ]
        return [self._release(begun, release.title) for release in fitting[:most]]

    def _release(self, begun: _Begun, title: str) -> Suggested:
        asked = f"release:{_quoted(title)}"
        pages = self._engines.current().search(parse(asked).query, limit=0).total
        return Suggested(title, Kind.RELEASE, pages, begun.before + asked)

    def _titles(self, begun: _Begun, most: int = _TITLES) -> Sequence[Suggested]:
        found = self._catalogue.documents_titled(begun.word, limit=most)
        return [
            Suggested(title, Kind.TITLE, pages, f"{begun.before}title:{_quoted(title)}")
            for title, pages in found
            if _fits(begun.word, title)
        ]


def _begun(typed: str) -> _Begun | None:
    """The word at the end of a query; None if none is being typed."""
    found = _LAST.search(typed)
    if found is None or len(fold(found["begun"])) < _LEAST_LETTERS:
        return None
    before = typed[: found.start()]
    opening = typed[found.start() : found.start("begun")]
    field, is_open = (found["field"] or "").lower(), typed.count('"') % 2 == 1
    if is_open and not found["quote"] and (phrase := _FIELD_OF_PHRASE.search(before)):
        before, field = before[: phrase.start()], phrase[1].lower()
    return _Begun(before, field, is_open, opening, found["begun"])


def _quoted(text: str) -> str:
    return '"' + text.replace('"', " ") + '"'


def _fits(word: str, text: str) -> bool:
    beginning = fold(word)
    return any(token.text.startswith(beginning) for token in tokens(text))
