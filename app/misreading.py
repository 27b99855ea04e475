"""Misread words in a request and in its answer: what was asked for, and what was found for it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from app.urls import Parameters
from index import query as trees
from index.analysis import tokens
from index.expansion import Expansion
from index.misread import Variant
from index.tolerant import leaving_out, tolerant


@dataclass(frozen=True, slots=True)
class Misreading:
    """What a request says of misread words.

    Attributes:
        everywhere: Whether every word is looked for misread too, not only those after a ``~``.
        without: Variants that are not wanted, as an answer names them.
    """

    everywhere: bool = False
    without: tuple[str, ...] = ()

    @property
    def parameters(self) -> Parameters:
        """As an address carries it; nothing where nothing is said."""
        switch = (("misread", "true"),) if self.everywhere else ()
        return (*switch, *(("without", text) for text in self.without))

    def applied(self, query: trees.Query) -> trees.Query:
        """The query that is to be searched for."""
        folded = tuple(dict.fromkeys(map(_folded, self.without)))
        return tolerant(query, folded) if self.everywhere else leaving_out(query, folded)

    def keeping(self, kept: Collection[str], offered: Collection[str]) -> "Misreading":
        """The same with some of the variants that an answer named, and without its others."""
        elsewhere = [each for each in self.without if _folded(each) not in offered]
        left_out = [each for each in offered if each not in kept]
        return Misreading(self.everywhere, tuple(dict.fromkeys((*elsewhere, *left_out))))


AS_TYPED = Misreading()
EVERYWHERE = Misreading(everywhere=True)


@dataclass(frozen=True, slots=True)
class WordVariants:
    """What a word of the query stands as in the collection.

    Attributes:
        word: As typed; two with a space between are neighbours in a phrase.
        variants: The word itself, its forms, then misreadings, the likeliest first.
    """

    word: str
    variants: tuple[Variant, ...]

    @property
    def misreadings(self) -> tuple[Variant, ...]:
        """Those that are neither the word nor its forms."""
        return tuple(variant for variant in self.variants if variant.is_misreading)


def variants_of(expansions: Iterable[Expansion]) -> tuple[WordVariants, ...]:
    """The variants of each word that was looked for misread too, in the order typed."""
    found: dict[str, dict[str, Variant]] = {}
    for expansion in expansions:
        if isinstance(expansion.leaf, trees.Misread):
            known = found.setdefault(expansion.leaf.token, {})
            for variant in expansion.variants:
                known.setdefault(variant.text, variant)
    return tuple(WordVariants(word, tuple(known.values())) for word, known in found.items())


def _folded(text: str) -> str:
    return " ".join(token.text for token in tokens(text))
