"""The rows of a hit list: one row a hit, a hit being one place on a page."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, Final

from app import urls
from app.answers import Hit
from app.search_request import SearchRequest
from index.highlight import boxes_of
from index.matches import Match, printed
from index.snippets import passage
from ingest.records import Box, Word

Edges = tuple[float, float, float, float]
"""Left, top, right, bottom, as fractions of the page."""
BOX_DIGITS: Final = 4
"""A ten-thousandth of the page is a fiftieth of a millimetre."""


def _column(meaning: str) -> Any:  # as dataclasses.field, which is typed so
    return field(metadata={"meaning": meaning})


@dataclass(frozen=True, slots=True)
class Row:
    """One hit as it is exported; each column says what it means."""

    query: str = _column("The query as typed.")
    document: str = _column("The document's id: the first twelve digits of its SHA-256.")
    title: str = _column("The document's title.")
    file_name: str = _column("The name of its file as received.")
    release: tuple[str, ...] = _column("Ids of the releases it came with.")
    date: str = _column("The document's date, ISO 8601; empty if unknown.")
    page: int = _column("Of the document, counted from 1.")
    pages: int | None = _column("How many pages the document has; empty if unknown.")
    hit: int | None = _column(
        "The hit's number on its page, from 1; empty where the page matches without a word of "
        "its text to mark, as by its title or date."
    )
    hits_on_page: int = _column("How many hits the page has.")
    term: str = _column("What of the query stands here, as typed.")
    matched_words: str = _column("The words that matched, as printed but for white space.")
    snippet: str = _column("The words around them; behind [page n] where they go on there.")
    start: int | None = _column("Offset of the first character in the page's text, from 0.")
    end: int | None = _column("Offset past the last character.")
    box: tuple[Edges, ...] = _column(
        "Where it stands on the page's picture, a box a line: left, top, right, bottom as "
        "fractions of the page as displayed; empty where there is no picture."
    )
    continues_on: tuple[int, ...] = _column("The pages after this one on which the hit goes on.")
    exact: bool = _column("Whether the query holds on the page as typed, not by misread words.")
    text_source: str = _column("Where the page's text came from.")
    confidence: float | None = _column(
        "Of the page, 0 to 1: about the share of its words read right; empty where no OCR was done."
    )
    sha256: str = _column("Of the document's file.")
    permalink: str = _column("The page with the words marked.")


COLUMNS: Final = {one.name: str(one.metadata["meaning"]) for one in fields(Row)}
"""What each column means, in their order."""

values_of: Final[Callable[[Row], tuple[Any, ...]]] = attrgetter(*COLUMNS)
"""The values of a row in the order of the columns, for a thirtieth of what ``astuple`` takes."""


def rows_of(
    hit: Hit, words: Sequence[Word], request: SearchRequest, base_url: str
) -> Iterator[Row]:
    """The rows of a page that matches: one for each place, or one if it has none.

    Args:
        hit: The page.
        words: Of the page, as far as they stand in its matches, in the order of the text.
        request: What was asked.
        base_url: The service's address, without a slash at its end.
    """
    onward = max((at for at, match in enumerate(hit.matches) if match.runs_on), default=None)
    about = _about(hit, request, base_url)
    if not hit.matches:
        beginning = " … ".join(snippet.text for snippet in hit.snippets)
        yield Row(**about, **_place(None, "", "", beginning), continues_on=(), box=())
    for at, match in enumerate(hit.matches):
        boxes = tuple(map(_box, boxes_of(match.start, match.end, words)))
        goes_on = at == onward
        place = _place(match, " ".join(match.terms), *_words_of(hit, match, goes_on=goes_on))
        continues_on = hit.continues_on if goes_on else ()
        yield Row(**about, **(place | {"hit": at + 1}), continues_on=continues_on, box=boxes)


def _about(hit: Hit, request: SearchRequest, base_url: str) -> dict[str, Any]:
    """What all rows of a page have in common."""
    document, page = hit.document, hit.page
    return {
        "query": request.q,
        "document": document.id,
        "title": document.title,
        "file_name": document.file_name,
        "release": document.releases,
        "date": document.date.isoformat() if document.date else "",
        "page": page.number,
        "pages": document.page_count,
        "hits_on_page": len(hit.matches),
        "exact": hit.exact,
        "text_source": page.source.value,
        "confidence": None if page.confidence is None else round(page.confidence, 3),
        "sha256": document.sha256,
        "permalink": base_url + urls.page(document.id, page.number, request.q, request.reading),
    }


def _place(match: Match | None, term: str, words: str, snippet: str) -> dict[str, Any]:
    start, end = (match.start, match.end) if match else (None, None)
    return {
        "hit": None,
        "term": term,
        "matched_words": words,
        "snippet": snippet,
        "start": start,
        "end": end,
    }


def _words_of(hit: Hit, match: Match, *, goes_on: bool) -> tuple[str, str]:
    """The words of a match and those around it, with what goes on on the pages after."""
    words, around = printed(hit.page.text, (match,))[0], passage(hit.page.text, match)
    for one in hit.continues if goes_on else ():
        words += "".join(f" {word}" for word in one.matched_words)
        around += f" [page {one.page}] " + " … ".join(snippet.text for snippet in one.snippets)
    return words, around


def _box(of: Box) -> Edges:
    left, top, right, bottom = (
        round(edge, BOX_DIGITS) for edge in (of.left, of.top, of.right, of.bottom)
    )
    return left, top, right, bottom


@dataclass(slots=True)
class Tally:
    """Counts the rows that go by, which have to come by document, then page.

    Attributes:
        documents: That have a page that matches.
        pages: That match.
        hits: Places on them.
        pages_without_place: Those of the pages that match without a word of their text.
        rows: All of them.
    """

    documents: int = 0
    pages: int = 0
    hits: int = 0
    pages_without_place: int = 0
    rows: int = 0

    def counted(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The same rows."""
        last: tuple[str, int] = ("", 0)
        for row in rows:
            self.rows += 1
            self.documents += row.document != last[0]
            self.pages += (row.document, row.page) != last
            self.hits += row.hit is not None
            self.pages_without_place += row.hit is None
            last = (row.document, row.page)
            yield row
