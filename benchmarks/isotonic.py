"""A rising curve through what was right and wrong at each confidence."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ingest.confidence import Curve

_OF_A_BIN = 20
"""Words; the lowest confidences are rare, and tell most."""
_FEWEST = 1.0
"""Weight of words that make a bin's share; half a right and half a wrong word are added to it."""
_APART = 0.02
"""Shares nearer to each other than this need no point of their own."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A word that was read, and what became of it.

    Attributes:
        text: As read.
        confidence: Of the engine, 0.0 to 1.0.
        is_right: Whether it stands so on the page.
        weight: How many words it counts for.
    """

    text: str
    confidence: float
    is_right: bool
    weight: float = 1.0


def fitted_curve(words: Sequence[Judged]) -> Curve:
    """The rising curve nearest to what was right, by pooling neighbours that fall, in few points.

    Args:
        words: One at least.
    """
    ranked = sorted(words, key=lambda word: word.confidence)
    bins = [
        [ranked[place] for place in places]
        for places in np.array_split(np.arange(len(ranked)), max(len(ranked) // _OF_A_BIN, 1))
    ]
    # Each pool: weight, right weight, confidence times weight.
    pools: list[tuple[float, float, float]] = []
    for one in bins:
        pools.append(_pool(one))
        while len(pools) > 1 and _share(pools[-2]) >= _share(pools[-1]):
            last, before = pools.pop(), pools.pop()
            pools.append((last[0] + before[0], last[1] + before[1], last[2] + before[2]))
    points = [(round(pool[2] / pool[0], 3), round(_share(pool), 3)) for pool in pools]
    kept = _apart(points)
    return Curve(tuple(at for at, _ in kept), tuple(share for _, share in kept))


def _pool(words: Sequence[Judged]) -> tuple[float, float, float]:
    weight = sum(word.weight for word in words)
    right = sum(word.weight for word in words if word.is_right)
    return weight, right, sum(word.weight * word.confidence for word in words)


def _share(pool: tuple[float, float, float]) -> float:
    weight, right, _ = pool
    return (right + _FEWEST / 2) / (weight + _FEWEST)


def _apart(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The first and last point, and those between that tell something the one before does not."""
    kept = [points[0]]
    for at, share in points[1:]:
        if at <= kept[-1][0]:
            continue
        if share - kept[-1][1] >= _APART or (at, share) == points[-1]:
            kept.append((at, max(share, kept[-1][1])))
    return kept


def calibration_error(words: Sequence[Judged], bins: int = 10) -> float:
    """Expected calibration error: how far confidence and share right lie apart, tenth by tenth.

    Each tenth of confidence counts by its words.
    """
    if not words:
        return 0.0
    tenths = np.array([min(int(word.confidence * bins), bins - 1) for word in words])
    confidences = np.array([word.confidence for word in words])
    rights = np.array([word.is_right for word in words], dtype=np.float64)
    weights = np.array([word.weight for word in words])
    apart = 0.0
    for tenth in range(bins):
        here = tenths == tenth
        if here.any():
            mine = weights[here]
            apart += abs(float(((confidences[here] - rights[here]) * mine).sum()))
    return apart / float(weights.sum())
