"""Routes of releases, and of the ledger of what became of their files."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from fastapi.responses import HTMLResponse

from app import present, present_rooms, room_schemas, schemas, urls
from app.context import ContextHere
from app.ledger import whole_ledger
from app.parameters import OrderBy, PagingBy, only_known
from app.release_room import release_room, statuses
from app.web import rendered
from ingest.catalogue_holdings import DocumentOrder

api = APIRouter(prefix=urls.API, tags=["releases"], dependencies=[Depends(only_known)])
web = APIRouter(include_in_schema=False)

ThisRelease = Annotated[str, Path(description="The release's id, as `/releases` lists it.")]


@api.get("/releases")
def releases(here: ContextHere) -> list[schemas.ReleaseOut]:
    """List the releases, newest first."""
    return [present.release(one) for one in here.catalogue.releases()]


@api.get("/releases/{release_id}")
def release(here: ContextHere, release_id: ThisRelease) -> room_schemas.ReleaseDetailOut:
    """One release: where it came from, its pages by state, what of it failed or was taken back."""
    return present_rooms.release_room(release_room(here, release_id))


@api.get("/ledger")
def ledger(here: ContextHere) -> room_schemas.LedgerOut:
    """What is held back, was withdrawn, or was replaced by other bytes; nothing of its text."""
    return present_rooms.ledger(whole_ledger(here.catalogue))


@web.get("/releases")
def releases_page(here: ContextHere) -> HTMLResponse:
    """The releases as a web page."""
    return rendered(
        "releases.html", q="", releases=here.catalogue.releases(), statuses=statuses(here)
    )


@web.get("/r/{release_id}")
def release_page(
    here: ContextHere,
    release_id: ThisRelease,
    paging: PagingBy,
    order: OrderBy = DocumentOrder.TITLE,
) -> HTMLResponse:
    """One release and its documents as a web page."""
    room = release_room(here, release_id)
    total = here.catalogue.holding_count(release_id)
    return rendered(
        "release.html",
        q="",
        room=room,
        documents=here.catalogue.holdings(
            release_id, order=order, offset=paging.offset, limit=paging.per_page
        ),
        total=total,
        order=order,
        orders=DocumentOrder,
        paging=paging,
        next_page=paging.next_page(total),
        previous_page=paging.previous_page(total),
    )


@web.get("/ledger")
def ledger_page(here: ContextHere) -> HTMLResponse:
    """The ledger as a web page."""
    return rendered(
        "ledger.html",
        q="",
        ledger=whole_ledger(here.catalogue),
        titles={one.id: one.title for one in here.catalogue.releases()},
    )
