"""The fonts of made pages: those every PDF program has, so that none has to be installed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np
from pdfminer.fontmetrics import FONT_METRICS

from ingest.records import Page

_FEWEST_LETTERS = 4
"""Of a word that tells something of its font: the space beside its letters is little then."""
_FEWEST_WORDS = 12
"""That tell a font apart from others."""
_SURE = 0.8
_SMALLEST, _LARGEST = 4.0, 40.0
"""Points of type that are written with."""


class Face(StrEnum):
    """A font of every PDF program, by its name there."""

    SANS = "Helvetica"
    SERIF = "Times-Roman"
    TYPEWRITER = "Courier"

    @property
    def kind(self) -> str:
        """What people call it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Type:
    """What a page is set in.

    Attributes:
        face: The nearest of ours.
        size: Of most of its words, in points.
        misfit: By what share the widths of its words differ from that font's, usually.
    """

    face: Face
    size: float
    misfit: float


def can_write(text: str) -> bool:
    """Whether the fonts have all of the characters."""
    return all(character in _widths(Face.SANS) for character in text)


def width(text: str, face: Face) -> float:
    """Of a word in sizes of type; characters the font has not are as wide as an ``n``."""
    widths = _widths(face)
    return sum(widths.get(character, widths["n"]) for character in text)


@cache
def _widths(face: Face) -> dict[str, float]:
    return {character: units / 1000 for character, units in FONT_METRICS[face.value][1].items()}


def type_of(page: Page) -> Type:
    """The font nearest to a page's, judged by how wide its words are.

    Words have other widths in a typewriter's letters, in serif and in sans, and boxes say how wide
    they are, however bad the scan. Sans of ten points where too few words tell.

    Args:
        page: With words and boxes.
    """
    words = [
        (page.text[word.start : word.end], (word.box.right - word.box.left) * page.width)
        for word in page.words
        if word.confidence is None or word.confidence >= _SURE
    ]
    telling = [(t, w) for t, w in words if len(t) >= _FEWEST_LETTERS and can_write(t) and w > 0]
    if len(telling) < _FEWEST_WORDS:
        return Type(Face.SANS, 10.0, 1.0)
    return min((_fit(face, telling) for face in Face), key=lambda fit: fit.misfit)


def _fit(face: Face, words: Sequence[tuple[str, float]]) -> Type:
    logs = np.log([points / width(text, face) for text, points in words])
    size = float(np.median(logs))
    # Only words of the usual size: headings and fine print are of another.
    near = logs[np.abs(logs - size) < 0.25]
    size = float(np.median(near))
    misfit = float(np.mean(np.abs(near - size)))
    return Type(face, float(np.clip(np.exp(size), _SMALLEST, _LARGEST)), misfit)


def size_of_line(words: Iterable[tuple[str, float]], face: Face, usual: float) -> float:
    """Points of type that a line of words is set in.

    Args:
        words: Each with its width in points.
        face: Of the page.
        usual: Size of most of the page; the answer is within a third and three times of it.
    """
    total: dict[str, float] = defaultdict(float)
    for text, points in words:
        total["points"] += points
        total["sizes"] += width(text, face)
    size = total["points"] / total["sizes"] if total["sizes"] else usual
    return min(max(size, usual / 3, _SMALLEST), usual * 3, _LARGEST)
