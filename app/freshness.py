"""Entity tags: whoever has an answer already is told so, before any search is made.

A tag stands for the catalogue, the index, this program and the address. Answers that were cut short
for want of time are not to be kept: the next try may find more.
"""

import datetime as dt
import hashlib
from collections.abc import Callable
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.searching import Engines
from app.settings import Settings
from app.web import HERE
from index.errors import SearchError

# Kept for the asking again only; a withdrawn page must not be shown from anybody's store.
ASK_AGAIN = "no-cache"
NOT_KEPT = "no-store"
# Says how it is right now, whatever the stamp.
ALWAYS_ASKED = ("/static", "/api/v1/health")

Stamp = Callable[[], str | None]


def keep_if(is_whole: bool, response: Response) -> None:  # noqa: FBT001 - reads as a sentence
    """Forbid to keep an answer that more time would have made another."""
    if not is_whole:
        response.headers["Cache-Control"] = NOT_KEPT


class Fresh:
    """Gives answers tags, and 304 to those who come with the same one.

    Args:
        app: What answers.
        stamp: Changes whenever an answer may; None while none can be given.
    """

    def __init__(self, app: ASGIApp, *, stamp: Stamp) -> None:
        self._app = app
        self._stamp = stamp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from the tag alone, or pass a request on and tag its answer."""
        tag = await self._tag(scope)
        if tag is None:
            await self._app(scope, receive, send)
            return
        if tag in _tags(Headers(scope=scope).get("if-none-match", "")):
            headers = {"ETag": tag, "Cache-Control": ASK_AGAIN}
            await Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)(
                scope, receive, send
            )
            return

        async def send_tagged(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == HTTPStatus.OK:
                headers = MutableHeaders(scope=message)
                if "cache-control" not in headers:
                    headers["ETag"] = tag
                    headers["Cache-Control"] = ASK_AGAIN
            await send(message)

        await self._app(scope, receive, send_tagged)

    async def _tag(self, scope: Scope) -> str | None:
        if scope["type"] != "http" or scope["method"] != "GET":
            return None
        if scope["path"].startswith(ALWAYS_ASKED):
            return None
        stamp = await run_in_threadpool(self._stamp)
        if stamp is None:
            return None
        host = Headers(scope=scope).get("host", "")  # stands in links of exports and citations
        asked = "\n".join([stamp, host, scope["path"], scope["query_string"].decode("latin-1")])
        return f'W/"{hashlib.sha256(asked.encode("utf-8", "replace")).hexdigest()[:24]}"'


def _tags(header: str) -> list[str]:
    return [tag.strip() for tag in header.split(",")]


def stamp_of(settings: Settings, engines: Engines) -> Stamp:
    """What gives the stamp of a data directory; safe between threads.

    The catalogue counts as changed with every write to its files, which costs no query to see.
    """
    files = [settings.paths.catalogue, Path(f"{settings.paths.catalogue}-wal")]
    program = _program(settings)

    def stamp() -> str | None:
        try:
            index = engines.current().info().version
        except SearchError:
            return None
        # Citations name the day.
        today = dt.datetime.now(dt.UTC).date().isoformat()
        return "\n".join([program, index, today, *map(_written, files)])

    return stamp


def _program(settings: Settings) -> str:
    """What besides the data decides how an answer looks."""
    looks = hashlib.sha256(version("blotter").encode())
    for path in sorted(HERE.glob("templates/*")) + sorted(HERE.glob("*.py")):
        looks.update(path.read_bytes())
    looks.update(settings.model_dump_json().encode())
    return looks.hexdigest()


def _written(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return "-"
    return f"{found.st_mtime_ns} {found.st_size} {found.st_ino}"
