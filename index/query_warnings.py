"""What the parser repaired, told to the person who typed."""

from dataclasses import dataclass
from enum import StrEnum


class WarningCode(StrEnum):
    """Stable names of the repairs, listed in ``docs/query.md``."""

    EMPTY_QUERY = "empty-query"
    NO_WORDS = "no-words"
    UNCLOSED_QUOTE = "unclosed-quote"
    UNCLOSED_BRACKET = "unclosed-bracket"
    STRAY_BRACKET = "stray-bracket"
    LONE_OPERATOR = "lone-operator"
    STAR_DROPPED = "star-dropped"
    UNKNOWN_FIELD = "unknown-field"
    FIELD_WITHOUT_VALUE = "field-without-value"
    BAD_DATE = "bad-date"
    REVERSED_RANGE = "reversed-range"


@dataclass(frozen=True, slots=True)
class QueryWarning:
    """One repair.

    Attributes:
        code: Which.
        message: A full sentence that says what was done and what to type instead.
        position: Offset in the query as typed, from 0.
    """

    code: WarningCode
    message: str
    position: int
