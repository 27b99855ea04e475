"""Routes of a page: its text, words, picture, and the view with a query's words boxed."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import FileResponse, HTMLResponse, PlainTextResponse

from app import page_schemas, present, urls
from app.context import ContextHere
from app.page_facts import listed
from app.parameters import ReadAs, only_known
from app.web import templates
from ingest.records import PageSource

api = APIRouter(
    prefix=urls.API + "/documents/{document_id}/pages",
    tags=["pages"],
    dependencies=[Depends(only_known)],
)
web = APIRouter(include_in_schema=False)

# SQLite's integers end here; a larger number is no page.
Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="Counts from 1.")]
# A page's picture changes only with its bytes, which its document's id names.
PICTURE_CACHE = "public, max-age=86400"


@api.get("/{number}")
def page(
    here: ContextHere,
    document_id: str,
    number: Number,
    reading: ReadAs,
    q: Annotated[str, Query(description="Mark the words of this query.")] = "",
) -> page_schemas.PageOut:
    """One page; with a query, where its words stand in the text and on the picture."""
    request = reading.of(q)
    found = here.searcher.marked_page(document_id, number, request)
    return present.marked_page(found, request, here.catalogue.failures_of(document_id))


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


@web.get("/d/{document_id}/p/{number}")
def page_view(
    here: ContextHere, document_id: str, number: Number, reading: ReadAs, q: str = ""
) -> HTMLResponse:
    """The page's picture with the query's words boxed, and its text beside it."""
    found = here.searcher.marked_page(document_id, number, reading.of(q))
    failed = here.catalogue.failures_of(document_id)
    html = (
        templates()
        .get_template("page.html")
        .render(
            q=q,
            reading=reading.reading,
            found=found,
            document=found.document,
            page=found.page,
            marks=[(one.match.start, one.match.end) for one in found.marked],
            variants=[
                (one.match.start, one.match.end) for one in found.marked if one.match.variant
            ],
            failure=next((one for one in failed if one.page == number), None)
            or next((one for one in failed if found.page.source is PageSource.UNREAD), None),
            facts=tuple(listed(found.facts)),
            containers=here.catalogue.containers(document_id),
        )
    )
    return HTMLResponse(html)
