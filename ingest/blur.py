"""Pages out of focus: no edge on them goes from paper to ink at once."""

import numpy as np
from PIL import Image, ImageFilter

from ingest.shades import shade_at

_ROWS = 4
"""Every which row of pixels is looked at."""
_STEEPEST = 0.995
"""Share of the steps from pixel to pixel that are no steeper than those that count."""
_SOFT_STEP = 0.3
"""Part of the way from paper to ink that the steepest steps go on a page in focus at the least, its
letters at the height they are read at: blurred pages have 0.2, the worst others 0.4."""
_RADIUS_IN, _PER_CENT = 0.012, 150
"""Of the blur that is undone, in inches, and how much of it."""


def is_blurred(image: Image.Image, contrast: float) -> bool:
    """Whether a page is out of focus.

    Args:
        image: Mode ``L``, at the resolution it is read at.
        contrast: Grey levels between its paper and its ink.
    """
    rows = np.asarray(image)[::_ROWS].astype(np.int16)
    steps = np.abs(np.diff(rows, axis=1))
    return steps.size > 0 and shade_at(steps, _STEEPEST) < _SOFT_STEP * contrast


def sharpened(image: Image.Image, dpi: int) -> Image.Image:
    """The picture with its edges made steeper; pages in focus read worse so."""
    return image.filter(ImageFilter.UnsharpMask(_RADIUS_IN * dpi, _PER_CENT, 0))
