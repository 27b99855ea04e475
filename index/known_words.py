"""Words that are words: those of English, and those that stand on several pages of a collection.

What OCR made of a word is hardly ever such a word, and what is nearer to another of them than to
the typed one is a misreading of that.
"""

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.misread_words import ReadWords
from index.word_list import WordList
from ingest.english import english_words

FEWEST_PAGES: Final = 3
"""A word on so many pages is one, whatever the language."""


class KnownWords:
    """English words and those of a collection's words that stand on several pages.

    Never changed, so threads may share it.

    Args:
        words: Of the collection.
        read_words: The same.
        pages: For each how many hold it.

    Attributes:
        read_words: To be compared; one may be there twice.
    """

    def __init__(self, words: WordList, read_words: ReadWords, pages: NDArray[np.int64]) -> None:
        self._words, self._kept = words, np.flatnonzero(pages >= FEWEST_PAGES)
        self.read_words = read_words.only(self._kept).followed_by(_english_to_read())

    def __getitem__(self, place: int) -> str:
        """The word at a place of ``read_words``."""
        held = len(self._kept)
        return (
            self._words[int(self._kept[place])] if place < held else english_words()[place - held]
        )


def lay_out_english() -> None:
    """Do at once what otherwise the first search for misread words of a process waits for."""
    _english()
    _english_to_read()


def is_english(word: str) -> bool:
    """Whether a folded word is in the list of English words; it has some 40,000."""
    return word in _english()


@cache
def _english() -> frozenset[str]:
    return frozenset(english_words())


@cache
def _english_to_read() -> ReadWords:
    return ReadWords.of(WordList.of(english_words()))
