"""Pages of a collection that were looked at, put together by what they look like."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ingest.confidence import share_right
from ingest.look import Look
from ingest.records import Page
from verify.faces import Face
from verify.twin import Pattern

MOST_LOOKS = 5
_LEAST_SHARE = 0.08
"""Of the pages looked at that make a look of their own."""
_COARSE, _FINE = 170.0, 250.0
_DUSTY, _FAINT, _RAGGED = 8.0, 90.0, 0.4
"""Specks a square inch, shades of contrast and share of frayed outline that make a page dirty."""

Key = tuple[bool, bool, bool, str]


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page of the collection that was looked at.

    Attributes:
        page: As it was read, with words.
        look: Of its scan.
        pattern: Where its words stand.
    """

    page: Page
    look: Look
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Group:
    """Pages of about one look.

    Attributes:
        name: What they have in common, for people.
        pages: One at least.
    """

    name: str
    pages: tuple[SeenPage, ...]

    def usual(self, measure: str) -> float:
        """The median of a measure of their looks."""
        return float(np.median([getattr(page.look, measure) for page in self.pages]))

    @property
    def confidence(self) -> float | None:
        """Mean of their confidences, as shares; None where they have none."""
        return mean(share_right(seen.page) for seen in self.pages)


def mean(values: Iterable[float | None]) -> float | None:
    """Of those that are there; None of none."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def grouped(pages: Sequence[SeenPage]) -> tuple[Group, ...]:
    """The pages by look, the commonest look first; five looks at most.

    What parts them is what reading depends on: typewriter or print, two colours or grey,
    resolution, and whether they are dirty, faint or frayed. Looks of few pages go to the look they
    have most in common with.
    """
    by_key: dict[Key, list[SeenPage]] = {}
    for page in pages:
        by_key.setdefault(_key(page), []).append(page)
    ranked = sorted(by_key, key=lambda key: (-len(by_key[key]), key))
    kept = [
        key
        for place, key in enumerate(ranked)
        if place == 0 or (place < MOST_LOOKS and len(by_key[key]) >= _LEAST_SHARE * len(pages))
    ]
    members = {key: list(by_key[key]) for key in kept}
    for key in ranked[len(kept) :]:
        members[min(kept, key=lambda other: _differences(key, other))] += by_key[key]
    return tuple(Group(_name(key), tuple(members[key])) for key in kept)


def _key(page: SeenPage) -> Key:
    look = page.look
    is_dirty = look.specks > _DUSTY or look.contrast < _FAINT or look.ragged > _RAGGED
    size = "coarse" if look.dpi < _COARSE else "usual" if look.dpi < _FINE else "fine"
    is_typed = page.pattern.type.face is Face.TYPEWRITER
    return is_typed, look.is_two_colours, is_dirty, size


def _differences(one: Key, other: Key) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _name(key: Key) -> str:
    is_typed, is_two_colours, is_dirty, size = key
    dpi = {"coarse": "under 170 dpi", "usual": "170-250 dpi", "fine": "250 dpi and more"}[size]
    kind = "typewriter" if is_typed else "print"
    colours = "black and white" if is_two_colours else "grey"
    return f"{kind}, {colours}, {dpi}, {'dirty' if is_dirty else 'clean'}"


def shared_out(groups: Sequence[Group], pages: int) -> tuple[int, ...]:
    """How many of so many pages to make of each look: by its share, one at least."""
    total = sum(len(group.pages) for group in groups)
    wanted = [max(1, round(pages * len(group.pages) / total)) for group in groups]
    while sum(wanted) > max(pages, len(groups)):
        wanted[wanted.index(max(wanted))] -= 1
    return tuple(wanted)
