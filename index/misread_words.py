"""The words of a vocabulary that OCR may have made of a word, all compared at once.

Words that share too few letters with it are never looked at, so that a vocabulary of some
100,000 words takes some milliseconds; which letters they share is kept for each word as a set of
bits, with look-alikes as one letter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.cost_table import Codes, CostTable, Rows, classes
from index.misread_costs import LETTERS, Costs
from index.word_list import WordList

MAX_LETTERS: Final = 40
"""Longer words have no variants."""

MAX_SHIFT: Final = 3
"""Letters by which a word as read may be longer or shorter."""

_DIFFERENT: Final = ((4, 3), (8, 4), (MAX_LETTERS, 5))
"""Letters that may stand in one of two words alone, for words of up to so many letters."""

_END: Final = 4
_ASTRAY: Final = 2
_ASTRAY_LIKELIER: Final = 1
"""Of so many letters at either end of the printed word so many may be nowhere near in the other."""

_LIKELIER: Final = ((4, 2), (MAX_LETTERS, 3))
"""The same for a word that is to be likelier than another: one that differs in more never is."""

_CHEAPEST_LETTER: Final = 25
"""What a letter that stands in one of two words alone costs, look-alikes apart; seldom less."""

_CHEAPEST_SHIFT: Final = 50
"""What it costs at least that a word is read as one longer or shorter by a letter."""

_AT_ONCE: Final = 8_192
"""Words compared at once: as many as keep within a processor's cache."""

_LOOK_ALIKES: Final = ("o0q", "il1", "s5", "b8", "z2", "g9")

