"""In which order clauses are worked on: what is cheap and rare first, as all must hold."""

from collections.abc import Sequence

from index.query import (
    And,
    Fuzzy,
    IdentifierPrefix,
    Misread,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Wildcard,
)


def cheapest_first(clauses: Sequence[Query]) -> list[Query]:
    """Clauses in the order of their cost, those of one cost in the order typed.

    Scores are summed in this order by every engine, so that they agree to the last bit.
    """
    return sorted(clauses, key=_cost)


def _cost(query: Query) -> int:
    match query:
        case Phrase(parts):
            return max(1, *map(_cost, parts))
        case Near(parts):
            return max(2, *map(_cost, parts))
        case Prefix() | Wildcard() | Fuzzy() | IdentifierPrefix() | Misread():
            return 3
        case And(clauses) | Or(clauses):
            return max(map(_cost, clauses))
        case Not(clause):
            return _cost(clause)
        case _:
            return 0
