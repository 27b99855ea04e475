"""How much of a page OCR got wrong, by words."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

import numpy as np

_WORD = re.compile(r"\w+")


def words_of(text: str) -> list[str]:
    """Words as both sides are compared: no case, no punctuation, ligatures as letters."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


@dataclass(frozen=True, slots=True)
class WordError:
    """What was wrong in the reading of pages, added up.

    Attributes:
        words: True ones.
        edits: Words to be changed, left out or put in to get from the reading to the truth, in
            reading order.
        found: True words that were read somewhere on their page.
        junk: Words read that do not stand on the page.
    """

    words: int = 0
    edits: int = 0
    found: int = 0
    junk: int = 0

    def __add__(self, other: "WordError") -> "WordError":
        return WordError(
            self.words + other.words,
            self.edits + other.edits,
            self.found + other.found,
            self.junk + other.junk,
        )

    @property
    def rate(self) -> float:
        """Edits a true word; above 1.0 where much was read that is not there."""
        return self.edits / max(self.words, 1)

    @property
    def recall(self) -> float:
        """Share of the true words that were read, wherever on the page (a bag of words)."""
        return self.found / max(self.words, 1)

    @property
    def junk_share(self) -> float:
        """Words read that do not stand there, as a share of the true ones."""
        return self.junk / max(self.words, 1)


def word_error(true: str, read: str) -> WordError:
    """Compare a page's reading with its truth."""
    expected, got = words_of(true), words_of(read)
    common = (Counter(expected) & Counter(got)).total()
    return WordError(len(expected), edits(expected, got), common, len(got) - common)


def edits(expected: list[str], got: list[str]) -> int:
    """The fewest words changed, left out or put in that make one list of the other."""
    numbers: dict[str, int] = {}
    columns = np.array([numbers.setdefault(word, len(numbers)) for word in got], dtype=np.int64)
    steps = np.arange(len(got) + 1)
    row = steps.copy()
    for word in expected:
        changed = row[:-1] + (columns != numbers.get(word, -1))
        best = np.concatenate(([row[0] + 1], np.minimum(changed, row[1:] + 1)))
        # Words put in come last: the cheapest start, and a step for each word after it.
        row = np.minimum.accumulate(best - steps) + steps
    return int(row[-1])
