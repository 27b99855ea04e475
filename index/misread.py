"""Misread words: what OCR may have made of a word, among the words that a collection holds.

A word of the collection is taken for a misreading of the typed word if

- it is no word of its own: no English one, and not on more pages than misreading accounts for
  (words that no language would spell so, with a digit among letters, are spared that);
- the way from the typed word to it is likely enough (``index.misread_costs``) for a word so long;
- no other known word leads there more likely (``index.known_words``): what is nearer to that is a
  misreading of that.

Beside single words there are those that OCR parted (``flo res``) and those it joined to a
neighbour (``theflores``), and in phrases two words in one (``joseflores``).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

import numpy as np

from index.known_words import FEWEST_PAGES, KnownWords, is_english
from index.misread_words import ReadWords
from index.query import Misread
from index.stems import stem
from index.word_list import WordList

MOST_FORMS: Final = 4
"""Forms of a word, the commonest, whose misreadings are looked for beside its own."""

_PARTED: Final = 70
_JOINED: Final = 70
_TOGETHER: Final = 40
"""The costs of a word in two, of a word run into its neighbour, of two words typed in one."""

_ALLOWED: Final = (0, 0, 0, 50, 60, 90, 115, 150, 195, 240, 290, 310, 360)
_ALLOWED_IF_ENGLISH: Final = (0, 0, 0, 50, 65, 125, 160, 215, 290, 340, 400, 430, 460)
"""The most a misreading may cost, by the letters of the word; of longer ones the last."""

_BETTER: Final = -25
_BETTER_IF_ENGLISH: Final = 0
_BETTER_BESIDE: Final = 60
"""By how much another word must be likelier to be taken instead. Most words are English ones, so a
name has to be likelier than those."""

_BESIDE: Final = 1.8
"""How many times more it may cost where the word stands beside others that have to be there too."""

_MOST_JUDGED: Final = 64
"""Candidates, the likeliest, that are compared with other known words; the rest is left out."""

_LETTERS_APART: Final = ((0, 1), (2, 3))
"""Letters in one of two words alone, as they are compared in turn: nearly all that are misreadings
of other words are so of words that differ little."""

_UNQUESTIONED: Final = 2
_EXPLAINED: Final = 4.0
"""Pages on which any misreading may stand, and how many times more than its chance makes likely."""

_RUN_INTO: Final = frozenset({"the", "of", "and", "was", "that", "from", "mr", "mrs", "ms", "dr"})
"""Words that stand before any other, and begin few words of their own."""


class VariantKind(StrEnum):
    """How a variant came to be."""

    EXACT = "exact"
    STEM = "stem"
    CONFUSION = "confusion"
    SPLIT = "split"
    JOINED = "joined"


@dataclass(frozen=True, slots=True)
class Variant:
    """What a word may stand as in a text.

    Attributes:
        text: A word of the collection, or two with a space between.
        kind: ``EXACT`` is the word itself, ``STEM`` another form of it: neither is a misreading.
        cost: 0 for these; else the higher the less likely, see ``index.misread_costs``.
        pages: That hold it.
        left_out: Whether the query says that it is not to be searched for.
    """

    text: str
    kind: VariantKind
    cost: int
    pages: int
    left_out: bool = False

    @property
    def is_misreading(self) -> bool:
        """Whether it is neither the word nor a form of it."""
        return self.kind not in (VariantKind.EXACT, VariantKind.STEM)

    @property
    def is_searched(self) -> bool:
        """Whether it is a misreading that is looked for."""
        return self.is_misreading and not self.left_out


class Collection(Protocol):
    """What misreadings depend on, of one field of one state of an index; deleted pages are not."""

    @property
    def words(self) -> WordList:
        """In the order of ``read_words``."""

    @property
    def read_words(self) -> ReadWords:
        """The words, to be compared; some may be on no page any more."""

    @property
    def known(self) -> KnownWords:
        """English words and at least those of the words that are on several pages."""

    def pages(self, word: str) -> int:
        """How many pages hold a word."""

    def pages_of_two(self, first: str, second: str) -> int:
        """How many pages hold two words one after the other, not parted by a line's end."""

    def forms(self, word: str) -> Sequence[tuple[str, int]]:
        """The words of a word's stem, itself too, each with its pages; in any order."""


