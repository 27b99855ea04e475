"""Which pages match and how well, without an array over all pages where few of them match.

Rows that match are listed, and scores are worked out for rows that are asked for, so an ``And`` of
a rare and a common word scores a few pages. A query with a node this module does not know, or one
that has to be expanded, is ``index.evaluate``'s, whose numbers are the same to the last bit. Stems
have posting lists of their own; their words are only named, not looked up.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.evaluate import Postings, PostingSource, evaluate, leaf_postings
from index.expansion import Expansion
from index.facet_table import UNDATED
from index.leaf_scores import FEW, LeafScores, Penalties, Scores
from index.limits import NO_HURRY, Budget, Limits
from index.page_table import PageTable, Rows
from index.places import united
from index.query import (
    And,
    DateRange,
    Everything,
    FactIs,
    Identifier,
    Mentioned,
    Not,
    Nothing,
    Or,
    Phrase,
    Query,
    Stem,
    Term,
    TextField,
)
from index.rank_parts import as_typed, in_title
from index.scoring import rarity
from index.vocabulary import Expander

MOST_LEAVES: Final = 32
"""A longer query may take long and goes to ``index.evaluate``, which looks at the clock."""


@dataclass(frozen=True, slots=True)
class Found:
    """The pages that match.

    Attributes:
        rows: Ascending, each once; none is deleted.
        scores: Gives the scores of some of ``rows``, ascending; None if nothing ranks.
        expansions: What stems, prefixes, wildcards and fuzzy words stood for.
        partial: Whether the time ran out, so that pages may be missing.
    """

    rows: Rows
    scores: Callable[[Rows], Scores] | None = None
    expansions: tuple[Expansion, ...] = ()
    partial: bool = False

    def scores_of(self, rows: Rows) -> Scores:
        """The scores of some of ``rows``, ascending; 0 where nothing ranks."""
        return np.zeros(len(rows)) if self.scores is None else self.scores(rows)


def find(query: Query, source: PostingSource, limits: Limits = NO_HURRY) -> Found:
    """Find the live rows that match a query."""
    if _plain_leaves(query) <= MOST_LEAVES and not Budget(limits.seconds).is_over():
        finder = _Finder(source)
        found = finder.found(query)
        unhurried = Budget(NO_HURRY.seconds)
        named = Expander(source, unhurried, limits.expansion, finder.forms).expansions(query)
        return Found(found.rows, found.scores, tuple(named))
    whole = evaluate(query, source, limits)
    rows = np.flatnonzero(whole.holds)
    return Found(rows, lambda wanted: whole.scores[wanted], whole.expansions, whole.partial)


def _plain_leaves(query: Query) -> float:
    """How many words, phrases and filters a query has; endless if any has to be expanded."""
    match query:
        case Term() | Stem() | Identifier() | DateRange() | Everything() | Nothing():
            return 1
        case FactIs() | Mentioned():
            return 1
        case Phrase(parts) if all(isinstance(part, Term) for part in parts):
            return len(parts)
        case And(clauses) | Or(clauses):
            return sum(map(_plain_leaves, clauses))
        case Not(clause):
            return _plain_leaves(clause)
        case _:
            return math.inf


_PlainLeaf = Term | Stem | Identifier | FactIs | Mentioned | Phrase


class _Finder:
    """Finds pages; ``forms`` are those of the stems that it looked up."""

    def __init__(self, source: PostingSource) -> None:
        self._source = source
        self._table = source.table
        self._penalties: dict[TextField, Penalties] = {}
        self.forms: dict[Stem, Sequence[tuple[str, int]]] = {}

    def found(self, query: Query) -> Found:
        match query:
            case Term() | Stem() | Identifier() | FactIs() | Mentioned() | Phrase():
                return self._leaf(query)
            case And(clauses):
                return self._all(clauses)
            case Or(clauses):
                return _any([self.found(clause) for clause in clauses], len(self._table.live))
            case _:
                live = np.flatnonzero(self._table.live)
                return Found(live[self._passes(query, live)])

    def _leaf(self, leaf: _PlainLeaf) -> Found:
        postings = self._postings(leaf)
        rows, counts = postings.rows, postings.counts
        if not self._table.all_live:
            live = self._table.live[rows]
            rows, counts = rows[live], counts[live]
        is_typed = isinstance(leaf, Stem) and not self._has_other_forms(leaf)
        scores = LeafScores(
            Postings(rows, counts),
            rarity(max(self._table.page_count, 1), len(rows)),
            self._penalties_of(leaf.field),
            typed=None if is_typed else self._others(as_typed(leaf)),
            is_typed=is_typed,
            title=self._others(in_title(leaf)),
            title_shares=self._table.title_shares,
        )
        return Found(rows, scores.of)

    def _penalties_of(self, field: TextField) -> Penalties:
        if field not in self._penalties:
            self._penalties[field] = Penalties(self._table.penalties(field))
        return self._penalties[field]

    def _has_other_forms(self, stem: Stem) -> bool:
        self.forms[stem] = self._source.forms(stem)
        return [word for word, _ in self.forms[stem]] != [stem.token]

    def _others(self, leaf: Term | Stem | Phrase | None) -> Postings | None:
        """What ranks besides; None where it stands nowhere. Read now: readers are lent."""
        if leaf is None:
            return None
        postings = self._postings(leaf)
        return postings if len(postings.rows) else None

    def _postings(self, leaf: _PlainLeaf) -> Postings:
        match leaf:
            case Stem():
                return self._source.stem_postings(leaf)
            case Term() | Identifier():
                return self._source.postings(leaf.field, [leaf.token])
            case FactIs() | Mentioned():
                return united([self._source.postings(leaf.field, leaf.tokens)])
            case Phrase():
                return leaf_postings(leaf, self._source)

    def _all(self, clauses: Sequence[Query]) -> Found:
        """Intersect from the rarest on, then let the filters take away what they refuse."""
        ranked = [self.found(clause) for clause in clauses if not _is_filter(clause)]
        by_size = sorted((found.rows for found in ranked), key=len)
        rows = reduce(_common, by_size) if by_size else np.flatnonzero(self._table.live)
        for clause in clauses:
            if _is_filter(clause) and len(rows):
                rows = rows[self._passes(clause, rows)]
        return Found(rows, lambda wanted: _summed(ranked, wanted))

    def _passes(self, query: Query, rows: Rows) -> NDArray[np.bool_]:
        """For some live rows, ascending, whether each passes a filter."""
        match query:
            case Not(clause) if _is_filter(clause):
                return ~self._passes(clause, rows)
            case Not(clause):
                return ~is_among(rows, self.found(clause).rows)
            case DateRange(first, last):
                return _dated(self._table, rows, first, last)
            case Everything():
                return np.ones(len(rows), dtype=np.bool_)
            case _:
                return np.zeros(len(rows), dtype=np.bool_)


def _is_filter(query: Query) -> bool:
    return isinstance(query, Not | DateRange | Everything | Nothing)


def _dated(
    table: PageTable, rows: Rows, first: date | None, last: date | None
) -> NDArray[np.bool_]:
    days = table.dates[rows]
    passes: NDArray[np.bool_] = days != UNDATED
    if first is not None:
        passes &= days >= first.toordinal()
    if last is not None:
        passes &= days <= last.toordinal()
    return passes


def _any(clauses: Sequence[Found], row_count: int) -> Found:
    rows = _union([clause.rows for clause in clauses], row_count)

    def scores(wanted: Rows) -> Scores:
        if len(wanted) == len(rows) and len(rows) * FEW >= row_count:
            return _sums_of_all(clauses, row_count)[rows]
        total = np.zeros(len(wanted))
        for clause in clauses:
            held = is_among(wanted, clause.rows)
            total[held] += clause.scores_of(wanted[held])
        return total

    return Found(rows, scores)


def _sums_of_all(clauses: Sequence[Found], row_count: int) -> Scores:
    """For every row of the index the sum of the scores of the clauses that hold it."""
    total = np.zeros(row_count)
    for clause in clauses:
        total[clause.rows] += clause.scores_of(clause.rows)
    return total


def _summed(clauses: Sequence[Found], rows: Rows) -> Scores:
    """The sums of scores, added in the clauses' order: another order rounds otherwise."""
    every = (clause.scores_of(rows) for clause in clauses)
    return reduce(np.add, every) if clauses else np.zeros(len(rows))


