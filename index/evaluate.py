"""A query tree over posting lists as arrays: which pages match, and how well.

This is the query evaluator for engines that can hand out their posting lists. It works on whole
arrays, so it costs little beyond reading the lists, and treats every list alike, so a prefix inside
a phrase is nothing special.

Between its steps it looks at the clock. What there is no time for counts as found nowhere, and
under ``Not`` as found everywhere, so that every page of a partial answer does match.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from index.expansion import Expansion
from index.limits import NO_HURRY, Budget, Limits
from index.misread import weight
from index.page_table import PageTable, Rows
from index.places import (
    NO_SKIPS,
    PhraseSource,
    Places,
    Postings,
    Skips,
    chained,
    counted,
    joined_places,
    joined_postings,
    near,
    no_postings,
    on_one_page,
    rows_about,
    skips_of,
    united,
    weighted,
)
from index.plan import cheapest_first
from index.query import (
    And,
    DateRange,
    Everything,
    FactIs,
    Fuzzy,
    Identifier,
    IdentifierPrefix,
    Leaf,
    Mentioned,
    Misread,
    Near,
    Not,
    Nothing,
    NumberRange,
    Or,
    Phrase,
    Prefix,
    Query,
    SourceIs,
    Stem,
    Term,
    TextField,
    Wildcard,
    Word,
)
from index.rank_parts import as_typed, in_title
from index.reading_on import reach, reads_on
from index.row_filter import passing
from index.scoring import TYPED_WEIGHT, rarity, weighed
from index.tolerant import alternatives, exact_first, exactly, plain_word
from index.vocabulary import Expander, Vocabulary

__all__ = [
    "Evaluation",
    "Found",
    "PhraseSource",
    "Places",
    "PostingSource",
    "Postings",
    "Vocabulary",
    "evaluate",
    "leaf_postings",
]

STEP: Final = 100_000
"""Postings read between two looks at the clock, about; a tenth of a second where each is slow."""


class PostingSource(Protocol):
    """Posting lists of one state of an index; rows are those of ``table``, live or deleted."""

    table: PageTable

    def postings(self, field: TextField, tokens: Sequence[str]) -> Postings:
        """The rows that hold some words, those of one word after those of the other."""

    def places(self, field: TextField, token: str, within: Rows | None) -> Places:
        """Where a word stands; only in the rows ``within``, ascending, unless that is None."""

    def frequency(self, field: TextField, token: str) -> int:
        """About how many rows hold a word, and cheaply; never too few."""

    def beginning(self, field: TextField, letters: str) -> Vocabulary:
        """At least the words of a field that begin so; all of them without letters."""

    def forms(self, leaf: Stem) -> Sequence[tuple[str, int]]:
        """The words of a stem, each with about how many rows hold it; never too few."""

    def stem_postings(self, leaf: Stem) -> Postings:
        """The rows that hold words of a stem, ascending, each once, and how often."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a query makes of every row.

    Attributes:
        holds: Whether it matches.
        scores: Higher is better; 0 where it does not match or nothing ranks.
    """

    holds: NDArray[np.bool_]
    scores: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Found(Evaluation):
    """The answer to a whole query.

    Attributes:
        expansions: What stems, prefixes, wildcards and fuzzy words stood for.
        partial: Whether the time ran out, so that pages may be missing.
    """

    expansions: tuple[Expansion, ...]
    partial: bool


def evaluate(query: Query, source: PostingSource, limits: Limits = NO_HURRY) -> Found:
    """Find the rows that match a query and score them; deleted rows never match."""
    budget = Budget(limits.seconds)
    expansions = tuple(Expander(source, budget, limits.expansion).expansions(query))
    evaluator = _Evaluator(source, expansions, budget)
    result, plain = evaluator.result(query), exactly(query)
    if plain is not query:
        exact = evaluator.result(plain)
        scores = exact_first(result.holds, result.scores, exact.holds, exact.scores)
        result = Evaluation(result.holds, scores)
    return Found(result.holds, result.scores, expansions, budget.was_short)


def leaf_postings(leaf: Phrase, source: PostingSource) -> Postings:
    """The rows that hold a leaf, ascending, each once, and how often; deleted ones too.

    Args:
        leaf: A phrase of words and nothing else.
        source: Where to look.
    """
    return _Evaluator(source, (), Budget(NO_HURRY.seconds)).postings(leaf)


class _Evaluator:
    def __init__(
        self, source: PostingSource, expansions: Iterable[Expansion], budget: Budget
    ) -> None:
        self._source = source
        self._table = source.table
        self._budget = budget
        expansions = tuple(expansions)
        self._expanded = {one.leaf: one.words for one in expansions}
        self._searched = {one.leaf: one.searched for one in expansions}
        self._is_whole = True  # whether the leaf in hand was read to its end

    def result(self, query: Query, *, negated: bool = False) -> Evaluation:
        if isinstance(query, Leaf):
            return self._leaf(query, negated=negated)
        match query:
            case And(clauses):
                return self._all(clauses, negated=negated)
            case Or(clauses):
                return reduce(_either, (self.result(one, negated=negated) for one in clauses))
            case Not(clause):
                return self._unscored(~self.result(clause, negated=not negated).holds)
            case DateRange() | NumberRange() | SourceIs():
                return self._unscored(passing(query, self._table))
            case Everything() | Nothing():
                every = np.full_like(self._table.live, isinstance(query, Everything))
                return self._unscored(every)

    def _all(self, clauses: Sequence[Query], *, negated: bool) -> Evaluation:
        first, *others = cheapest_first(clauses)
        found = self.result(first, negated=negated)
        for clause in others:
            if not found.holds.any():
                break
            found = _both(found, self.result(clause, negated=negated))
        return found

    def _unscored(self, holds: NDArray[np.bool_]) -> Evaluation:
        return Evaluation(holds & self._table.live, np.zeros(len(holds)))

    def _leaf(self, leaf: Leaf, *, negated: bool) -> Evaluation:
        self._is_whole = True
        postings = self.postings(leaf)
        if negated and not self._is_whole:
            return self._unscored(self._table.live)
        return self._scored(leaf, postings)

    def _scored(self, leaf: Leaf, postings: Postings) -> Evaluation:
        table = self._table
        rows, counts = postings.rows, postings.counts
        if not table.all_live:
            live = table.live[rows]
            rows, counts = rows[live], counts[live]
        holds, scores = np.zeros_like(table.live), np.zeros(len(table.live))
        holds[rows] = True
        rare = rarity(max(table.page_count, 1), len(rows))
        penalties = table.penalties(leaf.field)
        scores[rows] = weighed(counts, penalties[rows], rarity=rare)
        if (typed := as_typed(leaf)) is not None:
            exact = self.postings(typed)
            at = holds[exact.rows]
            rows, counts = exact.rows[at], exact.counts[at]
            scores[rows] += TYPED_WEIGHT * weighed(counts, penalties[rows], rarity=rare)
        if (title := in_title(leaf)) is not None:
            named = np.zeros_like(holds)
            named[self.postings(title).rows] = True
            named &= holds
            scores[named] += rare * table.title_shares[named]
        return Evaluation(holds, scores)

    def postings(self, leaf: Leaf) -> Postings:  # noqa: PLR0911 - one a node
        """The rows that hold a leaf, ascending, and how often; deleted ones too."""
        match leaf:
            case Term() | Identifier():
                steps = self._steps([(leaf.token, 0)])
                return joined_postings([self._source.postings(leaf.field, step) for step in steps])
            case FactIs() | Mentioned():
                held = [(word, self._source.frequency(leaf.field, word)) for word in leaf.tokens]
                steps = self._steps(held)
                return united([self._source.postings(leaf.field, step) for step in steps])
            case Stem():
                return no_postings() if self._is_over() else self._source.stem_postings(leaf)
            case Prefix() | Wildcard() | Fuzzy() | IdentifierPrefix():
                steps = self._steps(self._words(leaf))
                return united([self._source.postings(leaf.field, step) for step in steps])
            case Misread():
                return self._misread(leaf)
            case Phrase(parts, field):
                words = [part for part in parts if isinstance(part, Term)]
                if isinstance(self._source, PhraseSource) and len(words) == len(parts):
                    return self._source.phrase(words, field)
                starts = self._chained(leaf).starts
                return counted(starts, self._table.bases[field])
            case Near(_, distance, field):
                starts = near(self._all_places(leaf), distance, self._is_over)
                return counted(starts, self._table.bases[field])

    def _misread(self, leaf: Misread) -> Postings:
        """The rows that hold the word as typed, and those of its variants, which weigh less."""
        found = [] if leaf.is_two else [(self.postings(plain_word(leaf)), 100)]
        for text, cost in self._variants(leaf).items():
            if self._is_over():
                break
            places = self._variant_places(leaf, text, None)
            found.append((counted(places.starts, self._table.bases[leaf.field]), weight(cost)))
        return weighted(found)

    def _misread_places(self, leaf: Misread, within: Rows | None) -> Places:
        found = [] if leaf.is_two else [self._places(plain_word(leaf), within)]
        for text in self._variants(leaf):
            if self._is_over():
                break
            found.append(self._variant_places(leaf, text, within))
        return joined_places(found)

    def _variants(self, leaf: Misread) -> Mapping[str, int]:
        """What a word was misread as, with the costs."""
        if leaf not in self._searched:
            self._is_whole = False
        return self._searched.get(leaf, {})

    def _variant_places(self, leaf: Misread, text: str, within: Rows | None) -> Places:
        """Where a variant stands, of one word or of two."""
        first, *others = text.split(" ")
        places = self._source.places(leaf.field, first, within)
        if not others:
            return places
        bases = self._table.bases[leaf.field]
        rest = self._source.places(leaf.field, others[0], rows_about(places, bases, 0))
        return on_one_page(chained([places, rest]), bases)

    def _words(self, leaf: Word | IdentifierPrefix) -> Sequence[tuple[str, int]]:
        """The words a leaf stands for, each with the number of its pages."""
        if isinstance(leaf, Term):
            return [(leaf.token, 0)]
        if leaf not in self._expanded:
            self._is_whole = False
        return self._expanded.get(leaf, ())

    def _steps(self, words: Sequence[tuple[str, int]]) -> Iterator[list[str]]:
        """Words in groups that take about as long; none after the time is over."""
        step: list[str] = []
        waiting = 0
        for word, pages in words:
            if step and waiting + pages > STEP:
                yield step
                step, waiting = [], 0
            if self._is_over():
                return
            step.append(word)
            waiting += pages
        if step:
            yield step

    def _is_over(self) -> bool:
        if self._budget.is_over():
            self._is_whole = False
            return True
        return False

    def _all_places(self, leaf: Phrase | Near, within: Rows | None = None) -> list[Places]:
        """Where parts stand: the rarest is read first, and the others only in the rows about it."""
        places: dict[Word | Phrase, Places] = {}
        bases, about = self._table.bases[leaf.field], reach(leaf)
        for part in sorted(set(leaf.parts), key=self._frequency):
            places[part] = self._places(part, within)
            within = rows_about(places[part], bases, about)
            if not len(within):
                return [places[part]] * len(leaf.parts)  # nothing stands near nothing
        return [places[part] for part in leaf.parts]

    def _chained(self, phrase: Phrase, within: Rows | None = None) -> Places:
        skips = self._skips if reads_on(phrase.field) else NO_SKIPS
        found: list[Places] = []
        for parts in alternatives(phrase.parts, self._variants):
            if found and self._is_over():
                break
            way = replace(phrase, parts=parts)
            found.append(chained(self._all_places(way, within), skips))
        return found[0] if len(found) == 1 else chained([joined_places(found)])

    @cached_property
    def _skips(self) -> Skips:
        table = self._table
        return skips_of(table.bases[TextField.TEXT], table.feet, table.heads)

    def _frequency(self, part: Word | Phrase) -> int:
        """How many rows hold a part; prefixes and the like, which may hold much, come last."""
        match part:
            case Term(token, field):
                return self._source.frequency(field, token)
            case Stem():
                return sum(rows for _, rows in self._words(part))
            case Misread():
                return 0 if part.is_two else self._frequency(plain_word(part))
            case Phrase(parts):
                return min(map(self._frequency, parts))
            case _:
                return len(self._table.live)

    def _places(self, part: Word | Phrase, within: Rows | None) -> Places:
        if isinstance(part, Phrase):
            return self._chained(part, within)
        if isinstance(part, Misread):
            return self._misread_places(part, within)
        found = []
        for word, _ in self._words(part):
            if self._is_over():
                break
            found.append(self._source.places(part.field, word, within))
        return found[0] if len(found) == 1 else joined_places(found)


def _both(one: Evaluation, other: Evaluation) -> Evaluation:
    holds = one.holds & other.holds
    return Evaluation(holds, np.where(holds, one.scores + other.scores, 0.0))


def _either(one: Evaluation, other: Evaluation) -> Evaluation:
    return Evaluation(one.holds | other.holds, one.scores + other.scores)
