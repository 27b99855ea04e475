"""Routes of the pages like one page: the JSON and the web page."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, Response

from app import present, schemas, urls
from app.context import ContextHere
from app.freshness import keep_if
from app.pages import Number
from app.parameters import only_known
from app.similar_pages import similar_pages
from app.web import templates

api = APIRouter(
    prefix=urls.API + "/documents/{document_id}/pages",
    tags=["pages"],
    dependencies=[Depends(only_known)],
)
web = APIRouter(include_in_schema=False)

Limit = Annotated[int, Query(ge=1, le=100, description="Pages wanted at most.")]
USUAL = 25


@api.get("/{number}/similar")
def similar(
    here: ContextHere,
    response: Response,
    document_id: str,
    number: Number,
    limit: Limit = USUAL,
) -> schemas.SimilarOut:
    """The pages most like one: those that share most of its telling words.

    The words are those that stand often on the page and on few others.
    """
    found = similar_pages(here, document_id, number, limit=limit)
    keep_if(found.answer.is_whole, response)
    return present.similar(found)


@web.get("/d/{document_id}/p/{number}/similar")
def similar_page(
    here: ContextHere, document_id: str, number: Number, limit: Limit = USUAL
) -> HTMLResponse:
    """The pages most like one as a web page."""
    found = similar_pages(here, document_id, number, limit=limit)
    html = templates().get_template("similar.html").render(q="", similar=found)
    page = HTMLResponse(html)
    keep_if(found.answer.is_whole, page)
    return page
