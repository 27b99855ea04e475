"""A page with the words of a query marked."""

from dataclasses import dataclass, replace

from app.answer_warnings import unmarked_page
from app.page_facts import PageFact, page_facts
from app.reading_on import MarkedContinuation, Reading
from index.highlight import Highlight, Highlights, highlight
from index.limits import OutOfTimeError
from index.matches import printed
from index.parse import ParsedQuery
from index.query import Query
from index.query_warnings import QueryWarning
from index.show import show
from ingest.records import Document, Page, Release


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A page with the words of a query marked.

    Attributes:
        document: What the page belongs to.
        releases: What the document came with.
        page: With its words.
        highlights: What the query marks; None without a query, or without time to look for it.
        parsed: None without a query.
        continues: What begins here and goes on on the pages after.
        begun_on: The pages before on which something begins that goes on here, nearest first.
        query: What of it was searched for, misread words too; None without a query.
    """

    document: Document
    releases: tuple[Release, ...]
    page: Page
    highlights: Highlights | None
    parsed: ParsedQuery | None
    continues: tuple[MarkedContinuation, ...] = ()
    begun_on: tuple[int, ...] = ()
    query: Query | None = None

    @property
    def warnings(self) -> tuple[QueryWarning, ...]:
        """Of the parser, and whether there was no time to mark the page."""
        if self.parsed is None:
            return ()
        return self.parsed.warnings if self.highlights else (*self.parsed.warnings, unmarked_page())

    @property
    def is_whole(self) -> bool:
        """Whether there was time to mark the page."""
        return self.parsed is None or self.highlights is not None

    @property
    def marked(self) -> tuple[Highlight, ...]:
        """What to mark, in the order of the text."""
        return self.highlights.marked if self.highlights else ()

    @property
    def misread(self) -> tuple[str, ...]:
        """The distinct words that were misread, as printed, in the order of the text."""
        return printed(self.page.text, [one.match for one in self.marked if one.match.variant])

    @property
    def facts(self) -> tuple[PageFact, ...]:
        """What the page names by number or by date, in the order of its text."""
        return page_facts(self.page)

    @property
    def read_as(self) -> str:
        """The query as it was understood; empty without a query."""
        return show(self.query) if self.query else ""


def with_marks(of: MarkedPage, query: Query, reading: Reading) -> MarkedPage:
    """A page with what a query marks on it; as it was if the time for that runs out."""
    try:
        before = dict(reading.begun_before(query, of.page.number))
        from_before = [match for matches in before.values() for match in matches]
        marks = highlight(query, reading.of(of.page), of.page.words, from_before)
        onward = reading.marked(marks.found) if marks.found else ()
    except OutOfTimeError:
        return of
    return replace(of, highlights=marks, continues=onward, begun_on=tuple(before))
