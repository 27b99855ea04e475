"""Where words stand, as ascending arrays: phrases, and words near each other."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from index.page_table import Rows
from index.query import Term, TextField

SPARSE: Final = 16
"""Places are looked up one by one where they are this many times fewer than rows, and postings
sorted, not counted row by row."""

_NONE: Final = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Postings:
    """Rows that hold something and how often each holds it; a row may come several times."""

    rows: Rows
    counts: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Places:
    """Where something stands, ascending: the place it begins and the place that follows it.

    Places are one numbering of all positions of a field: ``PageTable.bases`` says which are whose.
    """

    starts: Rows
    nexts: Rows


@dataclass(frozen=True, slots=True)
class Skips:
    """Where a phrase may leave out running heads and feet between two pages, both ascending.

    Attributes:
        ends: Places at which the text of a page breaks off: of the first word of its feet.
        begins: For each of them, the place at which it goes on on the next page.
    """

    ends: Rows
    begins: Rows


NO_SKIPS: Final = Skips(_NONE, _NONE)


def skips_of(bases: Rows, feet: Rows, heads: Rows) -> Skips:
    """The skips of pages, given where each begins.

    Args:
        bases: Of the pages.
        feet: For each page the words at the end of the one before that are its feet.
        heads: For each page the words at its beginning that are its heads.
    """
    rows = np.flatnonzero(feet + heads)
    return Skips(bases[rows] - feet[rows], bases[rows] + heads[rows])


@runtime_checkable
class PhraseSource(Protocol):
    """A ``PostingSource`` with a faster way to phrases of words than by ``places``."""

    def phrase(self, parts: Sequence[Term], field: TextField) -> Postings:
        """The rows that hold a phrase, ascending, each once, and how often."""


def no_postings() -> Postings:
    """Of what stands nowhere."""
    return Postings(_NONE, np.empty(0))


def joined_postings(found: Sequence[Postings]) -> Postings:
    """The postings of several words, those of one after those of the other."""
    if not found:
        return no_postings()
    if len(found) == 1:
        return found[0]
    rows = np.concatenate([postings.rows for postings in found])
    return Postings(rows, np.concatenate([postings.counts for postings in found]))


def united(found: Sequence[Postings]) -> Postings:
    """Each row once, with how often it holds all the words together."""
    past = max((int(each.rows.max(initial=-1)) for each in found), default=-1) + 1
    if sum(len(each.rows) for each in found) * SPARSE > past:
        whole = np.zeros(past)
        for each in found:  # as exact as one after the other: counts are whole numbers
            whole += np.bincount(each.rows, weights=each.counts, minlength=past)
        rows = np.flatnonzero(whole)
        return Postings(rows, whole[rows])
    postings = joined_postings(found)
    rows, places = np.unique(postings.rows, return_inverse=True)
    counts = np.bincount(places, weights=postings.counts, minlength=len(rows))
    return Postings(rows, counts.astype(np.float64))


def weighted(found: Sequence[tuple[Postings, int]]) -> Postings:
    """Several postings as one, those of each counted at so many hundredths.

    Each row once. Hundredths are whole numbers, so their sums are the same in any order.
    """
    every = [Postings(each.rows, each.counts * hundredths) for each, hundredths in found]
    whole = united(every)
    return Postings(whole.rows, whole.counts / 100)


def joined_places(found: Sequence[Places]) -> Places:
    """The places of several words as those of one, ascending."""
    starts = np.concatenate([_NONE, *(places.starts for places in found)])
    nexts = np.concatenate([_NONE, *(places.nexts for places in found)])
    order = np.lexsort((nexts, starts))
    return Places(starts[order], nexts[order])


def on_one_page(places: Places, bases: Rows) -> Places:
    """The places that do not go over the end of a page."""
    rows = np.searchsorted(bases, places.starts, side="right")
    kept = rows == np.searchsorted(bases, places.nexts - 1, side="right")
    return Places(places.starts[kept], places.nexts[kept])


def chained(parts: Sequence[Places], skips: Skips = NO_SKIPS) -> Places:
    """Where a phrase stands: from the last part to the first, keep what the rest goes on from."""
    *before, last = parts
    rest = _longest(last.starts, last.nexts)
    for places in (_skipping(places, skips) for places in reversed(before)):
        goes_on = is_among(places.nexts, rest.starts)
        onward = rest.nexts[np.searchsorted(rest.starts, places.nexts[goes_on])]
        rest = _longest(places.starts[goes_on], onward)
    return rest


def _skipping(places: Places, skips: Skips) -> Places:
    """Places that also go on behind the heads and feet that they end at."""
    where = np.searchsorted(skips.ends, places.nexts)
    ends = is_among(places.nexts, skips.ends)
    if not ends.any():
        return places
    return joined_places([places, Places(places.starts[ends], skips.begins[where[ends]])])


def counted(starts: Rows | NDArray[np.uint32], bases: Rows) -> Postings:
    """How often each row holds what begins at these places, which ascend."""
    rows, first = _by_row(starts, bases)
    counts = np.diff(np.append(first, len(starts)))
    return Postings(rows, counts.astype(np.float64))


def rows_about(places: Places, bases: Rows, reach: int) -> Rows:
    """The rows within reach of these places, ascending; a few more where texts part."""
    rows, first = _by_row(places.starts, bases)
    if not len(rows):
        return rows
    last = places.starts[np.append(first[1:], len(places.starts)) - 1]
    lowest = np.searchsorted(bases, places.starts[first] - reach, side="right") - 1
    highest = np.searchsorted(bases, last + reach, side="right") - 1
    count = len(bases) - 1
    edges = np.bincount(np.maximum(lowest, 0), minlength=count + 1)
    edges -= np.bincount(np.minimum(highest, count - 1) + 1, minlength=count + 1)
    return np.flatnonzero(np.cumsum(edges))


def _by_row(starts: Rows | NDArray[np.uint32], bases: Rows) -> tuple[Rows, Rows]:
    """The rows that hold some ascending places, and which of the places is the first in each."""
    if len(starts) * SPARSE < len(bases):
        rows = np.searchsorted(bases, starts.astype(np.int64), side="right") - 1
        first = np.flatnonzero(_is_new(rows))
        return rows[first], first
    ends = np.searchsorted(starts, bases.astype(starts.dtype, copy=False))
    held = np.flatnonzero(ends[1:] != ends[:-1])
    return held, ends[held]


def near(parts: Sequence[Places], distance: int, is_over: Callable[[], bool]) -> Rows:
    """The places where windows of ``index.near`` begin, ascending, each as often as they do.

    Args:
        parts: Where each part stands; one object for parts that are the same.
        distance: Words that may stand between.
        is_over: Asked between steps; once it is, windows are left out.
    """
    needed = Counter(map(id, parts))
    distinct = list({id(places): places for places in parts}.values())
    often = np.array([needed[id(places)] for places in distinct], dtype=np.int64)
    begun = [_NONE]
    for first, places in enumerate(distinct):
        begins = _Windows(distinct, often, first, distance).begins(is_over)
        begun += [places.starts[begins]] * int(often[first])
    return np.sort(np.concatenate(begun))


class _Windows:
    """All windows that begin with one part, each grown by a place at a time while they hold."""

    def __init__(self, distinct: Sequence[Places], often: Rows, first: int, distance: int) -> None:
        self._starts = [np.append(places.starts, _NOWHERE) for places in distinct]
        self._nexts = [np.append(places.nexts, _NOWHERE + 1) for places in distinct]
        self._rounds = int(often.sum()) - 1
        self._left = np.full(len(distinct[first].starts), distance)
        self._following = distinct[first].nexts
        self._missing = np.tile(often, (len(self._left), 1))
        self._missing[:, first] -= 1
        self._places = np.arange(len(self._left))

    def begins(self, is_over: Callable[[], bool]) -> Rows:
        """Which occurrences of the first part begin a window that holds."""
        for _ in range(self._rounds):
            if not len(self._places) or is_over():
                return _NONE
            self._grow()
        return self._places

    def _grow(self) -> None:
        """Take the nearest place of a missing part, and keep the windows that still hold."""
        starts = np.full(len(self._places), _NOWHERE)
        nexts = starts + 1
        taken = np.zeros(len(starts), dtype=np.int64)
        for part, (all_starts, all_nexts) in enumerate(zip(self._starts, self._nexts, strict=True)):
            found = np.searchsorted(all_starts[:-1], self._following)
            start, following = all_starts[found], all_nexts[found]
            nearer = (start < starts) | ((start == starts) & (following < nexts))
            nearer &= self._missing[:, part] > 0
            starts, nexts = np.where(nearer, start, starts), np.where(nearer, following, nexts)
            taken[nearer] = part
        left = self._left - (starts - self._following)
        self._missing[np.arange(len(taken)), taken] -= 1
        holds = left >= 0
        self._left, self._following = left[holds], nexts[holds]
        self._missing, self._places = self._missing[holds], self._places[holds]


_NOWHERE: Final = np.int64(1 << 62)
"""The place of what does not stand anywhere further on."""


def _longest(starts: Rows, nexts: Rows) -> Places:
    """Of places that begin together the one that goes on longest; they come by their starts."""
    first = np.flatnonzero(_is_new(starts))
    if len(first) == len(starts):
        return Places(starts, nexts)
    return Places(starts[first], np.maximum.reduceat(nexts, first))


def is_among(values: Rows, distinct: Rows) -> NDArray[np.bool_]:
    """For each value whether it is among the distinct ones, which ascend."""
    if not len(distinct):
        return np.zeros(len(values), dtype=np.bool_)
    found = np.searchsorted(distinct, values)
    among: NDArray[np.bool_] = distinct[np.minimum(found, len(distinct) - 1)] == values
    return among


def _is_new(ascending: Rows) -> NDArray[np.bool_]:
    """For each value whether it differs from the one before."""
    new = np.ones(len(ascending), dtype=np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=new[1:])
    return new
