"""What the arrays of one segment mean: words found in a sorted dictionary, their lists as slices.

The words of a field stand in the order of their bytes, and so do their lists. Hence the words that
begin with a stem are one stretch of the dictionary, and all their postings one slice.

Each place of a field has one number in the whole segment, its *code*: twice the number of places
on the pages before plus the word's position, plus 1 if the word is two wide. Codes of one word
ascend, so a phrase is looked up code by code, whatever pages its words stand on.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.arrays import Arrays
from index.fields import WORD_FIELDS
from index.query import TextField

FORMAT_VERSION: Final = 1
"""Raise it with any change to the arrays; files of another version are written anew."""

CODE_LIMIT: Final = 2**32
"""Codes have 32 bits. A segment with more than 2,147,483,648 words has no arrays."""


class Strings:
    """Strings as one array of bytes and one of ends, sorted by their bytes."""

    def __init__(self, content: NDArray[np.uint8], ends: NDArray[np.int64]) -> None:
        self._content = content.data
        self._ends = ends.data  # gives Python's own numbers, several times faster

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, place: int) -> bytes:
        return bytes(self._content[self._ends[place] : self._ends[place + 1]])

    def __iter__(self) -> Iterator[bytes]:
        content = bytes(self._content)
        return (content[start:end] for start, end in pairwise(self._ends.tolist()))

    def find(self, value: bytes) -> int | None:
        """Where a string stands; None if it is not there."""
        place = bisect_left(range(len(self)), value, key=self.__getitem__)
        return place if place < len(self) and self[place] == value else None

    def beginning(self, stem: bytes) -> tuple[int, int]:
        """The stretch of strings that begin with a stem: its first, and the one past its last."""
        first = bisect_left(range(len(self)), stem, key=self.__getitem__)
        length = len(stem)
        end = bisect_right(range(len(self)), stem, lo=first, key=lambda place: self[place][:length])
        return first, end


def pack_strings(values: list[bytes]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Sorted strings as the two arrays that ``Strings`` reads."""
    content = np.frombuffer(b"".join(values), dtype=np.uint8)
    return content, ends_of(np.fromiter(map(len, values), np.int64, len(values)))


def ends_of(counts: NDArray[Any]) -> NDArray[np.int64]:
    """Where each stretch of so many begins, and where the last one ends."""
    ends = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=ends[1:])
    return ends


class WordLists:
    """The words of one field of one segment. Never changed, so threads may share it.

    Attributes:
        words: Sorted.
        rows: Rows that hold a word, ascending for each word, one word after the other.
        counts: How often, for each of ``rows``.
        codes: Places, ascending for each word, one word after the other.
        bases: For each row the number of places before it; one more for all of them.
    """

    def __init__(self, arrays: Arrays, field: TextField) -> None:
        self.words = Strings(arrays[f"{field}.words"], arrays[f"{field}.word_ends"])
        self.rows = arrays[f"{field}.rows"]
        self.counts = arrays[f"{field}.counts"]
        self.codes = arrays[f"{field}.codes"]
        self.bases = arrays[f"{field}.bases"]
        self.frequency_ends = arrays[f"{field}.posting_ends"]
        self._posting_ends = self.frequency_ends.data
        self._place_ends = arrays[f"{field}.place_ends"].data

    def postings_of(self, first: int, end: int) -> slice:
        """Where in ``rows`` and ``counts`` the lists of a stretch of words stand."""
        return slice(self._posting_ends[first], self._posting_ends[end])

    def codes_of(self, first: int, end: int) -> NDArray[np.uint32]:
        """The codes of a stretch of words; ascending if it is one word."""
        found: NDArray[np.uint32] = self.codes[self._place_ends[first] : self._place_ends[end]]
        return found


class SegmentArrays:
    """The arrays of one segment. Never changed, so threads may share it.

    Attributes:
        base: The row of the index that the segment's first page is.
        page_count: Pages of the segment, deleted ones too.
        deleted: Pages of the segment that are deleted, counted from its first.
        columns: Of its pages: ``document``, ``number``, ``date``, ``title``, ``<field>.length``.
        documents: Distinct ids of documents; ``document`` is a place among them.
        titles: Distinct forms of titles that sort; ``title`` is a place among them.
        fields: Its words.
    """

    def __init__(self, arrays: Arrays, base: int, deleted: list[int]) -> None:
        self.base = base
        self.columns = arrays
        self.page_count = len(arrays["number"])
        self.deleted = deleted
        self.documents = Strings(arrays["documents"], arrays["document_ends"])
        self.titles = Strings(arrays["titles"], arrays["title_ends"])
        self.fields = {field: WordLists(arrays, field) for field in WORD_FIELDS}
