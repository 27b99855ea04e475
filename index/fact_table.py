"""The facts of all pages of an index as arrays: narrowing and counting by them in a few passes.

Unlike what ``index.facet_table`` counts, facts have many values, most on a page or two, and a page
can have none. So each posting of a fact is a row and a value, and those of a facet lie together.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.facets import FACT_WORDS, MOST_VALUES, Facet, FacetCounts, Filters
from index.merged_words import merged
from index.word_list import WordList

Rows = NDArray[np.int64]
Stretch = tuple[WordList, NDArray[Any], NDArray[Any]]
"""Of one segment the words of one facet, and for each posting its word's place and its row."""

_NO_ROWS: Final = np.empty(0, dtype=np.int32)


@dataclass(frozen=True, eq=False)
class FactColumn:
    """The facts that one facet counts. Never changed, so threads may share it.

    Attributes:
        words: The distinct ones, sorted, as the index keeps them.
        places: Of each posting, where its word stands in ``words``.
        rows: Of each posting, the row; deleted ones too.
    """

    words: WordList
    places: NDArray[np.int32]
    rows: NDArray[np.int32]

    @classmethod
    def of(cls, stretches: Sequence[Stretch]) -> "FactColumn":
        """The column of all segments."""
        words, places = merged([(words, places) for words, places, _ in stretches])
        rows = [_NO_ROWS, *(rows.astype(np.int32) for _, _, rows in stretches)]
        return cls(words, places.astype(np.int32), np.concatenate(rows))

    def holding(self, named: Sequence[str], row_count: int) -> NDArray[np.bool_]:
        """For each of so many rows whether it has one of some words."""
        found = [place for word in named if (place := self.words.find(word)) is not None]
        holds = np.zeros(row_count, dtype=np.bool_)
        holds[self.rows[np.isin(self.places, np.array(found, dtype=np.int32))]] = True
        return holds

    def counts(self, wanted: NDArray[np.bool_]) -> Rows:
        """For each word, how many of the wanted rows hold it."""
        return np.bincount(self.places[wanted[self.rows]], minlength=len(self.words))


class FactTable:
    """The facts of each row. Never changed but for what it keeps, so threads may share it.

    Args:
        read: Gives the column of the words that begin so.
        columns: Those that were read before; new ones are put there.
        row_count: Rows of the index, deleted ones too.
    """

    def __init__(
        self, read: Callable[[str], FactColumn], columns: dict[str, FactColumn], row_count: int
    ) -> None:
        self._read = read
        self._columns = columns
        self._row_count = row_count

    def narrowed(self, rows: Rows, filters: Filters) -> Rows:
        """Those of some rows that have the facts filters name, in their order."""
        for facet, named in filters.by_facet.items():
            if (word := FACT_WORDS.get(facet)) is not None:
                words = [word + value for value in sorted(named)]
                rows = rows[self._column(word).holding(words, self._row_count)[rows]]
        return rows

    def counts(self, facet: Facet, wanted: NDArray[np.bool_]) -> FacetCounts:
        """How many of the wanted rows have each value of a facet of facts."""
        word = FACT_WORDS[facet]
        column = self._column(word)
        counts = column.counts(wanted)
        best = _commonest(counts, MOST_VALUES)
        values = (each.removeprefix(word) for each in column.words.at(best))
        left_out = int(np.count_nonzero(counts)) - len(best)
        return FacetCounts(facet, tuple(zip(values, counts[best].tolist(), strict=True)), left_out)

    def _column(self, word: str) -> FactColumn:
        if word not in self._columns:
            self._columns[word] = self._read(word)
        return self._columns[word]


def _commonest(counts: Rows, most: int) -> Rows:
    """The places of the highest of some counts, none of 0, the highest first; ties in order."""
    least = int(np.partition(counts, -most)[-most]) if len(counts) > most else 0
    above = np.flatnonzero(counts > least)
    if least:  # of equals the first ones
        above = np.append(above, np.flatnonzero(counts == least)[: most - len(above)])
    return above[np.lexsort((above, -counts[above]))]


def stretch_of(words: WordList, beginning: str) -> tuple[WordList, int, int]:
    """The words that begin so as a list of their own, the first's place and that past the last."""
    first, end = words.beginning(beginning)
    ends = words.ends[first : end + 1]
    content = words.content[ends[0] : ends[-1]]
    return WordList(content, ends - ends[0]), first, end
