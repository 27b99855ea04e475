"""The front page: what the collection is, its figures, its newest releases, and how to begin."""

from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from app import present, room_schemas, urls
from app.context import Context, ContextHere
from app.examples import Example, examples
from app.parameters import only_known
from app.release_room import statuses
from app.web import rendered
from index.errors import SearchError
from ingest.catalogue_status import ReleaseStatus
from ingest.records import Coverage, Release

api = APIRouter(prefix=urls.API, tags=["releases"], dependencies=[Depends(only_known)])
web = APIRouter(include_in_schema=False)

NEWEST: Final = 5
"""Releases named on the front page."""


@dataclass(frozen=True, slots=True)
class Front:
    """What the front page says.

    Attributes:
        coverage: The figures.
        releases: The newest ones, at most ``NEWEST``.
        release_count: All of them.
        statuses: What became of each release, by its id.
        examples: Searches that find something; none without an index.
        has_index: Whether it can be searched at the moment.
    """

    coverage: Coverage
    releases: tuple[Release, ...]
    release_count: int
    statuses: dict[str, ReleaseStatus]
    examples: tuple[Example, ...]
    has_index: bool


def _front(here: Context) -> Front:
    releases = here.catalogue.releases()
    found = _examples(here)
    return Front(
        coverage=here.catalogue.coverage(),
        releases=releases[:NEWEST],
        release_count=len(releases),
        statuses={one.id: one for one in statuses(here)},
        examples=found or (),
        has_index=found is not None,
    )


def _examples(here: Context) -> tuple[Example, ...] | None:
    """Those of this index, chosen once; None without one."""
    try:
        engine = here.engines.current()
        name = engine.info().version
        return here.examples.of(name, lambda: examples(engine, here.catalogue))
    except SearchError:
        return None


@api.get("/collection")
def collection(here: ContextHere) -> room_schemas.CollectionOut:
    """What this collection is: its name, figures and newest releases, and searches to begin with.

    The searches are chosen by rule from what is in the index; each finds something.
    """
    front = _front(here)
    return room_schemas.CollectionOut(
        name=here.settings.collection,
        about=here.settings.about,
        coverage=present.coverage(front.coverage),
        release_count=front.release_count,
        releases=[present.release(one) for one in front.releases],
        examples=[
            room_schemas.ExampleOut(query=one.query, shows=one.shows, pages=one.pages)
            for one in front.examples
        ],
    )


@web.get("/")
def front_page(here: ContextHere) -> HTMLResponse:
    """What this collection is, and the box to search it."""
    return rendered("front.html", q="", front=_front(here), settings=here.settings)
