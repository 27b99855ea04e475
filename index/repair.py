"""Mends a query cut into pieces: brackets are matched, operators without a side are left out."""

from collections.abc import Iterable, Sequence
from typing import Final

from index.errors import QueryTooLongError
from index.lexer import Kind, Lexeme
from index.query_warnings import QueryWarning, WarningCode

MAX_NESTING: Final = 64

_BEGIN_CLAUSE = {
    Kind.WORD,
    Kind.PHRASE,
    Kind.FIELD,
    Kind.UNKNOWN_FIELD,
    Kind.OPEN,
    Kind.REQUIRED,
}
_END_CLAUSE = {Kind.WORD, Kind.PHRASE, Kind.CLOSE}


def balanced(lexemes: Iterable[Lexeme], warnings: list[QueryWarning]) -> list[Lexeme]:
    """Leave out brackets that close nothing and close at the end those left open.

    Raises:
        QueryTooLongError: More than 64 brackets are open at once.
    """
    kept: list[Lexeme] = []
    still_open: list[Lexeme] = []
    for lexeme in lexemes:
        if lexeme.kind is Kind.OPEN:
            still_open.append(lexeme)
            _check_nesting(still_open)
        elif lexeme.kind is Kind.CLOSE and not still_open:
            message = "A closing bracket without an opening one was left out."
            warnings.append(QueryWarning(WarningCode.STRAY_BRACKET, message, lexeme.position))
            continue
        elif lexeme.kind is Kind.CLOSE:
            still_open.pop()
        kept.append(lexeme)
    for lexeme in still_open:
        message = "A bracket was not closed; it was closed at the end."
        warnings.append(QueryWarning(WarningCode.UNCLOSED_BRACKET, message, lexeme.position))
        kept.append(Lexeme(Kind.CLOSE, ")", kept[-1].position))
    return kept


def without_lone_operators(lexemes: Sequence[Lexeme], warnings: list[QueryWarning]) -> list[Lexeme]:
    """Leave out each AND, OR, NOT, plus and w/n that has nothing to work on."""
    kept: list[Lexeme] = []
    kinds_after = [*(lexeme.kind for lexeme in lexemes[1:]), None]
    for lexeme, after in zip(lexemes, kinds_after, strict=False):
        if _is_lone(lexeme.kind, kept[-1].kind if kept else None, after):
            message = f"{lexeme.text} has nothing to work on here and was left out."
            warnings.append(QueryWarning(WarningCode.LONE_OPERATOR, message, lexeme.position))
        else:
            kept.append(lexeme)
    return kept


def _is_lone(kind: Kind, before: Kind | None, after: Kind | None) -> bool:
    if kind is Kind.REQUIRED:
        return after not in _BEGIN_CLAUSE
    if kind is Kind.NOT:
        return after not in _BEGIN_CLAUSE | {Kind.NOT}
    if kind is Kind.WITHIN:
        return before not in _END_CLAUSE or after not in _BEGIN_CLAUSE
    if kind in (Kind.AND, Kind.OR):
        return before not in _END_CLAUSE or after not in _BEGIN_CLAUSE | {Kind.NOT}
    return False


def _check_nesting(still_open: Sequence[Lexeme]) -> None:
    if len(still_open) > MAX_NESTING:
        message = f"More than {MAX_NESTING} brackets are open at once. Leave some out."
        raise QueryTooLongError(message, position=still_open[-1].position)
