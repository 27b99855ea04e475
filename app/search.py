"""Routes of the search: the JSON and the result page."""

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from app import present, schemas, urls
from app.context import ContextHere
from app.parameters import PER_PAGE, PagingBy, QueryText, SortBy, only_known
from app.web import templates
from index.engine import Sort

api = APIRouter(prefix=urls.API, tags=["search"], dependencies=[Depends(only_known)])
web = APIRouter(include_in_schema=False)


@api.get("/search")
def search(
    here: ContextHere, q: QueryText, paging: PagingBy, sort: SortBy = Sort.RELEVANCE
) -> schemas.SearchOut:
    """Search every page.

    Each hit is one page, with marked passages and a link to the page with the words boxed. The
    answer says how the query was read and how much of the corpus was searched.
    """
    answer = here.searcher.search(q, offset=paging.offset, limit=paging.per_page, sort=sort)

    def at(page: int) -> str:
        return urls.api_search(q, page=page, per_page=paging.per_page, sort=sort.value)

    links = paging.links(answer.total, at)
    return present.answer(answer, next_url=links.next, previous_url=links.previous)


@web.get("/search")
def result_page(
    here: ContextHere, paging: PagingBy, q: str = "", sort: SortBy = Sort.RELEVANCE
) -> HTMLResponse:
    """The hits of a query as a web page."""
    if not q.strip():
        return front_page(here)
    answer = here.searcher.search(q, offset=paging.offset, limit=paging.per_page, sort=sort)
    html = (
        templates()
        .get_template("results.html")
        .render(
            q=q,
            answer=answer,
            paging=paging,
            # The usual number is left out of the address, which people read and send.
            per_page=paging.per_page if paging.per_page != PER_PAGE else None,
            sort=sort,
            sorts=Sort,
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
