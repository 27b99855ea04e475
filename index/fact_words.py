"""The words under which an index keeps facts: ``badge:4411``, ``day:2017-01-02``.

A date is kept under its day, its month and its year, so that a range of dates is a few words: its
whole years, the whole months before and after them, and the days that are left.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from index.facts import Fact, FactKind
from index.written_dates import FIRST_YEAR, LAST_YEAR

DAY: Final = "day:"
MONTH: Final = "month:"
YEAR: Final = "year:"

_EARLIEST: Final = date(FIRST_YEAR, 1, 1)
_LATEST: Final = date(LAST_YEAR, 12, 31)


def number_word(kind: FactKind, value: str) -> str:
    """The word of a number, by its normal form."""
    return f"{kind}:{value}"


def words_of(fact: Fact) -> tuple[str, ...]:
    """The words of a fact; several for a date."""
    if fact.kind is not FactKind.DATE:
        return (number_word(fact.kind, fact.value),)
    year, month = YEAR + fact.value[:4], MONTH + fact.value[:7]
    is_day = len(fact.value) > len("2017-01")
    return (year, month, DAY + fact.value) if is_day else (year, month)


@lru_cache(maxsize=256)
def words_within(first: date | None, last: date | None) -> tuple[str, ...]:
    """The words of dates from one day to another, both included; no date has two of them.

    A month written without a day is within a range that holds all of it. None leaves an end open.
    """
    ends = max(first or _EARLIEST, _EARLIEST), min(last or _LATEST, _LATEST)
    return tuple(_words_within(*ends))


def _words_within(day: date, last: date) -> Iterator[str]:
    while day <= last:
        end, word = _longest_from(day, last)
        yield word
        day = end + timedelta(days=1)


def _longest_from(day: date, last: date) -> tuple[date, str]:
    """The longest of a year, a month and a day that begins on a day: its end, and its word."""
    year_end = date(day.year, 12, 31)
    if (day.month, day.day) == (1, 1) and year_end <= last:
        return year_end, f"{YEAR}{day.year:04}"
    month_end = date(day.year, day.month, monthrange(day.year, day.month)[1])
    if day.day == 1 and month_end <= last:
        return month_end, f"{MONTH}{day.isoformat()[:7]}"
    return day, f"{DAY}{day.isoformat()}"
