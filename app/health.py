"""Routes that say how much can be searched and whether the service answers."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse

from app import present, present_rooms, room_schemas, schemas, urls
from app.context import Context, ContextHere
from app.parameters import PagingBy, ReleaseId, only_known
from app.plots import Plot, plotted
from app.release_room import statuses, taken_out
from app.states import plot_of_coverage
from app.web import rendered

api = APIRouter(prefix=urls.API, tags=["coverage"], dependencies=[Depends(only_known)])
web = APIRouter(include_in_schema=False)

Code = Annotated[str | None, Query(description="Stable name of a cause, see docs/errors.md.")]


@api.get("/health")
def health(here: ContextHere) -> schemas.HealthOut:
    """Answer 200 if the catalogue and the index can be read, else 503 with the reason."""
    here.catalogue.revision()
    info = here.engines.current().info()
    return schemas.HealthOut(status="ok", index_version=info.version, pages=info.pages)


@api.get("/coverage")
def coverage(here: ContextHere) -> room_schemas.CoverageDetailOut:
    """How much of what was received can be searched, by state, reason and release."""
    found = here.catalogue.coverage()
    return present_rooms.coverage(
        found,
        pages_not_indexed=here.searcher.pages_not_indexed(found),
        failures=here.catalogue.failure_counts(),
        taken_out=taken_out(here),
        releases=statuses(here),
    )


@api.get("/failures")
def failures(
    here: ContextHere, paging: PagingBy, code: Code = None, release: ReleaseId = None
) -> schemas.FailuresOut:
    """List what could not be read, and why, by path and page."""
    total = sum(_counts(here, code, release).values())
    found = here.catalogue.failures_by(
        code=code, release_id=release, offset=paging.offset, limit=paging.per_page
    )

    def at(page: int) -> str:
        return urls.failures(
            code=code or "", release=release or "", page=page, per_page=paging.per_page
        )

    links = paging.links(total, at)
    return schemas.FailuresOut(
        count=total,
        next=links.next,
        previous=links.previous,
        results=[present.failure(one) for one in found],
    )


def _counts(here: Context, code: str | None, release: str | None) -> dict[str, int]:
    """Failures by code, of those codes that are asked for.

    Raises:
        UnknownPageError: There is no such release.
    """
    if release is not None:
        here.catalogue.release(release)
    counts = here.catalogue.failure_counts_of(release)
    return {one: count for one, count in counts.items() if code in (None, one)}


@web.get("/coverage")
def coverage_page(
    here: ContextHere, paging: PagingBy, code: Code = None, release: ReleaseId = None
) -> HTMLResponse:
    """What can be searched, and what could not be read and why, as a web page."""
    total = sum(_counts(here, code, release).values())
    found = here.catalogue.coverage()
    return rendered(
        "coverage.html",
        q="",
        coverage=found,
        states=plot_of_coverage(found),
        reasons=_reasons(here),
        redactions=taken_out(here),
        statuses=statuses(here),
        replaced=len(here.catalogue.replacements()),
        code=code,
        release=here.catalogue.release(release) if release else None,
        failures=here.catalogue.failures_by(
            code=code, release_id=release, offset=paging.offset, limit=paging.per_page
        ),
        total=total,
        paging=paging,
        next_page=paging.next_page(total),
        previous_page=paging.previous_page(total),
    )


def _reasons(here: Context) -> Plot:
    """All failures by code, each linked to its list."""
    counts = here.catalogue.failure_counts()
    return plotted((code, n, urls.coverage(code=code) + "#failures") for code, n in counts.items())
