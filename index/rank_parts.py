"""What ranks pages besides how often a leaf of the query stands in their text."""

from index.query import Leaf, Phrase, Stem, Term, TextField


def as_typed(leaf: Leaf) -> Term | None:
    """The word itself of one that stands for its forms too; None for what has no other forms."""
    return Term(leaf.token, leaf.field) if isinstance(leaf, Stem) else None


def in_title(leaf: Leaf) -> Term | Stem | Phrase | None:
    """The same words in the title; None for what is not looked for there.

    Prefixes, wildcards, fuzzy words and words near each other are not: they would have to be
    expanded a second time, for little.
    """
    if leaf.field is not TextField.TEXT:
        return None
    match leaf:
        case Term(token) | Stem(token):
            return type(leaf)(token, TextField.TITLE)
        case Phrase(parts):
            words = [Term(part.token, TextField.TITLE) for part in parts if isinstance(part, Term)]
            return Phrase(tuple(words), TextField.TITLE) if len(words) == len(parts) else None
        case _:
            return None
