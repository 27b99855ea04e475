"""Words packed into bytes, so that a page's words are one row and not three hundred."""

import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from ingest.records import Box, Word

# A 65,535th of a page is under 0.005 mm on letter paper: finer than any scan.
BOX_STEPS = 65_535
# One byte for the confidence; half a per cent is finer than its meaning.
CONFIDENCE_STEPS = 200
NO_CONFIDENCE = 255

_ROW = np.dtype([("span", "<u4", 2), ("box", "<u2", 4), ("confidence", "u1")])


def pack_words(words: Sequence[Word]) -> bytes:
    """Words as bytes; boxes are rounded to a 65,535th of the page, confidence to a 200th."""
    rows = np.zeros(len(words), _ROW)
    for row, word in zip(rows, words, strict=True):
        row["span"] = (word.start, word.end)
        box = word.box
        row["box"] = [
            round(edge * BOX_STEPS) for edge in (box.left, box.top, box.right, box.bottom)
        ]
        row["confidence"] = (
            NO_CONFIDENCE if word.confidence is None else round(word.confidence * CONFIDENCE_STEPS)
        )
    return zlib.compress(rows.tobytes(), 6)


def unpack_words(packed: bytes) -> tuple[Word, ...]:
    """The words ``pack_words`` packed, in their order."""
    rows = np.frombuffer(zlib.decompress(packed), _ROW)
    return tuple(_word(*row) for row in rows.tolist())


def _word(span: Any, box: Any, confidence: int) -> Word:  # lists of int, from NumPy
    edges = (edge / BOX_STEPS for edge in box)
    known = None if confidence == NO_CONFIDENCE else confidence / CONFIDENCE_STEPS
    return Word(span[0], span[1], Box(*edges), known)
