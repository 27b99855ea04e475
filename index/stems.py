"""English stems: which words are forms of one word, as ``complaint`` and ``complaints``.

Snowball's English rules, and two of ours. Words with digits or other letters than English ones are
their own stems, and so are words whose stem would be too short to mean anything: ``INS`` is not
``in``. Words that the rules throw together and these records keep apart have stems of their own.
"""

import threading
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import Stemmer

LEAST_LETTERS: Final = 3
"""A shorter word has no stem, and no stem is shorter."""

_KEPT_APART: Final = {
    **dict.fromkeys(["officer", "officers"], "officer"),  # else forms of "office"
    **dict.fromkeys(["department", "departments"], "department"),  # of "depart"
    **dict.fromkeys(["informant", "informants"], "informant"),  # of "information"
    **dict.fromkeys(["internal", "internally"], "internal"),  # of "intern"
}


RULES: Final = f"{Stemmer.version()}-1"
"""Names the rules. Raise its last number with any change here: arrays keep stems, and those made
by other rules are written anew."""


class _Local(threading.local):
    """A stemmer for each thread, as the library's are not safe to share."""

    def __init__(self) -> None:
        self.english = Stemmer.Stemmer("english", 0)  # no cache: ours serves all threads


_local = _Local()


def has_stem(word: str) -> bool:
    """Whether a folded word is one the rules know; any other stands for itself alone."""
    return len(word) >= LEAST_LETTERS and word.isascii() and word.isalpha()


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem of a folded word; the word itself where it has none. Safe between threads."""
    return stems([word])[0]


def stems(words: Iterable[str]) -> list[str]:
    """The stem of each of many words: some ten times faster than one after the other."""
    every = list(words)
    found: list[str] = _local.english.stemWords(every)
    return [
        _KEPT_APART.get(word) or (short if len(short) >= LEAST_LETTERS else word)
        if has_stem(word)
        else word
        for word, short in zip(every, found, strict=True)
    ]
