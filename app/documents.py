"""Routes of documents."""

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from app import present, schemas, urls
from app.context import Context, ContextHere
from app.parameters import OrderBy, PagingBy, ReadAs, ReleaseId, only_known
from app.web import templates
from ingest.catalogue_holdings import DocumentOrder

api = APIRouter(prefix=urls.API, tags=["documents"], dependencies=[Depends(only_known)])
web = APIRouter(include_in_schema=False)


@api.get("/documents")
def documents(
    here: ContextHere,
    paging: PagingBy,
    release: ReleaseId = None,
    order: OrderBy = DocumentOrder.TITLE,
) -> schemas.DocumentsOut:
    """List the documents that may be seen, or those of one release."""
    if release is not None:
        here.catalogue.release(release)
    total = here.catalogue.holding_count(release)
    found = here.catalogue.holdings(
        release, order=order, offset=paging.offset, limit=paging.per_page
    )

    def at(page: int) -> str:
        sort = "" if order is DocumentOrder.TITLE else order.value
        return urls.api_documents(
            release=release or "", sort=sort, page=page, per_page=paging.per_page
        )

    links = paging.links(total, at)
    return schemas.DocumentsOut(
        count=total,
        next=links.next,
        previous=links.previous,
        results=[present.document(one) for one in found],
    )


@api.get("/documents/{document_id}")
def document(here: ContextHere, document_id: str) -> schemas.DocumentDetailOut:
    """One document: provenance, pages, and what of it could not be read."""
    return present.document_detail(
        here.catalogue.shown_document(document_id),
        custody=_custody(here, document_id),
        pages=here.catalogue.pages(document_id),
        failures=here.catalogue.failures_of(document_id),
        family=_family(here, document_id),
    )


def _custody(here: Context, document_id: str) -> present.Custody:
    return present.Custody(
        locations=here.catalogue.locations(document_id),
        notes=here.catalogue.document_notes(document_id),
        has_original=not here.catalogue.holds_secrets(document_id),
    )


def _family(here: Context, document_id: str) -> present.Family:
    return present.Family(
        members=here.catalogue.members(document_id),
        member_count=here.catalogue.member_count(document_id),
        containers=here.catalogue.containers(document_id),
        thread=here.catalogue.thread(document_id),
    )


@web.get("/d/{document_id}")
def document_page(
    here: ContextHere, document_id: str, reading: ReadAs, q: str = ""
) -> HTMLResponse:
    """A document's pages and provenance as a web page."""
    found = here.catalogue.shown_document(document_id)
    html = (
        templates()
        .get_template("document.html")
        .render(
            q=q,
            reading=reading.reading,
            document=found,
            releases=here.catalogue.releases_of(found),
            pages=here.catalogue.pages(document_id),
            failures=here.catalogue.failures_of(document_id),
            **vars(_custody(here, document_id)),
            **vars(_family(here, document_id)),
        )
    )
    return HTMLResponse(html)
