"""Numbers as people type them in a query: a page, a confidence and ranges of them."""

import re

from index.query import NumberField, NumberRange

_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?")
_COMPARISON = re.compile(r"(>=|<=|>|<)\s*(\S+)")
_RANGE = re.compile(r"\[\s*(\S+)\s+TO\s+(\S+?)\s*\]")
_HIGHEST = {NumberField.PAGE: 999_999_999, NumberField.CONFIDENCE: 1}


def read_numbers(field: NumberField, value: str) -> NumberRange | None:
    """The range a value names: ``2``, ``<0.7``, ``[2 TO *]``; None if none.

    ``low`` is more than ``high`` if the range was typed so.
    """
    try:
        if typed := _RANGE.fullmatch(value):
            return NumberRange(field, _end(field, typed[1]), _end(field, typed[2]))
        if typed := _COMPARISON.fullmatch(value):
            return _compared(field, typed[1], _number(field, typed[2]))
        number = _number(field, value)
        return NumberRange(field, number, number)
    except ValueError:
        return None


def _compared(field: NumberField, sign: str, number: float) -> NumberRange:
    exclusive = not sign.endswith("=")
    if sign.startswith(">"):
        return NumberRange(field, number, None, exclusive)
    return NumberRange(field, None, number, exclusive)


def _end(field: NumberField, value: str) -> float | None:
    return None if value == "*" else _number(field, value)


def _number(field: NumberField, value: str) -> float:
    """A number that the field could hold; of pages whole ones only.

    Raises:
        ValueError: It is none.
    """
    if not _NUMBER.fullmatch(value) or float(value) > _HIGHEST[field]:
        raise ValueError(value)
    return int(value) if field is NumberField.PAGE else float(value)
