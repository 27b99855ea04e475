"""Sorted strings of several segments as one list, and where each row's stands in it.

An update adds a small segment beside a large one, and whoever searches next waits for this. So the
few new strings are put in between those of the largest list, which are neither read nor sorted.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.word_list import WordList

Rows = NDArray[np.int64]
Column = tuple[WordList, NDArray[np.int32]]
"""The distinct strings of a segment, sorted, and for each of its rows a place among them."""

MOST_BYTES: Final = 2**26
"""Strings are laid out as wide as the longest of them while that takes no more."""


def merged(columns: Sequence[Column], most_bytes: int = MOST_BYTES) -> tuple[WordList, Rows]:
    """The distinct strings of all segments, sorted, and for each row its place among them.

    Args:
        columns: Of all segments, in the order of their rows.
        most_bytes: That the strings may take when laid out; longer ones take more time instead.
    """
    if len(columns) == 1:
        words, places = columns[0]
        return words, places.astype(np.int64)
    width = max((int(np.diff(words.ends).max(initial=1)) for words, _ in columns), default=1)
    if width * sum(len(words) for words, _ in columns) > most_bytes:
        return _merged_one_by_one(columns)
    return _merged_at_once(columns, width)


def _merged_at_once(columns: Sequence[Column], width: int) -> tuple[WordList, Rows]:
    each = [_laid_out(words, width) for words, _ in columns]
    most = max(range(len(each)), key=lambda place: len(each[place]), default=0)
    others = np.unique(np.concatenate([_NO_STRINGS, *each[:most], *each[most + 1 :]]))
    base = each[most] if each else _NO_STRINGS
    at = np.searchsorted(base, others)
    is_new = np.ones(len(others), dtype=np.bool_)
    if len(base):
        is_new = base.take(at, mode="clip") != others
    distinct = np.insert(base, at[is_new], others[is_new])
    shifts = np.bincount(at[is_new], minlength=len(base) + 1).cumsum()
    rows = [_NO_ROWS]
    for place, (_, column) in enumerate(columns):
        if place == most:
            rows.append(column + shifts[column])
        else:
            rows.append(np.searchsorted(distinct, each[place])[column])
    return _as_words(distinct), np.concatenate(rows)


def _laid_out(words: WordList, width: int) -> NDArray[Any]:
    """Strings as NumPy's own of one width, which it can search among and put in order."""
    lengths = np.diff(words.ends)
    content = np.zeros((len(words), width), dtype=np.uint8)
    content[np.arange(width) < lengths[:, np.newaxis]] = words.content[: words.ends[-1]]
    return content.reshape(-1).view(f"S{width}")


def _as_words(strings: NDArray[Any]) -> WordList:
    content = strings.view(np.uint8).reshape(len(strings), strings.itemsize)
    is_there = content != 0  # no id and no title holds a zero
    ends = np.zeros(len(strings) + 1, dtype=np.int64)
    np.cumsum(is_there.sum(axis=1), out=ends[1:])
    return WordList(content[is_there], ends)


def _merged_one_by_one(columns: Sequence[Column]) -> tuple[WordList, Rows]:
    distinct = sorted({word for words, _ in columns for word in words})
    places = {word: place for place, word in enumerate(distinct)}
    rows = [
        np.array([places[word] for word in words], dtype=np.int64)[column]
        for words, column in columns
    ]
    return WordList.of(distinct), np.concatenate([_NO_ROWS, *rows])


_NO_ROWS: Final = np.empty(0, dtype=np.int64)
_NO_STRINGS: Final = np.empty(0, dtype="S1")
