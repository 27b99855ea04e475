"""Routes of the search: the JSON and the result page."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app import (
    answer_schemas,
    any_words,
    cursors,
    hit_boxes,
    page_numbers,
    present_answer,
    schemas,
    urls,
)
from app.answers import Answer
from app.context import Context, ContextHere
from app.freshness import keep_if
from app.front import front_page
from app.misreading import EVERYWHERE
from app.narrowing import Narrowing
from app.nothing_found import ways_on
from app.parameters import PER_PAGE, AskedBy, CursorAt, Paging, PagingBy, QueryText, only_known
from app.picturing import pictures
from app.search_request import Group, SearchRequest
from app.ticking import TickedBy
from app.web import templates
from index.facets import Facet
from index.parse import Wanted

api = APIRouter(prefix=urls.API, tags=["search"], dependencies=[Depends(only_known)])
web = APIRouter(include_in_schema=False)

FEW = 5
"""Fewer hits may be for want of what OCR misread."""


@api.get("/search")
def search(
    here: ContextHere,
    response: Response,
    q: QueryText,
    asked: AskedBy,
    paging: PagingBy,
    cursor: CursorAt = None,
) -> answer_schemas.SearchOut | answer_schemas.GroupedOut:
    """Search every page.

    Each hit is one page, with marked passages and a link to the page with the words boxed; with
    `group=document` each entry is a document with its best hits. The answer says how the query was
    read, what it was narrowed to, and how much of the corpus was searched.

    To take all hits, begin with `cursor=*` and follow `next` until it is null: they come by
    document, then page, without end, and pages taken in meanwhile neither repeat nor hide one.
    """
    request = asked.of(q)
    if cursor is not None:
        return _walked(here, response, request, cursor, paging)
    answer = here.searcher.search(request, offset=paging.offset, limit=paging.per_page)
    keep_if(answer.is_whole, response)

    def at(page: int) -> str:
        return urls.api_search(q, request.parameters, page=page, per_page=paging.per_page)

    links = paging.links(answer.length, at)
    return present_answer.answer(
        answer, next_url=links.next, previous_url=links.previous, boxed=_boxed(here, answer)
    )


def _boxed(here: Context, answer: Answer) -> hit_boxes.Boxed | None:
    """Where the matches stand, if that was asked for."""
    return hit_boxes.boxed(here.catalogue, answer) if answer.request.highlights else None


def _walked(
    here: Context, response: Response, request: SearchRequest, cursor: str, paging: Paging
) -> answer_schemas.SearchOut | answer_schemas.GroupedOut:
    limit, walk = paging.per_page, cursors.read(cursor, request, page=paging.page)
    answer = here.searcher.search(request, limit=limit, walk=walk)
    keep_if(answer.is_whole, response)
    following = None
    if answer.goes_on_after:
        onward = cursors.written(answer.goes_on_after, request)
        following = urls.api_walk(request.q, request.parameters, cursor=onward, per_page=limit)
    return present_answer.answer(
        answer, next_url=following, previous_url=None, boxed=_boxed(here, answer)
    )


@api.get("/suggest")
def suggest(
    here: ContextHere, q: Annotated[str, Query(description="What has been typed so far.")]
) -> list[schemas.SuggestedOut]:
    """Complete the last word of what is being typed, from the collection; ten ways at most."""
    return [schemas.SuggestedOut.model_validate(one) for one in here.suggester.suggest(q)]


@web.get("/search")
def result_page(
    here: ContextHere, asked: AskedBy, paging: PagingBy, ticked: TickedBy, q: str = ""
) -> Response:
    """The hits of a query as a web page; from the form of variants, the way to it."""
    if not q.strip():
        return front_page(here)
    # The usual number is left out of the address, which people read and send.
    per_page = paging.per_page if paging.per_page != PER_PAGE else None
    if ticked:
        chosen = asked.of(q).finding(ticked.applied(asked.misreading))
        return RedirectResponse(urls.search(q, chosen.parameters, per_page=per_page), 303)
    return _result_page(here, asked.of(q), paging, per_page)


def _result_page(
    here: Context, asked: SearchRequest, paging: Paging, per_page: int | None
) -> HTMLResponse:
    q, request = asked.q, asked.counting(())  # the page counts all of them anyway
    shown = request.listed_by(request.group or Group.DOCUMENT).counting(tuple(Facet))
    answer = here.searcher.search(shown, offset=paging.offset, limit=paging.per_page)
    html = (
        templates()
        .get_template("results.html")
        .render(
            q=q,
            answer=answer,
            asked=request,
            any_words=any_words.offer(here.searcher, answer),
            all_words=replace(request, wanted=Wanted.ALL),
            reading=request.reading,
            everywhere=EVERYWHERE,
            paging=paging,
            per_page=per_page,
            group=shown.group,
            groups=Group,
            pictures=pictures(here.catalogue, answer),
            narrowing=Narrowing(request, answer, here.catalogue, per_page),
            numbers=page_numbers.numbers(paging, answer.length),
            per_pages=page_numbers.offered(paging),
            ways=ways_on(here.searcher, answer),
            more_if_misread=_more_if_misread(here, answer),
        )
    )
    page = HTMLResponse(html)
    keep_if(answer.is_whole, page)
    return page


def _more_if_misread(here: Context, answer: Answer) -> int | None:
    """How many more pages misread words would find, where few were found; None if unknown."""
    return here.searcher.more_if_misread(answer) if answer.total < FEW else 0
