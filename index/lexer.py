"""A query as typed, cut into words, phrases, brackets and operators. Nothing fails here."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from index.analysis import HYPHENS
from index.fields import DATE_FIELD, FIELD_NAMES, MENTIONS_FIELD
from index.query import NumberField
from index.query_warnings import QueryWarning, WarningCode

MAX_DISTANCE: Final = 200
"""Words between parts that are near each other; about half a page."""

_QUOTES = '"“”„‟«»'
_WORD = re.compile(
    rf"(?:[^\s(){_QUOTES}]"
    # A word goes on after a hyphen at the end of a line, as in text pasted from a page.
    rf"|(?<=[^\W\d_][{HYPHENS}])[ \t]*\r?\n\s*(?=[^\W\d_]))+"
)
_PHRASE = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)(?:[{_QUOTES}](?:~(\d{{1,4}})(?!\w))?|(\Z))")
_WITHIN = re.compile(r"[wW]/(\d{1,4})(?=[\s()]|$)")
_FIELD = re.compile(r"([^\W\d_]+):(?=[^\s/\\:)])")
_RANGE = re.compile(r"\[[^\[\]]*\]|[<>]=?\s*[^\s()]+")
_RANGE_FIELDS: Final = (DATE_FIELD, MENTIONS_FIELD, *NumberField)
_SIGN = re.compile(r"(?<![^\s(])[-+](?=[^\s()\-+]|\()")


class Kind(Enum):
    """What a piece of a query is."""

    WORD = auto()
    PHRASE = auto()
    FIELD = auto()  # its value is the next piece
    UNKNOWN_FIELD = auto()  # the next piece stood behind its colon
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    REQUIRED = auto()  # a plus before what it requires
    WITHIN = auto()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of a query.

    Attributes:
        kind: What it is.
        text: As typed, without quotes and signs; a field's name in lower case.
        position: Offset of its first character in the query, from 0.
        distance: Words that may stand between: of ``w/5``, and of a phrase followed by ``~5``.
    """

    kind: Kind
    text: str
    position: int
    distance: int | None = None


_OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}


class Lexer:
    """Cuts one query; ``lexemes`` and ``warnings`` hold what came of it."""

    def __init__(self, text: str) -> None:
        self.lexemes: list[Lexeme] = []
        self.warnings: list[QueryWarning] = []
        self._text = text
        position = 0
        while position < len(text):
            position = self._next(position)

    def _next(self, position: int) -> int:
        """Take one piece and give the offset past it."""
        character = self._text[position]
        if character.isspace():
            return position + 1
        if character in "()":
            self._add(Kind.OPEN if character == "(" else Kind.CLOSE, character, position)
            return position + 1
        if _SIGN.match(self._text, position):
            self._add(Kind.NOT if character == "-" else Kind.REQUIRED, character, position)
            return position + 1
        if within := _WITHIN.match(self._text, position):
            distance = self._distance(within[1], within.start(1))
            self._add(Kind.WITHIN, within[0], position, distance=distance)
            return within.end()
        if field := _FIELD.match(self._text, position):
            return self._field(field)
        return self._word_or_phrase(position, operators=_OPERATORS)

    def _field(self, field: re.Match[str]) -> int:
        name = field[1].lower()
        if name not in FIELD_NAMES:
            self._warn_of_unknown(field)
            self._add(Kind.UNKNOWN_FIELD, field[1], field.start())
            return self._value(field.end())
        self._add(Kind.FIELD, name, field.start())
        if name in _RANGE_FIELDS and (ends := _RANGE.match(self._text, field.end())):
            self._add(Kind.WORD, ends[0], field.end())
            return ends.end()
        return self._value(field.end())

    def _value(self, position: int) -> int:
        """What stands behind a colon is never an operator."""
        if self._text[position] == "(":
            return position
        return self._word_or_phrase(position, operators={})

    def _word_or_phrase(self, position: int, *, operators: dict[str, Kind]) -> int:
        if phrase := _PHRASE.match(self._text, position):
            return self._phrase(phrase)
        if word := _WORD.match(self._text, position):
            self._add(operators.get(word[0], Kind.WORD), word[0], position)
            return word.end()
        raise AssertionError(position)  # every character begins one of the pieces

    def _phrase(self, phrase: re.Match[str]) -> int:
        if phrase[3] is not None:
            message = "A quotation mark was not closed; the phrase was read up to the end."
            self._warn(WarningCode.UNCLOSED_QUOTE, message, phrase.start())
        distance = self._distance(phrase[2], phrase.start(2)) if phrase[2] else None
        self._add(Kind.PHRASE, phrase[1], phrase.start(1), distance=distance)
        return phrase.end()

    def _distance(self, typed: str, position: int) -> int:
        if int(typed) > MAX_DISTANCE:
            message = f"Up to {MAX_DISTANCE} words were let stand between; that is the most."
            self._warn(WarningCode.DISTANCE_LIMITED, message, position)
        return min(int(typed), MAX_DISTANCE)

    def _warn_of_unknown(self, field: re.Match[str]) -> None:
        known = ", ".join(f"{name}:" for name in FIELD_NAMES)
        message = f"There is no field {field[1]}:, so it was read as words. Fields are {known}."
        self._warn(WarningCode.UNKNOWN_FIELD, message, field.start())

    def _add(self, kind: Kind, text: str, position: int, *, distance: int | None = None) -> None:
        self.lexemes.append(Lexeme(kind, text, position, distance))

    def _warn(self, code: WarningCode, message: str, position: int) -> None:
        self.warnings.append(QueryWarning(code, message, position))
