"""What was typed -> a query tree and what was repaired. It never fails on what people paste.

====================================  =================================================
typed                                 means
====================================  =================================================
``task force``, ``task AND force``    both words, in any of their forms
``"complaint"``                       this word as it stands, not ``complaints``
``ice OR immigration``                either; ``a b OR c`` is ``(a b) OR c``
``+task force``                       the same; of any words, ``task`` must be there
``-overtime``, ``NOT overtime``       not this word; the minus is attached to what it negates
``"task force"``, ``“task force”``    the words one after the other
``harass*``                           words that begin so, also in a phrase
``har*ss``, ``?oat``                  words of this pattern, also in a phrase
``flores~``, ``flores~2``             words one edit away, or two
``~flores``, ``"~jose ~flores"``      the word, and as OCR may have misread it
``"officer complaint"~10``            the words with at most ten others between, in any order
``officer w/10 complaint``            the same; also of phrases
``( )``                               brackets
``title:memo``, ``release:"17-04"``   in the title, in the release's names and numbers
``agency:boston``, ``type:memo``      in the release's agency, in the kind of record
``date:2017``, ``date:>2017-06``      the document's date; also ``date:[2017-01-01 TO *]``
``page:2``, ``confidence:<0.7``       the page's number, the OCR's confidence; also ranges
``source:ocr``                        where the text came from
``*``                                 every page
====================================  =================================================

``AND``, ``OR`` and ``NOT`` are operators in capitals only, and words inside quotes. A word that is
several words to the index, as ``02091-C-71``, is a phrase. The grammar is in
``docs/query-syntax.md``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from index.analysis import Token, readings
from index.errors import QueryTooLongError
from index.field_values import FieldValue
from index.fields import NAMED_FIELDS
from index.identifier_queries import identifier_too
from index.joining import Clause, Wanted, all_of, any_of, any_wanted
from index.lexer import Kind, Lexeme, Lexer
from index.patterns import PieceReader
from index.proximity import joined_near
from index.query import (
    Everything,
    Near,
    Not,
    Nothing,
    Phrase,
    Query,
    TextField,
    Word,
)
from index.query_warnings import QueryWarning, WarningCode
from index.repair import balanced, without_lone_operators

__all__ = [
    "MAX_CHARACTERS",
    "MAX_WORDS",
    "ParsedQuery",
    "QueryWarning",
    "Wanted",
    "WarningCode",
    "parse",
]

MAX_CHARACTERS: Final = 4_096
MAX_WORDS: Final = 500


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query as it was understood.

    Attributes:
        query: The tree; ``Nothing`` if no word was typed.
        warnings: What was repaired, in the order of their positions.
    """

    query: Query
    warnings: tuple[QueryWarning, ...]


def parse(text: str, wanted: Wanted = Wanted.ALL) -> ParsedQuery:
    """Understand a query as typed.

    Args:
        text: The query.
        wanted: Whether pages need all of the words that stand beside each other, or any. Phrases
            and operators mean the same either way.

    Raises:
        QueryTooLongError: It has more than 4,096 characters, 500 words or 64 nested brackets.
    """
    if len(text) > MAX_CHARACTERS:
        message = (
            f"The query has {len(text):,} characters and {MAX_CHARACTERS:,} are allowed. "
            "Shorten it, or search for its parts one after the other."
        )
        raise QueryTooLongError(message, position=MAX_CHARACTERS)
    lexer = Lexer(text)
    warnings = lexer.warnings
    lexemes = without_lone_operators(balanced(lexer.lexemes, warnings), warnings)
    query = _Parser(lexemes, warnings, wanted).parsed()
    if query is None:
        warnings.append(_nothing_left(text))
    in_order = sorted(warnings, key=lambda warning: warning.position)
    return ParsedQuery(query or Nothing(), tuple(in_order))


