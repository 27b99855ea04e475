"""Pages of two colours, as faxes and old scanners give them: strokes without shades at their edges.

They lose more than pages in grey when they are made small, and worn strokes fall apart.
"""

import numpy as np
from PIL import Image, ImageFilter

from ingest.paper import widened
from ingest.shades import shade_at

_PURE, _PURE_SHARE = 16, 0.97
"""Shades from black and from white within which this share of a page's pixels lies, greys being
fewer than pixels of ink too: letters in grey on white paper are mostly edges."""
_INK = 128
_WORN_IN = 0.0105
"""Inches: strokes are worn where half of them are no thicker, measured across and down. Faxes have
strokes as thin one way only."""
_LEAST_LETTER_IN = 0.05
"""Height of letters whose strokes may be thickened; those of smaller ones are thin, and run
together."""
_THICKER_IN = 0.0033
"""By how much strokes are thickened on each side, in inches."""
_SOFT_IN = 0.0027
"""Radius of the blur that gives strokes shades again, in inches."""


def is_in_two_colours(image: Image.Image) -> bool:
    """Whether a picture in grey has hardly any grey in it."""
    counts = image.histogram()
    greys = sum(counts[_PURE:-_PURE])
    return greys < (1 - _PURE_SHARE) * sum(counts) and greys < sum(counts[:_INK])


def are_worn(image: Image.Image, dpi: int, letter_height: float | None) -> bool:
    """Whether the strokes of a page in two colours are so thin that they have gaps.

    Args:
        image: Mode ``L``.
        dpi: Pixels per inch.
        letter_height: Of its small letters, in inches; None if it is not known.
    """
    if letter_height is None or letter_height < _LEAST_LETTER_IN:
        return False
    ink = np.asarray(image) < _INK
    return max(_thickness(ink), _thickness(ink.T)) <= _WORN_IN * dpi


def _thickness(ink: np.ndarray) -> float:
    """Median length of the runs of ink along the rows, in pixels."""
    ends = np.flatnonzero(np.diff(np.pad(ink, ((0, 0), (1, 1))).astype(np.int8).ravel()))
    runs = ends[1::2] - ends[::2]
    return float(shade_at(np.minimum(runs, 255), 0.5)) if runs.size else 0.0


def thickened(image: Image.Image, dpi: int) -> Image.Image:
    """The picture with its strokes made thicker, so that small gaps close."""
    reach = max(1, round(_THICKER_IN * dpi))
    return Image.fromarray(255 - widened(255 - np.asarray(image), reach))


def softened_edges(image: Image.Image, dpi: int) -> Image.Image:
    """The picture with shades at the edges of its strokes."""
    return image.filter(ImageFilter.GaussianBlur(_SOFT_IN * dpi))
