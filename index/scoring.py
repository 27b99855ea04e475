"""How pages are ranked: BM25, for a word, a stem or a phrase alike.

A phrase counts as one rare word: as often as it stands on the page, as rare as the pages that
hold it. The formula is that of Whoosh's BM25F, but over the pages that are there: Whoosh counts
deleted ones until they are merged away, and rounds lengths, so that the same content would rank
differently after an update than after a rebuild.
"""

import math
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

SATURATION: Final = 1.2
"""K1: how soon further occurrences stop to count."""

LENGTH_WEIGHT: Final = 0.75
"""B: how much a longer page counts less; 0 is not at all, 1 in full proportion."""

Number = TypeVar("Number", float, NDArray[np.float64])


def rarity(pages: int, holding: int) -> float:
    """The inverse document frequency: the fewer of all pages hold something, the higher."""
    return math.log(pages / (holding + 1)) + 1


def bm25(count: Number, length: Number, *, rarity: float, mean_length: float) -> Number:
    """The score of pages, one or many at once.

    Args:
        count: How often the page holds it, more than 0.
        length: Words in the page's field.
        rarity: As ``rarity`` gives it.
        mean_length: Mean of ``length`` over all pages of the index.
    """
    return weighed(count, penalty(length, mean_length=mean_length), rarity=rarity)


def penalty(length: Number, *, mean_length: float) -> Number:
    """What the length of pages takes from their scores; the same for every query."""
    return SATURATION * ((1 - LENGTH_WEIGHT) + LENGTH_WEIGHT * length / mean_length)


def weighed(count: Number, penalty: Number, *, rarity: float) -> Number:
    """The score of pages whose ``penalty`` is known."""
    return rarity * (count * (SATURATION + 1) / (count + penalty))
