"""The composition root: the only place that opens things for the service."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import BoundedSemaphore

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from app import (
    comparing,
    comparing_lists,
    documents,
    downloads,
    errors,
    export,
    feeds,
    front,
    health,
    how_to,
    list_page,
    pages,
    releases,
    report,
    search,
    similar,
    urls,
)
from app.compressing import Compressed
from app.context import Context
from app.flattening import Flattener
from app.freshness import Fresh, stamp_of
from app.head import HeadAsGet
from app.headers import SecurityHeaders
from app.hit_list import HitLists
from app.kept import Kept
from app.openapi import PROBLEMS, describe_problems
from app.page_images import PageImages
from app.rate_limits import RateLimit
from app.release_comparing import Comparer
from app.request_log import RequestLog, write_to
from app.searching import Engines, Searcher
from app.settings import Settings
from app.suggesting import Suggester
from app.web import STATIC
from index.known_words import lay_out_english
from index.live import LiveEngine
from ingest.catalogue_public import PublicCatalogue
from ingest.sandbox import SandboxPool

DESCRIPTION = """\
Search released police records: every hit is a page, with the words marked on its picture, and
every answer says how much of the corpus it searched. All addresses only read.
"""
API_ROUTERS = (
    search.api,
    export.api,
    comparing_lists.api,
    report.api,
    feeds.api,
    documents.api,
    front.api,
    releases.api,
    comparing.api,
    downloads.api,
    pages.api,
    similar.api,
    health.api,
)
WEB_ROUTERS = (
    front.web,
    search.web,
    list_page.web,
    report.web,
    documents.web,
    releases.web,
    comparing.web,
    pages.web,
    similar.web,
    health.web,
    how_to.web,
)
# Reports on lists of terms at once; each may take a minute of a processor.
REPORTS = 2
# Pictures for readers; an ingest has readers of its own.
RENDERERS = 2
# Longer than a reader waits for a picture; then the thread is wanted for searches.
RENDER_WAIT_S = 5.0


def create_app(settings: Settings, *, engines: Engines | None = None) -> FastAPI:
    """Open the catalogue and put the service together.

    Args:
        settings: Where the data directory is, and the rest.
        engines: What to search; the index of the data directory by default.

    Raises:
        DataDirectoryError: There is no catalogue, or it cannot be read.
        OSError: The request log cannot be written.
    """
    catalogue = PublicCatalogue(settings.paths.catalogue)
    live = engines or LiveEngine(settings.paths.indexes, settings.engine)
    sandboxes = SandboxPool(
        RENDERERS, memory_bytes=settings.ingest.memory_bytes, wait_s=RENDER_WAIT_S
    )

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        lay_out_english()
        yield
        sandboxes.close()
        if isinstance(live, LiveEngine):
            live.close()
        catalogue.close()

    app = FastAPI(
        title="Blotter",
        version="1",
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{urls.API}/openapi.json",
        responses=PROBLEMS,
    )
    app.state.context = _context(settings, catalogue, live, sandboxes)
    for router in (*API_ROUTERS, *WEB_ROUTERS):
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    _add_layers(app, settings, live)
    errors.install(app)
    describe_problems(app)
    return app


def _add_layers(app: FastAPI, settings: Settings, engines: Engines) -> None:
    """What every request goes through; the last added is the first to see it."""
    app.add_middleware(Compressed)
    app.add_middleware(Fresh, stamp=stamp_of(settings, engines))
    if settings.rate_limit:
        app.add_middleware(RateLimit, per_minute=settings.rate_limit)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(HeadAsGet)
    if settings.request_log:
        write_to(settings.request_log)
        app.add_middleware(RequestLog)


def _context(
    settings: Settings, catalogue: PublicCatalogue, engines: Engines, sandboxes: SandboxPool
) -> Context:
    images = PageImages(settings.paths, sandboxes)
    searcher = Searcher(catalogue, engines, settings.limits)
    return Context(
        settings=settings,
        catalogue=catalogue,
        statuses=Kept(catalogue, most=1),
        redactions=Kept(catalogue, most=64),
        examples=Kept(catalogue, most=1),
        comparer=Comparer(catalogue),
        engines=engines,
        searcher=searcher,
        lists=HitLists(catalogue, engines, searcher, settings.limits),
        reporting=BoundedSemaphore(REPORTS),
        suggester=Suggester(catalogue, engines),
        images=images,
        flattener=Flattener(settings.paths, catalogue, images),
    )
