"""The ``PostingSource`` of the arrays beside an index: slices instead of lists decoded anew."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.commonest import commonest
from index.evaluate import Places, Postings
from index.facet_table import PARTS, FacetTable, Kinds, by_month
from index.fact_table import FactColumn, FactTable, stretch_of
from index.fields import WORD_FIELDS
from index.merged_words import merged
from index.page_table import PageTable, Rows
from index.phrase_codes import Codes, phrase_starts
from index.places import NO_SKIPS, counted
from index.query import Stem, Term, TextField
from index.reading_on import reads_on
from index.segment_arrays import SegmentArrays, WordLists
from index.vocabulary import Vocabulary

_NO_ROWS: Final = np.empty(0, dtype=np.int64)
_NO_COUNTS: Final = np.empty(0, dtype=np.float64)
_NO_CODES: Final = np.empty(0, dtype=np.uint32)


class ArrayPostings:
    """Posting lists of one commit. Never changed, so threads share it without copying.

    Args:
        segments: All segments of the commit, in the order of their rows.

    Attributes:
        table: Their pages.
        facts: Those of the pages.
    """

    def __init__(self, segments: Sequence[SegmentArrays]) -> None:
        self.table = _table(segments)
        self.facts = FactTable(partial(_fact_column, segments), {}, len(self.table.live))
        self._segments = segments
        self._vocabularies: dict[TextField, Vocabulary] = {}

    def postings(self, field: TextField, tokens: Sequence[str]) -> Postings:
        """The rows that hold some words, deleted ones too where they were not when written."""
        if len(tokens) > 1:
            return self._postings_of_several(field, tokens)
        rows: list[Rows] = []
        counts: list[NDArray[np.float64]] = []
        for lists, base, first, end in self._stretches(field, tokens):
            where = lists.postings_of(first, end)
            rows.append(_rows(lists.rows[where], base))
            counts.append(lists.counts[where].astype(np.float64))
        return _joined(rows, counts)

    def _postings_of_several(self, field: TextField, tokens: Sequence[str]) -> Postings:
        """Cheaper for many words than one after the other: what they have is converted once."""
        rows: list[Rows] = []
        counts: list[NDArray[np.float64]] = []
        for segment in self._segments:
            lists = segment.fields[field]
            found = lists.words.find_all([token.encode() for token in tokens])
            where = [lists.postings_of(at, at + 1) for at in found if at is not None]
            if where:
                rows.append(np.concatenate([lists.rows[one] for one in where], dtype=np.int64))
                rows[-1] += segment.base
                counts.append(np.concatenate([lists.counts[one] for one in where], dtype=float))
        return _joined(rows, counts)

    def places(self, field: TextField, token: str, within: Rows | None) -> Places:
        """Where a word stands, ascending."""
        found = [_NO_ROWS]
        widths = [_NO_ROWS]
        wanted = None if within is None else _marked(within, len(self.table.live))
        for lists, base, first, end in self._stretches(field, [token]):
            codes = lists.codes_of(first, end)
            if wanted is not None:
                where = lists.postings_of(first, end)
                codes = codes[np.repeat(wanted[lists.rows[where] + base], lists.counts[where])]
            begins = self.table.bases[field][base]
            found.append((codes >> 1).astype(np.int64) + begins)
            widths.append((codes & 1).astype(np.int64) + 1)
        starts = np.concatenate(found)
        return Places(starts, starts + np.concatenate(widths))

    def frequency(self, field: TextField, token: str) -> int:
        """The rows that hold a word, deleted ones counted too; from the dictionary alone."""
        stretches = self._stretches(field, [token])
        found = [lists.postings_of(first, end) for lists, _, first, end in stretches]
        return sum(where.stop - where.start for where in found)

    def forms(self, leaf: Stem) -> Sequence[tuple[str, int]]:
        """The words of a stem with the rows that hold them, deleted ones counted too."""
        pages: dict[bytes, int] = {}
        for segment in self._segments:
            for word, held in segment.stems[leaf.field].forms(leaf.token):
                pages[word] = pages.get(word, 0) + held
        return [(word.decode(), held) for word, held in pages.items()]

    def stem_postings(self, leaf: Stem) -> Postings:
        """The rows that hold words of a stem, ascending; from lists merged when written."""
        rows: list[Rows] = []
        counts: list[NDArray[np.float64]] = []
        for segment in self._segments:
            found, held = segment.stems[leaf.field].postings(leaf.token)
            rows.append(_rows(found, segment.base))
            counts.append(held.astype(np.float64))
        return _joined(rows, counts)

    def beginning(self, field: TextField, letters: str) -> Vocabulary:  # noqa: ARG002 - looked up at once
        """All words of a field, among which those that begin so are found at once."""
        return self.vocabulary(field)

    def vocabulary(self, field: TextField) -> Vocabulary:
        """All words of a field; put together once, and kept."""
        if field not in self._vocabularies:
            self._vocabularies[field] = _vocabulary([each.fields[field] for each in self._segments])
        return self._vocabularies[field]

    def phrase(self, parts: Sequence[Term], field: TextField) -> Postings:
        """The rows that hold a phrase and how often, ascending."""
        rows: list[Rows] = []
        counts: list[NDArray[np.float64]] = []
        for segment in self._segments:
            lists = segment.fields[field]
            skips = segment.skips if reads_on(field) else NO_SKIPS
            starts = phrase_starts([_codes(lists, part.token) for part in parts], skips)
            found = counted(starts, lists.bases)
            rows.append(found.rows + segment.base)
            counts.append(found.counts)
        return _joined(rows, counts)

    def commonest(self, field: TextField, beginning: str, limit: int) -> list[tuple[str, int]]:
        """The words of a field that begin so, with the pages that hold them."""
        found: dict[bytes, int] = {}
        for segment in self._segments:
            lists = segment.fields[field]
            first, end = _stretch(lists, beginning)
            pages = np.diff(lists.frequency_ends[first : end + 1]).tolist()
            for place, count in enumerate(pages, first):
                word = lists.words[place]
                found[word] = found.get(word, 0) + count
        counted = [(pages, word.decode()) for word, pages in found.items()]
        return commonest(self, field, counted, limit)

    def _stretches(
        self, field: TextField, tokens: Sequence[str]
    ) -> Iterator[tuple[WordLists, int, int, int]]:
        """Stretches of dictionaries that are some words, with the row each list counts from."""
        for token in tokens:
            for segment in self._segments:
                lists = segment.fields[field]
                first, end = _entry(lists, token)
                if first < end:
                    yield lists, segment.base, first, end


def _rows(of_segment: NDArray[np.int32], base: int) -> Rows:
    """Rows of a segment as those of the index."""
    rows = of_segment.astype(np.int64)
    if base:
        rows += base
    return rows


def _joined(rows: Sequence[Rows], counts: Sequence[NDArray[np.float64]]) -> Postings:
    """Postings of several segments or words, one after the other."""
    if len(rows) == 1:
        return Postings(rows[0], counts[0])
    return Postings(np.concatenate([_NO_ROWS, *rows]), np.concatenate([_NO_COUNTS, *counts]))


def _stretch(lists: WordLists, beginning: str) -> tuple[int, int]:
    return lists.words.beginning(beginning.encode())


def _entry(lists: WordLists, token: str) -> tuple[int, int]:
    """The stretch that is one word; empty if it is not there."""
    place = lists.words.find(token.encode())
    return (0, 0) if place is None else (place, place + 1)


def _codes(lists: WordLists, token: str) -> Codes:
    """Where a word stands, ascending."""
    first, end = _entry(lists, token)
    return lists.codes_of(first, end) if first < end else _NO_CODES


def _vocabulary(each: Sequence[WordLists]) -> Vocabulary:
    """The words of all segments with the pages that hold them, deleted ones counted too."""
    if len(each) == 1:
        return Vocabulary(each[0].list, np.diff(each[0].frequency_ends))
    pages: dict[str, int] = {}
    for lists in each:
        counts = np.diff(lists.frequency_ends).tolist()
        for word, count in zip(lists.list, counts, strict=True):
            pages[word] = pages.get(word, 0) + count
    return Vocabulary.of(pages)


def _fact_column(segments: Sequence[SegmentArrays], beginning: str) -> FactColumn:
    """The facts of all segments whose words begin so."""
    stretches = []
    for segment in segments:
        lists = segment.fields[TextField.FACT]
        words, first, end = stretch_of(lists.list, beginning)
        held = np.diff(lists.frequency_ends[first : end + 1])
        places = np.repeat(np.arange(len(words), dtype=np.int32), held)
        rows = _rows(lists.rows[lists.postings_of(first, end)], segment.base)
        stretches.append((words, places, rows))
    return FactColumn.of(stretches)


def _marked(rows: Rows, count: int) -> NDArray[np.bool_]:
    """For so many rows whether each is among some."""
    marked = np.zeros(count, dtype=np.bool_)
    marked[rows] = True
    return marked


def _table(segments: Sequence[SegmentArrays]) -> PageTable:
    """The columns of all segments one after the other, with strings of all in one order."""
    ids, documents = merged([(each.documents, each.columns["document"]) for each in segments])
    _, titles = merged([(each.titles, each.columns["title"]) for each in segments])
    live = np.ones(sum(segment.page_count for segment in segments), dtype=np.bool_)
    for segment in segments:
        live[np.array(segment.deleted, dtype=np.int64) + segment.base] = False
    dates = _column(segments, "date")
    return PageTable(
        document_ids=ids,
        documents=documents,
        numbers=_column(segments, "number"),
        dates=dates,
        titles=titles,
        lengths={field: _column(segments, f"{field}.length") for field in WORD_FIELDS},
        bases={field: _bases(segments, field) for field in WORD_FIELDS},
        feet=_column(segments, "foot"),
        heads=_column(segments, "head"),
        live=live,
        sources=_column(segments, "source"),
        confidences=np.concatenate([_NO_COUNTS, *(s.columns["confidence"] for s in segments)]),
        facets=FacetTable([*(_kinds(segments, name) for name in PARTS), by_month(dates)]),
    )


def _kinds(segments: Sequence[SegmentArrays], name: str) -> Kinds:
    forms, of_rows = merged([(each.kinds[name], each.columns[name]) for each in segments])
    return Kinds(PARTS[name], [form.encode() for form in forms], of_rows)


def _column(segments: Sequence[SegmentArrays], name: str) -> Rows:
    found: Rows = np.concatenate([_NO_ROWS, *(segment.columns[name] for segment in segments)])
    return found


def _bases(segments: Sequence[SegmentArrays], field: TextField) -> Rows:
    """Those of all segments, one after the other in one numbering."""
    if len(segments) == 1:
        return segments[0].fields[field].bases
    bases = [np.zeros(1, dtype=np.int64)]
    for segment in segments:
        bases.append(segment.fields[field].bases[1:] + bases[-1][-1])
    return np.concatenate(bases)
