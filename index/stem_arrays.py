"""The posting lists of stems, merged from those of words when the arrays of a segment are made."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.segment_arrays import Strings, ends_of, hashed, pack_strings
from index.stems import has_stem, stems

POSTINGS_AT_ONCE: Final = 2_000_000
"""About how many are merged in one go: each takes some 60 bytes meanwhile."""

_NONE: Final = np.empty(0, dtype=np.int32)


def stem_arrays(
    lists: Mapping[str, NDArray[Any]], page_count: int, *, at_once: int = POSTINGS_AT_ONCE
) -> dict[str, NDArray[Any]]:
    """The arrays of a field that ``index.segment_arrays.StemLists`` reads.

    Args:
        lists: The arrays of the field's words.
        page_count: Of the segment.
        at_once: Postings merged in one go, about.
    """
    groups = _words_by_stem(Strings(lists["words"], lists["word_ends"]))
    several = [places if len(places) > 1 else [] for _, places in groups]
    merged = list(_merged(several, lists, page_count, at_once))
    shorts = [short for short, _ in groups]
    content, ends = pack_strings(shorts)
    hashes, order = hashed(shorts)
    members = [place for _, places in groups for place in places]
    sizes = np.fromiter((len(places) for _, places in groups), np.int64, len(groups))
    return {
        "stems": content,
        "stem_ends": ends,
        "stem_hashes": hashes,
        "stem_order": order,
        "stem_words": np.array(members, dtype=np.int32),
        "stem_word_ends": ends_of(sizes),
        "stem_rows": np.concatenate([_NONE, *(rows for rows, _, _ in merged)]),
        "stem_counts": np.concatenate([_NONE, *(counts for _, counts, _ in merged)]),
        "stem_posting_ends": ends_of(np.concatenate([_NONE, *(held for _, _, held in merged)])),
    }


def _words_by_stem(words: Strings) -> list[tuple[bytes, list[int]]]:
    """Each stem with where its words stand, by the stems' bytes; only of words that have one."""
    known = [
        (place, word)
        for place, word in enumerate(each.decode() for each in words)
        if has_stem(word)
    ]
    shorts = stems(word for _, word in known)
    pairs = sorted((short.encode(), place) for short, (place, _) in zip(shorts, known, strict=True))
    return [
        (short, [place for _, place in group]) for short, group in groupby(pairs, itemgetter(0))
    ]


def _merged(
    groups: list[list[int]], lists: Mapping[str, NDArray[Any]], page_count: int, at_once: int
) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]]:
    """For some groups of words after the others their rows, counts, and how many rows of each."""
    sizes = np.diff(lists["posting_ends"])
    step: list[list[int]] = []
    waiting = 0
    for places in groups:
        step.append(places)
        waiting += int(sizes[places].sum()) if places else 0
        if waiting > at_once:
            yield _united(step, sizes, lists, page_count)
            step, waiting = [], 0
    yield _united(step, sizes, lists, page_count)


def _united(
    groups: list[list[int]],
    sizes: NDArray[np.int64],
    lists: Mapping[str, NDArray[Any]],
    page_count: int,
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
    """Each group's rows ascending, each once, with how often they hold its words together."""
    words = np.array([place for places in groups for place in places], dtype=np.int64)
    group_of = np.repeat(np.arange(len(groups)), [len(places) for places in groups])
    held = sizes[words]
    begins = np.repeat(lists["posting_ends"][words] - ends_of(held)[:-1], held)
    postings = begins + np.arange(int(held.sum()))
    keys = np.repeat(group_of, held) * page_count + lists["rows"][postings]
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    counts = lists["counts"][postings[order]]
    united = np.add.reduceat(counts, first) if len(first) else counts
    rows_of_group = np.bincount(keys[first] // max(page_count, 1), minlength=len(groups))
    rows = keys[first] % max(page_count, 1)
    return rows.astype(np.int32), united.astype(np.int32), rows_of_group
