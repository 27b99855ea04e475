"""The hit list as a page: every place with what a reader made of it, and the ways to export it."""

import json
from itertools import islice

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from app.comparing_lists import changes_answer, compared
from app.context import ContextHere, base_url
from app.front import front_page
from app.list_files import Format
from app.parameters import NarrowedBy, PagingBy
from app.search_request import Group, SearchRequest
from app.uploads import FormHere
from app.web import templates

web = APIRouter(include_in_schema=False)

MOST_PLACES = 50
"""Places of one page that are listed; the rest is on the page's own view and in the file."""
MOST_CHANGES = 100
"""Rows that are shown of a comparison; the file has all."""


@web.get("/list")
def list_page(
    here: ContextHere, narrowed: NarrowedBy, paging: PagingBy, q: str = ""
) -> HTMLResponse:
    """The hits of a query one by one, to be marked and exported."""
    if not q.strip():
        return front_page(here)
    request = narrowed.of(q).listed_by(Group.PAGE)
    answer = here.searcher.search(request, offset=paging.offset, limit=paging.per_page)
    listed = [
        (hit, list(islice(rows, MOST_PLACES)))
        for hit, rows in here.lists.rows_of(answer.hits, request, "")
    ]
    return _shown(
        "list.html",
        request,
        answer=answer,
        listed=listed,
        paging=paging,
        next_page=paging.next_page(answer.length),
        previous_page=paging.previous_page(answer.length),
    )


@web.post("/list")
def compare_page(
    here: ContextHere, http: Request, narrowed: NarrowedBy, form: FormHere, q: str = ""
) -> Response:
    """What is new and gone since a list that is sent was made."""
    wants_file = form.text("as") == Format.CSV
    kind = Format.CSV if wants_file else Format.JSONL
    changes, file = compared(here, narrowed.of(q), form, base_url(here, http), kind)
    if wants_file:
        return changes_answer(changes, file, kind)
    with file:
        rows = [json.loads(line) for line in islice(file, MOST_CHANGES)]
    return _shown("list_changes.html", narrowed.of(q), changes=changes, rows=rows)


def _shown(name: str, request: SearchRequest, **shown: object) -> HTMLResponse:
    html = (
        templates()
        .get_template(name)
        .render(q=request.q, asked=request, reading=request.reading, **shown)
    )
    return HTMLResponse(html)
