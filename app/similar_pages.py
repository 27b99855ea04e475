"""More like one page: the pages that share its most telling words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.answers import Answer, Hit
from app.search_request import SearchRequest
from index.show import show
from index.similar import TellingWord, query_of, telling_words
from ingest.records import Document, Page

if TYPE_CHECKING:  # it brings the web framework, which commands have no use for
    from app.context import Context


@dataclass(frozen=True, slots=True)
class SimilarPage:
    """A page that is like another.

    Attributes:
        hit: The page, with the words it shares.
        same_text: Whether it says just the same; white space does not count.
    """

    hit: Hit
    same_text: bool


@dataclass(frozen=True, slots=True)
class SimilarPages:
    """The pages that are most like one page.

    Attributes:
        document: Of the page.
        page: The page itself, which is not among ``found``.
        words: What they were found by, the most telling first; none if the page has none.
        answer: To the query of these words, the page itself included.
        found: The most alike first.
        total: Pages that hold any of the words, the page itself left out.
    """

    document: Document
    page: Page
    words: tuple[TellingWord, ...]
    answer: Answer
    found: tuple[SimilarPage, ...]
    total: int


def similar_pages(here: "Context", document_id: str, number: int, *, limit: int) -> SimilarPages:
    """Find the pages most like one.

    Raises:
        UnknownPageError: There is no such page.
        SearchError: There is no index, or it cannot be read.
    """
    document = here.catalogue.shown_document(document_id)
    page = here.catalogue.page(document_id, number)
    words = telling_words(page.text, here.engines.current())
    answer = here.searcher.search(SearchRequest(show(query_of(words))), limit=limit + 1)
    others = [
        hit for hit in answer.hits if (hit.document.id, hit.page.number) != (document_id, number)
    ]
    found = tuple(SimilarPage(hit, _says_the_same(hit.page, page)) for hit in others[:limit])
    # The page holds all of the words, so it is one of those that were counted.
    total = max(answer.total - 1, len(found))
    return SimilarPages(document, page, words, answer, found, total)


def _says_the_same(one: Page, other: Page) -> bool:
    return one.text.split() == other.text.split()
