"""How pages are ranked: BM25, for a word, a stem or a phrase alike, and a little for the title.

A phrase counts as one rare word: as often as it stands on the page, as rare as the pages that
hold it. What stands on most pages counts next to nothing, so that ``the`` in a query of any of its
words moves no page. A word counts a little more in the form that was typed than in its others. A
page whose document has the word in its title too ranks higher; a title alone makes no page a hit.
Everything is counted over the pages that are there, deleted ones left out, so that the same content
ranks the same after an update as after a rebuild.

The numbers were chosen by measuring: see ``docs/decisions/0010-ranking.md``.
"""

import math
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

SATURATION: Final = 1.2
"""K1: how soon further occurrences stop to count."""

LENGTH_WEIGHT: Final = 0.75
"""B: how much a longer page counts less; 0 is not at all, 1 in full proportion."""

TYPED_WEIGHT: Final = 0.1
"""How much more a word counts in the form that was typed than in its other forms."""

TITLE_WEIGHT: Final = 0.75
"""What a title of mean length that holds the word adds, as a share of the word's rarity."""

TITLE_LENGTH_WEIGHT: Final = 0.3
"""How much a longer title counts less, as ``LENGTH_WEIGHT`` is for pages."""

Number = TypeVar("Number", float, NDArray[np.float64])


def rarity(pages: int, holding: int) -> float:
    """The inverse document frequency: the fewer of all pages hold something, the higher.

    Always above 0, so that a word on every page still ranks by how often it is there.
    """
    return math.log(1 + (pages - holding + 0.5) / (holding + 0.5))


def penalty(length: Number, *, mean_length: float) -> Number:
    """What the length of pages takes from their scores; the same for every query.

    Args:
        length: Words in the page's field.
        mean_length: Mean of ``length`` over all pages of the index.
    """
    return SATURATION * ((1 - LENGTH_WEIGHT) + LENGTH_WEIGHT * length / mean_length)


def weighed(count: Number, penalty: Number, *, rarity: float) -> Number:
    """The score of pages, one or many at once.

    Args:
        count: How often the page holds it, more than 0.
        penalty: As ``penalty`` gives it.
        rarity: As ``rarity`` gives it.
    """
    found = count * (SATURATION + 1)
    found /= count + penalty
    found *= rarity  # in place: arrays of all pages are slow to make
    return found


def title_share(length: Number, *, mean_length: float) -> Number:
    """What a title that holds a word adds to a page's score, to be multiplied by the rarity.

    Args:
        length: Words in the title.
        mean_length: Mean of ``length`` over all pages of the index.
    """
    relative = (1 - TITLE_LENGTH_WEIGHT) + TITLE_LENGTH_WEIGHT * length / mean_length
    return TITLE_WEIGHT / relative
