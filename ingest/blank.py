"""Whether a page has anything on it, judged against its own paper."""

from itertools import product

import numpy as np
from PIL import Image

_WIDTH = 700
"""Pixels across for the test: about 80 dpi, where the noise of single pixels is averaged away
and a full stop still darkens a pixel."""
_MARGIN = 0.02
"""Share of the page left out on each side: scanners leave dark edges."""
_NOISE_DEVIATIONS = 6.0
_LEAST_DARKER = 6.0
"""Grey levels, of 255. Faint pencil is 10 to 20 below its paper after averaging."""
_SURELY_DARKER = 50.0
"""Grey levels that no noise explains: where blurred writing fills a page, it passes for noise."""
_DUST = 3
"""Darker pixels that may be dust. A page number has more than ten."""
_SPECK = 6
"""Pixels from end to end that dust stays under: about 2 mm. A small digit is 10 high."""
_MOST_SPECKLED = 10_000
"""Darker pixels, of some 600,000, above which a page is not looked through speck by speck."""
_DARKEST_PAPER = 20
"""Grey levels a row of paper may be below the page's median: what is darker is ink."""


def is_blank(image: Image.Image) -> bool:
    """Whether a picture in grey shows paper only, whatever its shade.

    In doubt it is not blank: reading a blank page costs little, losing a faint one a record. An
    absolute threshold would lose faint pages; the measure is the page's own median and noise.
    """
    return int(_darker(image).sum()) <= _DUST


def _darker(image: Image.Image) -> np.ndarray:
    """The pixels that stand out of the paper, at about 80 dpi, without the margins."""
    small = image.reduce(max(1, round(image.width / _WIDTH)))
    x, y = round(small.width * _MARGIN), round(small.height * _MARGIN)
    grey = np.asarray(small, dtype=np.float32)[y : small.height - y, x : small.width - x]
    if grey.size == 0:
        return np.zeros((0, 0), dtype=np.bool_)
    darker = _paper(grey) - grey
    noise = float(np.median(np.abs(darker - np.median(darker)))) * 1.4826  # of a normal spread
    threshold = max(_LEAST_DARKER, _NOISE_DEVIATIONS * noise)
    return np.asarray(darker > min(threshold, _SURELY_DARKER))


def has_only_specks(image: Image.Image) -> bool:
    """Whether nothing larger than dust stands on a page, asked once OCR has found no word there.

    Thin lines count as something however pale: a page may hold nothing but a signature.
    """
    dark = _darker(image)
    if dark.sum() > _MOST_SPECKLED:
        return False
    left = {(int(y), int(x)) for y, x in np.argwhere(dark)}
    while left:
        ys, xs = zip(*_taken_with(left.pop(), left), strict=True)
        if max(max(ys) - min(ys), max(xs) - min(xs)) >= _SPECK:
            return False
    return True


def _taken_with(first: tuple[int, int], left: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """A pixel and all that touch it, directly or through others; taken out of ``left``."""
    found = [first]
    for y, x in found:  # grows while it is gone through
        for beside in product((y - 1, y, y + 1), (x - 1, x, x + 1)):
            if beside in left:
                left.remove(beside)
                found.append(beside)
    return found


def _paper(grey: np.ndarray) -> np.ndarray:
    """The shade of the paper at each pixel, so that the shadow of a book's spine is not ink."""
    rows = np.median(grey, axis=1, keepdims=True)
    columns = np.median(grey, axis=0, keepdims=True)
    middle = float(np.median(grey))
    return np.asarray(np.maximum(rows + columns - middle, middle - _DARKEST_PAPER))
