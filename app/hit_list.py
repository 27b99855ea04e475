"""A hit list as rows: one row a hit, never cut short, for the service and the command line."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from enum import StrEnum

from app import urls
from app.answers import Hit
from app.search_request import SearchRequest

# A spreadsheet takes a cell that begins so for a formula. A quotation mark in front makes it
# text again; OWASP's rule for CSV injection.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# What parts several values in one cell of a CSV file.
PARTED_BY = "; "


class Format(StrEnum):
    """The kinds of file a hit list can be."""

    CSV = "csv"
    JSONL = "jsonl"

    @property
    def media_type(self) -> str:
        """As HTTP names it."""
        return "text/csv" if self is Format.CSV else "application/x-ndjson"


@dataclass(frozen=True, slots=True)
class Row:
    """One hit as it is exported.

    Attributes:
        query: As typed.
        document: The document's id.
        title: The document's.
        file_name: As received.
        release: Ids of its releases.
        date: The document's, ISO 8601; empty if unknown.
        page: Counts from 1.
        continues_on: The pages after on which the hit goes on.
        pages: Of the document.
        matches: How often something of the query stands on the page.
        matched_words: The distinct words that matched, as printed.
        exact: Whether the query holds there with every word as typed, not as misread.
        snippet: The best passages, parted by an ellipsis, or by the page on which they go on.
        confidence: 0 to 1; None where no OCR was done.
        text_source: Where the text came from.
        sha256: Of the source file.
        permalink: The page with the words marked.
    """

    query: str
    document: str
    title: str
    file_name: str
    release: tuple[str, ...]
    date: str
    page: int
    continues_on: tuple[int, ...]
    pages: int | None
    matches: int
    matched_words: tuple[str, ...]
    exact: bool
    snippet: str
    confidence: float | None
    text_source: str
    sha256: str
    permalink: str


def row(hit: Hit, request: SearchRequest, base_url: str) -> Row:
    """A hit as a row; ``base_url`` is the service's address, without a slash at its end."""
    document, page = hit.document, hit.page
    return Row(
        query=request.q,
        document=document.id,
        title=document.title,
        file_name=document.file_name,
        release=document.releases,
        date=document.date.isoformat() if document.date else "",
        page=page.number,
        continues_on=hit.continues_on,
        pages=document.page_count,
        matches=len(hit.matches),
        matched_words=hit.matched_words,
        exact=hit.exact,
        snippet=_passages(hit),
        confidence=page.confidence if page.confidence is None else round(page.confidence, 3),
        text_source=page.source.value,
        sha256=document.sha256,
        permalink=base_url + urls.page(document.id, page.number, request.q, request.reading),
    )


def _passages(hit: Hit) -> str:
    """The passages of a hit, those of pages after it behind their numbers."""
    here = " … ".join(snippet.text for snippet in hit.snippets)
    onward = [
        f" [page {one.page}] " + " … ".join(snippet.text for snippet in one.snippets)
        for one in hit.continues
    ]
    return here + "".join(onward)


def lines(rows: Iterable[Row], kind: Format) -> Iterator[str]:
    """The file, line by line, as the rows come."""
    return _csv_lines(rows) if kind is Format.CSV else _json_lines(rows)


def _json_lines(rows: Iterable[Row]) -> Iterator[str]:
    for one in rows:
        yield json.dumps(asdict(one), ensure_ascii=False) + "\n"


def _csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """RFC 4180, with a byte order mark, without which Excel garbles every accent."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    names = [field.name for field in fields(Row)]
    writer.writerow(names)
    yield "\ufeff" + _taken(buffer)
    for one in rows:
        writer.writerow([_cell(getattr(one, name)) for name in names])
        yield _taken(buffer)


def _taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _cell(value: str | float | tuple[str | int, ...] | None) -> str | float | None:
    if isinstance(value, tuple):
        value = PARTED_BY.join(map(str, value))
    if isinstance(value, str):
        # A lone surrogate or a NUL would stop the export; neither can be printed anyway.
        value = value.replace("\x00", "\ufffd")
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    return value
