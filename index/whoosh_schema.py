"""How pages lie in Whoosh: its schema, its fields and the coding of positions.

Whoosh pickles the schema into each commit, so the classes here are part of what is on disk: moving
or renaming one calls for a new ``SCHEMA_VERSION``. It also means that opening an index unpickles:
never open one that came from a stranger.
"""

import struct
from array import array
from collections.abc import Generator, Iterable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from whoosh.columns import FixedBytesColumn, VarBytesColumn
from whoosh.fields import COLUMN, ID, FieldType, Schema
from whoosh.formats import Format

from index.analysis import Token, sorting_form
from index.engine import IndexPage
from index.facet_table import PARTS, UNDATED, kinds_of
from index.field_words import all_words
from index.fields import SOURCES, WORD_FIELDS
from index.query import TextField
from index.seams import seam

DOCUMENT: Final = "document"
NUMBERS: Final = "numbers"
TITLE_ORDER: Final = "title_order"

_NUMBERS = struct.Struct(f"<{6 + len(WORD_FIELDS)}id")
NUMBERS_DTYPE: Final = np.dtype(
    [
        *((name, "<i4") for name in ("number", "date", "source")),
        *((str(field), "<i4") for field in WORD_FIELDS),
        *((name, "<i4") for name in ("positions", "foot", "head")),
        ("confidence", "<f8"),
    ]
)
_NO_CONFIDENCE: Final = float("nan")
_AS_THE_TEXT: Final = (TextField.TEXT, TextField.ID, TextField.FACT)
"""Fields that have the positions of the text's words."""


PLACE_BYTES: Final = array("I").itemsize


class PlaceFormat(Format):
    """A posting's value: for each occurrence its position doubled, plus 1 if it is two wide.

    Each has ``PLACE_BYTES``, so that NumPy reads them as they lie; Whoosh's format pickles a list.
    """


class WordField(FieldType):
    """A text, given as the places of its words that ``places_of`` finds."""

    format = PlaceFormat()
    analyzer = None
    scorable = False  # lengths are in the numbers' column: Whoosh rounds the ones it keeps
    stored = False
    unique = False
    vector = None

    def __init__(self) -> None:
        """Nothing to choose; the base class's arguments are the class attributes above."""

    def index(
        self, value: "CodedPlaces", **_options: object
    ) -> Generator[tuple[bytes, int, float, bytes], None, None]:
        """Each word with its frequency, weight and coded places."""
        for word, found in value.items():
            yield word.encode(), len(found), float(len(found)), found.tobytes()


CodedPlaces = dict[str, "array[int]"]


def places_of(words: Iterable[Token]) -> CodedPlaces:
    """The words of a field, each with its coded places; of identifiers only the first is told."""
    places: CodedPlaces = {}
    for word, _, _, position, width in words:
        if (found := places.get(word)) is None:
            found = places[word] = array("I")
        found.append(position << 1 | (width == 2))
    return places


def positions_in(places: CodedPlaces) -> int:
    """How many positions a text has that has these places, which ascend for each word."""
    return max((found[-1] >> 1 for found in places.values()), default=-1) + 1


def read_places(values: list[bytes]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The positions coded in postings, and the position that follows each, all in a row."""
    codes = np.frombuffer(b"".join(values), dtype=np.uintc).astype(np.int64)
    positions = codes >> 1
    return positions, positions + 1 + (codes & 1)


def extents_of(field: TextField, numbers: NDArray[Any]) -> NDArray[np.int64]:
    """How many places each page takes at most, by its numbers; exactly so many in the text.

    Identifiers and facts have the positions of the text's words.
    """
    name = "positions" if field in _AS_THE_TEXT else str(field)
    return numbers[name].astype(np.int64)


def schema() -> Schema:
    """The fields as Whoosh keeps them; nothing is stored, columns hold the rest."""
    return Schema(
        **{str(field): WordField() for field in WORD_FIELDS},
        **{
            DOCUMENT: ID(sortable=True),
            NUMBERS: COLUMN(FixedBytesColumn(_NUMBERS.size)),  # type: ignore[no-untyped-call]
            TITLE_ORDER: COLUMN(VarBytesColumn()),  # type: ignore[no-untyped-call]
            **{name: COLUMN(VarBytesColumn()) for name in PARTS},  # type: ignore[no-untyped-call]
        },
    )


def row(page: IndexPage, text_before: str = "") -> dict[str, Any]:
    """A page as Whoosh is given it.

    Args:
        page: To be indexed.
        text_before: Of the page from which the text reads on to this one; empty if there is none.

    Raises:
        ValueError: The page has no document id, no number or no source that could be indexed.
    """
    if not page.document_id or not 0 < page.number < 2**31:
        raise ValueError(f"A page needs a document id and a number from 1: {page!r:.200}.")
    page.document_id.encode()  # a UnicodeEncodeError, which is a ValueError, must come before any
    words = {str(field): places_of(found) for field, found in all_words(page).items()}
    lengths = [sum(map(len, places.values())) for places in words.values()]
    day = page.date.toordinal() if page.date else UNDATED
    source = SOURCES.index(page.source)
    between = seam(text_before, page.text)
    breaks = (positions_in(words[TextField.TEXT]), between.foot_words, between.head_words)
    confidence = _NO_CONFIDENCE if page.confidence is None else page.confidence
    return {
        **words,
        DOCUMENT: page.document_id,
        NUMBERS: _NUMBERS.pack(page.number, day, source, *lengths, *breaks, confidence),
        TITLE_ORDER: sorting_form(page.title).encode(),
        **kinds_of(page),
    }
