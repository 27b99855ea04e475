"""Routes of a page: its text, words, picture, and the view with a query's words boxed."""

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, PlainTextResponse, Response

from app import page_schemas, present, urls
from app.citing import MEDIA_TYPES, SUFFIXES, Citation, Format
from app.context import Context, ContextHere, base_url
from app.counterparts import Counterpart, counterparts
from app.freshness import keep_if
from app.page_facts import listed
from app.parameters import ReadAs, only_known
from app.search_request import SearchRequest
from app.stepping import HitPages, hit_pages
from app.web import templates
from index.errors import SearchError
from index.highlight import Highlight
from ingest.records import Document, Page, PageSource, Release

api = APIRouter(
    prefix=urls.API + "/documents/{document_id}/pages",
    tags=["pages"],
    dependencies=[Depends(only_known)],
)
web = APIRouter(include_in_schema=False)

# SQLite's integers end here; a larger number is no page.
Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="Counts from 1.")]
# A page's picture changes only with its bytes, which its document's id names; but a document may be
# withdrawn, and then nobody's store must go on handing it out for long.
PICTURE_CACHE = "private, max-age=3600"
# Small pictures of pages to each side of the one that is shown.
NEIGHBOURS = 3


def _asked(
    reading: ReadAs,
    q: Annotated[str, Query(description="Mark the words of this query.")] = "",
) -> SearchRequest:
    return reading.of(q)


Asked = Annotated[SearchRequest, Depends(_asked)]


@api.get("/{number}")
def page(
    here: ContextHere,
    response: Response,
    document_id: str,
    number: Number,
    asked: Asked,
) -> page_schemas.PageOut:
    """One page; with a query, where its words stand in the text and on the picture."""
    found = here.searcher.marked_page(document_id, number, asked)
    keep_if(found.is_whole, response)
    return present.marked_page(found, asked, here.catalogue.failures_of(document_id))


@api.get("/{number}/text", response_class=PlainTextResponse)
def text(here: ContextHere, document_id: str, number: Number) -> PlainTextResponse:
    """The page's text as it was read; offsets elsewhere count its characters from 0."""
    return PlainTextResponse(here.catalogue.page(document_id, number).text)


@api.get("/{number}/words")
def words(here: ContextHere, document_id: str, number: Number) -> page_schemas.WordsOut:
    """The page's words with offsets, boxes and confidence; none where there is no picture."""
    found = here.catalogue.page(document_id, number, with_words=True)
    return page_schemas.WordsOut(
        document=document_id,
        number=number,
        words=[present.word(one, found.text) for one in found.words],
    )


@api.get(
    "/{number}/image",
    response_class=FileResponse,
    responses={200: {"content": {"image/webp": {}}, "description": "The picture."}},
)
def image(
    here: ContextHere,
    document_id: str,
    number: Number,
    width: Annotated[
        int, Query(ge=1, le=10_000, description="Pixels; the nearest size offered is given.")
    ] = 1200,
) -> FileResponse:
    """The page's picture, as displayed: boxes are fractions of exactly this."""
    picture = here.images.picture(
        here.catalogue.shown_document(document_id),
        here.catalogue.page(document_id, number),
        width,
    )
    headers = {"Cache-Control": PICTURE_CACHE}
    return FileResponse(picture, media_type="image/webp", headers=headers)


@api.get(
    "/{number}/cite",
    response_class=PlainTextResponse,
    responses={
        200: {
            "content": {kind: {} for kind in MEDIA_TYPES.values()},
            "description": "The citation.",
        }
    },
)
def cite(
    here: ContextHere,
    request: Request,
    document_id: str,
    number: Number,
    asked: Asked,
    form: Annotated[Format, Query(alias="format", description="How it is written.")] = Format.PLAIN,
) -> Response:
    """A citation: agency, title, date, page, release, file, SHA-256, the marked page, and today."""
    document = here.catalogue.shown_document(document_id)
    here.catalogue.page(document_id, number)
    releases = here.catalogue.releases_of(document)
    made = _citation(document, releases, number, asked, base_url(here, request))
    name = f"{made.file_name}.{SUFFIXES[form]}"
    return Response(
        made.written(form),
        media_type=MEDIA_TYPES[form],
        headers={"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-cache"},
    )


def _citation(
    document: Document,
    releases: tuple[Release, ...],
    number: int,
    asked: SearchRequest,
    base: str,
) -> Citation:
    address = urls.page(document.id, number, asked.q, asked.reading)
    return Citation(
        document=document,
        releases=releases,
        page=number,
        url=f"{base}{address}",
        accessed=dt.datetime.now(dt.UTC).date(),
    )


@web.get("/d/{document_id}/p/{number}")
def page_view(
    here: ContextHere,
    request: Request,
    document_id: str,
    number: Number,
    asked: Asked,
) -> HTMLResponse:
    """The page's picture with the query's words boxed, and its text beside it."""
    found = here.searcher.marked_page(document_id, number, asked)
    failed = here.catalogue.failures_of(document_id)
    hits = _hits(here, document_id, number, asked)
    base = base_url(here, request)
    html = (
        templates()
        .get_template("page.html")
        .render(
            q=asked.q,
            reading=asked.reading,
            found=found,
            document=found.document,
            page=found.page,
            marks=_places(found.marked),
            variants=_places(one for one in found.marked if one.match.variant),
            failure=next((one for one in failed if one.page == number), None)
            or next((one for one in failed if found.page.source is PageSource.UNREAD), None),
            facts=tuple(listed(found.facts)),
            containers=here.catalogue.containers(document_id),
            hits=hits,
            neighbours=_neighbours(number, found.document.page_count or number),
            citation=_citation(found.document, found.releases, number, asked, base),
            forms=Format,
            has_original=not here.catalogue.holds_secrets(document_id),
            elsewhere=_elsewhere(here, document_id, found.page),
            replaced=here.catalogue.replacements(document_id=document_id),
        )
    )
    shown = HTMLResponse(html)
    keep_if(found.is_whole and not (hits and hits.partial), shown)
    return shown


def _places(marked: Iterable[Highlight]) -> list[tuple[int, int]]:
    return [(one.match.start, one.match.end) for one in marked]


def _hits(here: Context, document_id: str, number: int, asked: SearchRequest) -> HitPages | None:
    """None without a query, and without an index: the page itself needs none."""
    if not asked.q.strip():
        return None
    with suppress(SearchError):
        engine = here.engines.current()
        return hit_pages(engine, document_id, number, asked, here.settings.limits)
    return None


def _elsewhere(here: Context, document_id: str, page: Page) -> tuple[Counterpart, ...]:
    """Where the page stands a second time; none where there is no text or no index."""
    if not page.text.strip():
        return ()
    with suppress(SearchError):
        return counterparts(here, document_id, page).found
    return ()


def _neighbours(number: int, count: int) -> range:
    """The pages around one, as many near the ends of a document as in its middle."""
    first = max(1, min(number - NEIGHBOURS, count - 2 * NEIGHBOURS))
    return range(first, min(count, first + 2 * NEIGHBOURS) + 1)
