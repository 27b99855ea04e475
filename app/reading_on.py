"""Hits that go on on the next page: the pages beside one, read only where they are needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from index.catalogue_pages import index_page
from index.expansion import NOT_LIMITED, Covered
from index.highlight import Highlight, boxes_of
from index.limits import NO_HASTE, Budget
from index.match import find_on
from index.matches import Found, Match, Onward, printed
from index.page_words import PageWords
from index.query import Query, TextField
from index.reading_on import longest_reach
from index.snippets import Snippet, snippets
from ingest.catalogue import Catalogue
from ingest.errors import UnknownPageError
from ingest.records import Document, Page, PageSource, Release


@dataclass(frozen=True, slots=True)
class Continuation:
    """What of a hit stands on a page after its own.

    Attributes:
        page: Its number.
        text: Of that page.
        matches: The words that matched, in its text.
        snippets: The best passage of it.
    """

    page: int
    text: str
    matches: tuple[Match, ...]
    snippets: tuple[Snippet, ...]

    @property
    def matched_words(self) -> tuple[str, ...]:
        """The distinct words that matched, as printed on that page, in order."""
        return printed(self.text, self.matches)


@dataclass(frozen=True, slots=True)
class MarkedContinuation:
    """What of a hit stands on a page after its own, also on its picture.

    Attributes:
        what: That page and its words.
        marked: Of that page, in the order of its text.
    """

    what: Continuation
    marked: tuple[Highlight, ...]


class Reading:
    """The pages of one document, read on from one into the next.

    Args:
        catalogue: For the texts of pages.
        document: Whose pages.
        releases: Of the document.
        words: The words that prefixes and the like stand for.
        budget: The time for looking for words on pages; past it ``OutOfTimeError`` is raised.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        document: Document,
        releases: tuple[Release, ...],
        words: Covered = NOT_LIMITED,
        budget: Budget = NO_HASTE,
    ) -> None:
        self._budget = budget
        self._catalogue = catalogue
        self._document = document
        self._releases = releases
        self._words = words

    def of(self, page: Page) -> PageWords:
        """The words of a page; the next one is read if something may go on there."""
        here = index_page(self._document, page, self._releases)
        words = PageWords(here, self._words, partial(self._at, page.number + 1))
        words.is_over = self._budget.is_over
        return words

    def begun_before(self, query: Query, number: int) -> Iterator[tuple[int, tuple[Match, ...]]]:
        """What begins on the pages before one and goes on on it, nearest first.

        Yields:
            The number of the page on which it begins, and what of it stands here.
        """
        left = longest_reach(query)
        before = number - 1
        while left > 0 and (words := self._at(before)) is not None:
            found = find_on(query, words)
            for onward in found.onward if found else ():
                if onward.page == number:
                    yield before, onward.matches
            left -= words.positions(TextField.TEXT)
            before -= 1

    def marked(self, found: Found) -> tuple[MarkedContinuation, ...]:
        """What of a page's hit stands on the pages after it, with boxes."""
        return tuple(
            MarkedContinuation(continued(onward), self._boxed(onward)) for onward in found.onward
        )

    def _boxed(self, onward: Onward) -> tuple[Highlight, ...]:
        words = self._catalogue.words(self._document.id, onward.page)
        return tuple(
            Highlight(match, boxes_of(match.start, match.end, words)) for match in onward.matches
        )

    def _at(self, number: int) -> PageWords | None:
        """A page that is indexed; None if there is none of this number."""
        if not 0 < number <= (self._document.page_count or 0):
            return None
        try:
            page = self._catalogue.page(self._document.id, number)
        except UnknownPageError:
            return None
        return None if page.source is PageSource.FAILED else self.of(page)


def continued(onward: Onward) -> Continuation:
    """What of a hit stands on a page after its own, with the passage to show."""
    passage = snippets(onward.text, onward.matches, limit=1)
    return Continuation(onward.page, onward.text, onward.matches, passage)
