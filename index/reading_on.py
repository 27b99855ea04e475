"""Pages read on into the next as one text: how their words are numbered, and how far that reaches.

The pages of a document whose numbers follow each other are one text in the field ``text``: the
first word of a page stands right after the last one of the page before, blank pages take no place,
and a page that is missing or could not be read ends it. Running heads and feet stand between, but
a phrase may leave them out (``index.seams``). Words are not joined over the end of a page. The
other fields are each page's own.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.query import And, Misread, Near, Or, Phrase, Query, TextField, Word
from index.seams import MOST_WORDS

GAP: Final = 256
"""Places left free where the text does not read on: more than can stand between parts of a hit."""

WIDEST: Final = 2
"""Positions a word stands for at most: see ``index.analysis``."""


def bases_of(
    field: TextField,
    extents: NDArray[np.int64],
    documents: NDArray[np.int64],
    numbers: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Where the places of each page begin, in one numbering; one more, where the last ones end.

    Args:
        field: Whose places.
        extents: Positions on each page, or more where the field does not read on.
        documents: What each page belongs to.
        numbers: Of the pages. Those of one document must stand together and ascend.
    """
    gaps = np.full(len(extents), GAP)
    if reads_on(field):
        follows = (documents[1:] == documents[:-1]) & (numbers[1:] == numbers[:-1] + 1)
        gaps[:-1][follows] = 0
    bases = np.zeros(len(extents) + 1, dtype=np.int64)
    np.cumsum(extents + gaps, out=bases[1:])
    return bases


def reads_on(field: TextField) -> bool:
    """Whether a page's words in a field go on on the next page."""
    return field is TextField.TEXT


def reach(part: Word | Phrase | Near) -> int:
    """Positions from the first of a place to the last that it can have, and at least one more."""
    match part:
        case Phrase(parts):
            return sum(map(reach, parts)) + 2 * MOST_WORDS * (len(parts) - 1)
        case Near(parts, distance):
            return distance + sum(map(reach, parts))
        case Misread():
            return 2 * WIDEST  # in two
        case _:
            return WIDEST


def longest_reach(query: Query) -> int:
    """The reach of what reaches furthest over the end of a page; 0 if nothing does."""
    match query:
        case Phrase() | Near():
            return reach(query) if reads_on(query.field) else 0
        case And(clauses) | Or(clauses):
            return max(map(longest_reach, clauses))
        case _:
            return 0
