"""Which words of one page match a query: shared by the highlights and the memory engine."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.analysis import Token
from index.engine import IndexPage
from index.expansion import NOT_LIMITED, Covered, fits
from index.field_words import field_words
from index.identifiers import plain_form
from index.near import same_together, takes_part, windows
from index.page_filter import passes
from index.query import (
    And,
    DateRange,
    Everything,
    Fuzzy,
    Identifier,
    IdentifierPrefix,
    Leaf,
    Near,
    Not,
    Nothing,
    NumberRange,
    Or,
    Phrase,
    Prefix,
    Query,
    SourceIs,
    Stem,
    Term,
    TextField,
    Wildcard,
    Word,
)
from index.show import show_part


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of a page's text that a query asks for.

    Attributes:
        start: Offset of its first character in the page's text.
        end: Offset past its last character.
        terms: What of the query stands there: a word as typed, with its star if it has one, or
            the words of a phrase with spaces between. More than one where they overlap.
        variant: Whether what is printed there differs from all of them in letters that a scan may
            have misread.
    """

    start: int
    end: int
    terms: tuple[str, ...]
    variant: bool = False


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where a word or a phrase stands.

    Attributes:
        position: Of its first word, in words from 0.
        following: The position that follows its last word.
        start: Offset of its first character.
        end: Offset past its last character.
    """

    position: int
    following: int
    start: int
    end: int


class PageWords:
    """The words of one page, field by field, each field analysed when it is first asked for.

    Attributes:
        page: Whose words they are.
        covered: The words that prefixes and the like stand for; the rest stand for all that fit.
    """

    def __init__(self, page: IndexPage, covered: Covered = NOT_LIMITED) -> None:
        self.page = page
        self.covered = covered
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

    def limited_to(self, covered: Covered) -> "PageWords":
        """The same words, for prefixes and the like that stand for these words only."""
        limited = PageWords(self.page, covered)
        limited._found, limited._lengths = self._found, self._lengths
        return limited

    def _analyse(self, field: TextField) -> None:
        words: dict[str, list[Token]] = {}
        found = field_words(self.page, field)
        for token in found:
            words.setdefault(token.text, []).append(token)
        self._found[field] = words
        self._lengths[field] = len(found)


def find(query: Query, page: IndexPage | PageWords) -> tuple[Match, ...] | None:
    """Find what to mark in the text of a page.

    A phrase is marked from its first word to its last and only where all its words stand in
    order; words near each other are marked only where they are near. Clauses that do not hold,
    clauses under ``Not`` and clauses on other fields mark nothing.

    Returns:
        Sorted by start and not overlapping; empty if the page matches without words of its text;
        None if the page does not match.
    """
    marks = _marks(query, page if isinstance(page, PageWords) else PageWords(page))
    return None if marks is None else tuple(_merged(sorted(marks, key=lambda mark: mark.start)))


def occurrences(leaf: Leaf, words: PageWords) -> list[Occurrence]:
    """Where a leaf stands in its field.

    A phrase stands once at each first word, words near each other once for each occurrence that
    begins a window.
    """
    match leaf:
        case Phrase(parts):
            return _phrase_occurrences(parts, words)
        case Near(parts, distance):
            places = [occurrences(part, words) for part in same_together(parts)]
            return [
                min((found[at] for found, at in zip(places, window, strict=True)), key=_stretch)
                for window in windows([[*map(_stretch, found)] for found in places], distance)
            ]
        case _:
            return sorted(map(_occurrence, _places(leaf, words)), key=_stretch)


def _occurrence(token: Token) -> Occurrence:
    return Occurrence(token.position, token.position + token.width, token.start, token.end)


def _stretch(place: Occurrence) -> tuple[int, int]:
    return place.position, place.following


def _marks(query: Query, words: PageWords) -> list[Match] | None:  # noqa: PLR0911 - one a node
    """What to mark, in any order; None if the query does not hold."""
    match query:
        case (
            Term()
            | Stem()
            | Prefix()
            | Wildcard()
            | Fuzzy()
            | Identifier()
            | IdentifierPrefix()
            | Phrase()
            | Near()
        ):
            return _leaf_marks(query, words)
        case And(clauses):
            return _marks_of_all(clauses, words)
        case Or(clauses):
            return _marks_of_any(clauses, words)
        case Not(clause):
            return [] if _marks(clause, words) is None else None
        case DateRange() | NumberRange() | SourceIs():
            return [] if passes(query, words.page) else None
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


def _leaf_marks(leaf: Leaf, words: PageWords) -> list[Match] | None:
    if isinstance(leaf, Near):
        found = _near_marks(leaf, words)
    elif isinstance(leaf, Identifier | IdentifierPrefix):
        return _identifier_marks(leaf, words) or None
    else:
        label = (show_part(leaf),)
        found = [Match(place.start, place.end, label) for place in occurrences(leaf, words)]
    if not found:
        return None
    return found if leaf.field is TextField.TEXT else []


def _identifier_marks(leaf: Identifier | IdentifierPrefix, words: PageWords) -> list[Match]:
    """The words of each identifier that fits, as variants where other characters are printed."""
    asked, label = plain_form(leaf.written), (show_part(leaf),)
    marks = []
    for place in occurrences(leaf, words):
        printed = plain_form(words.page.text[place.start : place.end])
        is_prefix = isinstance(leaf, IdentifierPrefix)
        as_asked = printed.startswith(asked) if is_prefix else printed == asked
        marks.append(Match(place.start, place.end, label, variant=not as_asked))
    return marks


def _near_marks(near: Near, words: PageWords) -> list[Match]:
    """The words of every window that holds, each as a mark of its own."""
    parts = same_together(near.parts)
    places = [occurrences(part, words) for part in parts]
    stretches = [[*map(_stretch, found)] for found in places]
    marked = {
        taking
        for window in windows(stretches, near.distance)
        for taking in takes_part(stretches, window, near.distance)
    }
    return [
        Match(places[part][at].start, places[part][at].end, (show_part(parts[part]),))
        for part, at in sorted(marked)
    ]


def _places(leaf: Word | Identifier | IdentifierPrefix, words: PageWords) -> list[Token]:
    by_word = words.by_word(leaf.field)
    if isinstance(leaf, Term | Identifier):
        return by_word.get(leaf.token, [])
    among = words.covered.get(leaf)
    fitting = (
        found
        for word, found in by_word.items()
        if (fits(leaf, word) if among is None else word in among)
    )
    return [token for found in fitting for token in found]


def _phrase_occurrences(parts: tuple[Word, ...], words: PageWords) -> list[Occurrence]:
    """Work from the last part to the first, keeping how the rest would go on from each place."""
    *before, last = parts
    rest = _by_position(map(_occurrence, _places(last, words)))
    for part in reversed(before):
        if not rest:
            return []
        rest = _by_position(
            Occurrence(token.position, onward.following, token.start, onward.end)
            for token in _places(part, words)
            if (onward := rest.get(token.position + token.width)) is not None
        )
    return sorted(rest.values(), key=_stretch)


def _by_position(places: Iterable[Occurrence]) -> dict[int, Occurrence]:
    """For each position the occurrence that begins there; the longest, if there are several."""
    longest: dict[int, Occurrence] = {}
    for place in places:
        known = longest.get(place.position)
        if known is None or place.following > known.following:
            longest[place.position] = place
    return longest


def _merged(marks: Iterable[Match]) -> Iterator[Match]:
    """Overlapping marks, which come sorted by start, as one."""
    last: Match | None = None
    for mark in marks:
        if last is None:
            last = mark
        elif mark.start < last.end:
            terms = tuple(dict.fromkeys(last.terms + mark.terms))
            is_variant = last.variant and mark.variant
            last = Match(last.start, max(last.end, mark.end), terms, is_variant)
        else:
            yield last
            last = mark
    if last is not None:
        yield last
