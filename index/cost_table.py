"""The cheapest ways to read printed words as others, of many pairs of words at once.

One table of costs a pair, from every prefix of the printed word to every prefix of the read one,
worked out line by line. Pairs of which no way is cheap enough any more are left behind.
"""

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.misread_costs import IMPOSSIBLE, LETTERS, Confusions, Costs, known_confusions

Codes = NDArray[np.uint32]
"""Letters as numbers: a row a place in the word, a column a word."""

Rows = NDArray[np.int64]

_Line = dict[int, Costs]
"""For each number of letters read, the costs of reading the printed ones so far as these."""

_OTHER: Final = len(LETTERS)
_COUNT: Final = _OTHER + 1


class _Tables:
    """The costs of confusions, by the classes of letters."""

    def __init__(self, confusions: Confusions) -> None:
        changed = [[confusions.of_one(one, other) for other in LETTERS] for one in LETTERS]
        self.change = np.full((_COUNT, _COUNT), confusions.changed, dtype=np.int32)
        self.change[:_OTHER, :_OTHER] = changed
        drops = [confusions.of_drop(letter) for letter in LETTERS]
        self.drop = np.array([*drops, confusions.dropped], dtype=np.int32)
        self.added = confusions.of_addition
        self.merge = np.full((_COUNT, _COUNT, _COUNT), IMPOSSIBLE, dtype=np.int32)
        self.part = self.merge.copy()
        for pair, reads in confusions.merged.items():
            for read, cost in reads:
                self.merge[_class(pair[0]), _class(pair[1]), _class(read)] = cost
        for letter, pairs in confusions.parted.items():
            for pair, cost in pairs:
                self.part[_class(letter), _class(pair[0]), _class(pair[1])] = cost
        self.merging: NDArray[np.bool_] = np.any(self.merge < IMPOSSIBLE, axis=2)
        self.parting: NDArray[np.bool_] = np.any(self.part < IMPOSSIBLE, axis=(1, 2))


@cache
def _tables() -> _Tables:
    return _Tables(known_confusions())


def classes(codes: Codes) -> NDArray[np.uint8]:
    """For each letter its place in ``LETTERS``; the place after the last for any other."""
    return _CLASSES[np.minimum(codes, len(_CLASSES) - 1)]


class CostTable:
    """Pairs of words.

    Args:
        printed: A row a letter, a column a pair; one column if it is the same word in all pairs.
        read: The same, with ``shift`` rows more. What is past a word's end counts for nothing.
        shift: Letters by which read words may be longer or shorter.
    """

    def __init__(self, printed: Codes, read: Codes, shift: int) -> None:
        self._tables = _tables()
        self._printed, self._read, self._shift = printed, read, shift
        self._printed_classes = classes(printed).astype(np.intp)
        self._classes = classes(read).astype(np.intp)
        self._twos = self._classes[:-1] * _COUNT + self._classes[1:]
        self._is_one = printed.shape[1] == 1
        self._has_others = bool((self._printed_classes == _OTHER).any())

    def within(self, printed: Rows, read: Rows, most: Costs | int) -> tuple[Rows, Costs]:
        """The pairs that cost something and at most so much, in any order, and their costs.

        Args:
            printed: How many letters the printed words have; at least one.
            read: How many the read words have.
            most: For all pairs or for each.
        """
        pairs = np.arange(len(read))
        limits = np.broadcast_to(np.asarray(most, dtype=np.int32), read.shape)
        found: list[tuple[Rows, Costs]] = [(pairs[:0], limits[:0])]
        above: _Line = {}
        line: _Line = {0: np.zeros(len(read), dtype=np.int32)}
        for column in range(1, self._shift + 1):
            line[column] = line[column - 1] + self._tables.added.take(self._classes[column - 1])
        for row in range(1, len(self._printed) + 1):
            above, line = line, self._line(row, line, above)
            if (whole := np.flatnonzero(printed == row)).size:
                costs = _at(line, read, whole)
                kept = (costs <= limits[whole]) & (costs > 0)
                found.append((pairs[whole[kept]], costs[kept]))
            hopeful = _least(list(line.values()), list(above.values())) <= limits
            hopeful &= printed > row
            if np.count_nonzero(hopeful) < 0.8 * len(pairs):
                pairs, limits = pairs[hopeful], limits[hopeful]
                printed, read = printed[hopeful], read[hopeful]
                above, line = _narrowed(above, hopeful), _narrowed(line, hopeful)
                self._keep(hopeful)
            if not len(pairs):
                break
        return np.concatenate([p for p, _ in found]), np.concatenate([c for _, c in found])

    def _keep(self, hopeful: NDArray[np.bool_]) -> None:
        self._classes, self._twos = self._classes[:, hopeful], self._twos[:, hopeful]
        if self._has_others:
            self._read = self._read[:, hopeful]
        if not self._is_one:
            self._printed = self._printed[:, hopeful]
            self._printed_classes = self._printed_classes[:, hopeful]

    def _line(self, row: int, above: _Line, further: _Line) -> _Line:
        line: _Line = {}
        tables, printed = self._tables, self._printed_classes[row - 1]
        drop, change = tables.drop[printed], printed * _COUNT
        part = change * _COUNT if tables.parting[printed].any() else None
        merge = self._merge(row)
        for column in range(max(0, row - self._shift), row + self._shift + 1):
            if column > len(self._classes):
                break
            best = [above[column] + drop] if column in above else []
            if column:
                read = self._classes[column - 1]
                best.append(above[column - 1] + self._changed(row, column, change + read))
                if column - 1 in line:
                    best.append(line[column - 1] + tables.added.take(read))
                if merge is not None and column - 1 in further:
                    best.append(further[column - 1] + tables.merge.take(merge + read))
                if part is not None and column - 2 in above:
                    two = self._twos[column - 2]
                    best.append(above[column - 2] + tables.part.take(part + two))
            line[column] = _least(best)
        return line

    def _merge(self, row: int) -> Rows | None:
        """Where the costs of the last two printed letters read as one begin; None without any."""
        if row < 2:
            return None
        one, two = self._printed_classes[row - 2], self._printed_classes[row - 1]
        both = (one * _COUNT + two) * _COUNT
        return both if self._tables.merging[one, two].any() else None

    def _changed(self, row: int, column: int, at: Rows) -> Costs:
        costs: Costs = self._tables.change.take(at)
        if not self._has_others:
            return costs
        return np.where(self._read[column - 1] == self._printed[row - 1], 0, costs)


def _at(line: _Line, lengths: Rows, pairs: Rows) -> Costs:
    """What some pairs cost, of which the read words have so many letters."""
    costs = np.full(len(pairs), IMPOSSIBLE, dtype=np.int32)
    for column, whole in line.items():
        np.copyto(costs, whole[pairs], where=lengths[pairs] == column)
    return costs


def _narrowed(line: _Line, hopeful: NDArray[np.bool_]) -> _Line:
    return {column: costs[hopeful] for column, costs in line.items()}


def _least(costs: list[Costs], others: list[Costs] | None = None) -> Costs:
    first, *rest = costs + (others or [])
    if not rest:
        return first
    least = np.minimum(first, rest[0])
    for other in rest[1:]:
        np.minimum(least, other, out=least)
    return least


def _class(letter: str) -> int:
    return int(_CLASSES[ord(letter)])


def _class_table() -> NDArray[np.uint8]:
    table = np.full(128, _OTHER, dtype=np.uint8)
    for place, letter in enumerate(LETTERS):
        table[ord(letter)] = place
    return table


_CLASSES: Final = _class_table()
