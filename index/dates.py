"""Dates as people type them in a query: days, months, years and ranges of them."""

import re
from calendar import monthrange
from datetime import date, timedelta

from index.query import DateRange

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_COMPARISON = re.compile(r"(>=|<=|>|<)\s*(\S+)")
_RANGE = re.compile(r"\[\s*(\S+)\s+TO\s+(\S+?)\s*\]")


def read_dates(value: str) -> DateRange | None:
    """The range a value names: ``2017``, ``>2017-06``, ``[2017-01-01 TO *]``; None if none.

    A month or a year as the end of a range is included whole: ``<=2017`` is up to its last day.
    ``first`` is after ``last`` if the range was typed so.
    """
    try:
        if typed := _RANGE.fullmatch(value):
            return DateRange(_end(typed[1], last=False), _end(typed[2], last=True))
        if typed := _COMPARISON.fullmatch(value):
            return _compared(typed[1], *_span(typed[2]))
        return DateRange(*_span(value))
    except (ValueError, OverflowError):
        return None


def exchanged(value: str) -> str:
    """A range with its ends the other way round; anything else as it is."""
    return _RANGE.sub(r"[\2 TO \1]", value)


def _end(value: str, *, last: bool) -> date | None:
    return None if value == "*" else _span(value)[last]


def _compared(sign: str, first: date, last: date) -> DateRange:
    day = timedelta(days=1)
    match sign:
        case ">":
            return DateRange(last + day, None)
        case ">=":
            return DateRange(first, None)
        case "<":
            return DateRange(None, first - day)
        case _:
            return DateRange(None, last)


def _span(value: str) -> tuple[date, date]:
    """The first and the last day of a day, a month or a year.

    Raises:
        ValueError: It is none of these, or is not in the calendar.
        OverflowError: It is the last month there is.
    """
    typed = _DATE.fullmatch(value)
    if typed is None:
        raise ValueError(value)
    year, month, day = (int(part) if part else None for part in typed.groups())
    if year is None or month is None:
        return date(int(typed[1]), 1, 1), date(int(typed[1]), 12, 31)
    if day is not None:
        return date(year, month, day), date(year, month, day)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
