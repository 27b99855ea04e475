"""The composition root: the only place that opens things for the service."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.middleware.base import RequestResponseEndpoint

from app import documents, errors, export, health, pages, search, urls
from app.context import Context
from app.page_images import PageImages
from app.schemas import Problem
from app.searching import Engines, Searcher
from app.settings import Settings
from app.web import STATIC
from index.live import LiveEngine
from ingest.catalogue import Catalogue
from ingest.sandbox import SandboxPool

DESCRIPTION = """\
Search released police records: every hit is a page, with the words marked on its picture, and
every answer says how much of the corpus it searched. All addresses only read.
"""
# Pictures for readers; an ingest has readers of its own.
RENDERERS = 2
# Nothing from elsewhere, no scripts, no frames: the pages need none of it, and text out of a
# stranger's PDF must never be able to bring any.
SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    # Queries stand in addresses; they are nobody else's business.
    "Referrer-Policy": "same-origin",
}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": text, "content": {"application/problem+json": {}}}
    for status, text in (
        (400, "The query or a parameter is not valid; the body says which and what to do."),
        (404, "There is no such document or page."),
        (503, "The index or the catalogue cannot be read at the moment."),
    )
}


def create_app(settings: Settings, *, engines: Engines | None = None) -> FastAPI:
    """Open the catalogue and put the service together.

    Args:
        settings: Where the data directory is, and the rest.
        engines: What to search; the index of the data directory by default.

    Raises:
        DataDirectoryError: There is no catalogue, or it cannot be read.
    """
    catalogue = Catalogue(settings.paths.catalogue)
    live = engines or LiveEngine(settings.paths.indexes, settings.engine)
    sandboxes = SandboxPool(RENDERERS, memory_bytes=settings.ingest.memory_bytes)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
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
    app.state.context = Context(
        settings=settings,
        catalogue=catalogue,
        engines=live,
        searcher=Searcher(catalogue, live),
        images=PageImages(settings.paths, sandboxes),
    )
    for router in (search, documents, pages, export, health):
        app.include_router(router.api)
        if hasattr(router, "web"):
            app.include_router(router.web)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.middleware("http")(_with_security_headers)
    errors.install(app)
    return app


async def _with_security_headers(request: Request, call_next: RequestResponseEndpoint) -> Response:
    response = await call_next(request)
    response.headers.update(SECURITY_HEADERS)
    return response
