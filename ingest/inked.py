"""Where a page's words should stand, and where its ink is: whether the two agree."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from PIL import Image

from ingest.bars import find_bars
from ingest.layout import Layout
from ingest.paper import Paper
from ingest.records import Box

_INK = 128
_SMEAR_IN = 0.06
"""Inches by which ink is drawn out to the right, so that letters make lines of text."""
_LOWEST_IN, _HIGHEST_IN = 0.04, 0.4
"""Inches: what is lower is a rule or dust, what is higher a picture or a bar."""
_MARGIN_PX = 1
"""Letters may stand out of their boxes by a pixel."""
_WIDEST_GAP = 0.035
"""Share of the page's width: words farther apart do not follow each other."""
_NARROWEST_GAP_PX = 2
_FEWEST_GAPS = 10

Pixels = tuple[slice, slice]


@dataclass(frozen=True, slots=True)
class Inked:
    """How a page's words lie on its ink.

    Attributes:
        covered: Share of the ink of the page's lines of text that lies in a word's box, 0.0 to 1.0;
            1.0 where there are no lines.
        between: Ink between words that follow each other, as a share of the ink in words, area for
            area: near 0 where words stand where they belong, near 1 where they lie anyhow. None
            where too few words follow each other.
    """

    covered: float
    between: float | None


def inked(layout: Layout, image: Image.Image, dpi: int) -> Inked:
    """Compare a page's words with its picture.

    Args:
        layout: Boxes on the picture.
        image: Mode ``L``; 100 dpi are enough.
        dpi: Pixels per inch.
    """
    ink = np.asarray(Paper.of(image, dpi).taken_from(image)) < _INK
    for left, top, right, bottom in find_bars(image, dpi) or ():
        ink[top:bottom, left:right] = False  # what it hides is in no good layer
    lines = ink & _lines(ink, dpi)
    boxed = np.zeros_like(ink)
    for word in layout.words():
        boxed[_pixels(word.box, ink.shape, _MARGIN_PX)] = True
    of_text = int(lines.sum())
    covered = float((lines & boxed).sum()) / of_text if of_text else 1.0
    return Inked(covered, _between(layout, ink))


def _lines(ink: np.ndarray, dpi: int) -> np.ndarray:
    """What lies in ink drawn out to the right, where that is as high as a line of text."""
    drawn = ink.copy()
    for step in range(1, round(_SMEAR_IN * dpi) + 1):
        drawn[:, step:] |= ink[:, :-step]
    edges = np.diff(np.pad(drawn, ((1, 1), (0, 0))).astype(np.int8), axis=0).T
    columns, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    heights = (ends - starts) / dpi
    fit = (heights >= _LOWEST_IN) & (heights < _HIGHEST_IN)
    steps = np.zeros_like(edges)
    steps[columns[fit], starts[fit]] = 1
    steps[columns[fit], ends[fit]] = -1
    return np.asarray(np.cumsum(steps, axis=1, dtype=np.int8)[:, :-1].T > 0)


def _between(layout: Layout, ink: np.ndarray) -> float | None:
    gaps = [ink[place] for place in _gaps(layout, ink.shape)]
    words = [ink[_pixels(word.box, ink.shape)] for word in layout.words()]
    in_words = _density(words)
    if len(gaps) < _FEWEST_GAPS or not in_words:
        return None
    return min(_density(gaps) / in_words, 1.0)


def _density(parts: list[np.ndarray]) -> float:
    return sum(int(part.sum()) for part in parts) / max(sum(part.size for part in parts), 1)


def _gaps(layout: Layout, shape: tuple[int, ...]) -> Iterator[Pixels]:
    for one, next_ in pairwise(word.box for word in layout.words()):
        top, bottom = max(one.top, next_.top), min(one.bottom, next_.bottom)
        is_level = bottom - top > 0.5 * (next_.bottom - next_.top)
        if is_level and 0 < next_.left - one.right < _WIDEST_GAP:
            left, right = math.ceil(one.right * shape[1]), int(next_.left * shape[1])
            if right - left >= _NARROWEST_GAP_PX:
                yield slice(int(top * shape[0]), math.ceil(bottom * shape[0])), slice(left, right)


def _pixels(box: Box, shape: tuple[int, ...], margin: int = 0) -> Pixels:
    height, width = shape
    top, bottom = int(box.top * height) - margin, math.ceil(box.bottom * height) + margin
    left, right = int(box.left * width) - margin, math.ceil(box.right * width) + margin
    return slice(max(top, 0), bottom), slice(max(left, 0), right)
