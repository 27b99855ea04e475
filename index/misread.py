"""Misread words: what OCR may have made of a word, among the words that a collection holds.

A word of the collection is taken for a misreading if the way from the typed word to it is likely
enough (``index.misread_costs``) for a word so long, and if it is not on more pages than misreading
accounts for: what stands on hundreds of pages is a word of its own, however alike. Words that no
language would spell so, with a digit among letters, are spared that.

Beside single words there are those that OCR parted (``flo res``) and those it joined to a
neighbour (``theflores``), and in phrases two words in one (``joseflores``).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from index.misread_words import ReadWords
from index.query import Misread
from index.stems import stem

MOST_FORMS: Final = 4
"""Forms of a word, the commonest, whose misreadings are looked for beside its own."""

_PARTED: Final = 70
_JOINED: Final = 70
_TOGETHER: Final = 40
"""The costs of a word in two, of a word run into its neighbour, of two words typed in one."""

_ALLOWED: Final = (0, 0, 0, 50, 65, 90, 115, 135, 160, 180, 200, 215, 230)
"""The most a misreading may cost, by the letters of the word; of longer ones the last."""

_UNQUESTIONED: Final = 1
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
    def words(self) -> Sequence[str]:
        """In the order of ``read_words``."""

    @property
    def read_words(self) -> ReadWords:
        """The words, to be compared; some may be on no page any more."""

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

    def every(self) -> Iterator[Variant]:
        for word, pages in self._forms.items():
            kind = VariantKind.EXACT if word == self._leaf.token else VariantKind.STEM
            if pages:
                yield Variant(word, kind, 0, pages)
        for text, (kind, cost, explained_by) in self._likely().items():
            pages = self._pages(text)
            if 0 < pages <= _most_pages(text, cost, explained_by):
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
        stems = {stem(word) for word in self._forms}
        for word, pages in self._forms.items():
            for text, kind, cost in self._of(word):
                known = found.get(text)
                if stem(text) not in stems and (known is None or cost < known[1]):
                    found[text] = kind, cost, pages
        return found

    def _of(self, word: str) -> Iterator[tuple[str, VariantKind, int]]:
        most = allowed(word)
        if not most:
            return
        words = self._collection.words
        for place, cost in self._collection.read_words.alike(word, most):
            if not (word.isdigit() and words[place].isdigit()):
                yield words[place], VariantKind.CONFUSION, cost
        if most >= _PARTED:
            for cut in range(1, len(word)):
                yield f"{word[:cut]} {word[cut:]}", VariantKind.SPLIT, _PARTED
        if most >= _JOINED:
            for place in self._collection.read_words.joined(word):
                if self._is_joined(word, words[place]):
                    yield words[place], VariantKind.JOINED, _JOINED

    def _is_joined(self, word: str, text: str) -> bool:
        """Whether what a longer word has more is a word that stands beside the shorter one."""
        if text.endswith(word):
            before = text[: -len(word)]
            if before in _RUN_INTO or self._collection.pages_of_two(before, word):
                return True
        return text.startswith(word) and bool(
            self._collection.pages_of_two(word, text[len(word) :])
        )

    def _pages(self, text: str) -> int:
        first, _, second = text.partition(" ")
        if second:
            return self._collection.pages_of_two(first, second)
        return self._collection.pages(first)


def allowed(word: str) -> int:
    """The most that a misreading of a word may cost; 0 if it can have none."""
    return _ALLOWED[min(len(word), len(_ALLOWED) - 1)]


def _most_pages(text: str, cost: int, explained_by: int) -> float:
    """On how many pages a variant may stand and still be taken for a misreading."""
    if not text.isdigit() and any(character.isdigit() for character in text):
        return float("inf")
    explained = _EXPLAINED * (explained_by + 1) * 2 ** (-cost / 10)
    return max(float(_UNQUESTIONED), explained)
