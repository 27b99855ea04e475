"""Words and identifiers that stand nowhere else, to be put on pages and searched for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from index.analysis import fold, tokens
from index.identifiers import folded, is_findable
from verify.vocabulary import Vocabulary

_VOWELS = frozenset("aeiouy")
_LEAST_LETTERS, _MOST_LETTERS = 6, 11
_LEAST_HEAD = 3
_USUAL_SHAPES = ("2019-0412", "19-04127")
"""Of identifiers, for collections that have none."""
_MOST_TRIES = 200
_SHAPE = re.compile(r"[A-Z]{0,4}[-.#/]?\d[\dA-Z]*(?:[-./]\d[\dA-Z]*){0,3}")
_ENDINGS = re.compile(r"(?:ing|ed|s|ly|ion|er|es)$")


@dataclass(frozen=True, slots=True)
class Planted:
    """What was put on one page and stands nowhere else.

    Attributes:
        text: As printed.
        is_identifier: Whether it is one; otherwise a word.
    """

    text: str
    is_identifier: bool


class Planter:
    """Makes what is planted; nothing twice, and nothing that the collection holds.

    Args:
        vocabulary: Of the collection: words are put together from halves of its own, and
            identifiers have the shapes of its own.
        chance: Chooses.
    """

    def __init__(self, vocabulary: Vocabulary, chance: np.random.Generator) -> None:
        self._chance = chance
        known = {token.text for word in vocabulary.printed for token in tokens(word)}
        self._heads, self._tails = _halves(known)
        self._taken = {_ENDINGS.sub("", word) for word in known}
        self._shapes = [one for one in vocabulary.identifiers if _SHAPE.fullmatch(one)] or list(
            _USUAL_SHAPES
        )
        self._numbers = {folded(fold(one)) for one in vocabulary.identifiers}

    def word(self) -> Planted | None:
        """A word of the collection's own sound; None where it has too few words for one."""
        if not self._heads or not self._tails:
            return None
        for _ in range(_MOST_TRIES):
            made = str(self._chance.choice(self._heads)) + str(self._chance.choice(self._tails))
            short = _ENDINGS.sub("", made)
            if _LEAST_LETTERS <= len(made) <= _MOST_LETTERS and short not in self._taken:
                self._taken.add(short)
                return Planted(made.capitalize(), is_identifier=False)
        return None

    def identifier(self) -> Planted | None:
        """An identifier like the collection's, with other digits; None where none can be found."""
        for _ in range(_MOST_TRIES):
            shape = self._shapes[int(self._chance.integers(len(self._shapes)))]
            made = "".join(self._other(character) for character in shape)
            form = "".join(folded(token.text) for token in tokens(made))
            if is_findable(form) and form not in self._numbers:
                self._numbers.add(form)
                return Planted(made, is_identifier=True)
        return None

    def _other(self, character: str) -> str:
        return str(self._chance.integers(10)) if character.isdecimal() else character


def _halves(words: set[str]) -> tuple[list[str], list[str]]:
    """Beginnings that end before a vowel's consonant, and ends that begin with one."""
    heads, tails = set(), set()
    for word in sorted(words):
        if word.isascii() and word.isalpha() and len(word) >= _LEAST_LETTERS:
            for cut in _cuts(word):
                heads.add(word[:cut])
                tails.add(word[cut:])
    return sorted(heads), sorted(tails)


def _cuts(word: str) -> Iterator[int]:
    """Where a consonant and a vowel follow upon a vowel: between syllables, mostly."""
    for place in range(_LEAST_HEAD, len(word) - 2):
        kinds = [letter in _VOWELS for letter in word[place - 1 : place + 2]]
        if kinds == [True, False, True]:
            yield place
