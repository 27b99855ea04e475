"""The words of one state of an index as the ``Collection`` that misreadings are looked for in."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from index.known_words import KnownWords
from index.misread_words import ReadWords
from index.page_table import PageTable, Rows
from index.places import (
    PhraseSource,
    Places,
    Postings,
    chained,
    counted,
    on_one_page,
    rows_about,
)
from index.query import Stem, Term, TextField
from index.word_list import WordList


class Words(Protocol):
    """The part of a ``Vocabulary`` that is needed."""

    @property
    def words(self) -> WordList:
        """In order."""

    @property
    def read_words(self) -> ReadWords:
        """``words``, to be compared."""

    @property
    def known(self) -> KnownWords:
        """English words, and those on several pages, deleted ones counted too."""


class HeldSource(Protocol):
    """The part of a ``PostingSource`` that is needed."""

    table: PageTable

    def postings(self, field: TextField, tokens: Sequence[str]) -> Postings:
        """The rows that hold some words."""

    def places(self, field: TextField, token: str, within: Rows | None) -> Places:
        """Where a word stands."""

    def frequency(self, field: TextField, token: str) -> int:
        """About how many rows hold a word."""

    def forms(self, leaf: Stem) -> Sequence[tuple[str, int]]:
        """The words of a stem."""


class HeldWords:
    """See ``index.misread.Collection``; deleted pages are not counted.

    Args:
        source: Posting lists.
        field: Whose words.
        words: Of this field.
    """

    def __init__(self, source: HeldSource, field: TextField, words: Words) -> None:
        self.words = words.words
        self.read_words = words.read_words
        self.known = words.known
        self._source, self._field = source, field
        self._all_live = source.table.page_count == len(source.table.live)

    def pages(self, word: str) -> int:
        """How many pages hold a word."""
        if self._all_live:
            return self._source.frequency(self._field, word)
        return self._live(self._source.postings(self._field, [word]).rows)

    def pages_of_two(self, first: str, second: str) -> int:
        """How many pages hold two words one after the other, not parted by a line's end."""
        source, field = self._source, self._field
        if not source.frequency(field, first) or not source.frequency(field, second):
            return 0
        within: Rows | None = None
        if isinstance(source, PhraseSource):
            within = source.phrase((Term(first, field), Term(second, field)), field).rows
            if not len(within):
                return 0
        bases = source.table.bases[field]
        before = source.places(field, first, within)
        both = chained([before, source.places(field, second, rows_about(before, bases, 0))])
        places = self._not_over_a_line(on_one_page(both, bases), first + second)
        return self._live(counted(places.starts, bases).rows)

    def _not_over_a_line(self, both: Places, joined: str) -> Places:
        """Two words without those that a hyphen at the end of a line parts."""
        if not len(both.starts) or not self._source.frequency(self._field, joined):
            return both
        rows = rows_about(both, self._source.table.bases[self._field], 0)
        whole = self._source.places(self._field, joined, rows)
        over = whole.starts[whole.nexts - whole.starts > 1]
        kept = ~np.isin(both.starts, over)
        return Places(both.starts[kept], both.nexts[kept])

    def forms(self, word: str) -> Sequence[tuple[str, int]]:
        """The words of a word's stem with their pages."""
        found = self._source.forms(Stem(word, self._field))
        return found if self._all_live else [(form, self.pages(form)) for form, _ in found]

    def _live(self, rows: Rows) -> int:
        return int(np.count_nonzero(self._source.table.live[rows]))
