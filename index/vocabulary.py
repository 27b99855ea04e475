"""The words of one field of an index, and the ones that stems, prefixes and the like mean."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappush, heappushpop
from itertools import islice
from typing import Final, Protocol

import numpy as np

from index.expansion import (
    Expansion,
    commonest,
    expandables,
    fits,
    likeliest,
    literal_beginning,
    literal_pieces,
)
from index.held_words import HeldWords
from index.known_words import KnownWords
from index.limits import Budget
from index.misread import Variant, variants
from index.misread_words import ReadWords
from index.page_table import PageTable, Rows
from index.places import Places, Postings
from index.query import Expandable, Fuzzy, Misread, Prefix, Query, Stem, TextField
from index.spelling import SpellingTable
from index.stems import stem, stems
from index.word_list import WordList

MOST_KEPT: Final = 1_024
"""Words of which the variants are kept."""

AT_ONCE: Final = 1_024
"""Words looked at between two looks at the clock."""

Forms = Mapping[Stem, Sequence[tuple[str, int]]]
"""The words of stems, each with about how many pages hold it."""

_NONE_KNOWN: Final[Forms] = {}


@dataclass(frozen=True)
class Vocabulary:
    """The words of one field. Never changed, so threads may share it.

    Attributes:
        words: In order.
        pages: For each word about how many pages hold it, deleted ones counted too.
    """

    words: WordList
    pages: Rows

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> "Vocabulary":
        """Of some words, each with about how many pages hold it."""
        words = sorted(counts)
        pages = np.fromiter(map(counts.__getitem__, words), np.int64, len(words))
        return cls(WordList.of(words), pages)

    def counts(
        self, leaf: Expandable, is_over: Callable[[], bool] = lambda: False
    ) -> Iterator[tuple[str, int]]:
        """The words that fit, each with its number of pages; the commonest first, then in order.

        Of those that seem to fit, each is looked at when its turn comes.

        Args:
            leaf: What they are to fit.
            is_over: Asked now and then; once it is, no more are looked at.
        """
        places = self._candidates(leaf)
        order = np.argsort(-self.pages[places], kind="stable")
        is_certain = isinstance(leaf, Fuzzy | Stem | Prefix)
        for first in range(0, len(order), AT_ONCE):
            if is_over():
                return
            some = places[order[first : first + AT_ONCE]]
            for word, held in zip(self.words.at(some), self.pages[some].tolist(), strict=True):
                if is_certain or fits(leaf, word):
                    yield word, held

    def _candidates(self, leaf: Expandable) -> Rows:
        """Where words stand that seem to fit: at least all that do; ascending."""
        if isinstance(leaf, Stem):
            return np.array(self._stems.get(stem(leaf.token), []), dtype=np.int64)
        if isinstance(leaf, Fuzzy):
            return self._spellings.within(leaf.token, leaf.distance)
        first, *between = literal_pieces(leaf)
        words = np.arange(*self.words.beginning(first)) if first else np.arange(len(self.words))
        *middle, last = between or [""]
        if last:
            return self.words.ending(words, last)
        longest = max(middle, key=len, default="")
        return self.words.holding(longest) if longest and not first else words

    @cached_property
    def _stems(self) -> dict[str, list[int]]:
        """For each stem where its words stand."""
        places: dict[str, list[int]] = {}
        for place, short in enumerate(stems(self.words)):
            places.setdefault(short, []).append(place)
        return places

    @cached_property
    def read_words(self) -> ReadWords:
        """The words, to be compared with what they may be misreadings of."""
        return ReadWords.of(self.words)

    @cached_property
    def known(self) -> KnownWords:
        """English words, and those of the words on several pages, deleted ones counted too."""
        return KnownWords(self.words, self.read_words, self.pages)

    @cached_property
    def variants(self) -> dict[Misread, tuple[Variant, ...]]:
        """What words that were asked for are misread as, in the same state of the index."""
        return {}

    @cached_property
    def _spellings(self) -> SpellingTable:
        return SpellingTable(self.words)


class WordSource(Protocol):
    """The part of a ``PostingSource`` that an expansion needs."""

    table: PageTable

    def postings(self, field: TextField, tokens: Sequence[str]) -> Postings:
        """The rows that hold some words."""

    def places(self, field: TextField, token: str, within: Rows | None) -> Places:
        """Where a word stands."""

    def frequency(self, field: TextField, token: str) -> int:
        """About how many rows hold a word."""

    def beginning(self, field: TextField, letters: str) -> Vocabulary:
        """At least the words of a field that begin so; all of them without letters."""

    def forms(self, leaf: Stem) -> Sequence[tuple[str, int]]:
        """The words of a stem, each with about how many pages hold it."""


class Expander:
    """Expands what a query holds, for as long as half of its time.

    Args:
        source: Whose words.
        budget: The time.
        limit: Words a leaf stands for at most.
        known: The forms of stems that were looked up before.
    """

    def __init__(
        self, source: WordSource, budget: Budget, limit: int, known: Forms = _NONE_KNOWN
    ) -> None:
        self._source = source
        self._known = known
        self._budget = budget
        self._limit = limit

    def expansions(self, query: Query) -> Iterator[Expansion]:
        """What each leaf stands for; leaves for which there is no time are left out."""
        for leaf in expandables(query):
            if self._is_over():
                return
            expansion = self._expansion(leaf)
            if not self._budget.was_short:  # else words of it may be missing
                yield expansion

    def _is_over(self) -> bool:
        return self._budget.is_over(share=0.5)

    def _expansion(self, leaf: Expandable) -> Expansion:
        if isinstance(leaf, Misread):
            return likeliest(leaf, self._variants(leaf), self._limit)
        all_live = self._source.table.all_live
        if isinstance(leaf, Stem) and all_live:
            return commonest(leaf, self._forms(leaf), self._limit)
        counts, limit = self._counts(leaf), self._limit
        if isinstance(leaf, Stem):
            limit = sys.maxsize - 1
        if all_live:
            return commonest(leaf, list(islice(counts, limit + 1)), self._limit)
        return commonest(leaf, self._exact(leaf.field, counts, limit), self._limit)

    def _variants(self, leaf: Misread) -> tuple[Variant, ...]:
        """Kept for the next page of hits, for facets and marks: they ask for the same again."""
        words = self._source.beginning(leaf.field, "")
        found = words.variants.get(leaf)
        if found is None:
            if len(words.variants) >= MOST_KEPT:
                words.variants.clear()
            found = variants(leaf, HeldWords(self._source, leaf.field, words))
            words.variants[leaf] = found
        return found

    def _counts(self, leaf: Expandable) -> Iterator[tuple[str, int]]:
        """The words that fit, the commonest first."""
        if isinstance(leaf, Stem):
            return iter(sorted(self._forms(leaf), key=lambda entry: -entry[1]))
        words = self._source.beginning(leaf.field, literal_beginning(leaf))
        return words.counts(leaf, self._is_over)

    def _forms(self, leaf: Stem) -> Sequence[tuple[str, int]]:
        return self._known.get(leaf) or self._source.forms(leaf)

    def _exact(
        self, field: TextField, counts: Iterator[tuple[str, int]], limit: int
    ) -> list[tuple[str, int]]:
        """Without deleted pages: from the commonest down, until the rest cannot be among the best.

        One word more than the limit is kept, so that it shows whether there are more.
        """
        exact: list[tuple[str, int]] = []
        best: list[int] = []
        for word, most in counts:
            if len(best) > limit and most < best[0]:
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
