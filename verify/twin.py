"""A page written like another one: as many words in the same places, other words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.geometry import tilted
from ingest.look import Look
from ingest.records import Page, Word
from verify.faces import Type, can_write, size_of_line, type_of, width
from verify.planting import Planted
from verify.sheet import Setting, Sheet
from verify.vocabulary import Pen

_WIDEST_EM, _NARROWEST_EM = 16.0, 0.25
"""Sizes of type: wider or narrower boxes are of scribbles and rules, not of words."""
_SURE_LINE, _DUST_LETTERS, _DUST = 0.6, 2, 0.5
"""Confidence of words whose widths tell the size of their line; letters and confidence under which
a word is a speck or scribble, not a place for writing."""
_DESCENDING = frozenset("gjpqyQ,;()[]$@/|_")
_DESCENT = 0.21
_SPACE = 0.25


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands.

    Attributes:
        left: In points.
        base: The line it stands on, in points from the top.
        wide: In points.
        size: Of type, in points.
        break_before: What parts it from the word before in its page's text.
    """

    left: float
    base: float
    wide: float
    size: float
    break_before: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """Where words stand on a page, and in what type.

    Attributes:
        width: Of the page, in points.
        height: As ``width``.
        type: What most of it is set in.
        places: In reading order.
    """

    width: float
    height: float
    type: Type
    places: tuple[Place, ...]


def pattern_of(page: Page, look: Look) -> Pattern:
    """The pattern of a page as it was read.

    Args:
        page: With words.
        look: Of its scan; says how far the page was askew.
    """
    kind = type_of(page)
    places = [place for line in _lines(page, look.degrees) for place in _places(line, page, kind)]
    return Pattern(page.width, page.height, kind, tuple(places))


def written(pattern: Pattern, pen: Pen, planted: Sequence[Planted]) -> Sheet:
    """A sheet of the pattern with words of the pen, and the planted ones where they fit best."""
    face = pattern.type.face
    chosen = _chosen(pattern, planted)
    words: list[Setting] = []
    free = 0.0
    for number, place in enumerate(pattern.places):
        if "\n" in place.break_before:
            free = 0.0
        text = chosen.get(number) or pen.word(place.wide / place.size)
        left = max(place.left, free)
        free = left + (width(text, face) + _SPACE) * place.size
        words.append(Setting(text, left, place.base, place.size, place.break_before))
    return Sheet(pattern.width, pattern.height, face, tuple(words))


def _chosen(pattern: Pattern, planted: Sequence[Planted]) -> dict[int, str]:
    """For each planted word the free place that is nearest in width, by number."""
    chosen: dict[int, str] = {}
    face = pattern.type.face
    for one in planted:
        free = [number for number in range(len(pattern.places)) if number not in chosen]
        if free:
            best = min(free, key=lambda n: abs(_em(pattern.places[n]) - width(one.text, face)))
            chosen[best] = one.text
    return chosen


def _em(place: Place) -> float:
    return place.wide / place.size


@dataclass(frozen=True, slots=True)
class _Line:
    """The words of a line with the boxes they would have on a level page."""

    words: tuple[tuple[str, Word], ...]
    is_new_block: bool


def _lines(page: Page, degrees: float) -> Iterator[_Line]:
    line: list[tuple[str, Word]] = []
    end, is_new = 0, False
    for word in page.words:
        gap = page.text[end : word.start]
        if "\n" in gap and line:
            yield _Line(tuple(line), is_new)
            line, is_new = [], "\n\n" in gap
        box = tilted(word.box, degrees, page.width, page.height)
        level = Word(word.start, word.end, box, word.confidence)
        line.append((page.text[word.start : word.end], level))
        end = word.end
    if line:
        yield _Line(tuple(line), is_new)


def _places(line: _Line, page: Page, kind: Type) -> Iterator[Place]:
    widths = [
        (text, (word.box.right - word.box.left) * page.width)
        for text, word in line.words
        if can_write(text) and (word.confidence is None or word.confidence >= _SURE_LINE)
    ]
    size = size_of_line(widths, kind.face, kind.size)
    base = _base(line, page, size)
    gap = "\n\n" if line.is_new_block else "\n"
    for _, word in line.words:
        left, wide = word.box.left * page.width, (word.box.right - word.box.left) * page.width
        if not _is_dust(word) and _NARROWEST_EM <= wide / size <= _WIDEST_EM:
            yield Place(left, base, wide, size, gap)
            gap = " "


def _is_dust(word: Word) -> bool:
    is_unsure = word.confidence is not None and word.confidence < _DUST
    return is_unsure and word.end - word.start <= _DUST_LETTERS


def _base(line: _Line, page: Page, size: float) -> float:
    """The middle one of the heights that the words' feet speak for."""
    feet = sorted(
        word.box.bottom * page.height - (size * _DESCENT if _DESCENDING.intersection(text) else 0.0)
        for text, word in line.words
    )
    return feet[len(feet) // 2]
