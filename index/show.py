"""A query tree as text: how a query was read. Parsing that text gives the same tree again."""

from datetime import date
from decimal import Decimal

from index.fields import MENTIONS_FIELD, STEMMED_FIELDS
from index.query import (
    And,
    DateRange,
    Everything,
    FactIs,
    Fuzzy,
    Identifier,
    IdentifierPrefix,
    Leaf,
    Mentioned,
    Misread,
    Near,
    Not,
    Nothing,
    NumberRange,
    Or,
    Phrase,
    Prefix,
    Query,
    SourceIs,
    Stem,
    Term,
    TextField,
    Wildcard,
    Word,
)
from index.stems import has_stem


def show(query: Query) -> str:  # noqa: PLR0911 - one a node
    """The query in the language of ``index.parse``; empty for ``Nothing``."""
    if isinstance(query, Leaf):
        return _leaf(query)
    match query:
        case DateRange(first, last):
            return f"date:[{_day(first)} TO {_day(last)}]"
        case NumberRange():
            return f"{query.field}:{_numbers(query)}"
        case SourceIs(source):
            return f"source:{source}"
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


def _leaf(leaf: Leaf) -> str:
    if isinstance(leaf, FactIs | Mentioned):
        name = leaf.kind.value if isinstance(leaf, FactIs) else MENTIONS_FIELD
        return f"{name}:{show_part(leaf)}"
    if isinstance(leaf, Near) and not all(map(_stands_in_quotes, leaf.parts)):
        return f" w/{leaf.distance} ".join(map(show, leaf.parts))
    return f"{_field(leaf.field)}{_quoted(leaf)}"


def show_part(leaf: Leaf) -> str:  # noqa: PLR0911 - one a node
    """A leaf without its field and without quotes, as a part of a phrase is shown."""
    match leaf:
        case Term(token) | Stem(token):
            return token
        case Identifier(written) | FactIs(_, written):
            return written
        case Mentioned(first, last):
            return f"[{_day(first)} TO {_day(last)}]"
        case Prefix(written) | IdentifierPrefix(written):
            return f"{written}*"
        case Wildcard(pattern):
            return pattern
        case Fuzzy(token, distance):
            return f"{token}~{distance}"
        case Misread(token):
            return f"~{token}"
        case Phrase(parts) | Near(parts):
            return " ".join(map(show_part, parts))


def _stands_in_quotes(part: Word | Phrase) -> bool:
    """Whether a part of a ``Near`` means the same inside quotes: none that has forms does."""
    return not isinstance(part, Phrase | Stem) and not (isinstance(part, Misread) and part.stemmed)


def _quoted(leaf: Leaf) -> str:
    match leaf:
        case Phrase():
            return f'"{show_part(leaf)}"'
        case Term(token, field) if field in STEMMED_FIELDS and has_stem(token):
            return f'"{token}"'  # without quotes it would stand for its other forms too
        case Misread(token, stemmed, field) if (
            not stemmed and field in STEMMED_FIELDS and has_stem(token)
        ):
            return f'"~{token}"'
        case Near(_, distance):
            return f'"{show_part(leaf)}"~{distance}'
        case _:
            return show_part(leaf)


def _field(field: TextField) -> str:
    return "" if field is TextField.TEXT else f"{field}:"


def _day(day: date | None) -> str:
    return day.isoformat() if day else "*"


def _numbers(query: NumberRange) -> str:
    if query.exclusive:
        return f">{_number(query.low)}" if query.high is None else f"<{_number(query.high)}"
    return f"[{_number(query.low)} TO {_number(query.high)}]"


def _number(number: float | None) -> str:
    """A number without an exponent, however small."""
    if number is None:
        return "*"
    return str(int(number)) if number == int(number) else format(Decimal(repr(number)), "f")


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
