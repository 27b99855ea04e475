"""Cursors: places in the list of every hit, by document and page, to go on from later.

Pages that are taken in meanwhile move nobody's place, as they would in an order by relevance: a
walk from cursor to cursor gives every page that matches throughout, and none twice.
"""

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from app.search_request import Group, SearchRequest
from index.engine import Engine, PageKey, SearchResult, Sort
from index.errors import QueryTooSlowError
from index.facets import FacetCounts
from index.limits import Limits
from index.query import Query

BEGIN = "*"
"""The cursor of those who have none yet."""


class InvalidCursorError(Exception):
    """A cursor that no answer to this query can have given."""

    code = "invalid-cursor"


def written(at: PageKey, request: SearchRequest) -> str:
    """The cursor that goes on after a page."""
    plain = json.dumps([_mark(request), *at], separators=(",", ":"))
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def read(cursor: str, request: SearchRequest, *, page: int) -> "Walk":
    """Where a cursor stands.

    Raises:
        InvalidCursorError: It was given for another query or other filters, or by nobody; or
            another order or list is asked for.
    """
    if request.sort is not Sort.RELEVANCE or request.group is Group.DOCUMENT or page != 1:
        raise InvalidCursorError(
            "A walk by cursor gives every hit by document and page. Leave out sort, group and page."
        )
    if cursor == BEGIN:
        return Walk(None)
    try:
        plain = base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4))
        mark, document, number = json.loads(plain)
    except (ValueError, binascii.Error, RecursionError):
        raise _invalid("This cursor is damaged") from None
    if not isinstance(document, str) or not isinstance(number, int):
        raise _invalid("This cursor is damaged")
    if mark != _mark(request):
        raise _invalid("This cursor belongs to another query, or to other filters")
    return Walk((document, number))


def _invalid(what: str) -> InvalidCursorError:
    return InvalidCursorError(
        f"{what}. Take `next` of the answer before as it stands, or begin anew with cursor=*."
    )


def _mark(request: SearchRequest) -> str:
    """Tells requests that find different pages from one another."""
    asked = json.dumps([request.q, request.narrowing])
    return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Stretch(SearchResult):
    """A part of the list of every hit.

    Attributes:
        goes_on_after: The page after which the next part begins; None if this is the last.
    """

    goes_on_after: PageKey | None = None


class Walk(NamedTuple):
    """Where somebody is in the list of every hit.

    Attributes:
        after: The page to go on after; None at the beginning.
    """

    after: PageKey | None

    def ask(
        self, engine: Engine, query: Query, request: SearchRequest, limits: Limits, limit: int
    ) -> Stretch:
        """The next part of the list.

        Raises:
            QueryTooSlowError: There was no time to find all of them, so some would be left out.
        """
        scan = engine.scan(query, limits=limits, filters=request.filters, after=self.after)
        if scan.partial:
            raise QueryTooSlowError(
                f"The query took more than {limits.seconds:g} seconds, so not every page was "
                "found, and a walk by cursor must leave none out. Narrow the query, or have the "
                "operator raise BLOTTER_QUERY_TIMEOUT_S."
            )
        hits = tuple(islice(scan, limit))
        goes_on = bool(hits) and next(scan, None) is not None
        last = (hits[-1].document_id, hits[-1].number) if goes_on else None
        facets = _facets(engine, query, request, limits)
        return Stretch(scan.total, hits, scan.expansions, facets=facets, goes_on_after=last)


def _facets(
    engine: Engine, query: Query, request: SearchRequest, limits: Limits
) -> tuple[FacetCounts, ...]:
    if not request.facets:
        return ()
    found = engine.search(
        query, limit=0, limits=limits, filters=request.filters, facets=request.facets
    )
    return found.facets
