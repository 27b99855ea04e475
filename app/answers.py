"""Answers to searches, as every way of asking gets them."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.misreading import WordVariants
from app.reading_on import Continuation
from app.search_request import SearchRequest
from index.engine import IndexInfo, PageKey
from index.facets import FacetCounts
from index.matches import Match, printed
from index.query_warnings import QueryWarning
from index.snippets import Snippet
from ingest.records import Coverage, Document, Page, Release


@dataclass(frozen=True, slots=True)
class Hit:
    """One page that matches, with what a reader needs to judge and cite it.

    Attributes:
        document: What the page belongs to.
        releases: What the document came with, in the order of ``document.releases``.
        page: Without words.
        score: Higher is better; comparable within one answer only.
        matches: The words that matched, in the order of the text.
        snippets: The best passages.
        continues: What of it stands on the pages after, where it goes on over the page's end.
        is_marked: Whether there was time to look for the words that matched; otherwise there are
            none, and the passage is the beginning of the page.
        exact: Whether the query holds on the page with every word as typed, not as misread.
    """

    document: Document
    releases: tuple[Release, ...]
    page: Page
    score: float
    matches: tuple[Match, ...]
    snippets: tuple[Snippet, ...]
    continues: tuple[Continuation, ...] = ()
    is_marked: bool = True
    exact: bool = True

    @property
    def matched_words(self) -> tuple[str, ...]:
        """The distinct words that matched, as printed on the page and those after, in order."""
        onward = (word for one in self.continues for word in one.matched_words)
        return tuple(dict.fromkeys([*printed(self.page.text, self.matches), *onward]))

    @property
    def continues_on(self) -> tuple[int, ...]:
        """The numbers of the pages after this one on which the hit goes on."""
        return tuple(one.page for one in self.continues)


@dataclass(frozen=True, slots=True)
class HitGroup:
    """A document that has pages which match.

    Attributes:
        document: Which.
        releases: As in ``Hit``.
        pages: How many of its pages match.
        hits: The best of them, in the order asked for; one at least.
    """

    document: Document
    releases: tuple[Release, ...]
    pages: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search gives.

    Attributes:
        request: What was asked.
        read_as: The query as it was understood, in the query language.
        warnings: Where that may differ from what was meant, what prefixes and the like stood
            for, and whether the time ran out.
        partial: Whether the time ran out, so that pages may be missing from total and hits.
        variants: Of the words that were looked for misread too, in the order typed.
        total: Pages that match, all of them that were found.
        hits: One stretch of them, in the order asked for; none where documents were asked for.
        documents: Documents with a page that matches, all of them; None unless asked for.
        groups: One stretch of the documents, where they were asked for.
        facets: Those asked for.
        coverage: How much of the corpus was searched.
        index: What was searched.
        pages_not_indexed: Pages read since the index was brought up to date.
        took_ms: Milliseconds for all of this.
        goes_on_after: In a walk, the page to go on after; None at its end, and elsewhere.
    """

    request: SearchRequest
    read_as: str
    warnings: tuple[QueryWarning, ...]
    partial: bool
    variants: tuple[WordVariants, ...]
    total: int
    hits: tuple[Hit, ...]
    documents: int | None
    groups: tuple[HitGroup, ...]
    facets: tuple[FacetCounts, ...]
    coverage: Coverage
    index: IndexInfo
    pages_not_indexed: int
    took_ms: float
    goes_on_after: PageKey | None = None

    @property
    def is_whole(self) -> bool:
        """Whether there was time for everything: to find all pages, and to mark those shown."""
        return not self.partial and all(hit.is_marked for hit in self.every_hit)

    @property
    def length(self) -> int:
        """Entries in all stretches together: documents where those were asked for, else pages."""
        return self.total if self.documents is None else self.documents

    @property
    def every_hit(self) -> Iterator[Hit]:
        """The hits of this stretch, also those of its documents, in order."""
        yield from self.hits
        for group in self.groups:
            yield from group.hits
