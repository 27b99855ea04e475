"""What of a page a query asks for, as ``index.match`` finds it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of a page's text that a query asks for.

    Attributes:
        start: Offset of its first character in the page's text.
        end: Offset past its last character.
        terms: What of the query stands there: a word as typed, with its star if it has one, or
            the words of a phrase with spaces between. More than one where they overlap.
        variant: Whether what is printed there differs from all of them in letters that a scan may
            have misread.
        runs_on: Whether it is part of something that goes on on the next page.
    """

    start: int
    end: int
    terms: tuple[str, ...]
    variant: bool = False
    runs_on: bool = False


@dataclass(frozen=True, slots=True)
class Onward:
    """What of a hit stands on a page after its own.

    Attributes:
        page: Its number.
        text: Of that page.
        matches: In that text, as ``Found.matches``.
    """

    page: int
    text: str
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What of a page a query asks for.

    Attributes:
        matches: On the page itself, sorted by start and not overlapping; empty if the page matches
            without words of its text.
        onward: What of phrases and of words near each other that begin on the page stands on the
            pages after it, by number.
    """

    matches: tuple[Match, ...]
    onward: tuple[Onward, ...]


def printed(text: str, matches: Iterable[Match]) -> tuple[str, ...]:
    """The distinct stretches of a text that matched, as printed but for white space, in order."""
    stretches = (text[match.start : match.end] for match in matches)
    return tuple(dict.fromkeys(" ".join(words.split()) for words in stretches))


def merged(marks: Iterable[Match]) -> tuple[Match, ...]:
    """Overlapping marks as one, in the order of the text."""
    joined: list[Match] = []
    for mark in sorted(marks, key=lambda mark: mark.start):
        if joined and mark.start < joined[-1].end:
            last = joined[-1]
            terms = tuple(dict.fromkeys(last.terms + mark.terms))
            is_variant = last.variant and mark.variant
            runs_on = last.runs_on or mark.runs_on
            joined[-1] = Match(last.start, max(last.end, mark.end), terms, is_variant, runs_on)
        else:
            joined.append(mark)
    return tuple(joined)
