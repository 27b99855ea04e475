"""The words of a vocabulary that OCR may have made of a word, all compared at once.

Words that share too few letters with it are never looked at, so that a vocabulary of some
100,000 words takes some milliseconds; which letters they share is kept for each word as a set of
bits, with look-alikes as one letter.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.misread_costs import IMPOSSIBLE, LETTERS, Confusions, Costs, known_confusions

MAX_SHIFT: Final = 2
"""Letters by which a word as read may be longer or shorter."""

MAX_LETTERS: Final = 40
"""Longer words have no variants."""

_DIFFERENT: Final = ((4, 3), (8, 4), (MAX_LETTERS, 6))
"""Letters that may stand in one of two words alone, for words of up to so many letters."""

_AT_ONCE: Final = 8_192
"""Words compared at once: as many as keep within a processor's cache."""

_LOOK_ALIKES: Final = ("o0q", "il1", "s5", "b8", "z2", "g9")

Rows = NDArray[np.int64]

_Line = dict[int, Costs]
"""For each number of letters read, the costs of reading the printed ones so far as these."""


class ReadWords:
    """Words to be compared with others. Never changed, so threads may share it.

    Args:
        words: In any order.
    """

    def __init__(self, words: Sequence[str]) -> None:
        lengths = np.fromiter(map(len, words), np.int64, len(words))
        self._letters = _codes("".join(words))
        self._starts = np.cumsum(lengths) - lengths
        self._lengths = lengths
        bits = _BITS[_classes(self._letters)]
        self._sets = np.bitwise_or.reduceat(bits, self._starts) if len(words) else bits

    def alike(self, word: str, most: int) -> list[tuple[int, int]]:
        """The words that may be a word misread.

        Args:
            word: As printed; folded.
            most: What they may cost.

        Returns:
            Where each stands and its cost, by place; the word itself is not among them.
        """
        if not 0 < len(word) <= MAX_LETTERS:
            return []
        places = self._sharing_letters(word)
        found: list[tuple[int, int]] = []
        for first in range(0, len(places), _AT_ONCE):
            some = places[first : first + _AT_ONCE]
            kept, costs = self._costs(word, some, most)
            found += zip(some[kept].tolist(), costs.tolist(), strict=True)
        return found

    def joined(self, word: str) -> list[int]:
        """Where words stand that begin or end with a word and go on by at least two letters."""
        codes = _codes(word)
        wanted = np.bitwise_or.reduce(_BITS[_classes(codes)])
        longer = (self._lengths > len(word) + 1) & (self._lengths <= len(word) + MAX_LETTERS)
        places = np.flatnonzero(longer & (self._sets & wanted == wanted))
        begins, ends = self._starts[places], (self._starts + self._lengths)[places] - len(word)
        holds = self._stands(codes, begins) | self._stands(codes, ends)
        return [int(place) for place in places[holds]]

    def _stands(self, codes: NDArray[np.uint32], at: Rows) -> NDArray[np.bool_]:
        holds = np.ones(len(at), dtype=np.bool_)
        for place, code in enumerate(codes):
            holds &= self._letters[at + place] == code
        return holds

    def _sharing_letters(self, word: str) -> Rows:
        wanted = np.bitwise_or.reduce(_BITS[_classes(_codes(word))])
        shift = np.abs(self._lengths - len(word)) <= MAX_SHIFT
        allowed = next(letters for length, letters in _DIFFERENT if len(word) <= length)
        different = np.bitwise_count(self._sets ^ wanted)
        return np.flatnonzero(shift & (different <= allowed))

    def _costs(self, word: str, places: Rows, most: int) -> tuple[Rows, Costs]:
        """Which of some words, each of about a word's length, are misreadings, and their costs."""
        lengths = self._lengths[places]
        at = self._starts[places] + np.arange(len(word) + MAX_SHIFT)[:, None]
        letters = self._letters.take(at, mode="clip")  # those past a word's end count for nothing
        return _Table(word, letters, known_confusions()).within(lengths, most)


