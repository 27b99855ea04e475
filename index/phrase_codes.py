"""Phrases over codes: from the rarest part outwards, only where the phrase so far stands.

``index.segment_arrays`` says what a code is. The code of a word that stands right after place *n*
is 2n or, if it is two wide, 2n + 1; neighbours in order, so one look-up finds both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.places import NO_SKIPS, Skips

Codes = NDArray[np.uint32]

_ONE: Final = np.uint32(1)  # Python's 1 would do the same, but not by NumPy's type annotations
_TWO: Final = np.uint32(2)


@dataclass(frozen=True, slots=True)
class _Run:
    """Stretches of a phrase found so far: the code each begins with and the place each ends at."""

    first: Codes
    following: Codes


def phrase_starts(parts: Sequence[Codes], skips: Skips = NO_SKIPS) -> Codes:
    """The places where a phrase begins, ascending, each once.

    Args:
        parts: For each part of the phrase its codes, ascending.
        skips: Places, not codes, between which the phrase may go on.
    """
    rarest = min(range(len(parts)), key=lambda place: len(parts[place]))
    run = _Run(parts[rarest], _next_place(parts[rarest]))
    for part in parts[rarest + 1 :]:
        run = _continued(_skipping(run, skips), part)
    first = _distinct(run.first)
    for part in reversed(parts[:rarest]):
        first = _preceding(first, part, skips)
    return _distinct(first >> _ONE)


def _skipping(run: _Run, skips: Skips) -> _Run:
    """Stretches that also go on behind the heads and feet that they end at."""
    if not len(skips.ends):
        return run
    where = np.searchsorted(skips.ends, run.following)
    ends = skips.ends.take(where, mode="clip") == run.following
    if not ends.any():
        return run
    first = np.concatenate([run.first, run.first[ends]])
    begins = skips.begins[where[ends]].astype(np.uint32)
    order = np.argsort(first, kind="stable")
    return _Run(first[order], np.concatenate([run.following, begins])[order])


def _continued(run: _Run, part: Codes) -> _Run:
    """Keep the stretches that a part follows; a stretch twice if words of both widths do."""
    narrow = run.following << _ONE
    where = np.searchsorted(part, narrow)
    is_narrow = _stands(part, where, narrow)
    wide = narrow + _ONE
    is_wide = _stands(part, where + is_narrow, wide)
    if not is_wide.any():
        return _Run(run.first[is_narrow], run.following[is_narrow] + _ONE)
    first = np.concatenate([run.first[is_narrow], run.first[is_wide]])
    following = np.concatenate([run.following[is_narrow] + _ONE, run.following[is_wide] + _TWO])
    order = np.argsort(first, kind="stable")
    return _Run(first[order], following[order])


def _preceding(first: Codes, part: Codes, skips: Skips) -> Codes:
    """The codes of a part that stand right before some stretches, given by their first codes."""
    places = _before_skips(_distinct(first >> _ONE), skips)
    places = places[places > 0]
    narrow = (places << _ONE) - _TWO
    wide = narrow - _ONE  # at place 0 it wraps to a code no segment has room for
    where = np.searchsorted(part, narrow)
    is_narrow = _stands(part, where, narrow)
    is_wide = _stands(part, where - 1, wide)
    if not is_wide.any():
        return narrow[is_narrow]
    return np.unique(np.concatenate([narrow[is_narrow], wide[is_wide]]))


def _before_skips(places: Codes, skips: Skips) -> Codes:
    """Places, and those where what skips to them ends."""
    if not len(skips.begins):
        return places
    where = np.searchsorted(skips.begins, places)
    begins = skips.begins.take(where, mode="clip") == places
    if not begins.any():
        return places
    return np.unique(np.concatenate([places, skips.ends[where[begins]].astype(np.uint32)]))


def _stands(part: Codes, where: NDArray[np.int64], codes: Codes) -> NDArray[np.bool_]:
    """For each code whether it stands where it would have to; places out of range are clipped."""
    if not len(part):
        return np.zeros(len(codes), dtype=np.bool_)
    found: NDArray[np.bool_] = part.take(where, mode="clip") == codes
    return found


def _next_place(codes: Codes) -> Codes:
    following: Codes = (codes >> _ONE) + (codes & _ONE) + _ONE
    return following


def _distinct(ascending: Codes) -> Codes:
    """Each value once."""
    new = np.ones(len(ascending), dtype=np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=new[1:])
    return ascending if new.all() else ascending[new]
