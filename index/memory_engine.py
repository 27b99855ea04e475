"""An engine that keeps every page in memory and looks at each for every query.

The oracle: plain enough to be seen to be right, so the other engines are compared with it.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

import numpy as np

from index.analysis import fold, sorting_form
from index.engine import (
    DocumentGroup,
    EngineWriter,
    GroupedResult,
    IndexInfo,
    IndexPage,
    PageHit,
    PageKey,
    Scan,
    SearchResult,
    Sort,
)
from index.errors import IndexLockedError
from index.expansion import Expansion, commonest, covered, expandables, fits, likeliest
from index.facets import NO_FILTERS, Facet, FacetCounts, Filters
from index.fields import SCHEMA_VERSION, WORD_FIELDS
from index.known_words import KnownWords
from index.limits import NO_HURRY, Budget, Limits
from index.match import find, occurrences
from index.misread import variants, weight
from index.misread_words import ReadWords
from index.missing_words import MOST_MISSING, Missing, nearest_of, words_of
from index.page_facets import counted, passes
from index.page_words import PageWords
from index.plan import cheapest_first
from index.query import (
    And,
    Expandable,
    Leaf,
    Misread,
    Or,
    Phrase,
    Prefix,
    Query,
    Stem,
    Term,
    TextField,
)
from index.rank_parts import as_typed, in_title
from index.scoring import TYPED_WEIGHT, penalty, rarity, title_share, weighed
from index.tolerant import below_exact, exactly
from index.word_list import WordList

Key = tuple[str, int]
"""A page's document id and number."""


@dataclass(frozen=True, slots=True)
class _Commit:
    """What a committed writer left, never changed afterwards."""

    revision: int = 0
    pages: Mapping[Key, PageWords] = field(default_factory=dict)


class MemoryEngine:
    """Pages in memory, gone with the process. Safe to share between threads.

    Args:
        generation: Its name.
    """

    def __init__(self, generation: str = "memory") -> None:
        self._generation = generation
        self._commit = _Commit()
        self._writing = threading.Lock()

    def search(  # noqa: PLR0913 - see ``index.engine.Engine``
        self,
        query: Query,
        *,
        offset: int = 0,
        limit: int = 25,
        sort: Sort = Sort.RELEVANCE,
        limits: Limits = NO_HURRY,
        filters: Filters = NO_FILTERS,
        facets: Sequence[Facet] = (),
    ) -> SearchResult:
        """See ``index.engine.Engine``."""
        asked = _Asked(self._commit.pages, query, limits)
        whole = asked.found()
        hits = asked.in_order(_narrowed(whole, filters), sort)
        wanted, short = tuple(hits[offset : offset + limit]), asked.budget.was_short
        counts = tuple(_facet_counts(whole, facet, filters) for facet in facets)
        return SearchResult(len(hits), wanted, asked.expansions, short, counts)

    def search_documents(  # noqa: PLR0913 - see ``index.engine.Engine``
        self,
        query: Query,
        *,
        offset: int = 0,
        limit: int = 25,
        pages_each: int = 3,
        sort: Sort = Sort.RELEVANCE,
        limits: Limits = NO_HURRY,
        filters: Filters = NO_FILTERS,
        facets: Sequence[Facet] = (),
    ) -> GroupedResult:
        """See ``index.engine.Engine``."""
        asked = _Asked(self._commit.pages, query, limits)
        whole = asked.found()
        hits = asked.in_order(_narrowed(whole, filters), sort)
        by_document: dict[str, list[PageHit]] = {}
        for hit in hits:
            by_document.setdefault(hit.document_id, []).append(hit)
        groups = [
            DocumentGroup(document_id, len(pages), tuple(pages[:pages_each]))
            for document_id, pages in by_document.items()
        ]
        wanted, short = tuple(groups[offset : offset + limit]), asked.budget.was_short
        counts = tuple(_facet_counts(whole, facet, filters) for facet in facets)
        return GroupedResult(len(hits), len(groups), wanted, asked.expansions, short, counts)

    def scan(
        self,
        query: Query,
        *,
        limits: Limits = NO_HURRY,
        filters: Filters = NO_FILTERS,
        after: PageKey | None = None,
    ) -> Scan:
        """See ``index.engine.Engine``."""
        asked = _Asked(self._commit.pages, query, limits)
        keys = sorted(_narrowed(asked.found(), filters))
        hits = (PageHit(*key, 0.0) for key in keys if after is None or key > after)
        return Scan(hits, asked.expansions, total=len(keys), partial=asked.budget.was_short)

    def terms(
        self, prefix: str, *, limit: int = 10, field: TextField = TextField.TEXT
    ) -> tuple[tuple[str, int], ...]:
        """See ``index.engine.Engine``."""
        beginning = prefix if field is TextField.FACT else fold(prefix)
        counts = _counts(self._commit.pages.values(), Prefix(beginning, field))
        return commonest(Prefix(prefix), counts.items(), limit).words

    def pages_with(self, words: Iterable[str]) -> Mapping[str, int]:
        """See ``index.engine.Engine``."""
        pages = [page.by_word(TextField.TEXT) for page in self._commit.pages.values()]
        return {word: sum(word in held for held in pages) for word in words}

    def missing(self, query: Query, *, limits: Limits = NO_HURRY) -> tuple[Missing, ...]:
        """See ``index.engine.Engine``."""
        pages, budget = list(self._commit.pages.values()), Budget(limits.seconds)
        absent = (
            word
            for word in words_of(query)
            if not budget.is_over() and not any(occurrences(word, page) for page in pages)
        )
        return tuple(_missing(pages, word) for word in islice(absent, MOST_MISSING))

    def info(self) -> IndexInfo:
        """See ``index.engine.Engine``."""
        commit = self._commit
        return IndexInfo(
            "memory", self._generation, commit.revision, len(commit.pages), SCHEMA_VERSION
        )

    @contextmanager
    def writer(self, *, revision: int) -> Iterator[EngineWriter]:
        """See ``index.engine.Engine``."""
        if not self._writing.acquire(blocking=False):
            raise IndexLockedError("The index is being written. Try again when that is done.")
        try:
            writer = _PageWriter(dict(self._commit.pages))
            yield writer
            self._commit = _Commit(revision, writer.pages)
        finally:
            self._writing.release()

    def close(self) -> None:
        """See ``index.engine.Engine``."""


