"""The pages of a list by their numbers: the first, the last, and those round the one shown."""

from dataclasses import dataclass
from typing import Final

from app.parameters import Paging

AROUND: Final = 2
"""Numbers to each side of the page that is shown."""

PER_PAGE_OFFERED: Final = (10, 25, 50, 100)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers of pages to go to.

    Attributes:
        current: The page that is shown; it may be past the last.
        last: The last there is, from 1.
        previous: The page before; None on the first.
        next: The page after; None on the last.
        shown: Numbers in their order, None where some are left out.
    """

    current: int
    last: int
    previous: int | None
    next: int | None
    shown: tuple[int | None, ...]


def numbers(paging: Paging, total: int) -> Numbers:
    """The numbers for a list of so many entries; there is no page too deep to go to."""
    last = max(1, -(-total // paging.per_page))
    here = min(paging.page, last)
    wanted = sorted({1, last, *range(max(1, here - AROUND), min(last, here + AROUND) + 1)})
    shown: list[int | None] = []
    for number in wanted:
        if shown and shown[-1] is not None and number - shown[-1] == 2:
            shown.append(number - 1)  # a gap of one number takes no less room than the number
        elif shown and shown[-1] is not None and number - shown[-1] > 2:
            shown.append(None)
        shown.append(number)
    before, after = paging.previous_page(total), paging.next_page(total)
    return Numbers(paging.page, last, before, after, tuple(shown))


def offered(paging: Paging) -> tuple[int, ...]:
    """The lengths of a page to choose from, the one that is shown among them."""
    return tuple(sorted({*PER_PAGE_OFFERED, paging.per_page}))
