"""Warnings about words of a query that stand nowhere, with what may have been meant."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from index.analysis import Token, tokens
from index.engine import Engine
from index.limits import Limits
from index.query import Query, TextField
from index.query_warnings import QueryWarning, Suggestion, WarningCode
from ingest.catalogue import Catalogue

# It is told beside an answer and must not hold it up.
_LIMITS = Limits(seconds=0.2)
# Values of a field that are named when none of them was asked for.
VALUES_NAMED = 8

Values = Mapping[TextField, Callable[[], Sequence[str]]]
"""Gives the values a field has in the collection, for fields that have few."""


def unknown_words(
    typed: str, query: Query, engine: Engine, catalogue: Catalogue
) -> Iterator[QueryWarning]:
    """A warning for each word of a query that stands nowhere, as far as a moment's time goes.

    Args:
        typed: The query.
        query: The same as it was read.
        engine: What was searched.
        catalogue: For the valid values of fields, which are named if they are few.
    """
    values = _values(catalogue)
    for one in engine.missing(query, limits=_LIMITS):
        places = _places(typed, one.word.token)
        suggestions = tuple(
            Suggestion(word, pages, _replaced(typed, places, word)) for word, pages in one.nearest
        )
        printed = typed[places[0].start : places[0].end] if places else one.word.token
        known = values[one.word.field]() if one.word.field in values else ()
        yield QueryWarning(
            code=_code(one.word.field),
            message=_message(printed, one.word.field, known),
            position=places[0].start if places else 0,
            suggestions=suggestions,
        )


def _values(catalogue: Catalogue) -> Values:
    return {
        TextField.RELEASE: lambda: [one.title for one in catalogue.releases()],
        TextField.AGENCY: lambda: sorted({one.agency for one in catalogue.releases()} - {""}),
        TextField.TYPE: catalogue.document_types,
    }


def _code(field: TextField) -> WarningCode:
    is_text = field is TextField.TEXT
    return WarningCode.UNKNOWN_WORD if is_text else WarningCode.UNKNOWN_VALUE


def _message(printed: str, field: TextField, known: Sequence[str]) -> str:
    where = "page" if field is TextField.TEXT else field.value
    said = f"No {where} of the collection holds {printed}."
    if 0 < len(known) <= VALUES_NAMED:
        said += f" There are: {'; '.join(known)}."
    return said


def _places(typed: str, token: str) -> list[Token]:
    """Where a word was typed, but for names of fields."""
    return [
        found
        for found in tokens(typed)
        if found.text == token and not typed[found.end :].startswith(":")
    ]


def _replaced(typed: str, places: Sequence[Token], word: str) -> str:
    for place in reversed(places):
        typed = typed[: place.start] + word + typed[place.end :]
    return typed
