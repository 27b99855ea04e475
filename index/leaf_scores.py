"""What pages score for one leaf of a query, from posting lists; and counts looked up in them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.page_table import Rows
from index.places import Postings
from index.scoring import TYPED_WEIGHT, weighed

Scores = NDArray[np.float64]

FEW: Final = 16
"""Rows are looked up one by one where they are this many times fewer than those looked in."""

SPARSE: Final = 64
"""The same, for so many times fewer than all rows of the index, which are laid out otherwise."""


class Penalties:
    """What the length of pages takes, for one query: its leaves ask for the same rows in turn.

    Args:
        of_all: For each row of the index.
    """

    def __init__(self, of_all: Scores) -> None:
        self._of_all = of_all
        self._last: tuple[Rows, Scores] | None = None

    def __len__(self) -> int:
        return len(self._of_all)

    def of(self, wanted: Rows) -> Scores:
        """Of some rows; not to be written to."""
        if self._last is None or self._last[0] is not wanted:
            self._last = wanted, self._of_all.take(wanted)
        return self._last[1]


@dataclass(frozen=True, slots=True)
class LeafScores:
    """Scores pages that hold a leaf.

    Attributes:
        postings: Which do, ascending, and how often.
        rarity: Of the leaf.
        penalties: Of rows of the index.
        typed: Which hold the word as typed, if that is not the leaf itself; None if none do.
        is_typed: Whether that is the only form of the word there is, so that both are the same.
        title: Which have it in their title; None if none do.
        title_shares: For each row of the index what its title counts.
    """

    postings: Postings
    rarity: float
    penalties: Penalties
    typed: Postings | None
    is_typed: bool
    title: Postings | None
    title_shares: Scores

    def of(self, wanted: Rows) -> Scores:
        """The scores of some rows that hold the leaf, ascending."""
        is_all = len(wanted) == len(self.postings.rows)
        counts = self.postings.counts if is_all else self._counts(wanted, self.postings)
        penalties = self.penalties.of(wanted)
        found = weighed(counts, penalties, rarity=self.rarity)
        if self.is_typed:
            found += TYPED_WEIGHT * found
        elif self.typed is not None:
            self._add_typed(found, wanted, penalties, self.typed)
        if self.title is not None:
            at, _ = held(wanted, self.title)
            found[at] += self.rarity * self.title_shares.take(wanted[at])
        return found

    def _add_typed(self, found: Scores, wanted: Rows, penalties: Scores, typed: Postings) -> None:
        if len(typed.rows) * FEW < len(wanted):
            at, counts = held(wanted, typed)
            found[at] += TYPED_WEIGHT * weighed(counts, penalties[at], rarity=self.rarity)
            return
        counts = self._counts(wanted, typed)  # what stands there 0 times adds 0, and changes no bit
        found += TYPED_WEIGHT * weighed(counts, penalties, rarity=self.rarity)

    def _counts(self, wanted: Rows, postings: Postings) -> Scores:
        return counts_at(wanted, postings, len(self.penalties))


def counts_at(wanted: Rows, postings: Postings, row_count: int) -> Scores:
    """How often each of some rows, ascending, holds something; 0 where it does not.

    Args:
        wanted: The rows.
        postings: Ascending, each row once; not empty.
        row_count: Of the index.
    """
    if len(wanted) * SPARSE < row_count or len(wanted) * FEW < len(postings.rows):
        at = np.searchsorted(postings.rows, wanted)
        is_there = postings.rows.take(at, mode="clip") == wanted
        return np.where(is_there, postings.counts.take(at, mode="clip"), 0.0)
    counts = np.zeros(row_count)
    counts[postings.rows] = postings.counts
    found: Scores = counts.take(wanted)
    return found


def held(wanted: Rows, postings: Postings) -> tuple[Rows, Scores]:
    """The places of the wanted rows, ascending, that postings hold, and how often they do."""
    if len(wanted) < len(postings.rows):
        near = np.searchsorted(postings.rows, wanted)
        at = np.flatnonzero(postings.rows.take(near, mode="clip") == wanted)
        return at, postings.counts[near[at]]
    near = np.searchsorted(wanted, postings.rows)
    is_there = wanted.take(near, mode="clip") == postings.rows
    return near[is_there], postings.counts[is_there]
