"""From hit to hit within a document."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from app.search_request import SearchRequest
from index.engine import Engine
from index.limits import Limits


@dataclass(frozen=True, slots=True)
class HitPages:
    """The pages of a document that match a query.

    Attributes:
        number: Of the page from which one steps; it need not match.
        numbers: Of the pages that match, in their order.
        partial: Whether the time ran out, so that pages may be missing.
    """

    number: int
    numbers: tuple[int, ...]
    partial: bool

    @property
    def before(self) -> int | None:
        """The last one before this page; None if there is none."""
        at = bisect_left(self.numbers, self.number)
        return self.numbers[at - 1] if at else None

    @property
    def after(self) -> int | None:
        """The first one after this page; None if there is none."""
        at = bisect_right(self.numbers, self.number)
        return self.numbers[at] if at < len(self.numbers) else None


def hit_pages(
    engine: Engine, document_id: str, number: int, request: SearchRequest, limits: Limits
) -> HitPages:
    """Where the hits of a query stand in a document, as far as the time goes.

    Raises:
        InvalidQueryError: The query breaks a limit.
        SearchError: The index cannot be read.
    """
    asked = request.in_document(document_id)
    found = engine.scan(asked.query, limits=limits, filters=asked.filters)
    return HitPages(number, tuple(hit.number for hit in found), found.partial)
