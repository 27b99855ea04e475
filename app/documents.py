"""Routes of documents."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app import present, schemas, urls
from app.context import Context, ContextHere
from app.document_room import document_room, matching_pages
from app.freshness import keep_if
from app.pages import Asked
from app.parameters import (
    TILES,
    OrderBy,
    PagesPagingBy,
    Paging,
    PagingBy,
    ReleaseId,
    TilesPagingBy,
    only_known,
)
from app.search_request import SearchRequest
from app.stepping import HitPages
from app.web import rendered
from ingest.catalogue_holdings import DocumentOrder

api = APIRouter(prefix=urls.API, tags=["documents"], dependencies=[Depends(only_known)])
web = APIRouter(include_in_schema=False)

PageNumber = Annotated[int, Query(ge=1, le=2**31 - 1)]


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
def document(
    here: ContextHere,
    response: Response,
    document_id: str,
    paging: PagesPagingBy,
    asked: Asked,
) -> schemas.DocumentDetailOut:
    """One document: provenance, pages, and what of it could not be read.

    With a query, the pages of it that match.
    """
    found = here.catalogue.shown_document(document_id)
    hits = matching_pages(here, document_id, asked)
    keep_if(not (hits and hits.partial), response)
    return present.document_detail(
        found,
        custody=_custody(here, document_id),
        contents=_contents(here, document_id, asked, paging, hits),
        family=_family(here, document_id),
    )


def _contents(
    here: Context, document_id: str, asked: SearchRequest, paging: Paging, hits: HitPages | None
) -> present.Contents:
    sources = here.catalogue.page_sources(document_id)

    def at(page: int) -> str:
        return urls.api_document(
            document_id, asked.q, asked.reading, page=page, per_page=paging.per_page
        )

    return present.Contents(
        pages=here.catalogue.page_stretch(document_id, offset=paging.offset, limit=paging.per_page),
        failures=here.catalogue.failures_of(document_id),
        sources=sources,
        hits=hits,
        redactions=here.catalogue.redactions_of_document(document_id),
        links=paging.links(sum(sources.values()), at),
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
    here: ContextHere,
    document_id: str,
    asked: Asked,
    paging: TilesPagingBy,
    matching: bool = False,  # noqa: FBT001, FBT002 - an address names it
) -> HTMLResponse:
    """A document's pages as small pictures, and its provenance, as a web page."""
    room = document_room(here, document_id, asked, paging, matching=matching)
    response = rendered(
        "document.html",
        q=asked.q,
        reading=asked.reading,
        room=room,
        document=room.document,
        releases=here.catalogue.releases_of(room.document),
        matching=matching and room.hits is not None,
        paging=paging,
        per_page=paging.per_page if paging.per_page != TILES else None,
        next_page=paging.next_page(room.total),
        previous_page=paging.previous_page(room.total),
        last_page=paging.last_page(room.total),
        **vars(_custody(here, document_id)),
        **vars(_family(here, document_id)),
    )
    keep_if(not (room.hits and room.hits.partial), response)
    return response


@web.get("/d/{document_id}/p")
def page_jump(document_id: str, number: PageNumber, asked: Asked) -> RedirectResponse:
    """To the page of a document whose number was typed."""
    address = urls.page(document_id, number, asked.q, asked.reading)
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)
