"""How much of what was read on a page are words, to compare two readings of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ingest.english import english_words

_RUN = re.compile(r"[^\W\d_]{3,}")
_JUNK = 0.5
"""What a letter in a word nobody knows takes from a reading's value. Names count so too, but stand
in both readings; without it, a reading of the same words among stray marks would be as good."""
_FEWEST_LETTERS = 60
"""Letters below which a page says nothing of how well it was read."""
_ENOUGH_LOWER = 100
"""Letters in words without capitals from which these alone are judged: they are no names."""


@dataclass(frozen=True, slots=True)
class ReadingScore:
    """What was read.

    Attributes:
        known: Letters in words of three letters and more that are English.
        other: Letters in other such words.
        lower_known: Those of ``known`` that stand in words without capitals.
        lower_other: Likewise.
    """

    known: int = 0
    other: int = 0
    lower_known: int = 0
    lower_other: int = 0

    @classmethod
    def of(cls, words: Iterable[str]) -> "ReadingScore":
        """The score of a page's words."""
        known = other = lower_known = lower_other = 0
        for run in _RUN.findall(" ".join(words)):
            is_known, is_lower = run.lower() in _known(), run.islower()
            known += len(run) * is_known
            other += len(run) * (not is_known)
            lower_known += len(run) * (is_known and is_lower)
            lower_other += len(run) * (not is_known and is_lower)
        return cls(known, other, lower_known, lower_other)

    @property
    def value(self) -> float:
        """The more, the more was read, and the better; of one page's readings only."""
        return self.known - _JUNK * self.other

    @property
    def share(self) -> float | None:
        """Share of the letters that stand in known words, 0.0 to 1.0; None if there are too few.

        Of words without capitals where the page has enough of them, for names are in no list.
        """
        if self.lower_known + self.lower_other >= _ENOUGH_LOWER:
            return self.lower_known / (self.lower_known + self.lower_other)
        letters = self.known + self.other
        return self.known / letters if letters >= _FEWEST_LETTERS else None


@cache
def _known() -> frozenset[str]:
    return frozenset(english_words())
