"""Which words of two texts are not in the other, in their order."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from typing import Any, Final

from index.analysis import Token, tokens
from index.limits import NO_HASTE, Budget, OutOfTimeError

MOST_WORDS: Final = 4_000
"""Of each text that are compared; a page full of print has a quarter of that."""

MOST_CHARACTERS: Final = 60_000
"""Of each text that are looked at: a file may be one line of a million characters."""

Stretch = tuple[int, int]
"""Start (inclusive) and end (exclusive) of a part of a text."""


@dataclass(frozen=True, slots=True)
class WordDiff:
    """What two texts do not have in common.

    Attributes:
        before: The stretches of the first text whose words the second has not there, in order.
        after: The same of the second.
        common: Words that both have.
        words: Words of the first that were compared, and of the second.
        is_cut: Whether only the beginnings were compared, for want of room.
        is_partial: Whether there was no time to compare them: then no stretch is given.
    """

    before: tuple[Stretch, ...]
    after: tuple[Stretch, ...]
    common: int
    words: tuple[int, int]
    is_cut: bool
    is_partial: bool

    @property
    def likeness(self) -> float:
        """Share of the words of the shorter text that the other has too, 0 to 1; 0 without any."""
        return self.common / least if (least := min(self.words)) else 0.0


def word_diff(before: str, after: str, budget: Budget = NO_HASTE) -> WordDiff:
    """Compare two texts by their words as they are searched: case, accents, signs do not count."""
    ours, theirs = _words(before), _words(after)
    old, new = ours[:MOST_WORDS], theirs[:MOST_WORDS]
    is_cut = (
        max(len(ours), len(theirs)) > MOST_WORDS or max(len(before), len(after)) > MOST_CHARACTERS
    )
    counts = len(old), len(new)
    try:
        blocks = _Matcher(old, new, budget).get_matching_blocks()
    except OutOfTimeError:
        return WordDiff((), (), 0, counts, is_cut, is_partial=True)
    return WordDiff(
        before=_between(old, [(one.a, one.size) for one in blocks]),
        after=_between(new, [(one.b, one.size) for one in blocks]),
        common=sum(one.size for one in blocks),
        words=counts,
        is_cut=is_cut,
        is_partial=False,
    )


def _words(text: str) -> list[Token]:
    return [token for token in tokens(text[:MOST_CHARACTERS]) if token.width == 1]


class _Matcher(SequenceMatcher[str]):
    """Compares words for as long as there is time; what repeats a lot is no place to begin at."""

    def __init__(self, old: Sequence[Token], new: Sequence[Token], budget: Budget) -> None:
        self._budget = budget
        super().__init__(None, [one.text for one in old], [one.text for one in new])

    def find_longest_match(self, *within: Any, **named: Any) -> Match:
        self._budget.check()
        return super().find_longest_match(*within, **named)


def _between(words: Sequence[Token], blocks: Sequence[tuple[int, int]]) -> tuple[Stretch, ...]:
    """The stretches of words that lie between blocks of others, of which an empty one is last."""
    found: list[Stretch] = []
    done = 0
    for start, size in blocks:
        if start > done:
            found.append((words[done].start, words[start - 1].end))
        done = start + size
    return tuple(found)
