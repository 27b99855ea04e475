"""Routes that say how much can be searched and whether the service answers."""

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from app import present, schemas, urls
from app.context import Context, ContextHere
from app.parameters import PagingBy, only_known
from app.web import templates
from ingest.records import Standing

api = APIRouter(prefix=urls.API, tags=["coverage"], dependencies=[Depends(only_known)])
web = APIRouter(include_in_schema=False)


@api.get("/health")
def health(here: ContextHere) -> schemas.HealthOut:
    """Answer 200 if the catalogue and the index can be read, else 503 with the reason."""
    here.catalogue.revision()
    info = here.engines.current().info()
    return schemas.HealthOut(status="ok", index_version=info.version, pages=info.pages)


@api.get("/coverage")
def coverage(here: ContextHere) -> schemas.CoverageOut:
    """How much of what was received can be searched."""
    found = here.catalogue.coverage()
    return present.coverage(found, pages_not_indexed=here.searcher.pages_not_indexed(found))


@api.get("/failures")
def failures(here: ContextHere, paging: PagingBy) -> schemas.FailuresOut:
    """List what could not be read, and why, by path and page."""
    total = sum(here.catalogue.failure_counts().values())
    found = here.catalogue.failures(offset=paging.offset, limit=paging.per_page)

    def at(page: int) -> str:
        return urls.failures(page=page, per_page=paging.per_page)

    links = paging.links(total, at)
    return schemas.FailuresOut(
        count=total,
        next=links.next,
        previous=links.previous,
        results=[present.failure(one) for one in found],
    )


@web.get("/coverage")
def coverage_page(here: ContextHere, paging: PagingBy) -> HTMLResponse:
    """What could not be read, as a web page."""
    return HTMLResponse(_coverage_html(here, paging))


def _coverage_html(here: Context, paging: PagingBy) -> str:
    counts = here.catalogue.failure_counts()
    total = sum(counts.values())
    return (
        templates()
        .get_template("coverage.html")
        .render(
            q="",
            coverage=here.catalogue.coverage(),
            counts=counts,
            held=here.catalogue.documents_standing(Standing.HELD),
            decisions=here.catalogue.decisions(),
            failures=here.catalogue.failures(offset=paging.offset, limit=paging.per_page),
            total=total,
            paging=paging,
            next_page=paging.next_page(total),
            previous_page=paging.previous_page(total),
        )
    )
