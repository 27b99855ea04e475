"""How far a page was laid askew on the scanner's glass."""

import math

import numpy as np
from PIL import Image

from ingest.shades import shade_at

_WIDTH = 900
"""Pixels across for the measure: lines of text still part."""
_MOST_INK = 60_000
"""Pixels looked at."""
_LARGEST = 5.0
_SMALLEST = 0.3
"""Degrees: Tesseract follows lines that are less askew."""
_COARSE, _FINE = 0.5, 0.1
_CLEARLY_BETTER = 1.15
"""How much sharper the lines must stand than untouched: noise and pictures gain less."""
_LEAST_INK = 500
_LEAST_SHARPNESS = 2.0
"""Times what evenly scattered ink would give. Lines of text give 15 and more, photographs and
noise less than 1."""


def skew_of(image: Image.Image) -> float:
    """Degrees to turn a page counter-clockwise so that its lines run level.

    By projection profile: level lines give rows that are full of ink beside rows that are empty.

    Returns:
        0.0 where the lines are level already or no turn makes them clearly more so.
    """
    ys, xs = _ink(image)
    if len(ys) < _LEAST_INK:
        return 0.0
    untouched = _sharpness(ys, xs, 0.0)
    coarse = np.arange(-_LARGEST, _LARGEST + _COARSE / 2, _COARSE)
    best = max(coarse, key=lambda degrees: _sharpness(ys, xs, degrees))
    fine = np.arange(best - _COARSE + _FINE, best + _COARSE, _FINE)
    best = max(fine, key=lambda degrees: _sharpness(ys, xs, degrees))
    is_clear = _sharpness(ys, xs, best) > max(_CLEARLY_BETTER * untouched, _LEAST_SHARPNESS)
    # At the end of the range the true angle lies beyond, or there is none.
    is_within = _SMALLEST <= abs(best) < _LARGEST - _FINE / 2
    return round(float(best), 1) if is_clear and is_within else 0.0


def lines_run(image: Image.Image) -> float:
    """How much more the page looks like lines across than like lines down; 1.0 for neither."""
    ys, xs = _ink(image)
    if len(ys) < _LEAST_INK:
        return 1.0
    return _sharpness(ys, xs, 0.0) / max(_sharpness(ys, xs, 90.0), 1e-6)


def _ink(image: Image.Image) -> tuple[np.ndarray, np.ndarray]:
    """Rows and columns of ink about the page's middle, evenly thinned."""
    small = np.asarray(image.reduce(max(1, round(image.width / _WIDTH))), dtype=np.uint8)
    margin_y, margin_x = small.shape[0] // 40, small.shape[1] // 40
    small = small[margin_y : small.shape[0] - margin_y, margin_x : small.shape[1] - margin_x]
    if not small.size:
        return np.zeros(0), np.zeros(0)
    ys, xs = np.nonzero(small < (shade_at(small, 0.5) + shade_at(small, 0.01)) / 2)
    step = max(1, len(ys) // _MOST_INK)
    return ys[::step] - small.shape[0] / 2, xs[::step] - small.shape[1] / 2


def _sharpness(ys: np.ndarray, xs: np.ndarray, degrees: float) -> float:
    """How unevenly ink falls into rows once the page is turned; 1.0 for ink scattered evenly."""
    angle = math.radians(degrees)
    rows = ys * math.cos(angle) - xs * math.sin(angle)
    counts = np.bincount(np.round(rows - rows.min()).astype(np.int64))
    # Steps from row to row: the ink of a whole paragraph counts for nothing, its edges for much.
    steps = np.diff(counts.astype(np.float64))
    return float((steps * steps).sum()) / (2 * len(ys))
