"""Routes that set two releases, or two pages, beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, Response

from app import compare_schemas, present_comparisons, urls
from app.context import ContextHere
from app.counterparts import counterparts
from app.freshness import keep_if
from app.page_comparing import PLACE, compare_pages, place_of
from app.pages import Number
from app.parameters import Paging, PagingBy, only_known
from app.release_comparing import Comparison
from app.release_diff import Change, PageChange
from app.web import rendered

api = APIRouter(prefix=urls.API, tags=["comparisons"], dependencies=[Depends(only_known)])
web = APIRouter(include_in_schema=False)

Before = Annotated[str, Query(alias="a", description="Id of the earlier release.")]
After = Annotated[str, Query(alias="b", description="Id of the later one.")]
Kind = Annotated[
    Change | None,
    Query(description="Pages of one kind of change only; without it all but the `same`."),
]
One = Annotated[
    str, Query(alias="a", pattern=PLACE, description="A page, as its document's id/number.")
]
Other = Annotated[str, Query(alias="b", pattern=PLACE, description="The other, likewise.")]


@dataclass(frozen=True, slots=True)
class _Listed:
    """One stretch of the changes of a kind, and how many there are."""

    changes: Sequence[PageChange]
    count: int


def _listed(found: Comparison, change: Change | None, paging: Paging) -> _Listed:
    wanted = [
        one
        for one in (found.diff.changes if found.diff else ())
        if (one.change is change if change else one.change is not Change.SAME)
    ]
    return _Listed(wanted[paging.offset : paging.offset + paging.per_page], len(wanted))


@api.get("/compare/releases")
def releases(
    here: ContextHere, paging: PagingBy, before: Before, after: After, change: Kind = None
) -> compare_schemas.ReleaseComparisonOut:
    """What changed from one release to another, page by page.

    Takes seconds the first time; one comparison is made at a time, others are refused with 503.
    """
    found = here.comparer.compare(before, after)
    listed = _listed(found, change, paging)

    def at(page: int) -> str:
        kind = change.value if change else ""
        return urls.api_compare_releases(
            before, after, change=kind, page=page, per_page=paging.per_page
        )

    links = paging.links(listed.count, at)
    return present_comparisons.release_comparison(found, listed.changes, listed.count, links)


@api.get("/compare/pages")
def pages(
    here: ContextHere, response: Response, one: One, other: Other
) -> compare_schemas.PageComparisonOut:
    """Two pages: which words only one of them has, and where each is blacked out."""
    found = compare_pages(here, place_of(one), place_of(other))
    keep_if(not found.diff.is_partial, response)
    return present_comparisons.page_comparison(found)


@api.get("/documents/{document_id}/pages/{number}/counterparts")
def page_counterparts(
    here: ContextHere, response: Response, document_id: str, number: Number
) -> compare_schemas.CounterpartsOut:
    """Pages of other documents that say nearly the same: the page as another release has it."""
    page = here.catalogue.page(document_id, number)
    found = counterparts(here, document_id, page)
    keep_if(not found.partial, response)
    return present_comparisons.counterparts(document_id, page, found)


@web.get("/releases/compare")
def releases_page(
    here: ContextHere,
    paging: PagingBy,
    before: Before = "",
    after: After = "",
    change: Kind = None,
) -> HTMLResponse:
    """What changed from one release to another as a web page; without both, a form to name them."""
    found = here.comparer.compare(before, after) if before and after else None
    listed = _listed(found, change, paging) if found else _Listed((), 0)
    return rendered(
        "compare_releases.html",
        q="",
        found=found,
        releases=here.catalogue.releases(),
        change=change,
        kinds=Change,
        changes=listed.changes,
        count=listed.count,
        paging=paging,
        next_page=paging.next_page(listed.count),
        previous_page=paging.previous_page(listed.count),
    )


@web.get("/compare")
def pages_page(here: ContextHere, one: One, other: Other) -> HTMLResponse:
    """Two pages side by side as a web page."""
    found = compare_pages(here, place_of(one), place_of(other))
    response = rendered("compare_pages.html", q="", found=found)
    keep_if(not found.diff.is_partial, response)
    return response
