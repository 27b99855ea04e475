"""How the clauses of a query are joined where nothing is typed between them: all, or any."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.query import (
    And,
    Everything,
    Filter,
    Identifier,
    Leaf,
    Not,
    Or,
    Phrase,
    Query,
    Stem,
    Term,
    TextField,
)
from index.stems import has_stem


class Wanted(StrEnum):
    """How many of the words of a query a page has to hold."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as it stands in a query.

    Attributes:
        query: What it means.
        required: Whether a plus stands before it.
        joined: Whether AND stands between it and the clause before.
        quoted: False for one piece without quotes, which may have several words: ``drive-by``.
    """

    query: Query
    required: bool = False
    joined: bool = False
    quoted: bool = True


def all_of(clauses: Sequence[Query]) -> Query | None:
    """Clauses that must all hold, flat; only negatives are taken away from every page."""
    if clauses and all(isinstance(clause, Not) for clause in clauses):
        clauses = [Everything(), *clauses]
    return _flat(clauses, And)


def any_of(clauses: Sequence[Query]) -> Query | None:
    """Clauses of which one must hold, flat, and no identifier twice.

    What looks like an identifier is read as words or that, so one that is typed beside is known.
    """
    each: list[Query] = []
    for clause in clauses:
        for one in clause.clauses if isinstance(clause, Or) else (clause,):
            if not isinstance(one, Identifier) or one not in each:
                each.append(one)
    return _flat(each, Or)


def any_wanted(clauses: Iterable[Clause]) -> Query | None:
    """Clauses of which any will do, but for those that narrow a search.

    What AND joins stays joined, and is one of them. What has a plus or a minus, and what asks for
    anything but words of the text, must hold in any case. A piece of several words is the words it
    has, as ``drive-by``, unless they have digits, which mean nothing without the rest.
    """
    groups: list[list[Clause]] = []
    for clause in clauses:
        if clause.joined and groups:
            groups[-1].append(clause)
        else:
            groups.append([clause])
    must: list[Query] = []
    may: list[Query] = []
    for group in groups:
        queries = [clause.query for clause in group]
        if any(clause.required for clause in group) or all(map(_narrows, queries)):
            must += queries
        elif (joined := all_of(queries)) is not None:
            parted = [] if group[0].quoted or len(group) > 1 else _words(joined)
            may += parted or [joined]
    optional = any_of(may)
    return all_of(must if optional is None else [optional, *must])


def _words(query: Query) -> list[Query]:
    """The words of a phrase of letters; nothing for anything else."""
    if not isinstance(query, Phrase) or query.field is not TextField.TEXT:
        return []
    words = [part.token for part in query.parts if isinstance(part, Term) and part.token.isalpha()]
    if len(words) < len(query.parts):
        return []
    return [Stem(word) if has_stem(word) else Term(word) for word in words]


def _narrows(query: Query) -> bool:
    """Whether a clause says where to look rather than for which words."""
    if isinstance(query, And | Or):
        return all(map(_narrows, query.clauses))
    if isinstance(query, Leaf):
        return query.field is not TextField.TEXT
    return isinstance(query, Not | Filter)


def _flat(clauses: Sequence[Query], kind: type[And] | type[Or]) -> Query | None:
    flat: list[Query] = []
    for clause in clauses:
        flat.extend(clause.clauses if isinstance(clause, kind) else (clause,))
    if len(flat) > 1:
        return kind(tuple(flat))
    return flat[0] if flat else None
