"""Which words of one page match a query: shared by the highlights and the memory engine."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from index.analysis import Token, tokens
from index.engine import IndexPage
from index.query import (
    And,
    DateRange,
    Everything,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    TextField,
)


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of a page's text that a query asks for.

    Attributes:
        start: Offset of its first character in the page's text.
        end: Offset past its last character.
        terms: What of the query stands there: a word, a stem with its star, or the words of a
            phrase with spaces between. More than one where they overlap.
    """

    start: int
    end: int
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where a term, a prefix or a phrase stands.

    Attributes:
        position: Of its first word, in words from 0.
        start: Offset of its first character.
        end: Offset past its last character.
    """

    position: int
    start: int
    end: int


class PageWords:
    """The words of one page, field by field, each field analysed when it is first asked for."""

    def __init__(self, page: IndexPage) -> None:
        self.page = page
        self._found: dict[TextField, dict[str, list[Token]]] = {}
        self._lengths: dict[TextField, int] = {}

    def by_word(self, field: TextField) -> dict[str, list[Token]]:
        """Each word of a field with its places, in the order of the text."""
        if field not in self._found:
            self._analyse(field)
        return self._found[field]

    def length(self, field: TextField) -> int:
        """How many words a field has, a word joined over a line's end counted beside its parts."""
        if field not in self._lengths:
            self._analyse(field)
        return self._lengths[field]

    def _analyse(self, field: TextField) -> None:
        words: dict[str, list[Token]] = {}
        found = tokens(getattr(self.page, field))
        for token in found:
            words.setdefault(token.text, []).append(token)
        self._found[field] = words
        self._lengths[field] = len(found)


def find(query: Query, page: IndexPage | PageWords) -> tuple[Match, ...] | None:
    """Find what to mark in the text of a page.

    A phrase is marked from its first word to its last and only where all its words stand in
    order. Clauses that do not hold, clauses under ``Not`` and clauses on other fields mark nothing.

    Returns:
        Sorted by start and not overlapping; empty if the page matches without words of its text;
        None if the page does not match.
    """
    marks = _marks(query, page if isinstance(page, PageWords) else PageWords(page))
    return None if marks is None else tuple(_merged(sorted(marks, key=lambda mark: mark.start)))


def occurrences(leaf: Term | Prefix | Phrase, words: PageWords) -> list[Occurrence]:
    """Where a term, a prefix or a phrase stands in its field; a phrase once for each first word."""
    if isinstance(leaf, Phrase):
        return _phrase_occurrences(leaf, words)
    return [Occurrence(token.position, token.start, token.end) for token in _places(leaf, words)]


def dated_within(dates: DateRange, page: IndexPage) -> bool:
    """Whether the page's document is dated and dated within the range."""
    if page.date is None:
        return False
    after = dates.first is None or page.date >= dates.first
    return after and (dates.last is None or page.date <= dates.last)


def _marks(query: Query, words: PageWords) -> list[Match] | None:  # noqa: PLR0911 - one a node
    """What to mark, in any order; None if the query does not hold."""
    match query:
        case Term() | Prefix() | Phrase():
            return _leaf_marks(query, words)
        case And(clauses):
            return _marks_of_all(clauses, words)
        case Or(clauses):
            return _marks_of_any(clauses, words)
        case Not(clause):
            return [] if _marks(clause, words) is None else None
        case DateRange():
            return [] if dated_within(query, words.page) else None
        case Everything():
            return []
        case Nothing():
            return None


def _marks_of_all(clauses: Iterable[Query], words: PageWords) -> list[Match] | None:
    marks: list[Match] = []
    for clause in clauses:
        if (found := _marks(clause, words)) is None:
            return None
        marks += found
    return marks


def _marks_of_any(clauses: Iterable[Query], words: PageWords) -> list[Match] | None:
    held = [found for clause in clauses if (found := _marks(clause, words)) is not None]
    return [mark for marks in held for mark in marks] if held else None


def _leaf_marks(leaf: Term | Prefix | Phrase, words: PageWords) -> list[Match] | None:
    found = occurrences(leaf, words)
    if not found:
        return None
    if leaf.field is not TextField.TEXT:
        return []
    label = (_label(leaf),)
    return [Match(place.start, place.end, label) for place in found]


def _label(leaf: Term | Prefix | Phrase) -> str:
    match leaf:
        case Term(token):
            return token
        case Prefix(stem):
            return f"{stem}*"
        case Phrase(parts):
            return " ".join(map(_label, parts))


def _places(leaf: Term | Prefix, words: PageWords) -> list[Token]:
    by_word = words.by_word(leaf.field)
    if isinstance(leaf, Term):
        return by_word.get(leaf.token, [])
    return [
        token for word, found in by_word.items() if word.startswith(leaf.stem) for token in found
    ]


def _phrase_occurrences(phrase: Phrase, words: PageWords) -> list[Occurrence]:
    """Work from the last part to the first, keeping where each possible start would end."""
    goes_on: Callable[[int, int], int | None] = _ends_anywhere
    places: list[Token] = []
    for part in reversed(phrase.parts):
        places = _places(part, words)
        ends: dict[int, int] = {}
        for token in places:
            end = goes_on(token.position + token.width, token.end)
            if end is not None:
                ends[token.position] = max(end, ends.get(token.position, 0))
        if not ends:
            return []
        goes_on = partial(_end_from, ends)
    starts = {token.position: token.start for token in places if token.position in ends}
    return [Occurrence(position, start, ends[position]) for position, start in starts.items()]


def _ends_anywhere(_position: int, end: int) -> int | None:
    """The last part of a phrase needs nothing after it."""
    return end


def _end_from(ends: dict[int, int], position: int, _end: int) -> int | None:
    """Where the rest of a phrase ends if it goes on at a position; None if it does not."""
    return ends.get(position)


def _merged(marks: Iterable[Match]) -> Iterator[Match]:
    """Overlapping marks, which come sorted by start, as one."""
    last: Match | None = None
    for mark in marks:
        if last is None:
            last = mark
        elif mark.start < last.end:
            terms = tuple(dict.fromkeys(last.terms + mark.terms))
            last = Match(last.start, max(last.end, mark.end), terms)
        else:
            yield last
            last = mark
    if last is not None:
        yield last
