"""Digits that a scan took for letters, where nothing but a digit can stand."""

from typing import Final

DIGIT: Final = r"[0-9OoQlI|SBZ]"
"""What may be a digit, as part of a regular expression."""

_READ: Final = str.maketrans("OoQlI|SBZ", "000111582")


def read_digits(written: str) -> str:
    """A text with the letters that may be digits as digits."""
    return written.translate(_READ)


def is_mostly_digits(written: str) -> bool:
    """Whether at least half of a text are digits as they stand."""
    return 2 * sum(map(str.isdecimal, written)) >= len(written)
