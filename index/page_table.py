"""What an index knows of each page besides its words, as arrays; the order of an answer."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from itertools import repeat
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.engine import PageHit, PageKey, Sort
from index.facet_table import UNDATED, FacetTable
from index.facets import Filters
from index.query import TextField
from index.scoring import penalty, title_share
from index.word_list import WordList

_NO_DAY: Final = np.int64(date.max.toordinal() + 1)
"""After all days."""

_HIT: Final[Callable[[Iterable[Any]], PageHit]] = partial(tuple.__new__, PageHit)
"""Makes a hit of its values, without a step of Python for each of them."""

_LARGEST: Final = 2**62
"""Numbers below it can be told apart in an array."""

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class PageTable:
    """One row a page, in an order of the engine's own. Never changed, so threads may share it.

    Attributes:
        document_ids: Distinct ids of documents, sorted.
        documents: For each row, where its document stands in ``document_ids``.
        numbers: For each row, the page's number.
        dates: For each row, the day, or ``UNDATED``.
        titles: For each row, where its title stands in the order of titles.
        lengths: For each field, the number of its words in each row.
        bases: For each field, the place at which each row begins, and where the last one ends:
            see ``index.reading_on``.
        feet: For each row, the words that are feet at the end of the page before, and
        heads: the words that are heads at its beginning; 0 where the text does not run on there.
        live: For each row, whether the page is still there.
        sources: For each row, where the text came from, as its place in ``index.fields.SOURCES``.
        confidences: For each row, 0.0 to 1.0; not a number where no OCR was done.
        facets: The facets of each row.
    """

    document_ids: WordList
    documents: Rows
    numbers: Rows
    dates: Rows
    titles: Rows
    lengths: Mapping[TextField, Rows]
    bases: Mapping[TextField, Rows]
    feet: Rows
    heads: Rows
    live: NDArray[np.bool_]
    sources: Rows
    confidences: NDArray[np.float64]
    facets: FacetTable
    _places: dict[Sort, Rows] = field(default_factory=dict, init=False, repr=False, compare=False)
    _penalties: dict[TextField, NDArray[np.float64]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def page_count(self) -> int:
        """Pages that are there."""
        return int(np.count_nonzero(self.live))

    @cached_property
    def all_live(self) -> bool:
        """Whether no page is deleted."""
        return self.page_count == len(self.live)

    def mean_length(self, field: TextField) -> float:
        """The mean number of words of a page in a field; never 0."""
        lengths = self.lengths[field]
        held = lengths if self.all_live else lengths[self.live]
        return int(held.sum()) / max(self.page_count, 1) or 1.0

    @cached_property
    def keys(self) -> Rows:
        """For each row a number that is less the earlier it comes by document id, then page."""
        pages = int(self.numbers.max(initial=0)) + 1
        return self.documents * pages + self.numbers

    @cached_property
    def ranks(self) -> Rows:
        """For each row, its place when all are ordered by document id, then page number."""
        order = np.argsort(self.keys)
        ranks = np.empty_like(order)
        ranks[order] = np.arange(len(order))
        return ranks

    def penalties(self, field: TextField) -> NDArray[np.float64]:
        """For each row, what the length of its field takes from a score; kept once asked for."""
        if field not in self._penalties:
            lengths = self.lengths[field].astype(np.float64)
            self._penalties[field] = penalty(lengths, mean_length=self.mean_length(field))
        return self._penalties[field]

    @cached_property
    def title_shares(self) -> NDArray[np.float64]:
        """For each row, what its title adds to the score of a word that it holds."""
        lengths = self.lengths[TextField.TITLE].astype(np.float64)
        return title_share(lengths, mean_length=self.mean_length(TextField.TITLE))

    def sort_places(self, sort: Sort) -> Rows:
        """For each row a number of its own, less the earlier it comes in an order of all pages.

        Kept once asked for: the order is the same for every query.
        """
        if sort not in self._places:
            self._places[sort] = self._sort_places(sort)
        return self._places[sort]

    def _sort_places(self, sort: Sort) -> Rows:
        first = self._first_key(sort)
        past = int(self.keys.max(initial=0)) + 1
        if first is None or int(first.max(initial=0)) * past >= _LARGEST:
            order = self.ordered(np.arange(len(self.live)), np.zeros(0), sort)
            return np.argsort(order)
        return first * past + self.keys

    def _first_key(self, sort: Sort) -> Rows | None:
        """What an order goes by first, as numbers from 0; None where it is no whole number."""
        match sort:
            case Sort.TITLE:
                return self.titles
            case Sort.DATE:
                return np.where(self.dates == UNDATED, _NO_DAY, self.dates)
            case Sort.NEWEST:
                return np.where(self.dates == UNDATED, _NO_DAY, _NO_DAY - self.dates)
            case _:
                return None

    def ordered(self, rows: Rows, scores: NDArray[np.float64], sort: Sort) -> Rows:
        """Some rows in the order asked for; those without what it goes by stand last.

        Args:
            rows: Which.
            scores: Of these rows.
            sort: The order; ties go by document id, then page number.
        """
        ranks = self.keys[rows]
        match sort:
            case Sort.RELEVANCE:
                return rows[np.lexsort((ranks, -scores))]
            case Sort.TITLE:
                return rows[np.lexsort((ranks, self.titles[rows]))]
            case Sort.DATE | Sort.NEWEST:
                dates = self.dates[rows]
                days = dates if sort is Sort.DATE else -dates
                return rows[np.lexsort((ranks, days, dates == UNDATED))]
            case Sort.CONFIDENCE | Sort.SUREST:
                confidences = self.confidences[rows]
                signed = confidences if sort is Sort.CONFIDENCE else -confidences
                # Not a number comes after every number, and equals its like.
                return rows[np.lexsort((ranks, signed))]

    def of_documents(self, rows: Rows, filters: Filters) -> Rows:
        """Those of some rows that are of the documents filters name, in their order."""
        if not filters.documents:
            return rows
        found = map(self.document_ids.find, filters.documents)
        wanted = np.array([place for place in found if place is not None], dtype=np.int64)
        return rows[np.isin(self.documents[rows], wanted)]

    def by_document(self, rows: Rows) -> Rows:
        """Some rows by document id, then page number."""
        return rows[np.argsort(self.keys[rows])]

    def after(self, rows: Rows, key: PageKey | None) -> Rows:
        """Those of some rows in the order of ``by_document`` that come after a page."""
        if key is None:
            return rows
        return rows[bisect_right(rows, key, key=self._key) :]

    def _key(self, row: int) -> PageKey:
        (document,) = self.document_ids.at(self.documents[[row]])
        return document, int(self.numbers[row])

    def hits(self, rows: Rows, scores: NDArray[np.float64] | None = None) -> Iterator[PageHit]:
        """The hits that rows stand for, in their order.

        Args:
            rows: Which.
            scores: Of these rows; None where nothing ranks.
        """
        ids = self.document_ids.at(self.documents[rows])
        each = repeat(0.0) if scores is None else scores.tolist()
        return map(_HIT, zip(ids, self.numbers[rows].tolist(), each, strict=False))


def lies_within(
    values: NDArray[np.int64] | NDArray[np.float64], low: float | None, high: float | None
) -> NDArray[np.bool_]:
    """For each value whether it lies between two ends, both included; None leaves one open."""
    holds = np.ones(len(values), dtype=np.bool_)
    if low is not None:
        holds &= values >= low
    if high is not None:
        holds &= values <= high
    return holds


def places_in_order(values: Sequence[bytes]) -> tuple[list[bytes], Rows]:
    """The distinct values sorted, and for each value where it stands among them."""
    distinct = sorted(set(values))
    places = {value: place for place, value in enumerate(distinct)}
    return distinct, np.fromiter((places[value] for value in values), np.int64, len(values))
