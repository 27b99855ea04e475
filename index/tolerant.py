"""Queries that find misread words too, and what is an exact hit of one.

A page is an exact hit if the query holds on it with every word as typed. Exact hits keep their
scores; all others stand below them with scores under 0, so that no engine needs to know more of
this than ``below_exact``.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.fields import STEMMED_FIELDS
from index.query import (
    And,
    Misread,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    Stem,
    Term,
    Word,
)

TOLERANT_FIELDS: Final = STEMMED_FIELDS
"""Fields whose words OCR has read, or people with a scan before them have typed."""

Scores = TypeVar("Scores", float, NDArray[np.float64])


def tolerant(query: Query, without: tuple[str, ...] = ()) -> Query:
    """The query with its words misread too, alone and in phrases and proximity.

    Words under ``Not`` stay as they are, so that no page is lost that the query itself finds; so
    do prefixes, wildcards, fuzzy words and words of other fields.

    Args:
        query: What was typed.
        without: Variants that are not wanted, as ``Misread.without``.
    """
    return leaving_out(_changed(query, _misread, under_not=False), without)


def leaving_out(query: Query, variants: tuple[str, ...]) -> Query:
    """The query without some variants of the words that it looks for misread."""

    def less(word: Word) -> Word:
        if not isinstance(word, Misread):
            return word
        return replace(word, without=tuple(dict.fromkeys(word.without + variants)))

    return _changed(query, less) if variants else query


def exactly(query: Query) -> Query:
    """The query with every word as typed; the same object if no word of it is ``Misread``."""
    return _changed(query, _word_as_typed) if has_misread(query) else query


def has_misread(query: Query) -> bool:
    """Whether any word of a query is looked for misread too."""
    match query:
        case Misread():
            return True
        case Phrase(inner) | Near(inner) | And(inner) | Or(inner):
            return any(has_misread(part) for part in inner)
        case Not(clause):
            return has_misread(clause)
        case _:
            return False


def plain_word(word: Misread) -> Term | Stem:
    """What a word stands for where it was not misread."""
    kind = Stem if word.stemmed else Term
    return kind(word.token, word.field)


def together(parts: tuple[Word, ...]) -> tuple[Misread, ...]:
    """For each two neighbours of a phrase that may be misread, the two of them as one word."""
    return tuple(two for two in map(_two, parts, parts[1:]) if two is not None)


def alternatives(
    parts: tuple[Word, ...], stands: Callable[[Misread], object] = bool
) -> list[tuple[Word, ...]]:
    """The parts of a phrase, and then those with two neighbours as one word, for each two.

    Args:
        parts: Of the phrase.
        stands: Says of two neighbours as one word whether they stand so anywhere.
    """
    found = [parts]
    for place, two in enumerate(map(_two, parts, parts[1:])):
        if two is not None and stands(two):
            found.append((*parts[:place], two, *parts[place + 2 :]))
    return found


def below_exact(score: Scores) -> Scores:
    """The score of a page that is no exact hit: from -1 to 0, in the order of the scores."""
    return -1.0 / (1.0 + score)


def exact_first(
    holds: NDArray[np.bool_],
    scores: NDArray[np.float64],
    exact: NDArray[np.bool_],
    exact_scores: NDArray[np.float64],
) -> NDArray[np.float64]:
    """The scores of pages that a query finds, given which hold it exactly and how well."""
    others = np.where(holds, below_exact(scores), 0.0)
    return np.where(exact & holds, exact_scores, others)


def _two(first: Word, second: Word) -> Misread | None:
    if isinstance(first, Misread) and isinstance(second, Misread):
        without = tuple(dict.fromkeys(first.without + second.without))
        token = f"{first.token} {second.token}"
        return Misread(token, field=first.field, without=without, beside=True)
    return None


def _misread(word: Word) -> Word:
    if isinstance(word, Term | Stem) and word.field in TOLERANT_FIELDS:
        return Misread(word.token, isinstance(word, Stem), word.field)
    return word


def _word_as_typed(word: Word) -> Word:
    return plain_word(word) if isinstance(word, Misread) else word


def _changed(query: Query, change: Callable[[Word], Word], *, under_not: bool = True) -> Query:
    """The query with another word for each of its words."""

    def part(of: Word | Phrase) -> Word | Phrase:
        if isinstance(of, Phrase):
            return replace(of, parts=tuple(map(change, of.parts)))
        return change(of)

    match query:
        case Phrase():
            return part(query)
        case Near(parts):
            return replace(query, parts=tuple(map(part, parts)))
        case And(clauses) | Or(clauses):
            changed = (_changed(clause, change, under_not=under_not) for clause in clauses)
            return type(query)(tuple(changed))
        case Not(clause):
            return Not(_changed(clause, change)) if under_not else query
        case _:
            return change(query) if isinstance(query, Word) else query
