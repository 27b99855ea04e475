"""Which words OCR read where certain words truly stand, told by their boxes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.records import Box, Page, Word

_BESIDE = 0.4
"""Least share of the narrower word's width that two words at one place have in common."""
_LEVEL = 0.5
"""The same of the lower one's height."""
_ROWS = 100
"""Strips the page is cut into, so that only near words are compared."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """Words that stand in one place.

    Attributes:
        true: From left to right, as they are; one or more.
        read: From left to right, as OCR read them; none where it read nothing.
    """

    true: tuple[Word, ...]
    read: tuple[Word, ...]


def same_place(one: Box, other: Box) -> bool:
    """Whether two words stand in the same place, as far as boxes of different makers agree."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    narrower = min(one.right - one.left, other.right - other.left)
    lower = min(one.bottom - one.top, other.bottom - other.top)
    return width > _BESIDE * narrower and height > _LEVEL * lower


def align(true: Sequence[Word], read: Page) -> Iterator[Aligned]:
    """Every true word once, with those it was read as, and with those it was read together with.

    Args:
        true: With boxes on the scan.
        read: The scan, as it was read.
    """
    words = [w for w in read.words if any(map(str.isalnum, read.text[w.start : w.end]))]
    over = _overlaps(true, words)
    under: dict[int, list[int]] = defaultdict(list)
    for here, there in over.items():
        for place in there:
            under[place].append(here)
    done: set[int] = set()
    for first in range(len(true)):
        if first not in done:
            group = _group(first, over, under)
            done |= group
            places = {place for here in group for place in over[here]}
            yield Aligned(
                tuple(sorted((true[n] for n in group), key=_left)),
                tuple(sorted((words[n] for n in places), key=_left)),
            )


def _overlaps(true: Sequence[Word], words: Sequence[Word]) -> Mapping[int, list[int]]:
    strips: dict[int, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        for row in _rows(word.box):
            strips[row].append(place)
    return {
        here: sorted(
            {
                place
                for row in _rows(word.box)
                for place in strips[row]
                if same_place(word.box, words[place].box)
            }
        )
        for here, word in enumerate(true)
    }


def _rows(box: Box) -> range:
    return range(int(box.top * _ROWS), int(box.bottom * _ROWS) + 1)


def _group(first: int, over: Mapping[int, list[int]], under: Mapping[int, list[int]]) -> set[int]:
    """The true words that are tied to the first by words read over several of them."""
    group, waiting = {first}, [first]
    while waiting:
        for place in over[waiting.pop()]:
            fresh = set(under[place]) - group
            group |= fresh
            waiting += fresh
    return group


def _left(word: Word) -> float:
    return word.box.left
