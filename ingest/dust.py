"""Dust: dots too small to be writing. What copies and faxes are full of, and how it is softened."""

import numpy as np
from PIL import Image, ImageFilter

_CORE_IN = 0.019
"""Inches across that a speck fits into; the full stop of print of ten points is larger."""
_APART_IN = 0.025
"""Inches of paper round a speck that is no part of a letter."""
_MANY = 3.0
"""Specks a square inch, standing apart, that make a page dusty: clean scans have under one, copies
and faxes of grey over ten."""
_BANDS, _BAND_IN = 6, 0.4
"""Where specks are looked for: bands across the page, evenly spread, so high; a quarter of it."""
_SOFT_IN = 0.0056
"""Radius of the blur, in inches: under a pixel at the resolutions that are read."""


def is_dusty(image: Image.Image, dpi: int, ink_below: int) -> bool:
    """Whether a page is strewn with specks.

    Args:
        image: Mode ``L``.
        dpi: Pixels per inch.
        ink_below: Shade below which a pixel is ink.
    """
    return specks_per_square_inch(image, dpi, ink_below) > _MANY


def specks_per_square_inch(image: Image.Image, dpi: int, ink_below: int) -> float:
    """How many specks stand apart from writing, as far as a few bands of the page tell."""
    core, margin = max(2, round(_CORE_IN * dpi)), max(2, round(_APART_IN * dpi))
    bands = [
        band < ink_below
        for band in _bands(np.asarray(image), round(_BAND_IN * dpi))
        if min(band.shape) > core
    ]
    # A speck of one pixel is found in as many windows as it has places there.
    count = sum(_specks(ink, core, margin) for ink in bands) / core
    return count * dpi**2 / max(sum(ink.size for ink in bands), 1)


def _bands(grey: np.ndarray, height: int) -> list[np.ndarray]:
    tops = np.linspace(0, max(grey.shape[0] - height, 0), _BANDS + 2)[1:-1]
    return [grey[int(top) : int(top) + height] for top in tops]


def _specks(ink: np.ndarray, core: int, margin: int) -> int:
    """Windows with ink in them and none around."""
    inside = _sums(ink, core)
    around = _sums(np.pad(ink, margin), core + 2 * margin)
    return int(((inside > 0) & (inside == around)).sum())


def softened(image: Image.Image, dpi: int, times: float = 1.0) -> Image.Image:
    """The picture blurred by less than a stroke's width: specks fade and ragged letters join.

    Taking specks away one by one was worse: broken letters are specks too.

    Args:
        image: Mode ``L``.
        dpi: Pixels per inch.
        times: How many times wider than usual.
    """
    return image.filter(ImageFilter.GaussianBlur(_SOFT_IN * dpi * times))


def _sums(ink: np.ndarray, side: int) -> np.ndarray:
    """How many pixels of each square window are ink, by the window's upper left."""
    down = np.cumsum(np.pad(ink, ((1, 0), (0, 0))), axis=0, dtype=np.int32)
    rows = down[side:] - down[:-side]
    across = np.cumsum(np.pad(rows, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    return np.asarray(across[:, side:] - across[:, :-side])
