"""Where words stand, as ascending arrays: phrases and words near each other found on whole arrays.

A place in the index is one number: the row above ``POSITION_BITS``, the word's position in them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.near import Stretch, window_from
from index.page_table import Rows

POSITION_BITS: Final = 32
"""A place in the index is one number: the row above these bits, the word's position in them."""

_NONE: Final = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Postings:
    """Rows that hold something and how often each holds it; a row may come several times."""

    rows: Rows
    counts: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Places:
    """Where something stands, ascending: the place it begins and the place that follows it."""

    starts: Rows
    nexts: Rows


def no_postings() -> Postings:
    """Of what stands nowhere."""
    return Postings(_NONE, np.empty(0))


def joined_postings(found: Sequence[Postings]) -> Postings:
    """The postings of several words, those of one after those of the other."""
    if not found:
        return no_postings()
    rows = np.concatenate([postings.rows for postings in found])
    return Postings(rows, np.concatenate([postings.counts for postings in found]))


def united(postings: Postings) -> Postings:
    """Each row once, with how often it holds all the words together."""
    rows, places = np.unique(postings.rows, return_inverse=True)
    counts = np.bincount(places, weights=postings.counts, minlength=len(rows))
    return Postings(rows, counts.astype(np.float64))


def joined_places(found: Sequence[Places]) -> Places:
    """The places of several words as those of one, ascending."""
    starts = np.concatenate([_NONE, *(places.starts for places in found)])
    nexts = np.concatenate([_NONE, *(places.nexts for places in found)])
    order = np.lexsort((nexts, starts))
    return Places(starts[order], nexts[order])


def chained(parts: Sequence[Places]) -> Places:
    """Where a phrase stands: from the last part to the first, keep what the rest goes on from."""
    *before, last = parts
    rest = _longest(last.starts, last.nexts)
    for places in reversed(before):
        goes_on = is_among(places.nexts, rest.starts)
        onward = rest.nexts[np.searchsorted(rest.starts, places.nexts[goes_on])]
        rest = _longest(places.starts[goes_on], onward)
    return rest


def counted(places: Places) -> Postings:
    """How often each row holds what stands at these places."""
    rows = places.starts >> POSITION_BITS
    first = np.flatnonzero(_is_new(rows))
    counts = np.diff(np.append(first, len(rows)))
    return Postings(rows[first], counts.astype(np.float64))


def rows_of(places: Places) -> Rows:
    """The rows that hold it, ascending, each once."""
    return _distinct(places.starts >> POSITION_BITS)


def near(parts: Sequence[Places], same_before: Sequence[int], distance: int) -> Postings:
    """How many windows of ``index.near`` begin in each row.

    Args:
        parts: Where each part stands.
        same_before: For each part, how many of the parts before it are the same.
        distance: Words that may stand between.
    """
    stretches: dict[int, list[Stretch]] = {}
    begun = [_NONE]
    for part in range(len(parts)):
        holds, unsure = _windows(parts, same_before, part, distance)
        for place in np.flatnonzero(unsure).tolist():
            known = [_stretches(stretches, parts, each) for each in range(len(parts))]
            holds[place] = window_from(known, part, place, distance) is not None
        begun.append(parts[part].starts[holds])
    starts = np.sort(np.concatenate(begun))
    return counted(Places(starts, starts))


def _windows(
    parts: Sequence[Places], same_before: Sequence[int], first: int, distance: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For each occurrence of a part whether a window begins there that holds, or may hold.

    Each other part's next occurrence is taken; where two of these overlap, whether the window
    holds is for ``index.near`` to say, one by one.
    """
    begin, following = parts[first].starts, parts[first].nexts
    others = [
        _next(places, following, skipping)
        for places, skipping in zip(
            _without(parts, first), _skipping(parts, same_before, first), strict=True
        )
    ]
    starts = np.stack([other.starts for other in others])
    nexts = np.stack([other.nexts for other in others])
    end = np.max(nexts, axis=0)
    between = end - following - (nexts - starts).sum(axis=0)
    order = np.argsort(starts, axis=0, kind="stable")
    in_order = [np.take_along_axis(each, order, axis=0) for each in (starts, nexts)]
    unsure = np.zeros(len(begin), dtype=np.bool_)
    for one, other in pairwise(range(len(others))):
        unsure |= in_order[0][other] < in_order[1][one]
    widest = sum(int((each.nexts - each.starts).max(initial=0)) for each in parts)
    unsure &= end - begin <= distance + 2 * widest
    return (between <= distance) & ~unsure, unsure


def _skipping(parts: Sequence[Places], same_before: Sequence[int], first: int) -> list[int]:
    """For each other part, how many of its occurrences are taken by parts that are the same."""
    skipping = []
    for part in range(len(parts)):
        if part != first:
            is_same = parts[part] is parts[first]
            skipping.append(same_before[part] - (is_same and first < part))
    return skipping


def _without(parts: Sequence[Places], first: int) -> list[Places]:
    return [places for part, places in enumerate(parts) if part != first]


_NOWHERE: Final = np.int64(1 << 62)


def _next(places: Places, following: Rows, skipping: int) -> Places:
    """The next occurrence from each place on, some skipped; far away where there is none."""
    found = np.searchsorted(places.starts, following) + skipping
    starts = np.append(places.starts, _NOWHERE)
    nexts = np.append(places.nexts, _NOWHERE + 1)
    found = np.minimum(found, len(places.starts))
    return Places(starts[found], nexts[found])


def _stretches(
    known: dict[int, list[Stretch]], parts: Sequence[Places], part: int
) -> list[Stretch]:
    """A part's occurrences as ``index.near`` takes them, made when first asked for."""
    if part not in known:
        places = parts[part]
        known[part] = list(zip(places.starts.tolist(), places.nexts.tolist(), strict=True))
    return known[part]


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


def _distinct(ascending: Rows) -> Rows:
    """Each value once; several times faster than ``np.unique``, which cannot know they ascend."""
    return ascending[_is_new(ascending)]


def _is_new(ascending: Rows) -> NDArray[np.bool_]:
    """For each value whether it differs from the one before."""
    new = np.ones(len(ascending), dtype=np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=new[1:])
    return new
