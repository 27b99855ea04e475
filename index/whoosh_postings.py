"""Posting lists and columns read from one of Whoosh's readers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from index.commonest import commonest
from index.evaluate import Places, Postings
from index.facet_table import PARTS, FacetTable, Kinds, by_month
from index.fact_table import FactColumn, FactTable
from index.fields import WORD_FIELDS
from index.page_table import PageTable, Rows, places_in_order
from index.places import united
from index.query import Stem, TextField
from index.reading_on import bases_of
from index.vocabulary import Vocabulary
from index.whoosh_files import readable
from index.whoosh_schema import (
    DOCUMENT,
    NUMBERS,
    NUMBERS_DTYPE,
    PLACE_BYTES,
    TITLE_ORDER,
    extents_of,
    read_places,
)
from index.word_list import WordList

SPARSE = 8
"""A list is skipped through, not read whole, if it is this many times longer than what is wanted:
one skip costs about what reading eight postings does."""


@dataclass(frozen=True, slots=True)
class KeptLists:
    """What was read of one commit and is read once only: words of a field, columns of facts."""

    vocabularies: dict[TextField, Vocabulary] = field(default_factory=dict)
    facts: dict[str, FactColumn] = field(default_factory=dict)


class WhooshPostings:
    """The ``PostingSource`` of one Whoosh reader. For one thread at a time, as the reader is.

    Args:
        reader: To read from.
        table: Of the same commit.
        kept: What was read before of the same commit; new lists are put there.

    Attributes:
        table: As given.
    """

    def __init__(self, reader: Any, table: PageTable, kept: KeptLists) -> None:
        self.table = table
        self._reader = reader
        self._vocabularies = kept.vocabularies
        self._facts = kept.facts

    @property
    def facts(self) -> FactTable:
        """Those of the pages; each kind is read once for each commit."""
        return FactTable(self._fact_column, self._facts, len(self.table.live))

    @readable()
    def postings(self, field: TextField, tokens: Sequence[str]) -> Postings:
        """The rows that hold some words; deleted ones are left out by Whoosh."""
        rows: list[int] = []
        counts: list[float] = []
        for token in tokens:
            for matcher, base in self._matchers(field, token):
                row, weight, go_on = matcher.id, matcher.weight, matcher.next
                is_active = matcher.is_active
                while is_active():
                    rows.append(row() + base)
                    counts.append(weight())
                    go_on()
        return Postings(np.array(rows, dtype=np.int64), np.array(counts, dtype=np.float64))

    @readable()
    def places(self, field: TextField, token: str, within: Rows | None) -> Places:
        """Where a word stands, ascending."""
        rows: list[int] = []
        values: list[bytes] = []
        wanted = self._wanted(field, token, within)
        for matcher, base in self._matchers(field, token):
            if wanted is None:
                _read_all(matcher, base, rows, values)
            else:
                _read_wanted(matcher, base, rows, values, wanted)
        counts = np.fromiter(map(len, values), np.int64, len(values)) // PLACE_BYTES
        positions, nexts = read_places(values)
        bases = np.repeat(self.table.bases[field][np.array(rows, dtype=np.int64)], counts)
        return Places(bases + positions, bases + nexts)

    @readable()
    def frequency(self, field: TextField, token: str) -> int:
        """The rows that hold a word, deleted ones counted too."""
        return int(self._reader.doc_frequency(str(field), token))

    @readable()
    def expand(self, field: TextField, beginning: str) -> list[str]:
        """The words that begin so, in order."""
        if str(field) not in self._reader.indexed_field_names():
            return []
        return [word.decode() for word in self._reader.expand_prefix(str(field), beginning)]

    def forms(self, leaf: Stem) -> list[tuple[str, int]]:
        """The words of a stem; the first time all words of the field are read."""
        return list(self.vocabulary(leaf.field).counts(leaf))

    def beginning(self, field: TextField, letters: str) -> Vocabulary:
        """The words of a field that begin so; all of them without letters."""
        if not letters:
            return self.vocabulary(field)
        words = self.expand(field, letters)
        return Vocabulary.of({word: self.frequency(field, word) for word in words})

    def stem_postings(self, leaf: Stem) -> Postings:
        """The rows that hold words of a stem, ascending."""
        return united([self.postings(leaf.field, [word for word, _ in self.forms(leaf)])])

    def vocabulary(self, field: TextField) -> Vocabulary:
        """All words of a field; read once for each commit."""
        if field not in self._vocabularies:
            self._vocabularies[field] = self._read_vocabulary(field)
        return self._vocabularies[field]

    @readable()
    def _read_vocabulary(self, field: TextField) -> Vocabulary:
        pages: dict[str, int] = {}
        for leaf, _ in self._reader.leaf_readers():
            if str(field) in leaf.indexed_field_names():
                for word, info in leaf.iter_field(str(field)):
                    text = word.decode()
                    pages[text] = pages.get(text, 0) + info.doc_frequency()
        return Vocabulary.of(pages)

    def commonest(self, field: TextField, beginning: str, limit: int) -> list[tuple[str, int]]:
        """The words of a field that begin so, with the pages that hold them."""
        found = [(self.frequency(field, word), word) for word in self.expand(field, beginning)]
        return commonest(self, field, found, limit)

    def _fact_column(self, beginning: str) -> FactColumn:
        words = self.expand(TextField.FACT, beginning)
        found = [self.postings(TextField.FACT, [word]).rows for word in words]
        places = np.repeat(np.arange(len(words)), [len(rows) for rows in found])
        rows = np.concatenate([np.empty(0, dtype=np.int64), *found])
        return FactColumn.of([(WordList.of(words), places, rows)])

    def _wanted(self, field: TextField, token: str, within: Rows | None) -> Rows | None:
        """The rows to skip to; None where reading the whole list costs less."""
        if within is None or len(within) * SPARSE > self.frequency(field, token):
            return None
        return within

    def _matchers(self, field: TextField, token: str) -> Iterator[tuple[Any, int]]:
        """A matcher for each segment that knows the word, with the row its numbers count from."""
        for leaf, base in self._reader.leaf_readers():
            if (str(field), token) in leaf:
                yield leaf.postings(str(field), token), base


def read_table(reader: Any) -> PageTable:
    """Read the columns of all pages; deleted ones are in the table, but not live."""
    leaves = [(leaf, leaf.doc_count_all()) for leaf, _ in reader.leaf_readers()]
    numbers = np.frombuffer(b"".join(_column(leaves, NUMBERS)), dtype=NUMBERS_DTYPE)
    ids, documents = places_in_order(list(_column(leaves, DOCUMENT)))
    _, titles = places_in_order(list(_column(leaves, TITLE_ORDER)))
    parts = [
        Kinds(facets, *places_in_order(list(_column(leaves, name))))
        for name, facets in PARTS.items()
    ]
    dates = numbers["date"].astype(np.int64)
    live = [not leaf.is_deleted(row) for leaf, count in leaves for row in range(count)]
    places = {
        field: bases_of(field, extents_of(field, numbers), documents, numbers["number"])
        for field in WORD_FIELDS
    }
    return PageTable(
        document_ids=WordList.of_bytes(ids),
        documents=documents,
        numbers=numbers["number"].astype(np.int64),
        dates=dates,
        titles=titles,
        lengths={field: numbers[str(field)].astype(np.int64) for field in WORD_FIELDS},
        bases=places,
        feet=numbers["foot"].astype(np.int64),
        heads=numbers["head"].astype(np.int64),
        live=np.array(live, dtype=np.bool_),
        sources=numbers["source"].astype(np.int64),
        confidences=numbers["confidence"].astype(np.float64),
        facets=FacetTable([*parts, by_month(dates)]),
    )


def _column(leaves: list[tuple[Any, int]], name: str) -> Iterator[bytes]:
    for leaf, count in leaves:
        if count:
            yield from leaf.column_reader(name, translate=False)


def _read_all(matcher: Any, base: int, rows: list[int], values: list[bytes]) -> None:
    """Append each posting's row and coded places."""
    row, value, go_on, is_active = matcher.id, matcher.value, matcher.next, matcher.is_active
    while is_active():
        rows.append(row() + base)
        values.append(value())
        go_on()


def _read_wanted(
    matcher: Any, base: int, rows: list[int], values: list[bytes], wanted: Rows
) -> None:
    """Append the postings of the wanted rows alone, skipping what lies between."""
    for row in wanted[np.searchsorted(wanted, base) :].tolist():
        if not matcher.is_active():
            return
        matcher.skip_to(row - base)
        if matcher.is_active() and matcher.id() == row - base:
            rows.append(row)
            values.append(matcher.value())
