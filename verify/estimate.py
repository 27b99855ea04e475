"""Shares of a collection from counts on made pages of each look, with how sure they are."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_TIMES = 1000
_SURE = 1.96
"""Standard deviations that hold 95 of 100 cases."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share and the range it lies in, 95 times of 100; all 0.0 to 1.0 unless more was counted.

    Attributes:
        share: The best guess.
        low: Lower end.
        high: Upper end.
    """

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted on the made pages of one look.

    Attributes:
        weight: Pages of the collection that were looked at and have the look.
        pages: For each made page how many were found, and of how many.
    """

    weight: int
    pages: tuple[tuple[int, int], ...]

    @property
    def found(self) -> int:
        """Of all pages."""
        return sum(found for found, _ in self.pages)

    @property
    def asked(self) -> int:
        """Of all pages."""
        return sum(asked for _, asked in self.pages)


def wilson(found: int, asked: int) -> tuple[float, float]:
    """Wilson's interval for a share that was counted; 0 and 1 where nothing was."""
    if not asked:
        return 0.0, 1.0
    share, z2 = found / asked, _SURE**2
    middle = share + z2 / (2 * asked)
    half = _SURE * math.sqrt(max(share * (1 - share) / asked + z2 / (4 * asked**2), 0.0))
    whole = 1 + z2 / asked
    # At 0 and 1 rounding may leave the share a hair outside.
    low, high = min((middle - half) / whole, share), max((middle + half) / whole, share)
    return max(low, 0.0), min(high, 1.0)


def estimated(looks: Sequence[Counts], seed: int) -> Estimate | None:
    """The share over a collection, each look counting as much as it has pages there.

    The range comes of drawing the pages again and again from those there are, the looked-at ones
    and the made ones, since words of one page are read well or badly together. Where that is
    narrower than Wilson's interval for as many independent words, the latter is given: a few pages
    without an error do not prove that there are none.

    Returns:
        None where nothing was asked.
    """
    told = [look for look in looks if look.asked]
    if not told:
        return None
    chance = np.random.default_rng((seed, 3))
    weights = np.array([look.weight for look in told], dtype=np.float64)
    shares = np.array([look.found / look.asked for look in told])
    share = float(weights @ shares / weights.sum())
    drawn = [_drawn(told, weights, chance) for _ in range(_TIMES)]
    low, high = np.percentile(drawn, (2.5, 97.5))
    asked = sum(look.asked for look in told)
    least, most = wilson(round(share * asked), asked) if share <= 1 else (low, high)
    return Estimate(share, float(min(low, least)), float(max(high, most)))


def _drawn(told: Sequence[Counts], weights: np.ndarray, chance: np.random.Generator) -> float:
    total = int(weights.sum())
    drawn_weights = chance.multinomial(total, weights / weights.sum())
    shares = []
    for look in told:
        places = chance.integers(len(look.pages), size=len(look.pages))
        found = sum(look.pages[place][0] for place in places)
        asked = sum(look.pages[place][1] for place in places)
        shares.append(found / asked if asked else look.found / look.asked)
    return float(drawn_weights @ np.array(shares) / total)
