"""What to search degraded pages for: names, words, identifiers and phrases that stand on them."""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from index.analysis import fold, tokens

MOST_PAGES = 15
"""An item stands on no more pages than these: whoever searches wants those few."""
_SHORTEST_NAME = 4
_SHORTEST_WORD = 5
_FEWEST_DIGITS = 4
_IDENTIFIER = re.compile(r"[A-Za-z]{0,4}-?\d[\dA-Za-z-]{4,}")
_PHONE = re.compile(r"\d{3}-\d{3}-\d{4}|\(\d{3}\)\d{3}-\d{4}")
_DATE = re.compile(r"\d{1,4}-\d{1,2}-\d{1,4}")
_ENDING = (".", ":", "?", "!", ";")


class Kind(StrEnum):
    """What an item is."""

    NAME = "name"
    WORD = "word"
    IDENTIFIER = "identifier"
    PHRASE = "phrase"


SHARES = {Kind.NAME: 0.3, Kind.WORD: 0.3, Kind.IDENTIFIER: 0.2, Kind.PHRASE: 0.2}
"""Of the items, by kind."""


class Item(NamedTuple):
    """Something a reader searches for.

    Attributes:
        kind: What it is.
        text: As it is typed, without quotes.
    """

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class _Printed:
    """A word as it is printed, and whether a sentence or line may have begun with it."""

    text: str
    first: bool

    @property
    def is_capitalised(self) -> bool:
        return self.text[0].isupper() and self.text.isalpha()


def everyday_words(texts: Iterable[str], least: int = 3) -> frozenset[str]:
    """The folded words that stand in small letters in at least so many texts: no names."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({word for word in re.findall(r"[^\W\d_]+", text) if word.islower()})
    return frozenset(fold(word) for word, count in counts.items() if count >= least)


def choose_items(
    texts: Sequence[str], everyday: frozenset[str], count: int, seed: int
) -> list[Item]:
    """So many items at most, of each kind its share, the same ones for the same seed.

    Args:
        texts: Of the pages, as they truly are.
        everyday: Folded words that are no names.
        count: Of all kinds together.
        seed: Another one gives other items.
    """
    found = _candidates(texts, everyday)
    items: list[Item] = []
    for kind, share in SHARES.items():
        rare = [text for text, pages in found[kind].items() if pages <= MOST_PAGES]
        rare.sort(key=lambda text: (zlib.crc32(f"{seed} {text}".encode()), text))
        items += (Item(kind, text) for text in rare[: round(count * share)])
    return items


def _candidates(texts: Sequence[str], everyday: frozenset[str]) -> Mapping[Kind, Counter[str]]:
    """Candidates of each kind, each with its number of pages."""
    found: defaultdict[Kind, Counter[str]] = defaultdict(Counter)
    for text in texts:
        printed = list(_printed(text))
        names = [_is_name(word, everyday) for word in printed]
        found[Kind.NAME].update(
            {fold(w.text) for w, is_name in zip(printed, names, strict=True) if is_name}
        )
        found[Kind.WORD].update({word for w in printed if (word := fold(w.text)) in everyday
                                 and len(word) >= _SHORTEST_WORD})  # fmt: skip
        found[Kind.IDENTIFIER].update({w.text for w in printed if is_identifier(w.text)})
        found[Kind.PHRASE].update(_full_names(printed, names))
    return found


def _full_names(printed: Sequence[_Printed], names: Sequence[bool]) -> set[str]:
    """Two names beside each other on a line."""
    beside = zip(pairwise(printed), pairwise(names), strict=True)
    return {
        f"{fold(left.text)} {fold(right.text)}"
        for (left, right), both in beside
        if all(both) and not right.first
    }


def _printed(text: str) -> Iterator[_Printed]:
    for line in text.splitlines():
        first = True
        for solid in line.split():
            stripped = solid.strip(".,;:!?()[]\"'#*")
            if stripped:
                yield _Printed(stripped, first)
            first = solid.endswith(_ENDING)


def _is_name(word: _Printed, everyday: frozenset[str]) -> bool:
    """Whether it is written large without need, and nowhere small."""
    return (
        word.is_capitalised and len(word.text) >= _SHORTEST_NAME and fold(word.text) not in everyday
    )


def is_identifier(word: str) -> bool:
    """Whether a printed word is a number of a case, a report or a telephone, not of a day."""
    digits = sum(character.isdigit() for character in word)
    if digits < _FEWEST_DIGITS or _DATE.fullmatch(word):
        return False
    return bool(_IDENTIFIER.fullmatch(word) or _PHONE.fullmatch(word))


def solid_form(word: str) -> str:
    """An identifier without what separates its parts."""
    return "".join(token.text for token in tokens(word))
