"""The words of one field of an index, and the ones that stems, prefixes and the like mean."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappush, heappushpop
from typing import Protocol

import numpy as np

from index.expansion import Expansion, commonest, expandables, fits, literal_beginning
from index.limits import Budget
from index.page_table import PageTable, Rows
from index.places import Postings
from index.query import Expandable, Fuzzy, Query, Stem, TextField
from index.spelling import SpellingTable
from index.stems import stem, stems


@dataclass(frozen=True)
class Vocabulary:
    """The words of one field. Never changed, so threads may share it.

    Attributes:
        words: In order.
        pages: For each word about how many pages hold it, deleted ones counted too.
    """

    words: Sequence[str]
    pages: Rows

    def counts(self, leaf: Expandable) -> list[tuple[str, int]]:
        """The words that fit, each with its number of pages."""
        pages = self.pages.tolist()
        return [(self.words[place], pages[place]) for place in self._fitting(leaf)]

    def _fitting(self, leaf: Expandable) -> list[int]:
        if isinstance(leaf, Stem):
            return self._stems.get(stem(leaf.token), [])
        if isinstance(leaf, Fuzzy):
            return list(map(int, self._spellings.within(leaf.token, leaf.distance)))
        return [place for place, word in enumerate(self.words) if fits(leaf, word)]

    @cached_property
    def _stems(self) -> dict[str, list[int]]:
        """For each stem where its words stand."""
        places: dict[str, list[int]] = {}
        for place, short in enumerate(stems(self.words)):
            places.setdefault(short, []).append(place)
        return places

    @cached_property
    def _spellings(self) -> SpellingTable:
        return SpellingTable(self.words)


class WordSource(Protocol):
    """The part of a ``PostingSource`` that an expansion needs."""

    table: PageTable

    def postings(self, field: TextField, tokens: Sequence[str]) -> Postings:
        """The rows that hold some words."""

    def frequency(self, field: TextField, token: str) -> int:
        """About how many rows hold a word."""

    def expand(self, field: TextField, beginning: str) -> Sequence[str]:
        """The words that begin so."""

    def forms(self, leaf: Stem) -> Sequence[tuple[str, int]]:
        """The words of a stem, each with about how many pages hold it."""

    def vocabulary(self, field: TextField) -> Vocabulary:
        """All words of a field."""


class Expander:
    """Expands what a query holds, for as long as half of its time.

    Args:
        source: Whose words.
        budget: The time.
        limit: Words a leaf stands for at most.
    """

    def __init__(self, source: WordSource, budget: Budget, limit: int) -> None:
        self._source = source
        self._budget = budget
        self._limit = limit

    def expansions(self, query: Query) -> Iterator[Expansion]:
        """What each leaf stands for; leaves for which there is no time are left out."""
        for leaf in expandables(query):
            if not self._budget.is_over(share=0.5):
                yield self._expansion(leaf)

    def _expansion(self, leaf: Expandable) -> Expansion:
        counts = self._counts(leaf)
        if not np.all(self._source.table.live):
            limit = sys.maxsize if isinstance(leaf, Stem) else self._limit
            counts = self._exact(leaf.field, counts, limit)
        return commonest(leaf, counts, self._limit)

    def _counts(self, leaf: Expandable) -> list[tuple[str, int]]:
        """The words that fit; all words are looked at only if no beginning narrows them down."""
        if isinstance(leaf, Stem):
            return list(self._source.forms(leaf))
        field, beginning = leaf.field, literal_beginning(leaf)
        if not beginning:
            return self._source.vocabulary(field).counts(leaf)
        words = (word for word in self._source.expand(field, beginning) if fits(leaf, word))
        return [(word, self._source.frequency(field, word)) for word in words]

    def _exact(
        self, field: TextField, counts: list[tuple[str, int]], limit: int
    ) -> list[tuple[str, int]]:
        """Without deleted pages: from the commonest down, until the rest cannot be among the best.

        One word more than the limit is kept, so that it shows whether there are more.
        """
        exact: list[tuple[str, int]] = []
        best: list[int] = []
        for word, most in sorted(counts, key=lambda entry: -entry[1]):
            if len(best) > limit and most < best[0]:
                break
            if self._budget.is_over(share=0.5):
                break
            if pages := self._live(field, word):
                exact.append((word, pages))
                _keep(best, pages, limit + 1)
        return exact

    def _live(self, field: TextField, word: str) -> int:
        rows = self._source.postings(field, [word]).rows
        return int(np.count_nonzero(self._source.table.live[rows]))


def _keep(best: list[int], pages: int, limit: int) -> None:
    """Keep the highest numbers, the least of them first."""
    if len(best) < limit:
        heappush(best, pages)
    else:
        heappushpop(best, pages)
