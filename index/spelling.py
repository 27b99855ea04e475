"""Words a few edits apart: optimal string alignment, for two words or a whole vocabulary.

An edit adds, leaves out or exchanges one character, or swaps two neighbours; no part of a word is
edited twice. Any character may differ, the first too. Only the band of the table round its
diagonal is computed, so that a huge word costs no more than its length.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]

MAX_DISTANCE = 2
"""Further apart, short words stand for everything."""


def is_within(word: str, other: str, distance: int) -> bool:
    """Whether two words are at most so many edits apart."""
    if abs(len(word) - len(other)) > distance:
        return False

    def equal(row: int, column: int) -> bool:
        return word[row - 1] == other[column - 1]

    def swapped(row: int, column: int) -> bool:
        return word[row - 2] == other[column - 1] and word[row - 1] == other[column - 2]

    band = _Band(len(word), len(other), distance)
    return bool(band.last(equal, swapped, min, int) <= distance)


class SpellingTable:
    """The words of a vocabulary by length, so that all of one length are compared at once."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words

    def within(self, token: str, distance: int) -> Rows:
        """Where in the vocabulary words at most so many edits from a token stand, ascending."""
        lengths = range(len(token) - distance, len(token) + distance + 1)
        found = [self._of_length(length, token, distance) for length in lengths]
        return np.sort(np.concatenate(found))

    def _of_length(self, length: int, token: str, distance: int) -> Rows:
        places = self._places.get(length)
        if places is None:
            return np.empty(0, dtype=np.int64)
        text = "".join(self._words[place] for place in places.tolist())
        letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        columns = letters.reshape(len(places), length).T.copy()
        typed = [ord(character) for character in token]

        def equal(row: int, column: int) -> Any:
            return np.equal(columns[column - 1], typed[row - 1])

        def swapped(row: int, column: int) -> Any:
            ends = np.equal(columns[column - 1], typed[row - 2])
            return np.logical_and(ends, np.equal(columns[column - 2], typed[row - 1]))

        def wide(value: Any) -> Any:
            return np.broadcast_to(np.asarray(value, dtype=np.int8), len(places))

        edits: NDArray[np.int8] = _Band(len(token), length, distance).last(
            equal, swapped, np.minimum, wide
        )
        return places[edits <= distance]

    @cached_property
    def _places(self) -> dict[int, Rows]:
        """For each length, where its words stand."""
        lengths = np.fromiter(map(len, self._words), np.int64, len(self._words))
        order = np.argsort(lengths, kind="stable")
        grouped = groupby(order.tolist(), key=lengths.tolist().__getitem__)
        return {length: np.array(list(places), dtype=np.int64) for length, places in grouped}


class _Band:
    """The cells of the table of edits that can lie at most ``distance`` from the start."""

    def __init__(self, rows: int, columns: int, distance: int) -> None:
        self._rows, self._columns, self._distance = rows, columns, distance
        self._far = distance + 1

    def last(
        self,
        equal: Callable[[int, int], Any],
        swapped: Callable[[int, int], Any],
        smaller: Callable[[Any, Any], Any],
        cell: Callable[[Any], Any],
    ) -> Any:
        """The last cell, of one table or of many at once; more than ``distance`` is not exact.

        Args:
            equal: Whether the characters before a row and a column are the same.
            swapped: Whether the two characters before them are the same, swapped.
            smaller: The smaller of two cells.
            cell: A plain number or array as a cell.
        """
        before: dict[int, Any] = {}
        last = {column: cell(column) for column in self._near(0)}
        for row in range(1, self._rows + 1):
            line: dict[int, Any] = {}
            for column in self._near(row):
                if not column:
                    line[0] = cell(row)
                    continue
                edits = smaller(last.get(column, self._far), line.get(column - 1, self._far)) + 1
                kept = last[column - 1] + (1 - cell(equal(row, column)))
                best = smaller(edits, kept)
                if row > 1 and column > 1 and column - 2 in before:
                    unlike = self._far * (1 - cell(swapped(row, column)))
                    best = smaller(best, before[column - 2] + 1 + unlike)
                line[column] = cell(best)
            before, last = last, line
        return last[self._columns]

    def _near(self, row: int) -> range:
        return range(max(0, row - self._distance), min(self._columns, row + self._distance) + 1)
