"""A document as its page shows it: one stretch of its pages, and what is known of all of them."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from app.context import Context
from app.parameters import Paging
from app.picturing import Picture, picture_of
from app.search_request import SearchRequest
from app.stepping import HitPages, hit_pages
from index.errors import InvalidQueryError, SearchError
from index.highlight import Highlight
from index.limits import Budget
from index.snippets import Snippet, snippets
from ingest.catalogue_holdings import Replacement
from ingest.catalogue_status import RedactionCounts
from ingest.records import Document, Failure, Page, PageSource

TILE_WIDE: Final = 140
TILE_HIGH: Final = 182
"""Pixels a picture in the grid takes at most; a page of letter size fills them."""
_PASSAGE: Final = 150
"""Characters of a page without a picture that stand in its place, about."""
MARKING_S: Final = 0.3
"""Seconds of processor time for marking the pictures of one stretch."""
MOST_RANGES: Final = 40
"""Of pages with the same trouble, or that match, which are listed by number."""

Marks = Mapping[int, tuple[Highlight, ...]]
"""What to mark on pages that match, by their numbers."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One page in the grid.

    Attributes:
        page: Without words.
        picture: With the words marked that match, as far as there was time; None without one.
        passage: Of a page without a picture: the best one if it matches, else its beginning; None
            without text.
        failure: Why it could not be read; None if it could.
        matches: Whether it matches what is looked for.
    """

    page: Page
    picture: Picture | None
    passage: Snippet | None
    failure: Failure | None
    matches: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """Pages of a document that could not be read for one reason.

    Attributes:
        code: Stable name of the reason.
        reason: What happened and what to do next.
        count: How many pages.
        ranges: Their numbers, first and last of each run, the first ``MOST_RANGES``.
    """

    code: str
    reason: str
    count: int
    ranges: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class DocumentRoom:
    """A document with a stretch of its pages.

    Attributes:
        document: Which.
        tiles: The stretch, by number.
        total: Pages in all stretches together.
        sources: Pages in each state; those in none are still to be read.
        redactions: What was taken out of it.
        whole: Why the file itself could not be read; none if it could.
        troubles: Why pages could not be read, the most frequent first.
        hits: The pages that match what is looked for; None without a query or an index.
        replaced: Where other bytes stand now than this document's.
    """

    document: Document
    tiles: tuple[Tile, ...]
    total: int
    sources: Mapping[PageSource, int]
    redactions: RedactionCounts
    whole: tuple[Failure, ...]
    troubles: tuple[Trouble, ...]
    hits: HitPages | None
    replaced: tuple[Replacement, ...]

    @property
    def has_pictures(self) -> bool:
        """Whether any page of the stretch can be seen."""
        return any(tile.picture for tile in self.tiles)

    @property
    def to_read(self) -> int:
        """Pages that were neither read nor failed yet."""
        return max((self.document.page_count or 0) - sum(self.sources.values()), 0)

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """First and last of each run of pages that match; the first ``MOST_RANGES`` of them."""
        return ranges(self.hits.numbers if self.hits else ())


def document_room(
    here: Context, document_id: str, asked: SearchRequest, paging: Paging, *, matching: bool
) -> DocumentRoom:
    """A document with a stretch of its pages, or of those that match.

    Raises:
        UnknownPageError: There is none with this id.
        HeldError, WithdrawnError: It may not be seen.
        InvalidQueryError: The query breaks a limit.
    """
    catalogue = here.catalogue
    document = catalogue.shown_document(document_id)
    hits = matching_pages(here, document_id, asked)
    failures = catalogue.failures_of(document_id)
    sources = catalogue.page_sources(document_id)
    numbers = hits.numbers if matching and hits else None
    pages = _stretch(here, document_id, numbers, paging)
    return DocumentRoom(
        document=document,
        tiles=tuple(
            _tiles(document_id, pages, failures, _marks(here, document_id, asked, pages, hits))
        ),
        total=sum(sources.values()) if numbers is None else len(numbers),
        sources=sources,
        redactions=catalogue.redactions_of_document(document_id),
        whole=tuple(one for one in failures if one.page is None),
        troubles=_troubles(failures),
        hits=hits,
        replaced=catalogue.replacements(document_id=document_id),
    )


def matching_pages(here: Context, document_id: str, asked: SearchRequest) -> HitPages | None:
    """The pages of a document that match; None without a query, and without an index.

    Raises:
        InvalidQueryError: The query breaks a limit.
    """
    if not asked.q.strip():
        return None
    try:
        return hit_pages(here.engines.current(), document_id, 1, asked, here.settings.limits)
    except InvalidQueryError:
        raise
    except SearchError:
        return None


def ranges(numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """First and last of each run of numbers that follow each other; at most ``MOST_RANGES``.

    Args:
        numbers: In their order, each once.
    """
    runs = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    found: list[tuple[int, int]] = []
    for _, run in runs:
        members = [number for _, number in run]
        found.append((members[0], members[-1]))
        if len(found) == MOST_RANGES:
            break
    return tuple(found)


def _stretch(
    here: Context, document_id: str, numbers: Sequence[int] | None, paging: Paging
) -> tuple[Page, ...]:
    """Pages from one on, or of those named."""
    if numbers is None:
        return here.catalogue.page_stretch(document_id, offset=paging.offset, limit=paging.per_page)
    wanted = numbers[paging.offset : paging.offset + paging.per_page]
    found = here.catalogue.pages_by_number([(document_id, number) for number in wanted])
    return tuple(found[document_id, one] for one in wanted if (document_id, one) in found)


def _marks(
    here: Context,
    document_id: str,
    asked: SearchRequest,
    pages: Iterable[Page],
    hits: HitPages | None,
) -> Marks:
    """The pages that match, with what to mark on them; nothing of those there was no time for."""
    budget = Budget(MARKING_S, clock=time.thread_time)
    found: dict[int, tuple[Highlight, ...]] = {}
    matching = frozenset(hits.numbers if hits else ())
    for page in pages:
        if page.number in matching:
            found[page.number] = (
                ()
                if budget.is_over()
                else here.searcher.marked_page(document_id, page.number, asked).marked
            )
    return found


def _tiles(
    document_id: str, pages: Iterable[Page], failures: Iterable[Failure], marks: Marks
) -> Iterator[Tile]:
    failed = {one.page: one for one in failures}
    for page in pages:
        marked = marks.get(page.number, ())
        yield Tile(
            page=page,
            picture=picture_of(document_id, page, marked, wide=TILE_WIDE, high=TILE_HIGH)
            if page.has_image
            else None,
            passage=None if page.has_image else _passage(page, marked),
            failure=failed.get(page.number),
            matches=page.number in marks,
        )


def _passage(page: Page, marked: Iterable[Highlight]) -> Snippet | None:
    matches = [one.match for one in marked]
    return next(iter(snippets(page.text, matches, limit=1, length=_PASSAGE)), None)


def _troubles(failures: Iterable[Failure]) -> tuple[Trouble, ...]:
    by_reason: dict[tuple[str, str], list[int]] = {}
    for one in failures:
        if one.page is not None:
            by_reason.setdefault((one.code, one.reason), []).append(one.page)
    found = [
        Trouble(code, reason, len(numbers), ranges(sorted(set(numbers))))
        for (code, reason), numbers in by_reason.items()
    ]
    return tuple(sorted(found, key=lambda one: -one.count))
