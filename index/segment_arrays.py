"""What the arrays of one segment mean: words found in a sorted dictionary, their lists as slices.

The words of a field stand in the order of their bytes, and so do their lists. Hence the words that
begin with a stem are one stretch of the dictionary, and all their postings one slice.

Each place of a field has one number in the whole segment, its *code*: twice the sum of its page's
base and the word's position, plus 1 if the word is two wide. Codes of one word ascend, so a phrase
is looked up code by code, whatever pages its words stand on; where it may go on from one page to
the next, the bases leave no place free between them (``index.reading_on``).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.arrays import Arrays
from index.facet_table import PARTS
from index.fields import STEMMED_FIELDS, WORD_FIELDS
from index.places import skips_of
from index.query import TextField
from index.stems import has_stem, stem
from index.word_list import WordList

FORMAT_VERSION: Final = 5
"""Raise it with any change to the arrays; files of another version are written anew."""

CODE_LIMIT: Final = 2**32
"""Codes have 32 bits. A segment with more than 2,147,483,648 words has no arrays."""


class Strings:
    """Strings as one array of bytes and one of ends, sorted by their bytes.

    Args:
        content: The bytes.
        ends: Where each string begins, and where the last one ends.
        hashes: Of ``hashed``, to find strings by; None to find them by their order.
    """

    def __init__(
        self,
        content: NDArray[np.uint8],
        ends: NDArray[np.int64],
        hashes: tuple[NDArray[np.uint32], NDArray[np.int32]] | None = None,
    ) -> None:
        self._content = content.data
        self._ends = ends.data  # gives Python's own numbers, several times faster
        self._hashes = None if hashes is None else (hashes[0].data, hashes[1].data)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, place: int) -> bytes:
        return bytes(self._content[self._ends[place] : self._ends[place + 1]])

    def __iter__(self) -> Iterator[bytes]:
        content = bytes(self._content)
        return (content[start:end] for start, end in pairwise(self._ends.tolist()))

    def find(self, value: bytes) -> int | None:
        """Where a string stands; None if it is not there."""
        if self._hashes is not None:
            return self._find_by_hash(value, *self._hashes)
        place = bisect_left(range(len(self)), value, key=self.__getitem__)
        return place if place < len(self) and self[place] == value else None

    def find_all(self, values: Sequence[bytes]) -> list[int | None]:
        """Where each of some strings stands; faster than one after the other."""
        if self._hashes is None or not len(self):
            return [self.find(value) for value in values]
        hashes, order = map(np.asarray, self._hashes)
        wanted = np.fromiter(map(crc32, values), np.uint32, len(values))
        places = order.take(np.searchsorted(hashes, wanted), mode="clip").tolist()
        return [
            place if self[place] == value else self.find(value)
            for place, value in zip(places, values, strict=True)
        ]

    def _find_by_hash(self, value: bytes, hashes: memoryview, order: memoryview) -> int | None:
        wanted = crc32(value)
        at = bisect_left(hashes, wanted)
        while at < len(hashes) and hashes[at] == wanted:
            place: int = order[at]
            if self[place] == value:
                return place
            at += 1
        return None

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


def hashed(values: list[bytes]) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    """The CRC-32 of each of some strings, ascending, and where each string stands."""
    hashes = np.fromiter(map(crc32, values), np.uint32, len(values))
    order = np.argsort(hashes, kind="stable")
    return hashes[order], order.astype(np.int32)


def ends_of(counts: NDArray[Any]) -> NDArray[np.int64]:
    """Where each stretch of so many begins, and where the last one ends."""
    ends = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=ends[1:])
    return ends


def _strings(arrays: Arrays, name: str) -> Strings:
    hashes = arrays[f"{name}_hashes"], arrays[f"{name}_order"]
    return Strings(arrays[f"{name}s"], arrays[f"{name}_ends"], hashes)


class WordLists:
    """The words of one field of one segment. Never changed, so threads may share it.

    Attributes:
        words: Sorted.
        list: The same words.
        rows: Rows that hold a word, ascending for each word, one word after the other.
        counts: How often, for each of ``rows``.
        codes: Places, ascending for each word, one word after the other.
        bases: For each row the place it begins at; one more, where the last one ends.
    """

    def __init__(self, arrays: Arrays, field: TextField) -> None:
        self.words = _strings(arrays, f"{field}.word")
        self.list = WordList(arrays[f"{field}.words"], arrays[f"{field}.word_ends"])
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


class StemLists:
    """The stems of one field of one segment. Never changed, so threads may share it.

    A stem of several words has lists of its own, the words' lists united; a stem of one word has
    none, and the word's are taken.

    Args:
        arrays: Of the segment.
        field: Which.
        words: Of the same field.
    """

    def __init__(self, arrays: Arrays, field: TextField, words: WordLists) -> None:
        self._words = words
        self._stems = _strings(arrays, f"{field}.stem")
        self._members = arrays[f"{field}.stem_words"]
        self._member_ends = arrays[f"{field}.stem_word_ends"].data
        self._rows = arrays[f"{field}.stem_rows"]
        self._counts = arrays[f"{field}.stem_counts"]
        self._posting_ends = arrays[f"{field}.stem_posting_ends"].data

    def forms(self, word: str) -> list[tuple[bytes, int]]:
        """The words of a word's stem, in order, each with how many rows hold it."""
        found = []
        for place in self._places(word):
            where = self._words.postings_of(place, place + 1)
            found.append((self._words.words[place], where.stop - where.start))
        return found

    def postings(self, word: str) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """The rows that hold words of a word's stem, ascending, and how often they do."""
        place = self._find(word)
        if place is not None and self._posting_ends[place] < self._posting_ends[place + 1]:
            where = slice(self._posting_ends[place], self._posting_ends[place + 1])
            return self._rows[where], self._counts[where]
        member = next(iter(self._places(word)), None)
        where = slice(0) if member is None else self._words.postings_of(member, member + 1)
        return self._words.rows[where], self._words.counts[where]

    def _places(self, word: str) -> list[int]:
        """Where the words of a stem stand among the words."""
        place = self._find(word)
        if place is not None:
            found: list[int] = self._members[
                self._member_ends[place] : self._member_ends[place + 1]
            ].tolist()
            return found
        itself = None if has_stem(word) else self._words.words.find(word.encode())
        return [] if itself is None else [itself]

    def _find(self, word: str) -> int | None:
        return self._stems.find(stem(word).encode()) if has_stem(word) else None


