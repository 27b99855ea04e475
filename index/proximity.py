"""Two clauses with ``w/n`` between them as a query."""

from dataclasses import replace
from itertools import product
from typing import Final

from index.fields import STEMMED_FIELDS
from index.identifier_queries import without_implied
from index.query import (
    Misread,
    Near,
    Or,
    Phrase,
    Query,
    Stem,
    Term,
    TextField,
    Word,
)

MAX_PAIRS: Final = 64
"""Brackets on both sides are multiplied out; nobody types more by hand."""


def joined_near(
    left: Query | None, right: Query | None, distance: int
) -> tuple[Query | None, Query | None]:
    """The query that two clauses near each other make, and what a further ``w/n`` goes on from.

    A right side without a field is looked for in the left side's.

    Returns:
        First None if they cannot be near each other, being more than words and phrases of a field.
    """
    lefts, rights = _alternatives(left), _alternatives(right)
    if lefts and all(part.field is TextField.TEXT for part in rights):
        rights = [_moved(part, lefts[0].field) for part in rights]
    fields = {part.field for part in (*lefts, *rights)}
    if not 0 < len(lefts) * len(rights) <= MAX_PAIRS or len(fields) != 1:
        return None, right
    pairs = tuple(Near(pair, distance, pair[0].field) for pair in product(lefts, rights))
    onward = tuple(rights)
    return _either(pairs), _either(onward)


def _either(clauses: tuple[Query, ...]) -> Query:
    return clauses[0] if len(clauses) == 1 else Or(clauses)


def _alternatives(clause: Query | None) -> list[Word | Phrase]:
    """The words and phrases of which one is meant; none if it is something else."""
    clauses = without_implied(clause.clauses) if isinstance(clause, Or) else [clause]
    parts = [part for part in clauses if isinstance(part, Word | Phrase)]
    return parts if len(parts) == len(clauses) else []


def _moved(part: Word | Phrase, field: TextField) -> Word | Phrase:
    if isinstance(part, Phrase):
        return Phrase(tuple(replace(word, field=field) for word in part.parts), field)
    if isinstance(part, Stem) and field not in STEMMED_FIELDS:
        return Term(part.token, field)
    if isinstance(part, Misread) and field not in STEMMED_FIELDS:
        return replace(part, field=field, stemmed=False)
    return replace(part, field=field)
