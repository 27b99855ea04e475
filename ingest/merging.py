"""Putting together what a text layer and OCR say of one page."""

from collections.abc import Sequence

from ingest.geometry import covers_middle, overlap
from ingest.layout import Layout, PlacedWord
from ingest.records import Box

_SAME_PLACE = 0.3
"""Share of a word's box from which two words stand in the same place."""


def missing_from(reading: Layout, layer: Layout) -> Layout:
    """The words of a text layer that OCR did not read, or read otherwise."""
    read = list(reading.words())
    return layer.kept(lambda word: not any(_is_same(word, other) for other in read))


def added_by(reading: Layout, layer: Layout, pictures: Sequence[Box] | None = None) -> Layout:
    """The words OCR read where a text layer has none.

    Args:
        reading: By OCR, boxes on the page.
        layer: The page's text layer.
        pictures: Keep only what stands within one of these; None for the whole page.
    """
    known = list(layer.words())

    def is_new(word: PlacedWord) -> bool:
        is_within = pictures is None or any(covers_middle(box, word.box) for box in pictures)
        return is_within and not any(_is_at(word, other) for other in known)

    return reading.kept(is_new)


def _is_same(word: PlacedWord, other: PlacedWord) -> bool:
    return _is_at(word, other) and _folded(word.text) in _folded(other.text)


def _is_at(word: PlacedWord, other: PlacedWord) -> bool:
    share = max(overlap(word.box, other.box), overlap(other.box, word.box))
    return share > _SAME_PLACE


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
