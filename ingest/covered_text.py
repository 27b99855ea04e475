"""Live text under redactions: what they were meant to take away and did not."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.layout import Layout, PlacedWord
from ingest.painted_over import Letter, painted_words
from ingest.records import Box

_LEAST_COVERED = 0.3
"""Share of a word's width under bars from which it is withheld whole: the letters beside a bar tell
the rest of a name. A bar's edge that is drawn a little too wide covers less of its neighbour."""
_SEEN_LETTERS, _SEEN_CONFIDENCE = 3, 0.75
"""A bar's edge is read as less, or with less confidence."""


@dataclass(frozen=True, slots=True)
class Uncovered:
    """What may be said of a page.

    Attributes:
        layout: Without the words under bars.
        bars: Those bars, and boxes of other colours, that had live text under them.
        words: How many words were taken out; those that OCR made of a bar's edge do not count.
    """

    layout: Layout
    bars: tuple[Box, ...] = ()
    words: int = 0

    def __add__(self, other: "Uncovered") -> "Uncovered":
        bars = tuple(dict.fromkeys((*self.bars, *other.bars)))
        return Uncovered(self.layout + other.layout, bars, self.words + other.words)


def without_covered(
    layout: Layout, bars: Sequence[Box], letters: Sequence[Letter] = ()
) -> Uncovered:
    """Take out what stands under bars.

    Of a word only its middle height counts, since its box is as high as its font may reach and a
    bar is often only as high as its letters. What OCR reads there is mostly the bar's own edge:
    taken out too, but no sign of a redaction that failed.

    Args:
        layout: All that was read.
        bars: Black ones: whatever stands there is covered.
        letters: Those of the text layer that something of any colour was painted over.
    """
    if not bars and not letters:
        return Uncovered(layout)
    live = (word for word in layout.words() if word.confidence is None)
    painted = painted_words(live, letters) if letters else {}
    hidden: list[PlacedWord] = []
    guilty: list[Box] = []

    def is_seen(word: PlacedWord) -> bool:
        if word in painted:
            hidden.append(word)
            guilty.append(painted[word])
            return False
        over = [bar for bar in bars if _width_under(word.box, bar) > 0]
        if sum(_width_under(word.box, bar) for bar in over) < _LEAST_COVERED:
            return True
        if _is_text(word):
            hidden.append(word)
            guilty.extend(over)
        return False

    seen = layout.kept(is_seen)
    return Uncovered(seen, tuple(dict.fromkeys(guilty)), len(hidden))


def _is_text(word: PlacedWord) -> bool:
    """Whether a word was live, or seen through a bar that was marked but never drawn."""
    letters = sum(map(str.isalnum, word.text))
    if word.confidence is None:
        return letters > 0
    return letters >= _SEEN_LETTERS and word.confidence >= _SEEN_CONFIDENCE


def _width_under(word: Box, bar: Box) -> float:
    """The share of a word's width that a bar covers at its middle height, 0.0 to 1.0."""
    middle = (word.top + word.bottom) / 2
    if not bar.top <= middle <= bar.bottom:
        return 0.0
    width = word.right - word.left
    if width <= 0:
        return float(bar.left <= word.left <= bar.right)
    return max(min(word.right, bar.right) - max(word.left, bar.left), 0.0) / width
