"""Words that are words: those of English, and those that stand on several pages of a collection.

What OCR made of a word is hardly ever such a word, and what is nearer to another of them than to
the typed one is a misreading of that.
"""

from functools import cache
from importlib import resources
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.misread_words import ReadWords
from index.word_list import WordList

FEWEST_PAGES: Final = 3
"""A word on so many pages is one, whatever the language."""


class KnownWords:
    """Some words that are words. Never changed, so threads may share it.

    Args:
        words: In order.
    """

    def __init__(self, words: WordList) -> None:
        self.words = words
        self.read_words = ReadWords(words)


def is_english(word: str) -> bool:
    """Whether a folded word is in the list of English words; it has some 40,000."""
    return word in _english()


def known_words(words: WordList, pages: NDArray[np.int64]) -> KnownWords:
    """The English words and those of a collection's words that stand on several pages.

    Args:
        words: In order.
        pages: For each how many hold it.
    """
    several = words.at(np.flatnonzero(pages >= FEWEST_PAGES))
    return KnownWords(WordList.of(sorted(_english().union(several))))


@cache
def _english() -> frozenset[str]:
    text = resources.files("index").joinpath("english_words.txt").read_text("utf-8")
    return frozenset(text.split())
