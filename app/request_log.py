"""A line for each request that was answered: enough to see load and faults, nothing about readers.

Neither queries nor readers' addresses are written, nor paths that are none of the service's, in
which anything may stand.
"""

import json
import logging
import sys
import time
from datetime import UTC, datetime
from http import HTTPStatus
from logging.handlers import WatchedFileHandler

from starlette.types import ASGIApp, Message, Receive, Scope, Send

STANDARD_ERROR = "-"
UNKNOWN = "(no such address)"

log = logging.getLogger("blotter.requests")


def write_to(target: str) -> None:
    """Let the log's lines go to a file, which may be moved away meanwhile, or to standard error.

    Raises:
        OSError: The file cannot be written.
    """
    to_stderr = target == STANDARD_ERROR
    handler = logging.StreamHandler(sys.stderr) if to_stderr else WatchedFileHandler(target)
    handler.setFormatter(logging.Formatter("%(message)s"))
    log.handlers = [handler]
    log.propagate = False
    log.setLevel(logging.INFO)


class RequestLog:
    """Writes a line of JSON for each request: time, method, path, status, milliseconds, bytes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and write what came of it."""
        if scope["type"] != "http" or not log.isEnabledFor(logging.INFO):
            await self._app(scope, receive, send)
            return
        method, begun = scope["method"], time.perf_counter()
        status, size = 500, 0

        async def send_counting(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, send_counting)
        finally:
            line = {
                "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "method": method,
                "path": scope["path"] if _is_ours(scope, status) else UNKNOWN,
                "status": status,
                "ms": round((time.perf_counter() - begun) * 1000, 1),
                "bytes": size,
            }
            log.info(json.dumps(line))


def _is_ours(scope: Scope, status: int) -> bool:
    """Whether a path is one of the service's; only an answer given before has a tag to match."""
    return "endpoint" in scope or status == HTTPStatus.NOT_MODIFIED
