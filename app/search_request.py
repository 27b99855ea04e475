"""What one search asks for, read once and handed to every part that answers or links to it."""

from dataclasses import dataclass, replace
from typing import Self

from app.urls import Parameters
from index.engine import Sort


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What is asked of a search, besides which stretch of the answer.

    Attributes:
        q: The query as typed.
        sort: The order.
    """

    q: str = ""
    sort: Sort = Sort.RELEVANCE

    def of(self, q: str) -> Self:
        """The same for another query."""
        return replace(self, q=q)

    @property
    def narrowing(self) -> Parameters:
        """What decides which pages match, besides ``q``, as an address carries it."""
        return ()

    @property
    def parameters(self) -> Parameters:
        """Everything but ``q`` as an address carries it; what is usual is left out."""
        order = () if self.sort is Sort.RELEVANCE else (("sort", self.sort.value),)
        return (*self.narrowing, *order)
