"""Filters as addresses and files carry them."""

from typing import Final

from app.urls import Parameters
from index.facets import Filters

DOCUMENT: Final = "document"
"""The parameter that narrows an answer to some documents."""


def as_parameters(of: Filters) -> Parameters:
    """Filters as an address carries them, always in the same order."""
    named = of.by_facet.items()
    values = [(facet.value, value) for facet, values in named for value in sorted(values)]
    return (*values, *((DOCUMENT, document) for document in sorted(of.documents)))


def named(filters: Filters) -> dict[str, list[str]]:
    """Filters by parameter; the values of each sorted."""
    by_name = {facet.value: sorted(values) for facet, values in filters.by_facet.items()}
    return by_name | ({DOCUMENT: sorted(filters.documents)} if filters.documents else {})