def variants(leaf: Misread, collection: Collection) -> tuple[Variant, ...]:
    """What a word stands as in a collection: itself, its forms, then misreadings, likeliest first.

    Ties go by the number of pages, then by the alphabet.
    """
    finder = _Finder(leaf, collection)
    found = finder.together() if leaf.is_two else finder.every()
    return tuple(sorted(found, key=lambda one: (one.cost, one.kind, -one.pages, one.text)))


def weight(cost: int) -> int:
    """How much an occurrence of a variant counts, in hundredths of one of the word itself."""
    return max(1, round(10_000 / (100 + cost)))


class _Finder:
    def __init__(self, leaf: Misread, collection: Collection) -> None:
        self._leaf, self._collection = leaf, collection
        self._forms = self._own_forms()
        self._stems = {stem(word) for word in self._forms}

    def every(self) -> Iterator[Variant]:
        for word, pages in self._forms.items():
            kind = VariantKind.EXACT if word == self._leaf.token else VariantKind.STEM
            if pages:
                yield Variant(word, kind, 0, pages)
        for text, (kind, cost, explained_by) in self._likely().items():
            if pages := self._rare(text, cost, explained_by):
                yield Variant(text, kind, cost, pages, text in self._leaf.without)

    def together(self) -> Iterator[Variant]:
        """The two words as one."""
        whole = self._leaf.token.replace(" ", "")
        if pages := self._collection.pages(whole):
            left_out = whole in self._leaf.without
            yield Variant(whole, VariantKind.JOINED, _TOGETHER, pages, left_out)

    def _own_forms(self) -> Mapping[str, int]:
        """The word and its commonest forms, with their pages."""
        token = self._leaf.token
        own = {token: self._collection.pages(token)}
        if not self._leaf.stemmed:
            return own
        others = sorted(self._collection.forms(token), key=lambda form: (-form[1], form[0]))
        kept = [form for form in others if form[0] != token and form[1]]
        return own | dict(kept[:MOST_FORMS])

    def _likely(self) -> dict[str, tuple[VariantKind, int, int]]:
        """Misreadings by their texts: how, at which cost, and the pages of the word they are of."""
        found: dict[str, tuple[VariantKind, int, int]] = {}
        for place, (cost, pages) in self._confusions().items():
            found[self._collection.words[place]] = VariantKind.CONFUSION, cost, pages
        for word, text, kind, cost in self._pieces():
            known = found.get(text)
            if stem(text) not in self._stems and (known is None or cost < known[1]):
                found[text] = kind, cost, self._forms[word]
        return found

    def _confusions(self) -> dict[int, tuple[int, int]]:
        """Words read for the word or a form of it: their costs, and the form's pages."""
        found: dict[int, tuple[int, int]] = {}
        forms, pages = list(self._forms), list(self._forms.values())
        most = [allowed(form, beside=self._leaf.beside) for form in forms]
        alike = self._collection.read_words.alike(forms, most)
        for form, place, cost in zip(*(one.tolist() for one in alike), strict=True):
            if place not in found or cost < found[place][0]:
                found[place] = cost, pages[form]
        likeliest = sorted(found, key=lambda place: (found[place][0], place))
        wanted = [place for place in likeliest if self._is_unknown(place)][:_MOST_JUDGED]
        if _is_garbled(self._leaf.token):
            return {place: found[place] for place in wanted}
        better = self._read_for_others(wanted, [found[place][0] for place in wanted])
        return {place: found[place] for place in wanted if place not in better}

    def _is_unknown(self, place: int) -> bool:
        """Whether a word is none that stands for itself."""
        text, typed = self._collection.words[place], self._leaf.token
        if is_english(text) and not _is_garbled(typed):
            return False
        return not (text.isdigit() and typed.isdigit()) and stem(text) not in self._stems

    def _read_for_others(self, places: Sequence[int], costs: Sequence[int]) -> set[int]:
        """Which of some words are more likely misreadings of other words that are known."""
        most = dict(zip(places, (cost - self._ahead() for cost in costs), strict=True))
        found = set[int]()
        for apart in _LETTERS_APART:
            left = [place for place in most if place not in found and most[place] > 0]
            found |= self._read_for_nearer(left, [most[place] for place in left], apart)
        return found

    def _read_for_nearer(
        self, places: Sequence[int], costs: Sequence[int], apart: tuple[int, int]
    ) -> set[int]:
        """The same, looking only at words of which so many letters are others."""
        at, most = np.array(places, dtype=np.int64), np.array(costs, dtype=np.int32)
        collection, found = self._collection, set[int]()
        each, better = collection.known.read_words.better(collection.read_words, at, most, apart)
        for place, known in zip(at[each].tolist(), better.tolist(), strict=True):
            if place not in found:
                word, read = collection.known[known], collection.words[place]
                if self._is_rival(word, read):
                    found.add(place)
        return found

    def _ahead(self) -> int:
        """By how much another word must be likelier to be taken instead."""
        if self._leaf.beside:
            return _BETTER_BESIDE
        return _BETTER_IF_ENGLISH if is_english(self._leaf.token) else _BETTER

    def _is_rival(self, word: str, read: str) -> bool:
        """Whether a word, rather than the typed one, may have been read so."""
        if stem(word) in self._stems or word == read:
            return False
        if is_english(word):
            return True
        pages = self._collection.pages(word)
        return pages >= FEWEST_PAGES and pages > self._collection.pages(read)

    def _pieces(self) -> Iterator[tuple[str, str, VariantKind, int]]:
        """The word and its forms, each in two, and run into another."""
        for word in self._forms:
            if allowed(word) >= _PARTED:
                for cut in range(1, len(word)):
                    yield word, f"{word[:cut]} {word[cut:]}", VariantKind.SPLIT, _PARTED
        long = [word for word in self._forms if allowed(word) >= _JOINED]
        for at, place in self._collection.read_words.joined(long):
            text = self._collection.words[place]
            if self._rare(text, _JOINED, self._forms[long[at]]) and self._is_joined(long[at], text):
                yield long[at], text, VariantKind.JOINED, _JOINED

    def _is_joined(self, word: str, text: str) -> bool:
        """Whether what a longer word has more is a word that stands beside the shorter one."""
        if text.endswith(word):
            before = text[: -len(word)]
            if before in _RUN_INTO or self._collection.pages_of_two(before, word):
                return True
        return text.startswith(word) and bool(
            self._collection.pages_of_two(word, text[len(word) :])
        )

    def _rare(self, text: str, cost: int, explained_by: int) -> int:
        """The pages of a variant; 0 if it stands on too many to be a misreading."""
        pages = self._pages(text)
        return pages if pages <= _most_pages(text, cost, explained_by) else 0

    def _pages(self, text: str) -> int:
        first, _, second = text.partition(" ")
        if second:
            return self._collection.pages_of_two(first, second)
        return self._collection.pages(first)


def allowed(word: str, *, beside: bool = False) -> int:
    """The most that a misreading of a word may cost; 0 if it can have none.

    Args:
        word: Folded.
        beside: Whether it stands beside others, as ``Misread.beside``.
    """
    by_length = _ALLOWED_IF_ENGLISH if beside or is_english(word) else _ALLOWED
    most = by_length[min(len(word), len(by_length) - 1)]
    return round(most * _BESIDE) if beside else most


def _is_garbled(word: str) -> bool:
    """Whether no language spells a word so; who asks for one has it from a scan."""
    return not word.isalpha() and not word.isdigit() and any(map(str.isdigit, word))


def _most_pages(text: str, cost: int, explained_by: int) -> float:
    """On how many pages a variant may stand and still be taken for a misreading."""
    if _is_garbled(text):
        return float("inf")
    explained = _EXPLAINED * (explained_by + 1) * 2 ** (-cost / 10)
    return max(float(_UNQUESTIONED), explained)
