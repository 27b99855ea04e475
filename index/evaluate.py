"""A query tree over posting lists as arrays: which pages match, and how well.

This is the query evaluator for engines that can hand out their posting lists. It works on whole
arrays, so it costs little beyond reading the lists, and treats every list alike, so a stem inside
a phrase is nothing special.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from index.page_table import UNDATED, PageTable, Rows
from index.query import (
    And,
    DateRange,
    Everything,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    TextField,
)
from index.scoring import bm25, rarity

POSITION_BITS: Final = 32
"""A place in the index is one number: the row above these bits, the word's position in them."""

FEW: Final = 16
"""Rows are counted in a table of all of them, not sorted, unless they are this many times fewer."""

_NONE: Final = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Postings:
    """Rows that hold something and how often each holds it; a row may come several times."""

    rows: Rows
    counts: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Places:
    """Where something stands, ascending: the place it begins and the place that follows it."""

    starts: Rows
    nexts: Rows


class PostingSource(Protocol):
    """Posting lists of one state of an index; rows are those of ``table``, live or deleted."""

    table: PageTable

    def postings(self, field: TextField, tokens: Sequence[str]) -> Postings:
        """The rows that hold some words, those of one word after those of the other."""

    def places(self, field: TextField, token: str, within: Rows | None) -> Places:
        """Where a word stands; only in the rows ``within``, ascending, unless that is None."""

    def frequency(self, field: TextField, token: str) -> int:
        """About how many rows hold a word, and cheaply."""

    def expand(self, field: TextField, stem: str) -> Sequence[str]:
        """The words that begin with a stem."""


@runtime_checkable
class PhraseSource(Protocol):
    """A ``PostingSource`` with a faster way to phrases than by ``places``."""

    def phrase(self, parts: Sequence[Term | Prefix], field: TextField) -> Postings:
        """The rows that hold a phrase, ascending, each once, and how often."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a query makes of every row.

    Attributes:
        holds: Whether it matches.
        scores: Higher is better; 0 where it does not match or nothing ranks.
    """

    holds: NDArray[np.bool_]
    scores: NDArray[np.float64]


def evaluate(query: Query, source: PostingSource) -> Evaluation:
    """Find the rows that match a query and score them; deleted rows never match."""
    return _Evaluator(source).result(query)


def leaf_postings(leaf: Term | Prefix | Phrase, source: PostingSource) -> Postings:
    """The rows that hold a leaf, ascending, each once, and how often; deleted ones too."""
    return _Evaluator(source).postings(leaf)


