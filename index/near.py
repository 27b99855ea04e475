"""Words close together: where parts of a query stand within so many words of each other.

Each occurrence of a part is a stretch of positions, from its first word to the position that
follows its last. A window begins with an occurrence of any part and goes on to the right; the next
occurrence of a missing part that does not overlap what was taken is taken, until none is missing.
It holds if the words between what was taken, all gaps together, are at most ``distance``. So no
word counts for two parts, and the same part given twice must stand there twice.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TypeVar

Stretch = tuple[int, int]
"""A first position and the one that follows the last."""

Window = tuple[int, ...]
"""For each part which of its occurrences was taken."""


Part = TypeVar("Part")


def same_together(parts: Sequence[Part]) -> list[Part]:
    """Parts with those that are the same beside each other.

    Where two parts could take the same place, the first of this order takes it.
    """
    return sorted(parts, key=parts.index)


def windows(parts: Sequence[Sequence[Stretch]], distance: int) -> Iterator[Window]:
    """Every window that holds, one at most for each occurrence it could begin with.

    Args:
        parts: For each part its occurrences, ascending.
        distance: Words that may stand between.
    """
    for part, stretches in enumerate(parts):
        for place in range(len(stretches)):
            if window := window_from(parts, part, place, distance):
                yield window


def window_from(
    parts: Sequence[Sequence[Stretch]], part: int, place: int, distance: int
) -> Window | None:
    """The window that begins with an occurrence of a part; None if it does not hold."""
    taken = {part: place}
    following, between = parts[part][place][1], 0
    while len(taken) < len(parts):
        coming = _next(parts, taken, following)
        if coming is None:
            return None
        (start, end), part, place = coming
        between += start - following
        if between > distance:
            return None
        taken[part], following = place, end
    return tuple(taken[part] for part in range(len(parts)))


def takes_part(
    parts: Sequence[Sequence[Stretch]], window: Window, distance: int
) -> Iterator[tuple[int, int]]:
    """The occurrences, as part and place, that stand in a window or could in another's stead."""
    taken = [stretches[place] for stretches, place in zip(parts, window, strict=True)]
    begin = min(taken)[0]
    for part, stretches in enumerate(parts):
        others = [stretch for other, stretch in enumerate(taken) if other != part]
        words = sum(end - start for start, end in others)
        for place in range(bisect_left(stretches, (begin, 0)), len(stretches)):
            stretch = stretches[place]
            end = max(stretch[1], *(end for _, end in others))
            start = min(stretch[0], *(start for start, _ in others))
            if stretch[0] > begin + distance + words:
                break
            fits = end - start - words - (stretch[1] - stretch[0]) <= distance
            if fits and not any(_overlap(stretch, other) for other in others):
                yield part, place


def _next(
    parts: Sequence[Sequence[Stretch]], taken: dict[int, int], following: int
) -> tuple[Stretch, int, int] | None:
    """The first occurrence of a missing part from a position on, with its part and place."""
    coming = None
    for part, stretches in enumerate(parts):
        if part in taken:
            continue
        place = bisect_left(stretches, (following, 0))
        if place == len(stretches):
            return None
        if coming is None or stretches[place] < coming[0]:
            coming = stretches[place], part, place
    return coming


def _overlap(one: Stretch, other: Stretch) -> bool:
    return one[0] < other[1] and other[0] < one[1]
