"""What to mark on a page that was found, for as long as there is time."""

from typing import Final

from index.engine import PageHit
from index.limits import OutOfTimeError
from index.match import find_on
from index.matches import Found
from index.page_words import PageWords
from index.query import (
    And,
    FactIs,
    Identifier,
    IdentifierPrefix,
    Mentioned,
    Nothing,
    Or,
    Query,
)

_NOTHING: Final = Found((), ())


def marks_of(query: Query, plain: Query, text: PageWords, hit: PageHit) -> tuple[Found, bool, bool]:
    """What to mark of a hit, whether it is exact, and whether there was time to find out."""
    try:
        if not text.is_over():
            exact = plain is query or _is_exact(plain, text, hit)
            exact = exact and _is_printed_so(plain, text)
            return find_on(query, text) or _NOTHING, exact, True
    except OutOfTimeError:
        pass
    return _NOTHING, hit.score >= 0, False


def _is_exact(plain: Query, text: PageWords, hit: PageHit) -> bool:
    """Whether a query holds as typed; a hit that has a score says so by it."""
    return hit.score > 0 or (hit.score == 0 and find_on(plain, text) is not None)


def _is_printed_so(query: Query, text: PageWords) -> bool:
    """Whether a query that holds also does without identifiers and facts that were misread."""
    printed = _without_misread(query, text)
    return printed == query or find_on(printed, text) is not None


def _without_misread(query: Query, text: PageWords) -> Query:
    """The query with ``Nothing`` for each identifier or fact that the page has only misread."""
    match query:
        case Identifier() | IdentifierPrefix() | FactIs() | Mentioned():
            found = find_on(query, text)
            holds = found is not None and not all(one.variant for one in found.matches)
            return query if holds else Nothing()
        case And(clauses) | Or(clauses):
            return type(query)(tuple(_without_misread(clause, text) for clause in clauses))
        case _:
            return query
