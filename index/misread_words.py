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

from index.cost_table import Codes, Few, Many, Rows, classes, reading, within
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

_SETS_AT_ONCE: Final = 2**17
"""Pairs of sets compared at once: as many as keep within a processor's cache."""

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

    @classmethod
    def of_words(cls, words: Sequence[str]) -> "ReadWords":
        """Some words, at the same places."""
        return cls.of(WordList.of(words))

    @property
    def many(self) -> Many:
        """The words, to be compared with a few."""
        return Many(self.letters, self.starts, self.lengths)

    def codes(self) -> list[Codes]:
        """The letters of each word."""
        ends = self.starts + self.lengths
        return [self.letters[start:end] for start, end in zip(self.starts, ends, strict=True)]

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

    def alike(self, words: Sequence[str], most: Sequence[int]) -> tuple[Rows, Rows, Costs]:
        """The words that may be misreadings of some words.

        Args:
            words: As printed; folded.
            most: For each what a misreading may cost.

        Returns:
            Pairs in any order: which of ``words`` it is, where the misreading stands, and what it
            costs. No word is a misreading of itself.
        """
        asked = [at for at, word in enumerate(words) if 0 < len(word) <= MAX_LETTERS and most[at]]
        if not asked:
            return _NOWHERE, _NOWHERE, _NO_COSTS
        printed = ReadWords.of_words([words[at] for at in asked])
        costs = np.array([most[at] for at in asked], dtype=np.int32)
        shift = _shift(costs)
        pairs = self._sharing_letters(printed, shift)
        few = Few(printed.codes(), costs, shift, reading(few_printed=True))
        kept, found = within(few, pairs[0], self.many, pairs[1])
        return np.array(asked)[pairs[0][kept]], pairs[1][kept], found

    def better(
        self, read: "ReadWords", places: Rows, costs: Costs, apart: tuple[int, int]
    ) -> tuple[Rows, Rows]:
        """Which of these words, as printed, lead to some read words for less than others did.

        Args:
            read: Where the read words stand.
            places: Of the read words.
            costs: For each of them what it takes to be cheaper.
            apart: How many letters stand in one of both words alone, at least and at most, among
                those that are looked at.

        Returns:
            Pairs: which of ``places`` it is, and where the better word stands here.
        """
        some = read.only(places)
        shift = _shift(costs)
        each, printed = self._sharing_with(some, costs, apart, shift)
        few = Few(some.codes(), costs - 1, shift, reading(few_printed=False))
        kept, _ = within(few, each, self.many, printed)
        return each[kept], printed[kept]

    def _sharing_with(
        self, read: "ReadWords", costs: Costs, apart: tuple[int, int], shift: int
    ) -> tuple[Rows, Rows]:
        """Pairs that share enough letters to be worth comparing, as ``better`` gives them."""
        here = self._about(read, apart[1], shift)
        most = np.minimum(apart[1], costs // _CHEAPEST_LETTER)
        each, found = _within_apart(read.sets, self.sets[here], apart[0], most)
        printed = here[found]
        kept = np.abs(self.lengths[printed] - read.lengths[each]) <= shift
        different = np.bitwise_count(self.sets[printed] ^ read.sets[each])
        kept &= different <= _by_length(_LIKELIER, self.lengths[printed])
        each, printed = each[kept], printed[kept]
        for narrow, wide in ((self.heads, read.heads), (self.tails, read.tails)):
            astray = np.bitwise_count(narrow[0][printed] & ~wide[1][each])
            each, printed = each[astray <= _ASTRAY_LIKELIER], printed[astray <= _ASTRAY_LIKELIER]
        return each, printed

    def joined(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """Words that begin or end with one of some words and go on by at least two letters.

        Returns:
            Pairs: which of ``words`` it is, and where the longer one stands.
        """
        if not words:
            return []
        codes = [_codes(word) for word in words]
        wanted = [np.bitwise_or.reduce(_BITS[classes(letters)]) for letters in codes]
        every = np.bitwise_and.reduce(wanted)
        here = np.flatnonzero(self.sets & every == every)
        found = []
        for at, letters in enumerate(codes):
            longer = self.lengths[here] - len(letters)
            holds = (longer > 1) & (longer <= MAX_LETTERS)
            places = here[holds & (self.sets[here] & wanted[at] == wanted[at])]
            begins = self.starts[places]
            ends = begins + self.lengths[places] - len(letters)
            stands = self._stands(letters, begins) | self._stands(letters, ends)
            found += [(at, place) for place in places[stands].tolist()]
        return found

    def _stands(self, codes: NDArray[np.uint32], at: Rows) -> NDArray[np.bool_]:
        holds = np.ones(len(at), dtype=np.bool_)
        for place, code in enumerate(codes):
            holds &= self.letters[at + place] == code
        return holds

    def _sharing_letters(self, printed: "ReadWords", shift: int) -> tuple[Rows, Rows]:
        """Pairs that share enough letters to be worth comparing: of some words, and of these."""
        most = _by_length(_DIFFERENT, printed.lengths)
        here = self._about(printed, int(most.max()), shift)
        each, found = _within_apart(printed.sets, self.sets[here], 0, most)
        read = here[found]
        kept = np.abs(self.lengths[read] - printed.lengths[each]) <= shift
        each, read = each[kept], read[kept]
        for narrow, wide in ((printed.heads, self.heads), (printed.tails, self.tails)):
            astray = np.bitwise_count(narrow[0][each] & ~wide[1][read])
            each, read = each[astray <= _ASTRAY], read[astray <= _ASTRAY]
        return each, read

    def _about(self, others: "ReadWords", most: int, shift: int) -> Rows:
        """Where words stand that are about as long, and share about as many letters.

        They may have ``most`` letters that none of the others has, or lack as many that all have.
        """
        least = int(others.lengths.min(initial=MAX_LETTERS)) - shift
        longest = min(int(others.lengths.max(initial=0)) + shift, MAX_LETTERS)
        some: Bits = np.bitwise_or.reduce(others.sets)
        every: Bits = np.bitwise_and.reduce(others.sets)
        different = np.bitwise_count((self.sets & ~some) | (every & ~self.sets))
        about = (different <= most) & (self.lengths >= least) & (self.lengths <= longest)
        places: Rows = np.flatnonzero(about)
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


def _within_apart(few: Bits, many: Bits, least: int, most: Lengths) -> tuple[Rows, Rows]:
    """Pairs of sets with so many letters in one of the two alone: of the few, of the many."""
    at_once = max(1, _SETS_AT_ONCE // max(len(many), 1))
    each, found = [_NOWHERE], [_NOWHERE]
    span = np.maximum(most - least, -1)
    for first in range(0, len(few), at_once):
        some = slice(first, first + at_once)
        different = np.bitwise_count(few[some, np.newaxis] ^ many)
        different -= np.uint8(least)  # fewer become many
        one, other = np.divmod(
            np.flatnonzero(different <= span[some, np.newaxis]), max(len(many), 1)
        )
        each.append(one + first)
        found.append(other)
    return np.concatenate(each), np.concatenate(found)


def _shift(most: Costs) -> int:
    """By how many letters words may be longer or shorter that cost so much."""
    return max(0, min(MAX_SHIFT, int(most.max(initial=0)) // _CHEAPEST_SHIFT))


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
