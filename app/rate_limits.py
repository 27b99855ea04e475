"""How often one address may ask, so that nobody keeps the others waiting."""

import ipaddress
import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.errors import TooManyRequestsError, respond

# A result page has a picture for every hit.
PICTURES_EACH = 10
# Of IPv6 a house gets a network, not an address.
IPV6_PREFIX = 64


class RateLimit:
    """Refuses what comes too often from one address; never what comes from this machine.

    Each process counts for itself.

    Args:
        app: What answers.
        per_minute: Requests; pictures are counted apart, with ten times as many.
    """

    def __init__(self, app: ASGIApp, *, per_minute: int) -> None:
        self._app = app
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._requests = RateLimitItemPerMinute(per_minute, namespace="requests")
        self._pictures = RateLimitItemPerMinute(per_minute * PICTURES_EACH, namespace="pictures")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it with the seconds to wait."""
        wait_s = self._wait_s(scope)
        if wait_s is None:
            await self._app(scope, receive, send)
            return
        error = TooManyRequestsError(
            f"More requests came from your address than the {self._requests.amount} a minute that "
            f"are answered. Ask again in {wait_s} seconds; for everything a query finds, one "
            "export is quicker than many searches.",
            retry_after_s=wait_s,
        )
        response = await respond(Request(scope), error)
        await response(scope, receive, send)

    def _wait_s(self, scope: Scope) -> int | None:
        """Whole seconds until there is room again; None if there is room."""
        if scope["type"] != "http" or scope["path"].startswith("/static"):
            return None
        client = scope.get("client")
        counted = _network(client[0]) if client else None
        if counted is None:
            return None
        item = self._pictures if scope["path"].endswith("/image") else self._requests
        if self._limiter.hit(item, counted):
            return None
        free_at = self._limiter.get_window_stats(item, counted).reset_time
        return max(1, math.ceil(free_at - time.time()))


def _network(host: str) -> str | None:
    """What of an address is counted; None for this machine, and for what is no address."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    if address.is_loopback:
        return None
    if address.version == 6:
        return str(ipaddress.ip_network((address, IPV6_PREFIX), strict=False))
    return str(address)
