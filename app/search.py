"""Routes of the search: the JSON and the result page."""

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from app import present, schemas, urls
from app.context import ContextHere
from app.parameters import PER_PAGE, AskedBy, PagingBy, QueryText, only_known
from app.web import templates

api = APIRouter(prefix=urls.API, tags=["search"], dependencies=[Depends(only_known)])
web = APIRouter(include_in_schema=False)


@api.get("/search")
def search(here: ContextHere, q: QueryText, asked: AskedBy, paging: PagingBy) -> schemas.SearchOut:
    """Search every page.

    Each hit is one page, with marked passages and a link to the page with the words boxed. The
    answer says how the query was read and how much of the corpus was searched.
    """
    request = asked.of(q)
    answer = here.searcher.search(request, offset=paging.offset, limit=paging.per_page)

    def at(page: int) -> str:
        return urls.api_search(q, request.parameters, page=page, per_page=paging.per_page)

    links = paging.links(answer.total, at)
    return present.answer(answer, next_url=links.next, previous_url=links.previous)


@web.get("/search")
def result_page(here: ContextHere, asked: AskedBy, paging: PagingBy, q: str = "") -> HTMLResponse:
    """The hits of a query as a web page."""
    if not q.strip():
        return front_page(here)
    request = asked.of(q)
    answer = here.searcher.search(request, offset=paging.offset, limit=paging.per_page)
    html = (
        templates()
        .get_template("results.html")
        .render(
            q=q,
            answer=answer,
            asked=request,
            paging=paging,
            # The usual number is left out of the address, which people read and send.
            per_page=paging.per_page if paging.per_page != PER_PAGE else None,
            next_page=paging.next_page(answer.total),
            previous_page=paging.previous_page(answer.total),
        )
    )
    return HTMLResponse(html)


@web.get("/")
def front_page(here: ContextHere) -> HTMLResponse:
    """What this collection is, and the box to search it."""
    html = (
        templates()
        .get_template("front.html")
        .render(
            q="",
            coverage=here.catalogue.coverage(),
            releases=here.catalogue.releases(),
        )
    )
    return HTMLResponse(html)
