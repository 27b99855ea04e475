"""Compression of what gets smaller by it."""

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

# Pictures and PDFs are compressed already; trying again costs more than the search did.
PACKED_ALREADY = ("/image", "/original", "/flattened")
PACKED_LISTS = (b"format=xlsx", b"manifest=true")
LEAST_BYTES = 1000
# Each level above takes a third longer for one part in a hundred of a result page.
LEVEL = 5


class Compressed:
    """Sends text by gzip to whoever takes it, streams too."""

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        self._zipped = GZipMiddleware(app, minimum_size=LEAST_BYTES, compresslevel=LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back, smaller where that helps."""
        is_text = scope["type"] == "http" and not (
            scope["path"].endswith(PACKED_ALREADY)
            or any(part in scope["query_string"] for part in PACKED_LISTS)
        )
        await (self._zipped if is_text else self._plain)(scope, receive, send)
