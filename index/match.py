"""Which words of one page match a query: shared by the highlights and the memory engine."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

from index.engine import IndexPage
from index.expansion import fits
from index.identifiers import plain_form
from index.limits import OutOfTimeError
from index.matches import Found, Match, Onward, merged
from index.near import same_together, takes_part, windows
from index.occurrences import Occurrence, by_position, occurrence, stretch
from index.page_facts import facts_in
from index.page_filter import passes
from index.page_words import PageWords
from index.query import (
    And,
    DateRange,
    Everything,
    FactIs,
    Fuzzy,
    Identifier,
    IdentifierPrefix,
    Leaf,
    Mentioned,
    Misread,
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
from index.reading_on import reach, reads_on
from index.show import show_part
from index.tolerant import alternatives, plain_word, together


def find(query: Query, page: IndexPage | PageWords) -> tuple[Match, ...] | None:
    """Find what to mark in the text of a page; None if the page does not match.

    As ``find_on``, without what stands on the pages after it.
    """
    found = find_on(query, page)
    return None if found is None else found.matches


def find_on(query: Query, page: IndexPage | PageWords) -> Found | None:
    """Find what to mark in the text of a page and of those its text goes on on.

    A phrase is marked from its first word to its last and only where all its words stand in
    order; words near each other are marked only where they are near. What begins on the page may
    go on on the next; what goes on from the page before is not the page's. Clauses that do not
    hold, clauses under ``Not`` and clauses on other fields mark nothing.

    Returns:
        None if the page does not match.
    """
    words = page if isinstance(page, PageWords) else PageWords(page)
    marks = _marks(query, words)
    if marks is None:
        return None
    pages: dict[int, list[Match]] = {}
    texts: dict[int, str] = {}
    for mark in marks:
        for its, piece in _pieces(mark, words):
            pages.setdefault(its.number, []).append(piece)
            texts[its.number] = its.text
    here = merged(pages.pop(words.page.number, []))
    onward = (Onward(number, texts[number], merged(pages[number])) for number in sorted(pages))
    return Found(here, tuple(onward))


def _pieces(mark: Match, words: PageWords) -> Iterator[tuple[IndexPage, Match]]:
    """A mark in the text that is read on as marks on its pages."""
    if mark.end <= len(words.page.text):
        yield words.page, mark
        return
    for page, start, end in words.pieces(mark.start, mark.end):
        yield page.page, Match(start, end, mark.terms, runs_on=page is words)


def occurrences(leaf: Leaf, words: PageWords) -> list[Occurrence]:
    """Where a leaf begins in a page's field; it may go on on the next page.

    A phrase stands once at each first word, words near each other once for each occurrence that
    begins a window.
    """
    reading = _reading(leaf, words)
    found = _standing(leaf, reading)
    if reading is words:
        return found
    past = words.positions(leaf.field)
    return [place for place in found if place.position < past]


def _reading(leaf: Leaf, words: PageWords) -> PageWords:
    """The page's words, with the first ones of the next where a leaf may go on on it."""
    if not isinstance(leaf, Phrase | Near) or not reads_on(leaf.field):
        return words
    ending = words.ending(leaf.field, reach(leaf))
    if any(_standing(part, ending) for part in _words_of(leaf)) and words.following():
        return words.read_on(leaf.field, reach(leaf))
    return words


def _words_of(leaf: Phrase | Near) -> Iterator[Word]:
    for part in leaf.parts:
        if isinstance(part, Phrase):
            yield from _words_of(part)
        else:
            yield part
    if isinstance(leaf, Phrase):
        yield from together(leaf.parts)


def _standing(leaf: Leaf, words: PageWords) -> list[Occurrence]:
    """Where a leaf stands in the words given."""
    match leaf:
        case Phrase(parts):
            return _phrase_occurrences(parts, words)
        case Near(parts, distance):
            places = [_standing(part, words) for part in same_together(parts)]
            return [
                min((found[at] for found, at in zip(places, window, strict=True)), key=stretch)
                for window in windows([[*map(stretch, found)] for found in places], distance)
            ]
        case _:
            return sorted(_places(leaf, words), key=stretch)


def _marks(query: Query, words: PageWords) -> list[Match] | None:  # noqa: PLR0911 - one a node
    """What to mark, in any order; None if the query does not hold."""
    if isinstance(query, Leaf):
        return _leaf_marks(query, words)
    match query:
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
    elif isinstance(leaf, FactIs | Mentioned):
        return _fact_marks(leaf, words) or None
    elif (named := _named(leaf, words)) is not None:
        label = (show_part(leaf),)
        found = [Match(start, end, label) for start, end in words.spans(leaf.field, named)]
    else:
        label = (show_part(leaf),)
        found = [_match(place, label) for place in occurrences(leaf, words)]
    if not found:
        return None
    return found if leaf.field is TextField.TEXT else []


def _named(leaf: Leaf, words: PageWords) -> Collection[str] | None:
    """The words that a leaf stands for wherever they stand; None if they have to be worked out."""
    if isinstance(leaf, Term):
        return (leaf.token,)
    return words.covered.get(leaf) if isinstance(leaf, Stem | Prefix | Wildcard | Fuzzy) else None


