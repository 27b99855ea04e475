"""More like a page: its most telling words, as a query for any of them.

A word tells the more of a page the oftener it stands there and the fewer other pages hold it. One
that no other page holds leads nowhere, so it is left out, as are numbers and single letters: most
are what a scan made of a smudge.
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from index.analysis import tokens
from index.engine import Engine
from index.joining import any_of
from index.query import Nothing, Query, Stem, Term
from index.scoring import rarity
from index.stems import has_stem, stem

MOST_WORDS: Final = 25
"""Words a page is compared by."""

LONGEST: Final = 40
"""Letters of a word; longer ones are lines that lost their spaces."""

MOST_CANDIDATES: Final = 1_000
"""Distinct words of a page that are looked at, the oftenest first; a long table has more."""


@dataclass(frozen=True, slots=True)
class TellingWord:
    """A word that tells a page from others.

    Attributes:
        word: Folded.
        pages: How many pages hold it, this one included; at least 2.
    """

    word: str
    pages: int


def telling_words(text: str, engine: Engine) -> tuple[TellingWord, ...]:
    """The most telling words of a page's text, the most telling first; one form of each.

    Raises:
        SearchError: The index cannot be read.
    """
    counts = Counter(token.text for token in tokens(text) if _is_telling(token.text))
    candidates = dict(counts.most_common(MOST_CANDIDATES))
    held = engine.pages_with(candidates)
    pages = max(engine.info().pages, 1)
    weights = {
        word: (1 + math.log(count)) * rarity(pages, held[word])
        for word, count in candidates.items()
        if held[word] > 1
    }
    return tuple(TellingWord(word, held[word]) for word in _best(weights))


def query_of(words: tuple[TellingWord, ...]) -> Query:
    """The pages that hold any form of any of the words."""
    leaves = [_leaf(each.word) for each in words]
    return any_of(leaves) or Nothing()


def _is_telling(word: str) -> bool:
    return 1 < len(word) <= LONGEST and any(map(str.isalpha, word))


def _best(weights: Mapping[str, float]) -> list[str]:
    """The words of most weight, of the forms of a word the first."""
    best: dict[str, str] = {}
    for word in sorted(weights, key=lambda word: (-weights[word], word)):
        best.setdefault(stem(word), word)
        if len(best) == MOST_WORDS:
            break
    return list(best.values())


def _leaf(word: str) -> Stem | Term:
    return Stem(word) if has_stem(word) else Term(word)
