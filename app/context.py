"""What the routes work with, opened once by ``create_app`` and handed to each request."""

from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Annotated

from fastapi import Depends, Request

from app.examples import Example
from app.flattening import Flattener
from app.hit_list import HitLists
from app.kept import Kept
from app.page_images import PageImages
from app.release_comparing import Comparer
from app.searching import Engines, Searcher
from app.settings import Settings
from app.suggesting import Suggester
from ingest.catalogue_holdings import Holdings
from ingest.catalogue_status import RedactionCounts, ReleaseStatus


@dataclass(frozen=True, slots=True)
class Context:
    """The parts of one running service. Safe to share between threads.

    Attributes:
        settings: As read at the start.
        catalogue: For reading.
        statuses: What became of all releases, kept while it holds.
        redactions: What was taken out of a release, likewise, by its id; of all by no name.
        examples: Searches that find something, kept by the version of the index.
        comparer: Compares releases.
        engines: Gives the index as it stands.
        searcher: Answers queries.
        lists: Makes hit lists.
        reporting: Held while a report on a list of terms is made; so many at once.
        suggester: Completes what is being typed.
        images: Gives pictures of pages.
        flattener: Gives copies of documents as pictures.
    """

    settings: Settings
    catalogue: Holdings
    statuses: Kept[tuple[ReleaseStatus, ...]]
    redactions: Kept[RedactionCounts]
    examples: Kept[tuple[Example, ...]]
    comparer: Comparer
    engines: Engines
    searcher: Searcher
    lists: HitLists
    reporting: BoundedSemaphore
    suggester: Suggester
    images: PageImages
    flattener: Flattener


def context(request: Request) -> Context:
    """The parts of the service that took this request."""
    found = request.app.state.context
    assert isinstance(found, Context)  # noqa: S101 - put there by create_app
    return found


def base_url(here: Context, http: Request) -> str:
    """Where readers reach the service: as set, else as asked; without a slash at its end."""
    return here.settings.public_url.rstrip("/") or str(http.base_url).rstrip("/")


ContextHere = Annotated[Context, Depends(context)]