class _Parser:
    """Recursive descent over repaired pieces: brackets match and no operator stands alone."""

    def __init__(
        self, lexemes: Sequence[Lexeme], warnings: list[QueryWarning], wanted: Wanted
    ) -> None:
        self._lexemes = lexemes
        self._warnings = warnings
        self._wanted = wanted  # of what is under NOT it is always all
        self._next = 0
        self._words = 0

    def parsed(self) -> Query | None:
        return self._any_of()

    def _take(self, *kinds: Kind) -> Lexeme | None:
        """The next piece if it is of one of these kinds."""
        if self._next < len(self._lexemes) and self._lexemes[self._next].kind in kinds:
            self._next += 1
            return self._lexemes[self._next - 1]
        return None

    def _any_of(self) -> Query | None:
        clauses = [self._all_of()]
        while self._take(Kind.OR):
            clauses.append(self._all_of())
        return any_of([clause for clause in clauses if clause is not None])

    def _all_of(self) -> Query | None:
        clauses: list[Clause] = []
        joined = False
        while self._next < len(self._lexemes):
            kind = self._lexemes[self._next].kind
            if kind in (Kind.OR, Kind.CLOSE):
                break
            if self._take(Kind.AND):
                joined = True
            elif (clause := self._clause()) is not None:
                required, quoted = kind is Kind.REQUIRED, kind is not Kind.WORD
                clauses.append(Clause(clause, required, joined, quoted))
                joined = False
        return self._beside(clauses)

    def _beside(self, clauses: Sequence[Clause]) -> Query | None:
        """Clauses with nothing, or an AND, between them."""
        if self._wanted is Wanted.ANY:
            return any_wanted(clauses)
        return all_of([clause.query for clause in clauses])

    def _clause(self) -> Query | None:
        negated = False
        while sign := self._take(Kind.NOT, Kind.REQUIRED):
            negated ^= sign.kind is Kind.NOT
        outside = self._wanted
        self._wanted = Wanted.ALL if negated else outside
        clause = self._near()
        self._wanted = outside
        return Not(clause) if negated and clause is not None else clause

    def _near(self) -> Query | None:
        """Clauses with ``w/n`` between, each pair of neighbours near each other."""
        clause = self._atom()
        if self._next == len(self._lexemes) or self._lexemes[self._next].kind is not Kind.WITHIN:
            return clause
        clauses: list[Query | None] = []
        is_joined = False
        while within := self._take(Kind.WITHIN):
            pair, onward = joined_near(clause, self._atom(), within.distance or 0)
            if pair is None:
                self._warn_of_not_near(within)
                pair = None if is_joined else clause
                is_joined = False
            else:
                is_joined = True
            clauses.append(pair)
            clause = onward
        clauses.append(None if is_joined else clause)
        return all_of([each for each in clauses if each is not None])

    def _warn_of_not_near(self, within: Lexeme) -> None:
        message = (
            f"{within.text} joins words and phrases of one field, or brackets of these with OR; "
            "it was read as AND."
        )
        self._warn(WarningCode.NOT_NEAR, message, within.position)

    def _atom(self) -> Query | None:
        self._take(Kind.REQUIRED)
        if self._take(Kind.OPEN):
            clause = self._any_of()
            self._take(Kind.CLOSE)
            return clause
        if field := self._take(Kind.FIELD):
            return self._in_field(field)
        if field := self._take(Kind.UNKNOWN_FIELD):
            return self._both(field, self._atom())
        if lexeme := self._take(Kind.WORD, Kind.PHRASE):
            return Everything() if lexeme.text == "*" else self._read(lexeme, TextField.TEXT)
        return None

    def _in_field(self, field: Lexeme) -> Query | None:
        value = self._take(Kind.WORD, Kind.PHRASE)
        if value is None:
            message = f"The field {field.text}: takes one word or a phrase in quotes, no brackets."
            self._warn(WarningCode.FIELD_WITHOUT_VALUE, message, field.position)
            return self._both(field, self._atom())
        if field.text in NAMED_FIELDS:
            return self._read(value, TextField(field.text))
        asked = FieldValue(field.text, value.text)
        if asked.query is None:
            self._warn(asked.code, asked.message, value.position)
            return self._both(field, self._read(value, TextField.TEXT))
        if asked.was_reversed:
            self._warn(WarningCode.REVERSED_RANGE, asked.message, value.position)
        return asked.query

    def _both(self, name: Lexeme, value: Query | None) -> Query | None:
        """What looked like a field, as words: its name and its value."""
        word = self._read(name, TextField.TEXT)
        return self._beside([Clause(part) for part in (word, value) if part is not None])

    def _read(self, lexeme: Lexeme, field: TextField) -> Query | None:
        """The words of a piece, in a row; None if it has none."""
        alternatives = readings(lexeme.text)
        self._count(alternatives, lexeme.position)
        reader = PieceReader(lexeme.text, field, exact=lexeme.kind is Kind.PHRASE)
        rows = [reader.words(words) for words in alternatives if words]
        reader.warn_of_the_rest()
        for warning in reader.warnings:
            self._warn(warning.code, warning.message, lexeme.position + warning.position)
        if lexeme.distance is not None and rows and len(rows[0]) < 2:
            message = f"~{lexeme.distance} has only one word to work on here and was left out."
            self._warn(WarningCode.LONE_OPERATOR, message, lexeme.position)
        typed = [_in_a_row(words, lexeme.distance, field) for words in rows]
        return any_of([identifier_too(clause) for clause in typed])

    def _count(self, alternatives: Iterable[Sequence[Token]], position: int) -> None:
        self._words += sum(map(len, alternatives))
        if self._words > MAX_WORDS:
            message = (
                f"The query has more than {MAX_WORDS} words. Leave words out, or search for its "
                "parts one after the other."
            )
            raise QueryTooLongError(message, position=position)

    def _warn(self, code: WarningCode, message: str, position: int) -> None:
        self._warnings.append(QueryWarning(code, message, position))


def _in_a_row(words: tuple[Word, ...], distance: int | None, field: TextField) -> Query:
    if len(words) == 1:
        return words[0]
    return Phrase(words, field) if distance is None else Near(words, distance, field)


def _nothing_left(text: str) -> QueryWarning:
    if text.strip():
        message = "The query has no word to search for; a word has letters or digits."
        return QueryWarning(WarningCode.NO_WORDS, message, 0)
    message = "The query is empty; type the words that the pages should hold."
    return QueryWarning(WarningCode.EMPTY_QUERY, message, 0)
