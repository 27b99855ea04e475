"""Addresses of one answer with a filter more or less, made by the hundred for each result page."""

from urllib.parse import urlencode

from app import urls
from app.filter_values import DOCUMENT
from app.search_request import SearchRequest
from index.facets import NO_FILTERS, Facet


class Addresses:
    """The addresses of a result page that differ in one filter.

    Everything that is the same in all of them is made once: to make each whole took a third of the
    time of a result page.

    Args:
        request: What was asked, which is not nothing.
        per_page: Kept in the links; None for the usual number.
    """

    def __init__(self, request: SearchRequest, per_page: int | None) -> None:
        plain = request.narrowed_to(NO_FILTERS).parameters
        unfiltered = urls.search(request.q, plain, per_page=per_page)
        self._head = urls.search(request.q, request.reading)
        self._tail = unfiltered.removeprefix(self._head).lstrip("&")
        self._named = {facet: set(named) for facet, named in request.filters.by_facet.items()}
        documents = [(DOCUMENT, one) for one in sorted(request.filters.documents)]
        self._documents = urlencode(documents)

    def toggled(self, facet: Facet, value: str) -> str:
        """The address with a value of a facet more, or without it if it is on."""
        changed = {**self._named, facet: self._named.get(facet, set()) ^ {value}}
        pairs = [
            (each.value, one) for each in Facet if each in changed for one in sorted(changed[each])
        ]
        parts = (urlencode(pairs), self._documents, self._tail)
        rest = "&".join(part for part in parts if part)
        return f"{self._head}&{rest}" if rest else self._head