class _Table:
    """The cheapest way from a printed word to many read ones, from every prefix to every prefix.

    Args:
        word: As printed; at least one letter.
        letters: Of the read words, a column a word, ``MAX_SHIFT`` rows more than the word has.
        confusions: And their costs.
    """

    def __init__(self, word: str, letters: NDArray[np.uint32], confusions: Confusions) -> None:
        self._word, self._letters, self._confusions = word, letters, confusions
        self._classes = _classes(letters)
        self._added = confusions.of_addition[self._classes]

    def within(self, lengths: Rows, most: int) -> tuple[Rows, Costs]:
        """The columns of the words that cost something and at most so much, and their costs.

        Words all of whose prefixes cost too much by then are left behind line by line.
        """
        columns = np.arange(len(lengths))
        above: _Line = {}
        line: _Line = {0: np.zeros(len(lengths), dtype=np.int32)}
        for column in range(1, MAX_SHIFT + 1):
            line[column] = line[column - 1] + self._added[column - 1]
        for row in range(1, len(self._word) + 1):
            above, line = line, self._line(row, line, above)
            hopeful = _least([*line.values(), *above.values()]) <= most
            if np.count_nonzero(hopeful) < 0.7 * len(columns):
                columns, lengths = columns[hopeful], lengths[hopeful]
                above, line = _narrowed(above, hopeful), _narrowed(line, hopeful)
                self._keep(hopeful)
        costs = np.full(len(lengths), IMPOSSIBLE, dtype=np.int32)
        for column, whole in line.items():
            costs = np.where(lengths == column, whole, costs)
        kept = np.flatnonzero((costs <= most) & (costs > 0))
        return columns[kept], costs[kept]

    def _keep(self, hopeful: NDArray[np.bool_]) -> None:
        self._letters = self._letters[:, hopeful]
        self._classes, self._added = self._classes[:, hopeful], self._added[:, hopeful]

    def _line(self, row: int, above: _Line, further: _Line) -> _Line:
        line: _Line = {}
        changes = self._confusions.of_change(self._word[row - 1])
        drop = self._confusions.of_drop(self._word[row - 1])
        for column in range(max(0, row - MAX_SHIFT), row + MAX_SHIFT + 1):
            if column > len(self._letters):
                break
            best = [above[column] + drop] if column in above else []
            if column:
                best.append(above[column - 1] + self._changed(row, column, changes))
            if column - 1 in line:
                best.append(line[column - 1] + self._added[column - 1])
            best += self._merged(row, column, further)
            best += self._parted(row, column, above)
            line[column] = _least(best)
        return line

    def _changed(self, row: int, column: int, changes: Costs) -> Costs:
        costs: Costs = changes[self._classes[column - 1]]
        if self._word[row - 1] in LETTERS:
            return costs
        return np.where(self._letters[column - 1] == ord(self._word[row - 1]), 0, costs)

    def _merged(self, row: int, column: int, further: _Line) -> list[Costs]:
        """Two letters of the word read as one."""
        if row == 1 or not column or column - 1 not in further:
            return []
        reads = self._confusions.merged.get(self._word[row - 2 : row], [])
        return [
            further[column - 1] + _only(self._letters[column - 1] == ord(read), cost)
            for read, cost in reads
        ]

    def _parted(self, row: int, column: int, above: _Line) -> list[Costs]:
        """A letter of the word read as two."""
        if column - 2 not in above:
            return []
        one, two = self._letters[column - 2], self._letters[column - 1]
        return [
            above[column - 2] + _only((one == ord(read[0])) & (two == ord(read[1])), cost)
            for read, cost in self._confusions.parted.get(self._word[row - 1], [])
        ]


def _narrowed(line: _Line, hopeful: NDArray[np.bool_]) -> _Line:
    return {column: costs[hopeful] for column, costs in line.items()}


def _only(where: NDArray[np.bool_], cost: int) -> Costs:
    return np.where(where, np.int32(cost), np.int32(IMPOSSIBLE))


def _least(costs: Sequence[Costs]) -> Costs:
    least = costs[0]
    for others in costs[1:]:
        least = np.minimum(least, others)
    return least


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _classes(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """For each letter its place in ``LETTERS``; the place after the last for any other."""
    return _CLASSES[np.minimum(codes, len(_CLASSES) - 1)]


def _class_table() -> NDArray[np.uint8]:
    table = np.full(128, len(LETTERS), dtype=np.uint8)
    for place, letter in enumerate(LETTERS):
        table[ord(letter)] = place
    return table


def _bit_table() -> NDArray[np.uint64]:
    table = np.array([1 << place for place in range(len(LETTERS) + 1)], dtype=np.uint64)
    for alike in _LOOK_ALIKES:
        table[[LETTERS.index(letter) for letter in alike]] = 1 << LETTERS.index(alike[0])
    return table


_CLASSES: Final = _class_table()
_BITS: Final = _bit_table()
