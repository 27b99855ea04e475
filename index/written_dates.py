"""Dates written in a text, in the ways that American records write them.

The month stands before the day in numbers. Two digits of a year from 30 on are of the last
century. A date without a year takes it from the one that it is the beginning of a range to, as in
``Dec. 28 to Jan. 3, 2017``; others are left out, as nothing says which year is meant. So is what
no calendar has.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Final

from index.facts import Fact, FactKind
from index.misread_digits import is_mostly_digits, read_digits

FIRST_YEAR: Final = 1800
LAST_YEAR: Final = 2099
PIVOT: Final = 30
"""Two digits from here on are of the twentieth century, as most of them are dates of birth."""

_MONTHS: Final = "janfebmaraprmayjunjulaugsepoctnovdec"
_MONTH: Final = (
    r"(?P<month>(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))"
)
_D: Final = r"[\dOolI|SB]"  # what may be a digit
_DAY: Final = r"(?P<day>[\dOolI|]{1,2})(?i:st|nd|rd|th)?"
_YEAR: Final = rf"(?P<year>[12l|]{_D}{{3}}(?!\w))"
_SHORT_YEAR: Final = r"(?P<year>[12l|][\dOolI|SB]{3}|'?\d\d)(?!\w)"
_GAP: Final = r"[ \t]*\n?[ \t]*"
_SPACE: Final = r"(?:[ \t]+|[ \t]*\n[ \t]*)"

_MONTH_NAME = re.compile(rf"(?<!\w){_MONTH}")
_MONTH_FIRST = re.compile(
    rf"(?<![\w-]){_MONTH}(?:\.{_GAP}|{_SPACE}){_DAY}(?:,{_GAP}|{_SPACE}){_YEAR}"
)
_DAY_FIRST = re.compile(
    rf"(?<![\w./-]){_DAY}(?:{_SPACE}(?i:day))?(?:{_SPACE}(?i:of))?{_SPACE}{_MONTH}\.?,?{_SPACE}{_YEAR}",
)
_DASHED = re.compile(rf"(?<![\w./-]){_DAY}-{_MONTH}-{_SHORT_YEAR}", re.IGNORECASE)
_MONTH_ALONE = re.compile(
    rf"(?<![\w-]){_MONTH}(?:\.{_GAP}|{_SPACE}|,{_SPACE})(?:(?i:of){_SPACE})?{_YEAR}"
)
_ISO = re.compile(
    rf"(?<!\w)(?P<year>[12l|]{_D}{{3}})(?P<sign>[-/.])(?P<month>{_D}{{1,2}})(?P=sign)"
    rf"(?P<day>{_D}{{1,2}})(?![^\WT])(?!(?P=sign)\d)"
)
_NUMERIC = re.compile(
    rf"(?<!\w)(?P<month>{_D}{{1,2}})(?P<sign>[-/.])(?P<day>{_D}{{1,2}})(?P=sign)"
    rf"(?P<year>[12l|]{_D}{{3}}|{_D}{{2}})(?!\w)(?!(?P=sign)\d)"
)
_TO: Final = rf"(?:{_GAP}[-\u2013\u2014]{_GAP}|{_SPACE}(?i:to|through|thru|until|and|&){_SPACE})"
_WEEKDAY: Final = rf"(?:(?i:mon|tue|wed|thu|fri|sat|sun)\w{{0,6}}\.?,?{_SPACE})?"
_NAMED_BEFORE = re.compile(
    rf"(?<![\w-]){_MONTH}(?:\.{_GAP}|{_SPACE}){_DAY}(?P<to>{_TO}{_WEEKDAY})\Z"
)
_NUMERIC_BEFORE = re.compile(rf"(?<![\w./-])(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})(?P<to>{_TO})\Z")
_DAY_AFTER = re.compile(
    rf"(?<![\w-]){_MONTH}(?:\.{_GAP}|{_SPACE}){_DAY}(?P<to>{_TO})"
    rf"(?P<second>\d{{1,2}})(?i:st|nd|rd|th)?(?:,{_GAP}|{_SPACE}){_YEAR}",
)
_LOOK_BACK: Final = 40  # characters before a date in which the beginning of its range may stand


def written_dates(text: str) -> Iterator[Fact]:
    """The dates of a text, whole ones before those that begin a range, months alone last.

    They may overlap: what comes first is right.
    """
    months = [found.start() for found in _MONTH_NAME.finditer(text)]
    whole = [*_ranges_of_days(text, months), *_whole(text, months)]
    yield from whole
    for fact in whole:
        yield from _begun(text, fact)
    for found in _at(_MONTH_ALONE, text, months):
        if (year := _year(found["year"])) and FIRST_YEAR <= year <= LAST_YEAR:
            value = f"{year}-{_month(found['month']):02}"
            yield _fact(value, found.start(), found.end(), found["year"])


def _at(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """What a pattern finds at some places; trying it there alone is far cheaper."""
    for start in starts:
        if found := pattern.match(text, start):
            yield found


def _whole(text: str, months: Sequence[int]) -> Iterator[Fact]:
    days_first = (_DAY_FIRST, _DASHED) if months else ()
    found = [_at(_MONTH_FIRST, text, months), *(each.finditer(text) for each in days_first)]
    found += [_ISO.finditer(text), _NUMERIC.finditer(text)]
    for match in chain.from_iterable(found):
        if fact := _dated(text, match):
            yield fact


def _dated(text: str, found: re.Match[str]) -> Fact | None:
    parts = found.groupdict()
    numbers = [part for name, part in parts.items() if name != "sign" and not part.isalpha()]
    sign = parts.get("sign")
    if sign and not _stands_alone(text, found, sign):
        return None
    month = read_digits(parts["month"]) if sign else str(_month(parts["month"]))
    day = _day(_year(parts["year"]), int(month), int(read_digits(parts["day"])))
    return _fact(day, found.start(), found.end(), *numbers) if day else None


def _stands_alone(text: str, found: re.Match[str], sign: str) -> bool:
    """Whether numbers with signs between are a date for all that can be seen of them."""
    before = text[max(found.start() - 2, 0) : found.start()]
    if len(before) == 2 and before[1] == sign and before[0].isalnum():
        return False
    if sign == "." and len(found["year"]) == 2:
        return False  # a section, a version
    year = found["year"]
    return is_mostly_digits(year) and is_mostly_digits(found[0].replace(sign, ""))


def _ranges_of_days(text: str, months: Sequence[int]) -> Iterator[Fact]:
    """Both ends of ``June 3-5, 2017``."""
    for found in _at(_DAY_AFTER, text, months):
        year, month = _year(found["year"]), _month(found["month"])
        first = _day(year, month, int(read_digits(found["day"])))
        last = _day(year, month, int(found["second"]))
        if first and last and first < last:
            yield Fact(FactKind.DATE, last, found.start("second"), found.end())
            yield Fact(FactKind.DATE, first, found.start(), found.start("to"))


def _begun(text: str, last: Fact) -> Iterator[Fact]:
    """The beginning of the range that a date ends, if it stands before it without a year."""
    first = max(last.start - _LOOK_BACK, 0)
    before = text[first : last.start]
    is_numeric = text[last.start].isdigit()
    found = (_NUMERIC_BEFORE if is_numeric else _NAMED_BEFORE).search(before)
    if not found or len(last.value) < len("2017-01-02"):
        return
    month = int(found["month"]) if is_numeric else _month(found["month"])
    number, year = int(read_digits(found["day"])), int(last.value[:4])
    day = _day(year, month, number)
    if day and day > last.value:
        day = _day(year - 1, month, number)
    if day:
        yield Fact(FactKind.DATE, day, first + found.start(), first + found.start("to"))


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) // 3 + 1


def _year(written: str) -> int:
    digits = read_digits(written.lstrip("'"))
    if len(digits) == 2:
        return int(digits) + (1900 if int(digits) >= PIVOT else 2000)
    return int(digits)


def _day(year: int, month: int, day: int) -> str | None:
    """A day in its normal form; None if no calendar has it."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found.isoformat() if FIRST_YEAR <= year <= LAST_YEAR else None


def _fact(value: str, start: int, end: int, *numbers: str) -> Fact:
    misread = any(read_digits(number) != number for number in numbers)
    return Fact(FactKind.DATE, value, start, end, misread)
