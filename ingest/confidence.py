"""Tesseract's confidences made shares: of words read with 0.8, about eight in ten are right.

Its own are no shares: of words it gives 0.6 three in four are right, of short ones six in ten.
The curves were learned on pages whose true text is known; see docs/decisions/0018.
"""

import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib import resources

from ingest.layout import Layout, PlacedWord
from ingest.records import Page

_SHORT = 3
"""Letters and digits of a word that tells little by itself."""


class Kind(StrEnum):
    """What a word is made of, which tells how far its confidence is to be trusted.

    Attributes:
        NUMBER: Has a digit.
        SHORT: Has three letters or fewer.
        WORD: Any other.
    """

    NUMBER = "number"
    SHORT = "short"
    WORD = "word"

    @classmethod
    def of(cls, text: str) -> "Kind":
        """Of a word as it was read."""
        if any(map(str.isdecimal, text)):
            return cls.NUMBER
        return cls.SHORT if sum(map(str.isalnum, text)) <= _SHORT else cls.WORD


@dataclass(frozen=True, slots=True)
class Curve:
    """What share of words is right for each confidence of the engine.

    Attributes:
        confidences: Of the engine, 0.0 to 1.0, rising; one at least.
        shares: Of words that are right, 0.0 to 1.0, never falling; one for each confidence.
    """

    confidences: tuple[float, ...]
    shares: tuple[float, ...]

    def share(self, confidence: float) -> float:
        """The share for a confidence: straight between two points, level beyond the ends."""
        after = bisect_right(self.confidences, confidence)
        if after in (0, len(self.confidences)):
            return self.shares[max(after - 1, 0)]
        low, high = self.confidences[after - 1], self.confidences[after]
        part = (confidence - low) / (high - low)
        return self.shares[after - 1] + part * (self.shares[after] - self.shares[after - 1])


@dataclass(frozen=True, slots=True)
class ConfidenceMap:
    """A curve for each kind of word.

    Attributes:
        version: Rises with each map that ships.
        curves: One for each kind.
    """

    version: int
    curves: Mapping[Kind, Curve]

    @property
    def mark(self) -> str:
        """What the name of an engine ends with where its confidences went through the map."""
        return f" (confidence map {self.version})"

    def share(self, text: str, confidence: float) -> float:
        """How likely a word read so is right, 0.0 to 1.0."""
        return self.curves[Kind.of(text)].share(confidence)

    def applied(self, layout: Layout) -> Layout:
        """The layout with a share for every confidence of the engine."""
        return Layout(
            tuple(tuple(tuple(map(self._word, line)) for line in block) for block in layout.blocks)
        )

    def _word(self, word: PlacedWord) -> PlacedWord:
        if word.confidence is None:
            return word
        return replace(word, confidence=self.share(word.text, word.confidence))


_MARK = " (confidence map "


def is_calibrated(engine: str) -> bool:
    """Whether the confidences of an engine of this name went through a map."""
    return _MARK in engine


@cache
def shipped() -> ConfidenceMap:
    """The map that new pages are given."""
    # How the curves were made stands in their own "made".
    table = json.loads(resources.files("ingest").joinpath("confidence_map.json").read_text("utf-8"))
    curves = {
        Kind(kind): Curve(*(tuple(column) for column in zip(*points, strict=True)))
        for kind, points in table["curves"].items()
    }
    return ConfidenceMap(table["version"], curves)


def share_right(page: Page) -> float | None:
    """A page's confidence as a share, also if it was read before there was a map.

    Args:
        page: With words.

    Returns:
        None where no word has a confidence.
    """
    if is_calibrated(page.engine):
        return page.confidence
    shares = [
        shipped().share(page.text[word.start : word.end], word.confidence)
        for word in page.words
        if word.confidence is not None
    ]
    return sum(shares) / len(shares) if shares else None
