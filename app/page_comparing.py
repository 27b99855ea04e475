"""Two pages side by side: what only one of them says, and where each is blacked out."""

import time
from dataclasses import dataclass
from typing import Final

from app.context import Context
from index.highlight import boxes_of
from index.limits import Budget
from index.word_diff import Stretch, WordDiff, word_diff
from ingest.records import Box, Document, Page, Release

SECONDS: Final = 1.0
"""Of processor time for the comparison of the words of two pages."""
MOST_BOXES: Final = 400
"""Drawn on one picture."""
PLACE: Final = r"^[0-9a-f]{6,64}/[1-9][0-9]{0,8}$"
"""How a page is written: its document's id, a slash, and its number."""


@dataclass(frozen=True, slots=True)
class ComparedPage:
    """One of two pages.

    Attributes:
        document: What it belongs to.
        releases: What the document came with.
        page: With its words.
        own: The stretches of its text whose words the other page has not there, in order.
        boxes: Where these stand on its picture; the first ``MOST_BOXES``.
    """

    document: Document
    releases: tuple[Release, ...]
    page: Page
    own: tuple[Stretch, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class PageComparison:
    """Two pages.

    Attributes:
        before: The one.
        after: The other.
        diff: Which words they do not have in common.
    """

    before: ComparedPage
    after: ComparedPage
    diff: WordDiff


def place_of(written: str) -> tuple[str, int]:
    """The document's id and the page's number, of what ``PLACE`` fits."""
    document_id, number = written.split("/")
    return document_id, int(number)


def compare_pages(here: Context, before: tuple[str, int], after: tuple[str, int]) -> PageComparison:
    """Set two pages beside each other.

    Raises:
        UnknownPageError: There is no such page.
        HeldError, WithdrawnError: One may not be seen.
    """
    old = here.catalogue.page(*before, with_words=True)
    new = here.catalogue.page(*after, with_words=True)
    diff = word_diff(old.text, new.text, Budget(SECONDS, clock=time.thread_time))
    return PageComparison(
        _side(here, before[0], old, diff.before), _side(here, after[0], new, diff.after), diff
    )


def _side(here: Context, document_id: str, page: Page, own: tuple[Stretch, ...]) -> ComparedPage:
    document = here.catalogue.shown_document(document_id)
    boxes = [box for start, end in own[:MOST_BOXES] for box in boxes_of(start, end, page.words)]
    releases = here.catalogue.releases_of(document)
    return ComparedPage(document, releases, page, own, tuple(boxes[:MOST_BOXES]))
