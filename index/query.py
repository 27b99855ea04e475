"""The query tree: what a search means, in no engine's dialect.

Frozen and comparable, so that a tree can be a dictionary key, be printed and be parsed again.
Words in a tree are tokens: already folded by ``index.analysis``.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TextField(StrEnum):
    """The fields that hold words."""

    TEXT = "text"
    TITLE = "title"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Term:
    """Pages that hold this token."""

    token: str
    field: TextField = TextField.TEXT


@dataclass(frozen=True, slots=True)
class Prefix:
    """Pages that hold a token beginning with these characters; ``stem`` is never empty."""

    stem: str
    field: TextField = TextField.TEXT


@dataclass(frozen=True, slots=True)
class Phrase:
    """Pages that hold these tokens one after the other.

    Attributes:
        parts: At least two terms or prefixes of the same field as the phrase.
        field: Where to look.
    """

    parts: tuple[Term | Prefix, ...]
    field: TextField = TextField.TEXT


@dataclass(frozen=True, slots=True)
class DateRange:
    """Pages of documents dated from ``first`` to ``last``, both included.

    None leaves that end open. Documents without a date never match.
    """

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class And:
    """Pages that match every clause; at least two."""

    clauses: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Pages that match at least one clause; at least two."""

    clauses: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Pages that do not match the clause."""

    clause: "Query"


@dataclass(frozen=True, slots=True)
class Everything:
    """Every page."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No page: what an empty query means."""


Query = Term | Prefix | Phrase | DateRange | And | Or | Not | Everything | Nothing
