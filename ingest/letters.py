"""How high a page's letters are, and the resolution at which they read well."""

import numpy as np
from PIL import Image

_SMEAR_IN = 0.06
"""Inches by which ink is drawn out to the right, so that letters make lines of text."""
_LOWEST_IN, _HIGHEST_IN = 0.04, 0.4
"""Inches: what is lower is a rule or dust, what is higher a picture or a bar."""
_INK = 128
_FEWEST = 50
"""Columns of lines that make a measure."""
_WANTED_PX = 13.0
"""Height at which a small letter is read best for its cost; see docs/decisions/0012."""
_WANTED_SHARP_PX = 16.0
"""The same for a page of two colours, which loses more when it is made small."""
_LEAST_DPI, _MOST_DPI = 140, 300
_USUAL_DPI = 170
_SAME = 0.03
"""Share by which a resolution may differ from the wanted one: scaling blurs too."""


def reading_dpi(height: float | None, dpi: int, *, is_sharp: bool = False) -> int:
    """Pixels per inch that bring the letters of a page to the height that reads best.

    Args:
        height: Of the page's letters, in inches; None if it is not known.
        dpi: Of the page's picture.
        is_sharp: Whether it has two colours only.

    Returns:
        Never more than ``dpi``: what a scan lacks cannot be added.
    """
    small = _WANTED_PX / _USUAL_DPI if height is None else height
    wanted = (_WANTED_SHARP_PX if is_sharp else _WANTED_PX) / small
    wanted = min(max(wanted, _LEAST_DPI), _MOST_DPI)
    return dpi if wanted > dpi * (1 - _SAME) else round(wanted)


def letter_height(image: Image.Image, dpi: float) -> float | None:
    """Inches from foot to head of the lines of text, about a small letter's; None without lines.

    Args:
        image: Mode ``L``, paper white and ink black; 100 dpi are enough.
        dpi: Pixels per inch.
    """
    ink = np.asarray(image) < _INK
    lines = ink.copy()
    for step in range(1, round(_SMEAR_IN * dpi) + 1):
        lines[:, step:] |= ink[:, :-step]
    edges = np.diff(np.pad(lines, ((1, 1), (0, 0))).astype(np.int8), axis=0).T
    heights = (np.nonzero(edges == -1)[1] - np.nonzero(edges == 1)[1]) / dpi
    heights = heights[(heights >= _LOWEST_IN) & (heights < _HIGHEST_IN)]
    return float(np.median(heights)) if heights.size >= _FEWEST else None