def _union(lists: Sequence[Rows], row_count: int) -> Rows:
    if sum(map(len, lists)) * FEW < row_count:
        return np.unique(np.concatenate(lists))
    holds = np.zeros(row_count, dtype=np.bool_)
    for rows in lists:
        holds[rows] = True
    return np.flatnonzero(holds)


def _common(rows: Rows, others: Rows) -> Rows:
    if len(rows) * 2 < len(others) or not len(rows):
        return rows[is_among(rows, others)]
    past = max(rows[-1], others[-1]) + 1
    return np.flatnonzero(_marked(rows, past) & _marked(others, past))


def _marked(rows: Rows, count: int) -> NDArray[np.bool_]:
    """For each of so many rows whether it is among some."""
    holds = np.zeros(count, dtype=np.bool_)
    holds[rows] = True
    return holds


def is_among(rows: Rows, others: Rows) -> NDArray[np.bool_]:
    """For each row whether it is among others; both ascend, each row once."""
    if not len(rows) or not len(others):
        return np.zeros(len(rows), dtype=np.bool_)
    if len(rows) * FEW < len(others):
        found: NDArray[np.bool_] = others.take(np.searchsorted(others, rows), mode="clip") == rows
        return found
    return _marked(others, max(rows[-1], others[-1]) + 1)[rows]
