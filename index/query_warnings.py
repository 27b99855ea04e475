"""What was repaired in a query and what became of it, told to the person who typed."""

from dataclasses import dataclass
from enum import StrEnum


class WarningCode(StrEnum):
    """Stable names of the warnings, listed in ``docs/query-syntax.md``."""

    EMPTY_QUERY = "empty-query"
    NO_WORDS = "no-words"
    UNCLOSED_QUOTE = "unclosed-quote"
    UNCLOSED_BRACKET = "unclosed-bracket"
    STRAY_BRACKET = "stray-bracket"
    LONE_OPERATOR = "lone-operator"
    STAR_DROPPED = "star-dropped"
    QUESTION_MARK_DROPPED = "question-mark-dropped"
    TILDE_DROPPED = "tilde-dropped"
    DISTANCE_LIMITED = "distance-limited"
    NOT_NEAR = "not-near"
    UNKNOWN_FIELD = "unknown-field"
    FIELD_WITHOUT_VALUE = "field-without-value"
    BAD_DATE = "bad-date"
    BAD_NUMBER = "bad-number"
    BAD_SOURCE = "bad-source"
    BAD_IDENTIFIER = "bad-identifier"
    REVERSED_RANGE = "reversed-range"
    EXPANDED = "expanded"
    EXPANSION_CAPPED = "expansion-capped"
    FITS_NO_WORD = "fits-no-word"
    UNKNOWN_WORD = "unknown-word"
    UNKNOWN_VALUE = "unknown-value"
    PARTIAL = "partial"
    UNMARKED = "unmarked"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word that may have been meant.

    Attributes:
        word: As the index holds it.
        pages: How many hold it.
        query: The query as typed, with this word in the place of the one that was found nowhere.
    """

    word: str
    pages: int
    query: str


@dataclass(frozen=True, slots=True)
class QueryWarning:
    """One repair, or one thing to know about an answer.

    Attributes:
        code: Which.
        message: A full sentence that says what was done and what to type instead.
        position: Offset in the query as typed, from 0.
        suggestions: What may have been meant instead, the likeliest first.
    """

    code: WarningCode
    message: str
    position: int
    suggestions: tuple[Suggestion, ...] = ()
