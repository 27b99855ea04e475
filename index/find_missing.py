"""Which words of a query stand on no page of an index that can hand out its words."""

from collections.abc import Iterator

from index.limits import Budget
from index.missing_words import MOST_MISSING, Missing, most_edits, nearest_of, words_of
from index.query import Fuzzy, Query, Stem, Term, TextField
from index.vocabulary import WordSource


def missing_words(query: Query, source: WordSource, budget: Budget) -> Iterator[Missing]:
    """The words of a query that stand on no page of an index, as far as the time goes."""
    found = 0
    for word in words_of(query):
        if found == MOST_MISSING or budget.is_over():
            return
        if not _is_held(word, source):
            found += 1
            yield Missing(word, nearest_of(word.token, _candidates(word, source, budget)))


def _is_held(word: Term | Stem, source: WordSource) -> bool:
    if isinstance(word, Term):
        return _pages(word.field, word.token, source) > 0
    return any(_pages(word.field, form, source) for form, _ in source.forms(word))


def _pages(field: TextField, token: str, source: WordSource) -> int:
    """The pages that hold a word, without deleted ones."""
    if source.table.live.all():
        return source.frequency(field, token)
    return int(source.table.live[source.postings(field, [token]).rows].sum())


def _candidates(word: Term | Stem, source: WordSource, budget: Budget) -> Iterator[tuple[str, int]]:
    """The words that may be near, with their pages; none for a word that none is near."""
    edits = most_edits(word.token)
    if not edits:
        return
    every = source.beginning(word.field, "")
    for other, _ in every.counts(Fuzzy(word.token, edits, word.field), budget.is_over):
        yield other, _pages(word.field, other, source)
