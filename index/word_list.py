"""The words of a field as one array of bytes, so that all of them are compared at once."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]
Number = TypeVar("Number", bound=np.generic)

_AFTER_ALL: Final = "\U0010ffff"
"""No word goes on with it, so a stem and this stands after all words with that stem."""


class WordList(Sequence[str]):
    """Distinct words in order. Never changed, so threads may share it.

    Args:
        content: The words' bytes in UTF-8, one after the other.
        ends: Where each word begins, and where the last one ends.
    """

    def __init__(self, content: NDArray[np.uint8], ends: NDArray[np.int64]) -> None:
        self.content = content
        self.ends = ends

    @classmethod
    def of(cls, words: Iterable[str]) -> "WordList":
        """The list of some words, which come in order."""
        return cls.of_bytes([word.encode("utf-8", "surrogatepass") for word in words])

    @classmethod
    def of_bytes(cls, words: Sequence[bytes]) -> "WordList":
        """The list of some words in UTF-8, which come in order."""
        ends = np.zeros(len(words) + 1, dtype=np.int64)
        np.cumsum(np.fromiter(map(len, words), np.int64, len(words)), out=ends[1:])
        return cls(np.frombuffer(b"".join(words), dtype=np.uint8), ends)

    def __len__(self) -> int:
        return len(self.ends) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        place %= len(self)
        return self._decoded(self._bytes[self._ends[place] : self._ends[place + 1]])

    def __iter__(self) -> Iterator[str]:
        content = bytes(self._bytes)
        return (content[a:b].decode("utf-8", "surrogatepass") for a, b in pairwise(self._ends))

    def at(self, places: Places) -> list[str]:
        """The words at some places."""
        starts, ends = self.ends[places].tolist(), self.ends[places + 1].tolist()
        content = self._bytes
        return [
            str(content[a:b], "utf-8", "surrogatepass") for a, b in zip(starts, ends, strict=True)
        ]

    @staticmethod
    def _decoded(word: memoryview) -> str:
        return str(word, "utf-8", "surrogatepass")

    @cached_property
    def _bytes(self) -> memoryview:
        return self.content.data  # gives Python's own numbers, several times faster

    @cached_property
    def _ends(self) -> memoryview:
        return self.ends.data

    def find(self, word: str) -> int | None:
        """Where a word stands; None if it is not there."""
        place = bisect_left(self, word)
        return place if place < len(self) and self[place] == word else None

    def beginning(self, stem: str) -> tuple[int, int]:
        """The stretch of words that begin so: its first, and the one past its last."""
        first = bisect_left(self, stem)
        return first, bisect_left(self, stem + _AFTER_ALL, lo=first)

    def ending(self, places: Places, end: str) -> Places:
        """Of the words at some places those that end so."""
        letters = end.encode("utf-8", "surrogatepass")
        kept = places[self.ends[places + 1] - self.ends[places] >= len(letters)]
        for back, letter in enumerate(reversed(letters), 1):
            kept = kept[self.content[self.ends[kept + 1] - back] == letter]
        return kept

    def holding(self, piece: str) -> Places:
        """The words that hold some letters one after the other, ascending."""
        first, *others = piece.encode("utf-8", "surrogatepass")
        starts = np.flatnonzero(self.content[: max(len(self.content) - len(others), 0)] == first)
        for onward, letter in enumerate(others, 1):
            starts = starts[self.content[starts + onward] == letter]
        words = np.searchsorted(self.ends, starts, side="right") - 1
        words = words[starts + len(others) < self.ends[words + 1]]
        return words[np.diff(words, prepend=-1) > 0]

    @cached_property
    def lengths(self) -> NDArray[np.int64]:
        """For each word its number of characters."""
        lengths = np.diff(self.ends)
        going_on = np.flatnonzero((self.content[: self.ends[-1]] & 0xC0) == 0x80)
        if len(going_on):
            words = np.searchsorted(self.ends, going_on, side="right") - 1
            lengths -= np.bincount(words, minlength=len(lengths))
        return lengths

    @cached_property
    def letters(self) -> NDArray[np.uint64]:
        """For each word which characters it holds, as bits; all that are not ASCII as one."""
        return self._sums(np.bitwise_or, _BITS[self.content])

    def _sums(self, operation: Any, values: NDArray[Number]) -> NDArray[Number]:
        """An operation over the values of each word's bytes; 0 for a word without any."""
        if not len(values):
            return np.zeros(len(self), dtype=values.dtype)
        sums: NDArray[Number] = operation.reduceat(
            values, np.minimum(self.ends[:-1], len(values) - 1)
        )
        sums[self.ends[:-1] == self.ends[1:]] = 0
        return sums


def letters_of(word: str) -> np.uint64:
    """Which characters a word holds, as in ``WordList.letters``."""
    found: np.uint64 = WordList.of([word]).letters[0]
    return found


def _bits() -> NDArray[np.uint64]:
    """A bit for each letter and digit; other bytes of ASCII share the ones that are left."""
    alone = b"abcdefghijklmnopqrstuvwxyz0123456789"
    place = {byte: at for at, byte in enumerate(alone)}
    shared = 63 - len(alone)
    ascii_places = [place.get(byte, len(alone) + byte % shared) for byte in range(128)]
    return np.uint64(1) << np.array(ascii_places + [63] * 128, dtype=np.uint64)


_BITS: Final = _bits()
