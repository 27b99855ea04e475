"""Queries that find misread words too, and what is an exact hit of one.

A page is an exact hit if the query holds on it with every word as typed. Exact hits keep their
scores; all others stand below them with scores under 0, so that no engine needs to know more of
this than ``below_exact``.
"""

from dataclasses import replace
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.fields import STEMMED_FIELDS
from index.query import And, Misread, Near, Not, Or, Phrase, Query, Stem, Term, Word

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
    match query:
        case Term() | Stem() | Misread():
            return _misread(query, without)
        case Phrase(parts):
            return replace(query, parts=tuple(_misread(part, without) for part in parts))
        case Near(parts):
            every = (_part(part, without) for part in parts)
            return replace(query, parts=tuple(every))
        case And(clauses) | Or(clauses):
            return type(query)(tuple(tolerant(clause, without) for clause in clauses))
        case _:
            return query


def exactly(query: Query) -> Query:  # noqa: PLR0911 - one a node
    """The query with every word as typed; the same object if no word of it is ``Misread``."""
    if not has_misread(query):
        return query
    match query:
        case Misread():
            return plain_word(query)
        case Phrase(parts):
            return replace(query, parts=tuple(_word_as_typed(part) for part in parts))
        case Near(parts):
            every = (_part_as_typed(part) for part in parts)
            return replace(query, parts=tuple(every))
        case And(clauses) | Or(clauses):
            return type(query)(tuple(exactly(clause) for clause in clauses))
        case Not(clause):
            return Not(exactly(clause))
        case _:
            return query


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


def alternatives(parts: tuple[Word, ...]) -> list[tuple[Word, ...]]:
    """The parts of a phrase, and then those with two neighbours as one word, for each two."""
    found = [parts]
    for place, two in enumerate(map(_two, parts, parts[1:])):
        if two is not None:
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
        return Misread(token, stemmed=False, field=first.field, without=without)
    return None


def _misread(word: Word, without: tuple[str, ...]) -> Word:
    if isinstance(word, Misread):
        return replace(word, without=tuple(dict.fromkeys(word.without + without)))
    if isinstance(word, Term | Stem) and word.field in TOLERANT_FIELDS:
        return Misread(word.token, isinstance(word, Stem), word.field, without)
    return word


def _part(part: Word | Phrase, without: tuple[str, ...]) -> Word | Phrase:
    if isinstance(part, Phrase):
        return replace(part, parts=tuple(_misread(word, without) for word in part.parts))
    return _misread(part, without)


def _word_as_typed(word: Word) -> Word:
    return plain_word(word) if isinstance(word, Misread) else word


def _part_as_typed(part: Word | Phrase) -> Word | Phrase:
    if isinstance(part, Phrase):
        return replace(part, parts=tuple(map(_word_as_typed, part.parts)))
    return _word_as_typed(part)