Bits = NDArray[np.uint64]
Lengths = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class ReadWords:
    """Words to be compared with others, in any order. Never changed, so threads may share it.

    Attributes:
        letters: Of all words.
        starts: Where each word's begin.
        lengths: Of the words, in letters.
        sets: Which letters each word holds, as bits.
        heads: The same for its first letters, and for these and some more.
        tails: The same for its last letters.
    """

    letters: NDArray[np.uint32]
    starts: Rows
    lengths: Lengths
    sets: Bits
    heads: tuple[Bits, Bits]
    tails: tuple[Bits, Bits]

    @classmethod
    def of(cls, words: WordList) -> "ReadWords":
        """All words of a list, at the same places."""
        text = words.content.tobytes()[: int(words.ends[-1])].decode("utf-8", "surrogatepass")
        letters, lengths = _codes(text), words.lengths
        starts = np.cumsum(lengths) - lengths
        bits = _BITS[classes(letters)]
        sets = np.bitwise_or.reduceat(bits, starts) if len(words) else bits
        heads = _ends(bits, starts, lengths, 1)
        tails = _ends(bits, starts + lengths - 1, lengths, -1)
        return cls(letters, starts, lengths, sets, heads, tails)

    def only(self, places: Rows) -> "ReadWords":
        """The words at some places."""
        head, tail = self.heads, self.tails
        return ReadWords(
            self.letters,
            self.starts[places],
            self.lengths[places],
            self.sets[places],
            (head[0][places], head[1][places]),
            (tail[0][places], tail[1][places]),
        )

    def followed_by(self, others: "ReadWords") -> "ReadWords":
        """These words, and others at the places after theirs."""
        return ReadWords(
            np.concatenate((self.letters, others.letters)),
            np.concatenate((self.starts, others.starts + len(self.letters))),
            np.concatenate((self.lengths, others.lengths)),
            np.concatenate((self.sets, others.sets)),
            (_both(self.heads[0], others.heads[0]), _both(self.heads[1], others.heads[1])),
            (_both(self.tails[0], others.tails[0]), _both(self.tails[1], others.tails[1])),
        )

    def alike(self, word: str, most: int) -> tuple[Rows, Costs]:
        """The words that may be a word misread.

        Args:
            word: As printed; folded.
            most: What they may cost.

        Returns:
            Where they stand, in any order, and their costs; the word itself is not among them.
        """
        if not 0 < len(word) <= MAX_LETTERS:
            return _NOWHERE, _NO_COSTS
        printed = _codes(word)[:, np.newaxis]
        places = self._sharing_letters(word)
        found = [(_NOWHERE, _NO_COSTS)]
        for first in range(0, len(places), _AT_ONCE):
            some = places[first : first + _AT_ONCE]
            lengths = np.full(len(some), len(word))
            kept, costs = _compared(printed, lengths, self, some, most)
            found.append((some[kept], costs))
        return np.concatenate([p for p, _ in found]), np.concatenate([c for _, c in found])

    def better(self, read: "ReadWords", places: Rows, costs: Costs) -> tuple[Rows, Rows]:
        """Which of these words, as printed, lead to some read words for less than others did.

        Args:
            read: Where the read words stand.
            places: Of the read words.
            costs: For each of them what it takes to be cheaper.

        Returns:
            Pairs: which of ``places`` it is, and where the better word stands here.
        """
        each, printed = self._sharing_with(read, places, costs)
        found = [(_NOWHERE, _NOWHERE)]
        for first in range(0, len(each), _AT_ONCE):
            one, two = each[first : first + _AT_ONCE], printed[first : first + _AT_ONCE]
            lengths = self.lengths[two]
            at = self.starts[two] + np.arange(lengths.max())[:, np.newaxis]
            letters = self.letters.take(at, mode="clip")
            kept, _ = _compared(letters, lengths, read, places[one], costs[one] - 1)
            found.append((one[kept], two[kept]))
        return np.concatenate([one for one, _ in found]), np.concatenate([two for _, two in found])

    def _sharing_with(self, read: "ReadWords", places: Rows, costs: Costs) -> tuple[Rows, Rows]:
        """Pairs that share enough letters to be worth comparing, as ``better`` gives them."""
        lengths = read.lengths[places]
        shortest = int(lengths.min(initial=MAX_LETTERS)) - MAX_SHIFT
        longest = min(int(lengths.max(initial=0)) + MAX_SHIFT, MAX_LETTERS)
        here = np.flatnonzero((self.lengths >= shortest) & (self.lengths <= longest))
        sets, apart = self.sets[here], _by_length(_LIKELIER, self.lengths[here])
        each, printed = [_NOWHERE], [_NOWHERE]
        for at, cost in enumerate(costs.tolist()):
            place = places[at]
            most = np.minimum(apart, cost // _CHEAPEST_LETTER)
            found = here[np.bitwise_count(sets ^ read.sets[place]) <= most]
            found = found[np.abs(self.lengths[found] - read.lengths[place]) <= MAX_SHIFT]
            for narrow, wide in ((self.heads, read.heads), (self.tails, read.tails)):
                astray = np.bitwise_count(narrow[0][found] & ~wide[1][place])
                found = found[astray <= _ASTRAY_LIKELIER]
            each.append(np.full(len(found), at, dtype=np.int64))
            printed.append(found)
        return np.concatenate(each), np.concatenate(printed)

    def joined(self, word: str) -> list[int]:
        """Where words stand that begin or end with a word and go on by at least two letters."""
        codes = _codes(word)
        wanted = np.bitwise_or.reduce(_BITS[classes(codes)])
        longer = (self.lengths > len(word) + 1) & (self.lengths <= len(word) + MAX_LETTERS)
        places = np.flatnonzero(longer & (self.sets & wanted == wanted))
        begins, ends = self.starts[places], (self.starts + self.lengths)[places] - len(word)
        holds = self._stands(codes, begins) | self._stands(codes, ends)
        return [int(place) for place in places[holds]]

    def _stands(self, codes: NDArray[np.uint32], at: Rows) -> NDArray[np.bool_]:
        holds = np.ones(len(at), dtype=np.bool_)
        for place, code in enumerate(codes):
            holds &= self.letters[at + place] == code
        return holds

    def _sharing_letters(self, word: str) -> Rows:
        wanted = np.bitwise_or.reduce(_BITS[classes(_codes(word))])
        length = np.array([len(word)])
        shift = np.abs(self.lengths - len(word)) <= MAX_SHIFT
        places: Rows = np.flatnonzero(shift)
        different = np.bitwise_count(self.sets[places] ^ wanted)
        places = places[different <= _by_length(_DIFFERENT, length)]
        own = ReadWords.of(WordList.of([word]))
        for end, (_, wide) in ((own.heads[0], self.heads), (own.tails[0], self.tails)):
            shared: NDArray[np.bool_] = np.bitwise_count(end & ~wide[places]) <= _ASTRAY
            places = places[shared]
        return places


def _ends(bits: Bits, first: Rows, lengths: Lengths, step: int) -> tuple[Bits, Bits]:
    """The letters that each word begins or ends with, as bits: ``_END`` of them, and some more."""
    found = np.zeros(len(first), dtype=np.uint64)
    for place in range(_END):
        found |= np.where(lengths > place, bits.take(first + step * place, mode="clip"), 0)
    few = found.copy()
    for place in range(_END, _END + MAX_SHIFT):
        found |= np.where(lengths > place, bits.take(first + step * place, mode="clip"), 0)
    return few, found


def _both(some: Bits, others: Bits) -> Bits:
    return np.concatenate((some, others))


def _compared(
    printed: Codes, lengths: Lengths, words: ReadWords, places: Rows, most: Costs | int
) -> tuple[Rows, Costs]:
    """Which of some read words are misreadings of printed ones, and their costs.

    Args:
        printed: A row a letter; a column a read word, or one for all of them.
        lengths: Of the printed words.
        words: Among which the read words stand.
        places: Where they do; some.
        most: What they may cost, all or each.
    """
    shift = min(MAX_SHIFT, int(np.max(most)) // _CHEAPEST_SHIFT)
    at = words.starts[places] + np.arange(len(printed) + shift)[:, np.newaxis]
    letters = words.letters.take(at, mode="clip")
    return CostTable(printed, letters, shift).within(lengths, words.lengths[places], most)


def _by_length(table: Sequence[tuple[int, int]], lengths: Lengths) -> Lengths:
    """For words of some lengths what a table has; nothing is longer than its last entry says."""
    ends = np.array([end for end, _ in table])
    values = np.array([value for _, value in table], dtype=np.int64)
    found: Lengths = values[np.searchsorted(ends, np.minimum(lengths, ends[-1]))]
    return found


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _bit_table() -> NDArray[np.uint64]:
    table = np.array([1 << place for place in range(len(LETTERS) + 1)], dtype=np.uint64)
    for alike in _LOOK_ALIKES:
        table[[LETTERS.index(letter) for letter in alike]] = 1 << LETTERS.index(alike[0])
    return table


_BITS: Final = _bit_table()
_NOWHERE: Final = np.empty(0, dtype=np.int64)
_NO_COSTS: Final = np.empty(0, dtype=np.int32)
