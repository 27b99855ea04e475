"""Words a few edits apart: optimal string alignment, for two words or a whole vocabulary.

An edit adds, leaves out or exchanges one character, or swaps two neighbours; no part of a word is
edited twice. Any character may differ, the first too. Only the band of the table round its
diagonal is computed, so that a huge word costs no more than its length.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.word_list import WordList, letters_of

Rows = NDArray[np.int64]
Letters = NDArray[Any]
"""Characters by their numbers."""

MAX_DISTANCE = 2
"""Further apart, short words stand for everything."""


def is_within(word: str, other: str, distance: int) -> bool:
    """Whether two words are at most so many edits apart."""
    if abs(len(word) - len(other)) > distance:
        return False
    far = distance + 1
    before: dict[int, int] = {}
    last = {column: column for column in range(min(distance, len(other)) + 1)}
    for row, letter in enumerate(word, 1):
        line = {0: row} if row <= distance else {}
        for column in range(max(1, row - distance), min(len(other), row + distance) + 1):
            edits = min(last.get(column, far), line.get(column - 1, far)) + 1
            kept = last.get(column - 1, far) + (other[column - 1] != letter)
            line[column] = min(edits, kept)
            if row > 1 and other[column - 2 : column] == letter + word[row - 2]:
                line[column] = min(line[column], before.get(column - 2, far) + 1)
        if min(*line.values(), far) > distance and min(*last.values(), far) > distance:
            return False  # a swap reaches back over one line, so both have to be too far
        before, last = last, line
    return last.get(len(other), far) <= distance


class SpellingTable:
    """The words of a vocabulary, all of them compared at once.

    An edit changes the length by one at most, and adds one letter and takes away one at most; so
    only words of about the length are looked at whose letters are about the same.
    """

    def __init__(self, words: WordList) -> None:
        self._words = words
        longest = np.iinfo(np.uint16).max
        lengths = np.minimum(words.lengths, longest).astype(np.uint16)  # sorted in two passes
        self._places = np.argsort(lengths, kind="stable")
        self._lengths = lengths[self._places]
        self._letters = words.letters[self._places]

    def within(self, token: str, distance: int) -> Rows:
        """Where in the vocabulary words at most so many edits from a token stand, ascending."""
        words, places = self._words, self._alike(token, distance)
        is_ascii = words.ends[places + 1] - words.ends[places] == words.lengths[places]
        found = [
            some[_edits(token, letters, words.lengths[some], distance) <= distance]
            for some, letters in (
                (places[is_ascii], self._bytes(places[is_ascii])),
                (places[~is_ascii], self._characters(places[~is_ascii])),
            )
        ]
        return np.sort(np.concatenate(found))

    def _alike(self, token: str, distance: int) -> Rows:
        """Where words of about the length and about the letters stand."""
        shortest, longest = len(token) - distance, len(token) + distance
        first = np.searchsorted(self._lengths, max(shortest, 0), side="left")
        end = np.searchsorted(self._lengths, longest, side="right")
        letters, typed = self._letters[first:end], letters_of(token)
        holds = np.bitwise_count(letters & ~typed) <= distance
        holds &= np.bitwise_count(typed & ~letters) <= distance
        places: Rows = self._places[first:end][holds]
        return places[np.abs(self._words.lengths[places] - len(token)) <= distance]

    def _bytes(self, places: Rows) -> Letters:
        """The letters of some words of ASCII, and anything after them."""
        longest = int(self._words.lengths[places].max(initial=0))
        where = self._words.ends[places] + np.arange(longest)[:, np.newaxis]
        found: Letters = self._words.content.take(where, mode="clip")
        return found

    def _characters(self, places: Rows) -> Letters:
        """The letters of some words, and nothing after them."""
        longest = int(self._words.lengths[places].max(initial=0))
        text = "".join(self._words[place].ljust(longest, "\0") for place in places.tolist())
        letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        return letters.reshape(len(places), longest).T


def _edits(word: str, letters: Letters, lengths: Rows, distance: int) -> NDArray[np.int8]:
    """How many edits each of some words is from a word; more than ``distance`` is not exact.

    Cells of a line are kept by how far they lie from the diagonal; those beyond a word's end come
    out somehow, and no other depends on them.

    Args:
        word: To compare with.
        letters: A line for each place of a letter, a column for each word.
        lengths: Of the words; at most ``distance`` more or less than that of ``word``.
        distance: That matters.
    """
    typed = [ord(letter) for letter in word]
    far = np.full(letters.shape[1], distance + 1, dtype=np.int8)
    before: list[NDArray[np.int8]] = []
    last = [far if column < 0 else far * 0 + column for column in range(-distance, distance + 1)]
    for row, letter in enumerate(typed, 1):
        line: list[NDArray[np.int8]] = []
        for at, column in enumerate(range(row - distance, row + distance + 1)):
            if column <= 0 or column > len(letters):
                line.append(far * 0 + row if column == 0 else far)
                continue
            cell = last[at] + (letters[column - 1] != letter)
            for neighbour in (*last[at + 1 : at + 2], *line[at - 1 : at]):
                cell = np.minimum(cell, neighbour + _ONE)
            if before and column > 1:
                is_swapped = letters[column - 1] == typed[row - 2]
                is_swapped &= letters[column - 2] == letter
                cell = np.where(is_swapped, np.minimum(cell, before[at] + _ONE), cell)
            line.append(np.minimum(cell, far))
        before, last = last, line
    ends = np.stack(last)[lengths - len(word) + distance, np.arange(len(lengths))]
    return ends.astype(np.int8)


_ONE: Final = np.int8(1)