class _Evaluator:
    def __init__(self, source: PostingSource) -> None:
        self._source = source
        self._table = source.table

    def result(self, query: Query) -> Evaluation:
        match query:
            case Term() | Prefix() | Phrase():
                return self._scored(self.postings(query), query.field)
            case And(clauses):
                return self._all(map(self.result, clauses))
            case Or(clauses):
                return self._any(map(self.result, clauses))
            case Not() | DateRange() | Everything() | Nothing():
                return self._unscored(self._filter(query))

    def _filter(self, query: Not | DateRange | Everything | Nothing) -> NDArray[np.bool_]:
        match query:
            case Not(clause):
                return self._table.live & ~self.result(clause).holds
            case DateRange():
                return self._table.live & self._dated(query)
            case Everything():
                return self._table.live
            case Nothing():
                return np.zeros_like(self._table.live)

    def _dated(self, dates: DateRange) -> NDArray[np.bool_]:
        days = self._table.dates
        holds: NDArray[np.bool_] = days != UNDATED
        if dates.first is not None:
            holds = holds & (days >= dates.first.toordinal())
        if dates.last is not None:
            holds = holds & (days <= dates.last.toordinal())
        return holds

    def _all(self, results: Iterable[Evaluation]) -> Evaluation:
        return reduce(_both, results)

    def _any(self, results: Iterable[Evaluation]) -> Evaluation:
        return reduce(_either, results)

    def _unscored(self, holds: NDArray[np.bool_]) -> Evaluation:
        return Evaluation(holds, np.zeros(len(holds)))

    def _scored(self, postings: Postings, field: TextField) -> Evaluation:
        table = self._table
        live = table.live[postings.rows]
        rows, counts = postings.rows[live], postings.counts[live]
        holds, scores = np.zeros_like(table.live), np.zeros(len(table.live))
        holds[rows] = True
        scores[rows] = bm25(
            counts,
            table.lengths[field][rows].astype(np.float64),
            rarity=rarity(max(table.page_count, 1), len(rows)),
            mean_length=table.mean_lengths[field],
        )
        return Evaluation(holds, scores)

    def postings(self, leaf: Term | Prefix | Phrase) -> Postings:
        """The rows that hold a leaf, ascending, and how often; deleted ones too."""
        match leaf:
            case Term(token, field):
                return self._source.postings(field, [token])
            case Prefix(stem, field):
                tokens = self._source.expand(field, stem)
                return _united(self._source.postings(field, tokens))
            case Phrase(parts, field):
                if isinstance(self._source, PhraseSource):
                    return self._source.phrase(parts, field)
                return self._phrase(parts)

    def _phrase(self, parts: Sequence[Term | Prefix]) -> Postings:
        """Read the rarest part first, and the others only where it stands; then chain them."""
        places: dict[Term | Prefix, Places] = {}
        within: Rows | None = None
        for part in sorted(set(parts), key=self._frequency):
            places[part] = self._places(part, within)
            within = _distinct(places[part].starts >> POSITION_BITS)
        return _chained([places[part] for part in parts])

    def _frequency(self, part: Term | Prefix) -> int:
        """How many rows hold a part; stems come last, since most of their words are not needed."""
        if isinstance(part, Prefix):
            return len(self._table.live)
        return self._source.frequency(part.field, part.token)

    def _places(self, part: Term | Prefix, within: Rows | None) -> Places:
        if isinstance(part, Term):
            return self._source.places(part.field, part.token, within)
        tokens = self._source.expand(part.field, part.stem)
        found = [self._source.places(part.field, token, within) for token in tokens]
        starts = np.concatenate([_NONE, *(places.starts for places in found)])
        nexts = np.concatenate([_NONE, *(places.nexts for places in found)])
        order = np.argsort(starts, kind="stable")
        return Places(starts[order], nexts[order])


def _both(one: Evaluation, other: Evaluation) -> Evaluation:
    holds = one.holds & other.holds
    return Evaluation(holds, np.where(holds, one.scores + other.scores, 0.0))


def _either(one: Evaluation, other: Evaluation) -> Evaluation:
    return Evaluation(one.holds | other.holds, one.scores + other.scores)


def _united(postings: Postings) -> Postings:
    """Each row once, with how often it holds all the words together."""
    if len(postings.rows) * FEW > postings.rows.max(initial=0):
        sums = np.bincount(postings.rows, weights=postings.counts)
        held = np.flatnonzero(sums)
        return Postings(held, sums[held].astype(np.float64))
    rows, places = np.unique(postings.rows, return_inverse=True)
    counts = np.bincount(places, weights=postings.counts, minlength=len(rows))
    return Postings(rows, counts.astype(np.float64))


def _chained(parts: Sequence[Places]) -> Postings:
    """From the last part to the first, keep the places from which the rest of a phrase goes on."""
    starts = _distinct(parts[-1].starts)
    for places in reversed(parts[:-1]):
        starts = _distinct(places.starts[_is_among(places.nexts, starts)])
    rows = starts >> POSITION_BITS
    first = np.flatnonzero(_is_new(rows))
    counts = np.diff(np.append(first, len(rows)))
    return Postings(rows[first], counts.astype(np.float64))


def _is_among(values: Rows, distinct: Rows) -> NDArray[np.bool_]:
    """For each value whether it is among the distinct ones, which ascend."""
    if not len(distinct):
        return np.zeros(len(values), dtype=np.bool_)
    found = np.searchsorted(distinct, values)
    among: NDArray[np.bool_] = distinct[np.minimum(found, len(distinct) - 1)] == values
    return among


def _distinct(ascending: Rows) -> Rows:
    """Each value once; several times faster than ``np.unique``, which cannot know they ascend."""
    return ascending[_is_new(ascending)]


def _is_new(ascending: Rows) -> NDArray[np.bool_]:
    """For each value whether it differs from the one before."""
    new = np.ones(len(ascending), dtype=np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=new[1:])
    return new