class _PageWriter:
    def __init__(self, pages: dict[Key, PageWords]) -> None:
        self.pages = pages

    def add(self, page: IndexPage) -> None:
        """See ``index.engine.EngineWriter``.

        Raises:
            ValueError: The page has no document id or no number.
        """
        if not page.document_id or page.number < 1:
            raise ValueError(f"A page needs a document id and a number from 1: {page!r:.200}.")
        words = PageWords(page)
        for each in WORD_FIELDS:
            words.by_word(each)  # now, so that threads that search later only read
        self.pages[page.document_id, page.number] = words

    def delete_document(self, document_id: str) -> None:
        """See ``index.engine.EngineWriter``."""
        for key in [key for key in self.pages if key[0] == document_id]:
            del self.pages[key]


class _Asked:
    """One query on the pages of one commit."""

    def __init__(self, pages: Mapping[Key, PageWords], query: Query, limits: Limits) -> None:
        self.budget = Budget(limits.seconds)
        self.expansions = tuple(self._expanded(pages, query, limits.expansion))
        words = covered(self.expansions)
        self.pages = {
            key: page.limited_to(words, partial(self._after, *key)) for key, page in pages.items()
        }
        self._query = query

    def found(self) -> dict[Key, PageWords]:
        """The pages that match, as far as the time goes."""
        return {
            key: words
            for key, words in self.pages.items()
            if not self.budget.is_over() and find(self._query, words) is not None
        }

    def _after(self, document_id: str, number: int) -> PageWords | None:
        return self.pages.get((document_id, number + 1))

    def in_order(self, found: Mapping[Key, PageWords], sort: Sort) -> list[PageHit]:
        """Pages that match, in the order asked for."""
        scores = _scores(self._query, found, self.pages)
        order = sorted(found, key=lambda key: (_sort_key(sort, found[key], scores[key]), key))
        return [PageHit(*key, scores[key]) for key in order]

    def _expanded(
        self, pages: Mapping[Key, PageWords], query: Query, limit: int
    ) -> Iterator[Expansion]:
        for leaf in expandables(query):
            if not self.budget.is_over():
                if isinstance(leaf, Misread):
                    held = _HeldWords(pages.values(), leaf.field)
                    yield likeliest(leaf, variants(leaf, held), limit)
                else:
                    yield commonest(leaf, _counts(pages.values(), leaf).items(), limit)


def _narrowed(found: Mapping[Key, PageWords], filters: Filters) -> Mapping[Key, PageWords]:
    """The pages that pass filters."""
    return {key: words for key, words in found.items() if passes(filters, words.page)}


def _facet_counts(found: Mapping[Key, PageWords], facet: Facet, filters: Filters) -> FacetCounts:
    """How many pages have each value of a facet, as far as they pass the other facets' filters."""
    others = _narrowed(found, filters.but(facet))
    return counted((words.page for words in others.values()), facet)


def _counts(pages: Iterable[PageWords], leaf: Expandable) -> Counter[str]:
    """For each word that fits the number of pages that hold it."""
    every = Counter(word for words in pages for word in words.by_word(leaf.field))
    return Counter({word: count for word, count in every.items() if fits(leaf, word)})


