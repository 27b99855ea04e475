"""How likely OCR is to have read one word as another, as a cost: letter by letter, by confusions.

A cost is ten times the negative binary logarithm of a chance: 10 for one in two, 66 for one in a
hundred. A confusion reads one or two letters as one or two others (``rn`` as ``m``), as none, or
reads a letter where there is none. ``confusions.json`` holds the costs; ``scripts/confusions``
learns them from pairs of words as printed and as read.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from string import ascii_lowercase, digits
from typing import Final

import numpy as np
from numpy.typing import NDArray

Costs = NDArray[np.int32]

LETTERS: Final = ascii_lowercase + digits
"""What confusions are known of; every other letter is one more class, the last."""

IMPOSSIBLE: Final = 10_000
"""More than any word may cost. Digits are other numbers, not misreadings of each other."""


@dataclass(frozen=True)
class Confusions:
    """The costs of confusions. Never changed, so threads may share them.

    Attributes:
        costs: By what is printed and what is read, as ``rn>m``, ``i>`` and ``>i``.
        changed: Of a letter read as another that is not in ``costs``.
        dropped: Of a letter not read.
        added: Of a letter read where none is.
    """

    costs: Mapping[str, int]
    changed: int
    dropped: int
    added: int

    def of_change(self, letter: str) -> Costs:
        """For each letter of ``LETTERS``, and any other, what it costs to be read for a letter."""
        costs = [self.of_one(letter, read) for read in LETTERS]
        return np.array([*costs, self.changed], dtype=np.int32)

    def of_one(self, letter: str, read: str) -> int:
        """What it costs that a letter is read as another; 0 for itself."""
        if letter == read:
            return 0
        if letter in digits and read in digits:
            return IMPOSSIBLE
        return self.costs.get(f"{letter}>{read}", self.changed)

    def of_drop(self, letter: str) -> int:
        """What it costs that a letter is not read."""
        return IMPOSSIBLE if letter in digits else self.costs.get(f"{letter}>", self.dropped)

    @cached_property
    def of_addition(self) -> Costs:
        """For each letter of ``LETTERS``, and any other, what it costs where none is."""
        costs = [self.costs.get(f">{read}", self.added) for read in LETTERS]
        return np.array([*costs, self.added], dtype=np.int32)

    @cached_property
    def merged(self) -> Mapping[str, list[tuple[str, int]]]:
        """For two letters the ones they are read as together, with the costs."""
        return self._of_lengths(2, 1)

    @cached_property
    def parted(self) -> Mapping[str, list[tuple[str, int]]]:
        """For a letter the two it is read as, with the costs."""
        return self._of_lengths(1, 2)

    def _of_lengths(self, printed: int, read: int) -> Mapping[str, list[tuple[str, int]]]:
        found: dict[str, list[tuple[str, int]]] = {}
        for confusion, cost in self.costs.items():
            before, _, after = confusion.partition(">")
            if len(before) == printed and len(after) == read:
                found.setdefault(before, []).append((after, cost))
        return found


@cache
def known_confusions() -> Confusions:
    """The confusions the program comes with."""
    text = resources.files("index").joinpath("confusions.json").read_text("utf-8")
    known = json.loads(text)
    return Confusions(known["costs"], known["changed"], known["dropped"], known["added"])
