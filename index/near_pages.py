"""Which pages of one set say what pages of another say, though not letter for letter.

A page is taken for the set of its runs of three words. Sets are compared by signatures first
(MinHash: the share of equal values estimates the share of common runs), so that not every page is
compared with every other; what looks alike is then measured. Runs that stand on many pages, as the
print of a form does, weigh little: two forms filled in differently are two pages.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from index.analysis import tokens
from index.limits import NO_HASTE, Budget

Key = tuple[str, int]
"""Document id and number of a page."""

Runs = npt.NDArray[np.uint64]
"""Hashes of the runs of words of a page, each once, in order."""

RUN_WORDS: Final = 3
VALUES: Final = 64
"""Values of a signature."""
BAND: Final = 2
"""Values side by side that must be equal for a closer look: of pages that have 30 % of their runs
in common 95 % get one, of those that have 5 % one in thirteen."""
MOST_ALIKE: Final = 64
"""Of pages whose signatures fall together, which are near copies, so many are compared."""
LEAST: Final = 0.45
"""Likeness from which two pages are the same page, changed."""

_MULTIPLIERS: Final = np.random.default_rng(1).integers(1, 2**63, VALUES, np.uint64) | np.uint64(1)
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Pair:
    """A page and the one it is taken for.

    Attributes:
        before: A page of the first set.
        after: A page of the second.
        likeness: Weight of the runs they have in common over that of the one with less, 0 to 1.
    """

    before: Key
    after: Key
    likeness: float


def runs_of(text: str) -> Runs:
    """The runs of words of a text; all words of a shorter one are one run."""
    words = np.array([crc32(t.text.encode()) for t in tokens(text) if t.width == 1], np.uint64)
    if not len(words):
        return words
    length = min(RUN_WORDS, len(words))
    mixed = np.zeros(len(words) - length + 1, np.uint64)
    for offset in range(length):
        mixed = (mixed ^ words[offset : offset + len(mixed)]) * _MIX
        mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed)


def near_pairs(
    before: Mapping[Key, Runs], after: Mapping[Key, Runs], budget: Budget = NO_HASTE
) -> tuple[Pair, ...]:
    """Each page with at most one of the other set, the likest first; pages without words in none.

    Of pages equally like, those that stand in the same place go together.

    Raises:
        OutOfTimeError: The time is over.
    """
    weights = _Weights([*before.values(), *after.values()])
    found = []
    for one, other in _candidates(before, after, budget):
        budget.check()
        likeness = weights.likeness(before[one], after[other])
        if likeness >= LEAST:
            found.append(Pair(one, other, likeness))
    found.sort(key=lambda pair: (-round(pair.likeness, 3), *_distance(pair)))
    return tuple(_one_to_one(found))


class _Weights:
    """What each run tells: little if it stands on many pages."""

    def __init__(self, pages: Iterable[Runs]) -> None:
        every = [runs for runs in pages if len(runs)]
        together = np.concatenate(every) if every else np.zeros(0, np.uint64)
        self._runs, held = np.unique(together, return_counts=True)
        # A run that each set has once tells all; one on every page next to nothing.
        self._weights = np.log1p(len(every) / np.maximum(held - 1, 1))

    def likeness(self, one: Runs, other: Runs) -> float:
        """0 to 1; see ``Pair``."""
        common = self._of(np.intersect1d(one, other, assume_unique=True))
        least = min(self._of(one), self._of(other))
        return common / least if least else 0.0

    def _of(self, runs: Runs) -> float:
        return float(self._weights[np.searchsorted(self._runs, runs)].sum())


def _candidates(
    before: Mapping[Key, Runs], after: Mapping[Key, Runs], budget: Budget
) -> set[tuple[Key, Key]]:
    """Pages that share a band of their signatures."""
    bands: dict[tuple[int, bytes], list[Key]] = {}
    for key, runs in before.items():
        budget.check()
        for band in _bands(runs):
            bands.setdefault(band, []).append(key)
    found: set[tuple[Key, Key]] = set()
    for key, runs in after.items():
        budget.check()
        for band in _bands(runs):
            found.update((one, key) for one in bands.get(band, ())[:MOST_ALIKE])
    return found


def _bands(runs: Runs) -> Iterator[tuple[int, bytes]]:
    if not len(runs):
        return
    mixed = runs[:, None] * _MULTIPLIERS
    signature = (mixed ^ (mixed >> np.uint64(31))).min(axis=0)
    for start in range(0, VALUES, BAND):
        yield start, signature[start : start + BAND].tobytes()


def _distance(pair: Pair) -> tuple[bool, int, Key, Key]:
    """How far apart two pages stand, then what puts pairs in one order always."""
    away = abs(pair.before[1] - pair.after[1])
    return pair.before[0] != pair.after[0], away, pair.before, pair.after


def _one_to_one(pairs: Iterable[Pair]) -> Iterator[Pair]:
    taken_before: set[Key] = set()
    taken_after: set[Key] = set()
    for pair in pairs:
        if pair.before not in taken_before and pair.after not in taken_after:
            taken_before.add(pair.before)
            taken_after.add(pair.after)
            yield pair
