"""The arrays of one Whoosh segment, decoded once from what Whoosh committed."""

from array import array
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.facet_table import PARTS
from index.fields import STEMMED_FIELDS, WORD_FIELDS
from index.page_table import places_in_order
from index.query import TextField
from index.reading_on import bases_of
from index.segment_arrays import CODE_LIMIT, hashed, pack_strings
from index.stem_arrays import stem_arrays
from index.whoosh_schema import (
    DOCUMENT,
    NUMBERS,
    NUMBERS_DTYPE,
    PLACE_BYTES,
    TITLE_ORDER,
    extents_of,
)


def decoded(leaf: Any) -> dict[str, NDArray[Any]] | None:
    """All postings and columns of a segment, by the names ``SegmentArrays`` knows.

    Takes some 5 us a posting. Lists leave out pages that are deleted already; columns keep them.

    Args:
        leaf: Whoosh's reader of the segment; of this thread alone.

    Returns:
        None if the segment holds more words than codes can tell apart.
    """
    numbers = np.frombuffer(b"".join(_column(leaf, NUMBERS)), dtype=NUMBERS_DTYPE)
    arrays = _columns(leaf, numbers)
    for field in WORD_FIELDS:
        bases = bases_of(field, extents_of(field, numbers), arrays["document"], arrays["number"])
        if bases[-1] * 2 >= CODE_LIMIT:
            return None
        lists = _word_lists(leaf, field, bases)
        if field in STEMMED_FIELDS:
            lists |= stem_arrays(lists, leaf.doc_count_all())
        arrays |= {f"{field}.{name}": values for name, values in lists.items()}
    return arrays


def _columns(leaf: Any, numbers: NDArray[Any]) -> dict[str, NDArray[Any]]:
    ids, documents = places_in_order(list(_column(leaf, DOCUMENT)))
    forms, titles = places_in_order(list(_column(leaf, TITLE_ORDER)))
    id_bytes, id_ends = pack_strings(ids)
    form_bytes, form_ends = pack_strings(forms)
    return {
        "number": numbers["number"].copy(),
        "date": numbers["date"].copy(),
        "source": numbers["source"].copy(),
        "confidence": numbers["confidence"].copy(),
        "foot": numbers["foot"].copy(),
        "head": numbers["head"].copy(),
        **{f"{field}.length": numbers[str(field)].copy() for field in WORD_FIELDS},
        "documents": id_bytes,
        "document_ends": id_ends,
        "document": documents.astype(np.int32),
        "titles": form_bytes,
        "title_ends": form_ends,
        "title": titles.astype(np.int32),
        **_kinds(leaf),
    }


def _kinds(leaf: Any) -> dict[str, NDArray[Any]]:
    found: dict[str, NDArray[Any]] = {}
    for name in PARTS:
        forms, of_rows = places_in_order(list(_column(leaf, name)))
        found[f"{name}.forms"], found[f"{name}.ends"] = pack_strings(forms)
        found[name] = of_rows.astype(np.int32)
    return found


def _column(leaf: Any, name: str) -> Iterator[bytes]:
    yield from leaf.column_reader(name, translate=False)


def _word_lists(leaf: Any, field: TextField, bases: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
    words: list[bytes] = []
    rows, counts = array("i"), array("i")
    places = bytearray()
    posting_ends, place_ends = array("q", [0]), array("q", [0])
    for word in _lexicon(leaf, field):
        _read(leaf.postings(str(field), word), rows, counts, places)
        words.append(word)
        posting_ends.append(len(rows))
        place_ends.append(len(places) // PLACE_BYTES)
    content, word_ends = pack_strings(words)
    hashes, order = hashed(words)
    return {
        "words": content,
        "word_ends": word_ends,
        "word_hashes": hashes,
        "word_order": order,
        "rows": _ints(rows),
        "counts": _ints(counts),
        "posting_ends": np.frombuffer(posting_ends, dtype=np.int64),
        "place_ends": np.frombuffer(place_ends, dtype=np.int64),
        "codes": _codes(_ints(rows), _ints(counts), places, bases),
        "bases": bases,
    }


def _lexicon(leaf: Any, field: TextField) -> Iterator[bytes]:
    """The words of a field by their bytes."""
    if str(field) in leaf.indexed_field_names():
        yield from leaf.lexicon(str(field))


def _read(matcher: Any, rows: "array[int]", counts: "array[int]", places: bytearray) -> None:
    row, value, go_on, is_active = matcher.id, matcher.value, matcher.next, matcher.is_active
    while is_active():
        found = value()
        rows.append(row())
        counts.append(len(found) // PLACE_BYTES)
        places += found
        go_on()


def _ints(values: "array[int]") -> NDArray[np.int32]:
    return np.frombuffer(values, dtype=np.int32) if values else np.empty(0, dtype=np.int32)


def _codes(
    rows: NDArray[np.int32],
    counts: NDArray[np.int32],
    places: bytearray,
    bases: NDArray[np.int64],
) -> NDArray[np.uint32]:
    """Codes within the page as codes within the segment."""
    coded = np.frombuffer(places, dtype=np.uint32) if places else np.empty(0, dtype=np.uint32)
    codes = np.repeat((bases[rows] * 2).astype(np.uint32), counts)
    codes += coded
    return codes
