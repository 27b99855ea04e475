"""The beginnings of facts: how the normal forms begin of numbers that are being typed."""

import re
from collections.abc import Iterator
from typing import Final

from index.facts import FactKind
from index.identifiers import folded

LEAST: Final = 3
"""Letters and digits; fewer begin too many numbers."""

_AFFAIRS: Final = re.compile(r"(?:I\.?A\.?D?\.?[#:/-]*)?(.*)")
_SEPARATORS: Final = re.compile(r"[^0-9A-Z]")
_INTRODUCED: Final = re.compile(r"\A[A-Z]{1,2}[#:/-]*(?=\d)")
_OF_CENTURY: Final = 70
"""Two digits of a year from here on are of the last century."""


def beginnings(kind: FactKind, typed: str) -> tuple[str, ...]:
    """How numbers of a kind may begin, in their normal form, that go on from what is typed.

    None if it is too short for one, or has what no number of the kind has.
    """
    typed = typed.upper()
    bare = _SEPARATORS.sub("", typed)
    if len(bare) < LEAST or sum(map(str.isdecimal, bare)) * 2 < len(bare):
        return ()
    match kind:
        case FactKind.AFFAIRS:
            return tuple(_of_affairs(_AFFAIRS.sub(r"\1", typed, count=1)))
        case FactKind.PHONE:
            return tuple(_of_phone(bare)) if bare.isdecimal() else ()
        case FactKind.INCIDENT:
            digits = _digits(_INTRODUCED.sub("", typed, count=1))
            return (digits,) if len(digits) >= LEAST else ()
        case FactKind.BADGE | FactKind.DOCKET | FactKind.PLATE:
            return (bare,)
        case FactKind.DATE:
            return ()


def _of_affairs(typed: str) -> Iterator[str]:
    """The year in four digits or in two, then the number in that year."""
    year, hyphen, serial = typed.partition("-")
    year, serial = _digits(year), _digits(serial)
    if len(year) > 4 and not hyphen:
        year, serial = year[:4], year[4:]
    if len(year) == 4:
        yield f"{year}-{serial}"
    elif len(year) == 2 and hyphen:
        yield f"{'19' if int(year) >= _OF_CENTURY else '20'}{year}-{serial}"


def _of_phone(digits: str) -> Iterator[str]:
    """With the area before, and without."""
    yield "-".join(filter(None, (digits[:3], digits[3:6], digits[6:])))
    if 3 < len(digits) <= 7:
        yield f"{digits[:3]}-{digits[3:]}"


def _digits(typed: str) -> str:
    """The digits of what is typed, letters that scans take for them read as such; else nothing."""
    digits = folded(_SEPARATORS.sub("", typed).lower())
    return digits if digits.isdecimal() else ""