def _identifier_marks(leaf: Identifier | IdentifierPrefix, words: PageWords) -> list[Match]:
    """The words of each identifier that fits, as variants where other characters are printed."""
    asked, label = plain_form(leaf.written), (show_part(leaf),)
    marks = []
    for place in occurrences(leaf, words):
        on_page = plain_form(words.page.text[place.start : place.end])
        is_prefix = isinstance(leaf, IdentifierPrefix)
        as_asked = on_page.startswith(asked) if is_prefix else on_page == asked
        marks.append(Match(place.start, place.end, label, variant=not as_asked))
    return marks


def _fact_marks(leaf: FactIs | Mentioned, words: PageWords) -> list[Match]:
    """Each fact that is asked for, as a variant where it is misread."""
    found, label = occurrences(leaf, words), (show_part(leaf),)
    facts = facts_in(words.page.text) if found else ()
    misread = {fact.start for fact in facts if fact.misread}
    return [Match(place.start, place.end, label, variant=place.start in misread) for place in found]


def _match(place: Occurrence, label: tuple[str, ...], *, runs_on: bool = False) -> Match:
    return Match(place.start, place.end, label, place.cost > 0, runs_on)


def _near_marks(near: Near, words: PageWords) -> list[Match]:
    """The words of every window that begins on the page and holds, each as a mark of its own.

    Raises:
        OutOfTimeError: There is no time to look at all windows.
    """
    reading = _reading(near, words)
    past = words.positions(near.field)
    parts = same_together(near.parts)
    places = [_standing(part, reading) for part in parts]
    stretches = [[*map(stretch, found)] for found in places]
    marked: dict[tuple[int, int], bool] = {}
    for window in windows(stretches, near.distance):
        if words.is_over():
            raise OutOfTimeError
        taken = [found[at] for found, at in zip(places, window, strict=True)]
        if min(place.position for place in taken) >= past:
            continue
        runs_on = max(place.following for place in taken) > past
        for part, at in takes_part(stretches, window, near.distance):
            if runs_on or places[part][at].following <= past:
                marked[part, at] = marked.get((part, at), False) or runs_on
    return [
        _match(places[part][at], (show_part(parts[part]),), runs_on=runs_on)
        for (part, at), runs_on in sorted(marked.items())
    ]


def _places(
    leaf: Word | Identifier | IdentifierPrefix | FactIs | Mentioned, words: PageWords
) -> list[Occurrence]:
    by_word = words.by_word(leaf.field)
    if isinstance(leaf, FactIs | Mentioned):
        return [occurrence(token) for word in leaf.tokens for token in by_word.get(word, [])]
    if isinstance(leaf, Misread):
        return _misread_places(leaf, words)
    if isinstance(leaf, Term | Identifier):
        return [*map(occurrence, by_word.get(leaf.token, []))]
    among = words.covered.get(leaf)
    fitting = (
        found
        for word, found in by_word.items()
        if (fits(leaf, word) if among is None else word in among)
    )
    return [occurrence(token) for found in fitting for token in found]


def _misread_places(leaf: Misread, words: PageWords) -> list[Occurrence]:
    """The word as typed first, then its variants, of one word or of two."""
    found = [] if leaf.is_two else _places(plain_word(leaf), words)
    by_word = words.by_word(leaf.field)
    for text, cost in words.covered.get(leaf, {}).items():
        first, _, second = text.partition(" ")
        if second:
            found += _in_two(first, second, cost, leaf, words)
        else:
            found += [occurrence(token, cost) for token in by_word.get(text, [])]
    return found


def _in_two(
    first: str, second: str, cost: int, leaf: Misread, words: PageWords
) -> list[Occurrence]:
    """Where two words stand one after the other on one page; the longest of each beginning."""
    by_word = words.by_word(leaf.field)
    rest = by_position(map(occurrence, by_word.get(second, [])))
    found = (
        Occurrence(place.position, onward.following, place.start, onward.end, cost)
        for place in map(occurrence, by_word.get(first, []))
        if (onward := rest.get(place.following)) is not None
        and _is_on_one_page(place.start, onward.end, leaf, words)
    )
    return [*by_position(found).values()]


def _is_on_one_page(start: int, end: int, leaf: Misread, words: PageWords) -> bool:
    return not reads_on(leaf.field) or sum(1 for _ in words.pieces(start, end)) == 1


def _phrase_occurrences(parts: tuple[Word, ...], words: PageWords) -> list[Occurrence]:
    ways = (_in_a_row(way, words).values() for way in alternatives(parts))
    return sorted(by_position(chain.from_iterable(ways)).values(), key=stretch)


def _in_a_row(parts: tuple[Word, ...], words: PageWords) -> dict[int, Occurrence]:
    """Work from the last part to the first, keeping how the rest would go on from each place."""
    *before, last = parts
    rest = by_position(_places(last, words))
    for part in reversed(before):
        rest = by_position(
            Occurrence(
                place.position,
                onward.following,
                place.start,
                onward.end,
                max(place.cost, onward.cost),
            )
            for place in _places(part, words)
            for onward in _onward(place.following, rest, words)
        )
    return rest


def _onward(
    following: int, rest: Mapping[int, Occurrence], words: PageWords
) -> Iterator[Occurrence]:
    """What goes on from a position: there, or behind the heads and feet that begin there."""
    for position in {following, words.skips.get(following, following)}:
        if position in rest:
            yield rest[position]