class SegmentArrays:
    """The arrays of one segment. Never changed, so threads may share it.

    Attributes:
        base: The row of the index that the segment's first page is.
        page_count: Pages of the segment, deleted ones too.
        deleted: Pages of the segment that are deleted, counted from its first.
        columns: Of its pages: ``document``, ``number``, ``date``, ``title``,
            ``<field>.length``, and the kinds of ``index.facet_table``.
        documents: Distinct ids of documents; ``document`` is a place among them.
        titles: Distinct forms of titles that sort; ``title`` is a place among them.
        kinds: Distinct kinds of each part; the part's column is a place among them.
        fields: Its words.
        stems: Their stems, where words have them.
        skips: Where a phrase may leave out heads and feet between pages, in places of the segment.
    """

    def __init__(self, arrays: Arrays, base: int, deleted: list[int]) -> None:
        self.base = base
        self.columns = arrays
        self.page_count = len(arrays["number"])
        self.deleted = deleted
        self.documents = WordList(arrays["documents"], arrays["document_ends"])
        self.titles = WordList(arrays["titles"], arrays["title_ends"])
        self.kinds = {
            name: WordList(arrays[f"{name}.forms"], arrays[f"{name}.ends"]) for name in PARTS
        }
        self.fields = {field: WordLists(arrays, field) for field in WORD_FIELDS}
        bases = self.fields[TextField.TEXT].bases
        self.skips = skips_of(bases, arrays["foot"], arrays["head"])
        self.stems = {
            field: StemLists(arrays, field, self.fields[field]) for field in STEMMED_FIELDS
        }
