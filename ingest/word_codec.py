"""Words packed into bytes, so that a page's words are one row and not three hundred."""

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

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
    return _words(np.frombuffer(zlib.decompress(packed), _ROW))


def unpack_words_within(packed: bytes, stretches: Sequence[tuple[int, int]]) -> tuple[Word, ...]:
    """Those of the packed words that stand, even in part, in some stretches of the page's text.

    It costs a fraction of unpacking all of them.

    Args:
        packed: Words in the order of the text, not overlapping.
        stretches: Start (inclusive) and end (exclusive) offsets.
    """
    rows = np.frombuffer(zlib.decompress(packed), _ROW)
    wanted = np.zeros(len(rows) + 1, dtype=np.int64)
    ends = np.array(stretches, dtype=np.int64).reshape(-1, 2)
    # One up where the words of a stretch begin, one down past them: above 0 lies what is wanted.
    first = np.searchsorted(rows["span"][:, 1], ends[:, 0], side="right")
    past = np.searchsorted(rows["span"][:, 0], ends[:, 1], side="left")
    np.add.at(wanted, first, 1)
    np.add.at(wanted, np.maximum(first, past), -1)
    return _words(rows[np.cumsum(wanted)[:-1] > 0])


def _words(rows: NDArray[np.void]) -> tuple[Word, ...]:
    # Column by column: the numbers become Python's own, with which everything after is faster.
    columns = (rows[name].tolist() for name in ("span", "box", "confidence"))
    return tuple(
        Word(start, end, Box(*[edge / BOX_STEPS for edge in box]), _confidence(steps))
        for (start, end), box, steps in zip(*columns, strict=True)
    )


def _confidence(steps: int) -> float | None:
    return None if steps == NO_CONFIDENCE else steps / CONFIDENCE_STEPS
