"""What to mark on a page: offsets in its text and boxes on its image."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from index.engine import IndexPage
from index.match import find_on
from index.matches import Found, Match, merged
from index.page_words import PageWords
from index.query import Query
from ingest.records import Box, Word


@dataclass(frozen=True, slots=True)
class Highlight:
    """One marked stretch of a page.

    Attributes:
        match: Where it stands in the page's text, and for what.
        boxes: Where it stands on the page's image, one box a line; empty where there is no image.
    """

    match: Match
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Highlights:
    """All that a query marks on one page.

    Attributes:
        page_matches: Whether the page answers the query at all.
        marked: In the order of the text, not overlapping; empty if the page matches by its
            title, release or date alone, or by what it does not hold.
        found: What the query asks for on this page and those after it; None if it does not match.
    """

    page_matches: bool
    marked: tuple[Highlight, ...]
    found: Found | None = None

    @property
    def matches(self) -> tuple[Match, ...]:
        """The marked stretches of the text, without their boxes."""
        return tuple(highlight.match for highlight in self.marked)


def highlight(
    query: Query,
    page: IndexPage | PageWords,
    words: Sequence[Word],
    from_before: Iterable[Match] = (),
) -> Highlights:
    """Find what a query marks on a page.

    Args:
        query: What was searched for.
        page: The page as it was indexed: title, release and date decide which clauses hold.
        words: Of the page, in the order of the text, not overlapping.
        from_before: What begins on a page before and goes on here, to be marked too.
    """
    found = find_on(query, page)
    matches = merged([*(found.matches if found else ()), *from_before])
    marked = tuple(Highlight(match, boxes_of(match.start, match.end, words)) for match in matches)
    return Highlights(page_matches=found is not None, marked=marked, found=found)


def boxes_of(start: int, end: int, words: Sequence[Word]) -> tuple[Box, ...]:
    """The boxes of the words a stretch covers, even in part; neighbours on one line as one box."""
    first = bisect_right(words, start, key=attrgetter("end"))
    past = bisect_left(words, end, key=attrgetter("start"))
    boxes: list[Box] = []
    for word in words[first:past]:
        if boxes and _on_one_line(boxes[-1], word.box):
            boxes[-1] = boxes[-1].joined(word.box)
        else:
            boxes.append(word.box)
    return tuple(boxes)


def _on_one_line(before: Box, after: Box) -> bool:
    """Whether a word follows on the same line: as high up, and not back at the left.

    Half the lower word's height must overlap, since skewed lines and descenders make the boxes of
    neighbouring lines overlap a little.
    """
    overlap = min(before.bottom, after.bottom) - max(before.top, after.top)
    lower = min(before.bottom - before.top, after.bottom - after.top)
    return overlap >= lower / 2 and after.left >= before.left
