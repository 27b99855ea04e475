"""Places where what is asked for stands in a text, as ``index.match`` finds them."""

from collections.abc import Iterable
from dataclasses import dataclass

from index.analysis import Token


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where a word or a phrase stands.

    Attributes:
        position: Of its first word, in words from 0.
        following: The position that follows its last word.
        start: Offset of its first character.
        end: Offset past its last character.
        cost: Of the likeliest way to misread what was typed as this; 0 if it was not misread.
    """

    position: int
    following: int
    start: int
    end: int
    cost: int = 0


def occurrence(token: Token, cost: int = 0) -> Occurrence:
    """Where a word stands."""
    following = token.position + token.width
    return Occurrence(token.position, following, token.start, token.end, cost)


def stretch(place: Occurrence) -> tuple[int, int]:
    """Its first position, and the one that follows its last: the order of places."""
    return place.position, place.following


def by_position(places: Iterable[Occurrence]) -> dict[int, Occurrence]:
    """For each position the occurrence that begins there; the longest, if there are several."""
    longest: dict[int, Occurrence] = {}
    for place in places:
        known = longest.get(place.position)
        if known is None or place.following > known.following:
            longest[place.position] = place
    return longest
