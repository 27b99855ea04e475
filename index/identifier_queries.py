"""Identifiers in queries: asked for with ``id:``, and seen in words typed without it."""

import re

from index.analysis import readings
from index.identifiers import LONGEST, folded, is_findable, looks_like_one, written
from index.query import Identifier, IdentifierPrefix, Or, Phrase, Query, Stem, Term, TextField

LEAST_PREFIX = 2
"""Characters of a prefix; more would stand for fewer identifiers, fewer for nearly all."""

_PATTERN = re.compile(r"[*?~]")


def asked_identifier(value: str) -> Identifier | IdentifierPrefix | None:
    """What stands behind ``id:``; None if nothing could be found by it."""
    bare = value.rstrip("*")
    alternatives = readings(bare)
    if _PATTERN.search(bare) or not alternatives[0]:
        return None
    asked = written(bare, alternatives[0])
    if bare != value:
        is_long_enough = LEAST_PREFIX <= len(folded(asked)) <= LONGEST
        return IdentifierPrefix(asked) if is_long_enough else None
    return Identifier(asked) if is_findable(folded(asked)) else None


def identifier_too(typed: Query) -> Query:
    """A word or phrase of the text; if it looks like an identifier, that or the identifier.

    A page with the exact words matches both and stands above one where they are misread.
    """
    match typed:
        case Term(_, TextField.TEXT) | Stem(_, TextField.TEXT):
            words = [typed.token]
        case Phrase(parts, TextField.TEXT):
            words = [part.token for part in parts if isinstance(part, Term)]
            if len(words) < len(parts):
                return typed
        case _:
            return typed
    return Or((typed, Identifier("-".join(words)))) if looks_like_one(words) else typed


def without_implied(clauses: tuple[Query, ...]) -> list[Query]:
    """Clauses of an ``Or`` without the identifiers that others of them look like."""
    implied = {
        both.clauses[1] for clause in clauses if isinstance(both := identifier_too(clause), Or)
    }
    return [clause for clause in clauses if clause not in implied]
