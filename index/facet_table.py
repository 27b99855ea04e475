"""The facets of all pages of an index as arrays: narrowing and counting in a few passes.

Pages that agree in some facets are of one *kind*. There are far fewer kinds than pages, so a
query's pages are counted by kind, and everything else is worked out on kinds. What a page has of
its document and what it has of its own make kinds apart: all of them together would be many.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.engine import IndexPage
from index.facets import UNKNOWN, Facet, FacetCounts, Filters, commonest_first
from index.page_facets import facets_of

Rows = NDArray[np.int64]

PARTS: Final[Mapping[str, Sequence[Facet]]] = {
    "document_facets": (Facet.RELEASE, Facet.AGENCY, Facet.TYPE, Facet.YEAR),
    "page_facets": (Facet.SOURCE, Facet.CONFIDENCE, Facet.REDACTED),
}
"""The names under which an index keeps kinds, and the facets that pages of one kind agree in."""


def kinds_of(page: IndexPage) -> dict[str, bytes]:
    """A page's kind in each of ``PARTS``; the same bytes for pages of one kind."""
    values = facets_of(page)
    return {
        name: json.dumps([values[facet] for facet in facets], separators=(",", ":")).encode()
        for name, facets in PARTS.items()
    }


UNDATED: Final = 0
"""Stands for no date; dates are days since the beginning of the year 1, counted from 1."""


@dataclass(frozen=True, eq=False)
class Kinds:
    """The kind of each row in one of ``PARTS``. Never changed, so threads may share it.

    Attributes:
        facets: In which rows of one kind agree.
        forms: The distinct kinds, as ``kinds_of`` writes them.
        of_rows: For each row, where its kind stands in ``forms``.
    """

    facets: Sequence[Facet]
    forms: Sequence[bytes]
    of_rows: Rows

    def passing(self, filters: Filters) -> NDArray[np.bool_] | None:
        """For each kind whether it has the values that filters name; None if they name none."""
        passes = None
        for facet, named in filters.by_facet.items():
            if facet in self.facets:
                holds = self._columns[facet].holding(named, len(self.forms))
                passes = holds if passes is None else passes & holds
        return passes

    def counts(self, facet: Facet, by_kind: NDArray[np.int64]) -> FacetCounts:
        """Pages by value of a facet, given their number by kind."""
        column = self._columns[facet]
        # Sums of whole numbers below 2**53 are exact in the weights' floating point.
        held = np.bincount(column.places, by_kind[column.kinds], minlength=len(column.values))
        counts = dict(zip(column.values, held.astype(np.int64).tolist(), strict=True))
        return FacetCounts(facet, commonest_first(counts))

    @cached_property
    def _columns(self) -> dict[Facet, "_Column"]:
        read = json.loads(b"[" + b",".join(self.forms) + b"]")
        return {
            facet: _Column.of([values[place] for values in read])
            for place, facet in enumerate(self.facets)
        }


def by_month(dates: Rows) -> Kinds:
    """Rows by the month of their documents' dates, which an index keeps no kinds of.

    Args:
        dates: For each row, the day, or ``UNDATED``.
    """
    days, of_rows = np.unique(dates, return_inverse=True)
    forms = [json.dumps([[month_of(day)]]).encode() for day in days.tolist()]
    return Kinds((Facet.MONTH,), forms, of_rows.astype(np.int64))


def month_of(day: int) -> str:
    """The month of a day of a table of dates, as the facet names it."""
    return UNKNOWN if day == UNDATED else date.fromordinal(day).isoformat()[:7]


class FacetTable:
    """The facets of each row. Never changed, so threads may share it.

    Args:
        parts: The kinds of rows: those of each of ``PARTS``, and those ``by_month``.
    """

    def __init__(self, parts: Sequence[Kinds]) -> None:
        self._parts = parts
        self._by_facet = {facet: kinds for kinds in parts for facet in kinds.facets}

    def narrowed(self, rows: Rows, filters: Filters) -> Rows:
        """Those of some rows that have the values filters name, in their order."""
        for kinds in self._parts:
            passing = kinds.passing(filters)
            if passing is not None:
                rows = rows[passing[kinds.of_rows[rows]]]
        return rows

    def counts(
        self, facets: Sequence[Facet], filters: Filters, passing: Callable[[Filters], Rows]
    ) -> Iterator[FacetCounts]:
        """How many rows have each value of some facets, in their order.

        Args:
            facets: Those to count.
            filters: What the answer is narrowed to.
            passing: Gives the rows of the answer under some filters.
        """

        @cache
        def by_kind(kinds: Kinds, others: Filters) -> NDArray[np.int64]:
            return np.bincount(kinds.of_rows[passing(others)], minlength=len(kinds.forms))

        for facet in facets:
            kinds = self._by_facet[facet]
            yield kinds.counts(facet, by_kind(kinds, filters.but(facet)))


@dataclass(frozen=True, slots=True)
class _Column:
    """Which kind has which value of one facet: pairs, as a kind can have several values.

    Attributes:
        values: The distinct values.
        kinds: Of each pair, the kind.
        places: Of each pair, where the value stands in ``values``.
    """

    values: Sequence[str]
    kinds: Rows
    places: Rows

    @classmethod
    def of(cls, each: Sequence[Sequence[str]]) -> "_Column":
        """The column of kinds by the values that each has."""
        distinct = {value: None for values in each for value in values}
        place = {value: place for place, value in enumerate(distinct)}
        places = [place[value] for values in each for value in values]
        kinds = np.repeat(np.arange(len(each)), [len(values) for values in each])
        return cls(list(distinct), kinds, np.array(places, dtype=np.int64))

    def holding(self, named: frozenset[str], kinds: int) -> NDArray[np.bool_]:
        """For each of so many kinds whether it has one of the values named."""
        wanted = np.array([value in named for value in self.values], dtype=np.bool_)
        holds = np.zeros(kinds, dtype=np.bool_)
        holds[self.kinds[wanted[self.places]]] = True
        return holds
