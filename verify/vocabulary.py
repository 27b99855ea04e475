"""The words of a collection, as often as they stand there, to write pages with."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from index.analysis import tokens
from index.identifiers import identifiers
from ingest.records import Page
from verify.faces import Face, can_write, width

SURE = 0.8
"""Confidence of a word that is taken for one of the collection's, not for a misreading."""
_LONGEST = 30
_NEAR, _NEAR_EM = 0.05, 0.15
"""Share of a width and sizes of type by which another word may be wider or narrower."""
_COMMON = 0.5
"""Share of running words that the common ones make up."""


class Band(StrEnum):
    """How often a word stands in a collection.

    Attributes:
        COMMON: One of the words that make up half of all text.
        USUAL: Neither of the others.
        RARE: On one of the pages looked at only.
    """

    COMMON = "common"
    USUAL = "usual"
    RARE = "rare"


@dataclass(frozen=True)
class Vocabulary:
    """Words as printed, with punctuation and capitals, and how often they were met.

    Attributes:
        printed: How often each printed form was met.
        pages: On how many pages each folded form was met.
        identifiers: As printed, each once.
    """

    printed: Counter[str]
    pages: Counter[str]
    identifiers: tuple[str, ...]

    @classmethod
    def of(cls, pages: Iterable[Page]) -> "Vocabulary":
        """The words that were surely read on some pages, which have their words."""
        printed: Counter[str] = Counter()
        on_pages: Counter[str] = Counter()
        numbers: dict[str, None] = {}
        for page in pages:
            sure = [
                page.text[word.start : word.end]
                for word in page.words
                if word.confidence is None or word.confidence >= SURE
            ]
            written = [word for word in sure if len(word) <= _LONGEST and can_write(word)]
            printed.update(word for word in written if any(map(str.isalnum, word)))
            on_pages.update({token.text for word in written for token in tokens(word)})
            numbers.update(dict.fromkeys(n for word in written for n in _identifiers(word)))
        return cls(printed, on_pages, tuple(numbers))

    @cached_property
    def _common(self) -> frozenset[str]:
        running: Counter[str] = Counter()
        for word, count in self.printed.items():
            for token in tokens(word):
                running[token.text] += count
        ranked = running.most_common()
        ends = np.cumsum([0, *(count for _, count in ranked)])
        half = _COMMON * ends[-1]
        before = ends[:-1]  # running words of all commoner ones
        return frozenset(word for (word, _), end in zip(ranked, before, strict=True) if end < half)

    def band(self, folded: str) -> Band:
        """How often a word in its folded form stands in the collection."""
        if folded in self._common:
            return Band.COMMON
        return Band.USUAL if self.pages[folded] > 1 else Band.RARE


class Pen:
    """Writes words of a vocabulary into gaps of given widths, as often as they stand there.

    Args:
        vocabulary: Not empty.
        face: Whose widths count.
        chance: Chooses.
    """

    def __init__(self, vocabulary: Vocabulary, face: Face, chance: np.random.Generator) -> None:
        words = sorted(vocabulary.printed, key=lambda word: (width(word, face), word))
        self._words = words
        self._widths = np.array([width(word, face) for word in words])
        self._ends = np.cumsum([vocabulary.printed[word] for word in words])
        self._chance = chance

    def word(self, wide: float) -> str:
        """A word about so many sizes of type wide; the nearest where there is none."""
        slack = max(_NEAR * wide, _NEAR_EM)
        first, end = np.searchsorted(self._widths, (wide - slack, wide + slack))
        if first == end:
            beside = [
                place for place in (int(first) - 1, int(first)) if 0 <= place < len(self._words)
            ]
            nearest: int = min(beside, key=lambda place: abs(self._widths[place] - wide))
            return self._words[nearest]
        before = self._ends[first - 1] if first else 0
        ticket = self._chance.integers(before, self._ends[end - 1])
        return self._words[int(np.searchsorted(self._ends, ticket, side="right"))]


def _identifiers(word: str) -> list[str]:
    """The longest identifier in a printed word, if there is one."""
    found = identifiers(word, tokens(word))
    longest = max(found, key=lambda one: one.end - one.start, default=None)
    return [word[longest.start : longest.end]] if longest else []
