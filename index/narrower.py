"""Filters and facets of one commit: what pages are, and which facts stand in their text."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.facets import FACT_WORDS, Facet, FacetCounts, Filters
from index.fact_table import FactTable
from index.found import Found
from index.page_table import PageTable, Rows


class Narrower:
    """Narrows and counts pages. For one query.

    Args:
        table: The pages.
        facts: Those in their text.
    """

    def __init__(self, table: PageTable, facts: FactTable) -> None:
        self._table = table
        self._facts = facts

    def narrowed(self, found: Found, filters: Filters) -> Found:
        """An answer without the pages that filters refuse; the scores of the others stay."""
        if not filters:
            return found
        rows = self._table.of_documents(found.rows, filters)
        return replace(found, rows=self._passing(rows, filters))

    def counts(
        self, rows: Rows, facets: Sequence[Facet], filters: Filters
    ) -> tuple[FacetCounts, ...]:
        """How many of some rows have each value of some facets.

        Args:
            rows: Before any filter.
            facets: Those to count, in the order of the answer.
            filters: What the answer is narrowed to.
        """
        if not facets:
            return ()
        rows = self._table.of_documents(rows, filters)

        @cache  # most facets have no filter of their own, and count the same rows
        def passing(others: Filters) -> Rows:
            return self._passing(rows, others)

        @cache
        def wanted(others: Filters) -> NDArray[np.bool_]:
            marked = np.zeros(len(self._table.live), dtype=np.bool_)
            marked[passing(others)] = True
            return marked

        own = [facet for facet in facets if facet not in FACT_WORDS]
        found = {each.facet: each for each in self._table.facets.counts(own, filters, passing)}
        for facet in set(facets).difference(own):
            found[facet] = self._facts.counts(facet, wanted(filters.but(facet)))
        return tuple(found[facet] for facet in facets)

    def _passing(self, rows: Rows, filters: Filters) -> Rows:
        return self._facts.narrowed(self._table.facets.narrowed(rows, filters), filters)
