"""Stems, prefixes, wildcards and fuzzy words: which words of an index they stand for."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from index.misread import Variant
from index.query import (
    And,
    Expandable,
    Fuzzy,
    IdentifierPrefix,
    Misread,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Stem,
    Wildcard,
)
from index.spelling import is_within
from index.stems import stem
from index.tolerant import plain_word, together

Covered = Mapping[Expandable, Mapping[str, int]]
"""For each leaf the words it stands for, with the costs of misread ones and 0 for others.

A leaf that is not there stands for all that fit; one that may be misread for itself alone.
"""

NOT_LIMITED: Final[Covered] = {}


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a stem, a prefix, a wildcard or a fuzzy word stood for in one search.

    Attributes:
        leaf: What was asked for.
        words: The words searched for, each with the number of its pages: the commonest first,
            then by the alphabet.
        capped: Whether more words fit than were searched for.
        variants: Of a word that may be misread, what it may stand as: the word itself, its forms,
            and misreadings, the likeliest first, also those that were left out. Then ``words``
            are the misreadings that were searched for, in this order.
    """

    leaf: Expandable
    words: tuple[tuple[str, int], ...]
    capped: bool
    variants: tuple[Variant, ...] = ()

    @property
    def searched(self) -> Mapping[str, int]:
        """The words searched for, with their costs."""
        costs = {variant.text: variant.cost for variant in self.variants}
        return {word: costs.get(word, 0) for word, _ in self.words}


def covered(expansions: Iterable[Expansion]) -> Covered:
    """The words of expansions, to be looked up."""
    return {one.leaf: one.searched for one in expansions}


def likeliest(leaf: Misread, found: Sequence[Variant], limit: int) -> Expansion:
    """The expansion to the likeliest of misreadings; of more, the rest is not even named.

    Args:
        leaf: The word.
        found: As ``index.misread.variants`` gives them.
        limit: Misreadings at most.
    """
    taken = [variant for variant in found if variant.is_searched]
    dropped = set(taken[limit:])
    words = tuple((variant.text, variant.pages) for variant in taken[:limit])
    named = tuple(variant for variant in found if variant not in dropped)
    return Expansion(leaf, words, bool(dropped), named)


def commonest(leaf: Expandable, counts: Iterable[tuple[str, int]], limit: int) -> Expansion:
    """The expansion to the commonest of words with their numbers of pages; to all of a stem."""
    found = sorted(counts, key=lambda entry: (-entry[1], entry[0]))
    if isinstance(leaf, Stem):
        return Expansion(leaf, tuple(found), capped=False)
    return Expansion(leaf, tuple(found[:limit]), len(found) > limit)


def expandables(query: Query) -> Sequence[Expandable]:
    """What is to be expanded in a query, each once, in the order typed."""
    return tuple(dict.fromkeys(_expandables(query)))


def _expandables(query: Query) -> Iterator[Expandable]:
    match query:
        case Stem() | Prefix() | Wildcard() | Fuzzy() | IdentifierPrefix():
            yield query
        case Misread():
            yield from _expandables(plain_word(query))
            yield query
        case Phrase(inner) | Near(inner) | And(inner) | Or(inner):
            for part in inner:
                yield from _expandables(part)
            if isinstance(query, Phrase):
                yield from together(query.parts)
        case Not(clause):
            yield from _expandables(clause)


def fits(leaf: Expandable, word: str) -> bool:
    """Whether a word is one that a leaf stands for."""
    match leaf:
        case Stem(token):
            return stem(word) == stem(token)
        case Prefix(beginning):
            return word.startswith(beginning)
        case IdentifierPrefix():
            return word.startswith(leaf.stem)
        case Wildcard(pattern):
            return wildcard(pattern).fullmatch(word) is not None
        case Fuzzy(token, distance):
            return is_within(token, word, distance)
        case Misread():
            return False  # what it stands for, other words of the collection decide


def literal_pieces(leaf: Expandable) -> tuple[str, ...]:
    """The characters with which every word that fits begins, those it holds, those it ends with.

    Returns:
        The beginning first; then, of a wildcard, the pieces between, and the end, any may be empty.
    """
    match leaf:
        case Prefix(beginning):
            return (beginning,)
        case IdentifierPrefix():
            return (leaf.stem,)
        case Wildcard(pattern):
            return tuple(re.split(r"[*?]", pattern))
        case _:
            return ("",)


def literal_beginning(leaf: Expandable) -> str:
    """The characters with which every word that fits begins; may be empty."""
    return literal_pieces(leaf)[0]


@lru_cache(maxsize=1_024)
def wildcard(pattern: str) -> re.Pattern[str]:
    """A pattern with stars and question marks as an expression for ``fullmatch``.

    What stands between two stars is taken where it comes first and never sought again, so that no
    pattern of many stars can take longer than its length times the word's.
    """
    first, *others = (_literal(piece) for piece in re.split(r"\*+", pattern))
    if not others:
        return re.compile(first, re.DOTALL)
    *between, last = others
    middle = "".join(f"(?>.*?{piece})" for piece in between)
    return re.compile(f"{first}{middle}.*{last}", re.DOTALL)


def _literal(piece: str) -> str:
    return "".join("." if character == "?" else re.escape(character) for character in piece)
