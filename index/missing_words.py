"""Words of a query that stand on no page, and the words of the index that are spelt most like them.

A word is near another if at most two edits part them (``index.spelling``) and both begin with the
same letter; one edit may change the first letter too, and is all that a short word is allowed.
Words with digits are near none: the number beside a number is another case, not a misspelling.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Final

from index.query import And, Misread, Near, Not, Or, Phrase, Query, Stem, Term
from index.spelling import MAX_DISTANCE, is_within
from index.tolerant import plain_word

NEAREST: Final = 3
"""Words that are named for each one that is missing."""
MOST_MISSING: Final = 8
"""Missing words that are told of: whoever pastes a text in another language has got the point."""
_LEAST_LETTERS, _SHORT = 3, 5
_PER_EDIT: Final = 20
"""How many times more pages make up for the second edit."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A word of a query that stands on no page.

    Attributes:
        word: As it stands in the query; a ``Stem`` if no form of it is there either.
        nearest: Words of its field that are spelt like it, each with its number of pages; the
            likeliest first, three at most.
    """

    word: Term | Stem
    nearest: tuple[tuple[str, int], ...]


def words_of(query: Query) -> tuple[Term | Stem, ...]:
    """The plain, quoted and misread words of a query, each once, in the order typed."""
    return tuple(dict.fromkeys(_words_of(query)))


def _words_of(query: Query) -> Iterator[Term | Stem]:
    match query:
        case Term() | Stem():
            yield query
        case Misread():
            yield plain_word(query)
        case Phrase(inner) | Near(inner) | And(inner) | Or(inner):
            for part in inner:
                yield from _words_of(part)
        case Not(clause):
            yield from _words_of(clause)


def nearest_of(word: str, counts: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Of words with their numbers of pages those near a word: common ones and single edits first.

    Args:
        word: Folded.
        counts: Folded words, each once; those that are not near or on no page are passed over.
    """
    near = [(other, pages) for other, pages in counts if pages and _is_near(word, other)]

    def weight(entry: tuple[str, int]) -> tuple[int, str]:
        other, pages = entry
        return -pages * (_PER_EDIT if is_within(word, other, 1) else 1), other

    return tuple(sorted(near, key=weight)[:NEAREST])


def most_edits(word: str) -> int:
    """How many edits may part a folded word from one that is near it; 0 if none is near it."""
    if len(word) < _LEAST_LETTERS or not word.isalpha():
        return 0
    return MAX_DISTANCE if len(word) >= _SHORT else 1


def _is_near(word: str, other: str) -> bool:
    edits = most_edits(word)
    if not edits or not other.isalpha() or len(other) < _LEAST_LETTERS:
        return False
    if other[0] == word[0]:
        return is_within(word, other, edits)
    return other[0] in ascii_lowercase and is_within(word, other, 1)
