"""A query tree as text: how a query was read. Parsing that text gives the same tree again."""

from datetime import date

from index.query import (
    And,
    DateRange,
    Everything,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    TextField,
)


def show(query: Query) -> str:  # noqa: PLR0911 - one a node
    """The query in the language of ``index.parse``; empty for ``Nothing``."""
    match query:
        case Term(token, field):
            return f"{_field(field)}{token}"
        case Prefix(stem, field):
            return f"{_field(field)}{stem}*"
        case Phrase(parts, field):
            return f'{_field(field)}"{" ".join(map(_part, parts))}"'
        case DateRange(first, last):
            return f"date:[{_day(first)} TO {_day(last)}]"
        case And(clauses):
            return " ".join(_bracketed(clause) for clause in _needed(clauses))
        case Or(clauses):
            return " OR ".join(_bracketed_or(clause) for clause in clauses)
        case Not(clause):
            return f"-{_bracketed(clause)}"
        case Everything():
            return "*"
        case Nothing():
            return ""


def _field(field: TextField) -> str:
    return "" if field is TextField.TEXT else f"{field}:"


def _part(part: Term | Prefix) -> str:
    return part.token if isinstance(part, Term) else f"{part.stem}*"


def _day(day: date | None) -> str:
    return day.isoformat() if day else "*"


def _needed(clauses: tuple[Query, ...]) -> tuple[Query, ...]:
    """Without the ``Everything`` that the parser puts before nothing but negatives."""
    first, *rest = clauses
    if isinstance(first, Everything) and all(isinstance(clause, Not) for clause in rest):
        return tuple(rest)
    return clauses


def _bracketed(clause: Query) -> str:
    return f"({show(clause)})" if isinstance(clause, And | Or) else show(clause)


def _bracketed_or(clause: Query) -> str:
    return f"({show(clause)})" if isinstance(clause, Or) else show(clause)