class _HeldWords:
    """See ``index.misread.Collection``."""

    def __init__(self, pages: Iterable[PageWords], field: TextField) -> None:
        self._pages, self._field = list(pages), field
        self._counts = Counter(word for words in self._pages for word in words.by_word(field))
        self.words = WordList.of(sorted(self._counts))
        self.read_words = ReadWords.of(self.words)
        pages = np.array([self._counts[word] for word in self.words], dtype=np.int64)
        self.known = KnownWords(self.words, self.read_words, pages)

    def pages(self, word: str) -> int:
        return self._counts[word]

    def pages_of_two(self, first: str, second: str) -> int:
        phrase = Phrase((Term(first, self._field), Term(second, self._field)), self._field)
        return sum(1 for words in self._pages if self._in_one_line(phrase, first + second, words))

    def _in_one_line(self, phrase: Phrase, joined: str, words: PageWords) -> bool:
        whole = words.by_word(self._field).get(joined, [])
        over = {token.position for token in whole if token.width > 1}
        return any(place.position not in over for place in occurrences(phrase, words))

    def forms(self, word: str) -> list[tuple[str, int]]:
        leaf = Stem(word, self._field)
        return [entry for entry in self._counts.items() if fits(leaf, entry[0])]


def _scores(
    query: Query, found: Mapping[Key, PageWords], pages: Mapping[Key, PageWords]
) -> dict[Key, float]:
    """The score of each page found, of all pages; exact hits first."""
    ranking = _Ranking(pages)
    scores = ranking.scores(query, found)
    plain = exactly(query)
    if plain is query:
        return scores
    exact = {key: words for key, words in found.items() if find(plain, words) is not None}
    return {key: below_exact(score) for key, score in scores.items()} | ranking.scores(plain, exact)


def _missing(pages: Iterable[PageWords], word: Term | Stem) -> Missing:
    every = Counter(other for words in pages for other in words.by_word(word.field))
    return Missing(word, nearest_of(word.token, every.items()))


class _Ranking:
    """Scores pages, one clause after the other."""

    def __init__(self, pages: Mapping[Key, PageWords]) -> None:
        self._pages = pages

    def scores(self, query: Query, found: Mapping[Key, PageWords]) -> dict[Key, float]:
        """The score of each page found."""
        score = self._scorer(query)
        return {key: score(words) for key, words in found.items()}

    def _scorer(self, query: Query) -> Callable[[PageWords], float]:
        if isinstance(query, Leaf):
            return self._leaf_scorer(query)
        match query:
            case And(clauses):
                scorers = [self._scorer(clause) for clause in cheapest_first(clauses)]
                return lambda words: _summed(scorers, words)
            case Or(clauses):
                held = [(clause, self._scorer(clause)) for clause in clauses]
                return lambda words: _summed(
                    [score for clause, score in held if find(clause, words) is not None], words
                )
            case _:
                return lambda _words: 0.0

    def _leaf_scorer(self, leaf: Leaf) -> Callable[[PageWords], float]:
        pages = self._pages.values()
        holding = sum(1 for words in pages if occurrences(leaf, words))
        rare = rarity(max(len(pages), 1), holding)
        mean_length = self._mean_length(leaf.field)
        typed, title = as_typed(leaf), in_title(leaf)
        mean_title = self._mean_length(TextField.TITLE)

        def score(words: PageWords) -> float:
            if not (count := _count(leaf, words)):
                return 0.0
            taken = penalty(float(words.length(leaf.field)), mean_length=mean_length)
            found = weighed(count, taken, rarity=rare)
            if typed and (exact := float(len(occurrences(typed, words)))):
                found += TYPED_WEIGHT * weighed(exact, taken, rarity=rare)
            if title and occurrences(title, words):
                length = float(words.length(TextField.TITLE))
                found += rare * title_share(length, mean_length=mean_title)
            return found

        return score

    def _mean_length(self, field: TextField) -> float:
        """Words in the field of a page, on the mean of all pages; never 0."""
        total = sum(words.length(field) for words in self._pages.values())
        return total / max(len(self._pages), 1) or 1.0


def _count(leaf: Leaf, words: PageWords) -> float:
    """How often a page holds a leaf; misread words count for less."""
    found = occurrences(leaf, words)
    if isinstance(leaf, Misread):
        return sum(weight(place.cost) for place in found) / 100
    return float(len(found))


def _summed(scorers: list[Callable[[PageWords], float]], words: PageWords) -> float:
    return sum((score(words) for score in scorers), 0.0)


def _sort_key(sort: Sort, words: PageWords, score: float) -> tuple[float, str]:
    """What goes before document id and number in an order; pages without it are last."""
    page = words.page
    if sort is Sort.RELEVANCE:
        return -score, ""
    if sort is Sort.TITLE:
        return 0.0, sorting_form(page.title)
    day = page.date.toordinal() if page.date else None
    value = day if sort in (Sort.DATE, Sort.NEWEST) else page.confidence
    if value is None:
        return float("inf"), ""
    return float(-value if sort.startswith("-") else value), ""
