"""Cheap, guarded repairs of a scan before it is read; the picture people see stays as it is."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter
from PIL.Image import Resampling

from ingest.bars import boxes_of, find_bars
from ingest.geometry import tilted
from ingest.records import Box
from ingest.skew import skew_of

_LOW_CONTRAST = 80.0
"""Grey levels between paper and ink. A clean scan has over 150."""
_UNEVEN = 50.0
"""Grey levels between the lightest and darkest part of the paper."""
_LEAST_INK = 100
"""Darkest pixels of the reduced picture that make ink. A share of the page would not do: a page
with a caption only has less ink than another has dust, and stretched paper drowns it."""
_MARGIN = 0.03
"""Share of the page left out on each side: a scanner's dark edge is no ink."""
_PAPER_CELL = 24
"""Pixels a side, of the reduced picture, within which the lightest is paper."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A scan made ready for reading.

    Attributes:
        image: Mode ``L``, of the same size as the scan.
        back: Moves a box in ``image`` to where it stands in the scan.
        notes: One sentence for each repair.
        bars: Black bars in the scan; None where they could not be looked for.
    """

    image: Image.Image
    back: Callable[[Box], Box]
    notes: tuple[str, ...] = ()
    bars: tuple[Box, ...] | None = None


def prepare(image: Image.Image, dpi: int) -> Prepared:
    """Repair what can surely be repaired: black bars, poor contrast, slight skew.

    Args:
        image: Mode ``L``. Not changed.
        dpi: Pixels per inch.
    """
    notes = []
    bars = find_bars(image, dpi)
    places = None if bars is None else boxes_of(bars, image)
    if bars:
        image = image.copy()
        for bar in bars:
            image.paste(_paper_shade(image), bar)
        notes.append(f"Black bars were painted over for reading: {len(bars)}.")
    levelled = _levelled(image)
    if levelled is not None:
        image = levelled
        notes.append("The contrast was raised for reading.")
    degrees = skew_of(image)
    if degrees:
        image, back = _deskewed(image, degrees)
        notes.append(f"The page was turned by {degrees:+.1f}° for reading.")
        return Prepared(image, back, tuple(notes), places)
    return Prepared(image, _unmoved, tuple(notes), places)


def _unmoved(box: Box) -> Box:
    return box


def _paper_shade(image: Image.Image) -> int:
    return int(np.median(np.asarray(image.reduce(max(1, image.width // 400)))))


def _levelled(image: Image.Image) -> Image.Image | None:
    """The picture with paper made white and ink black; None where that is so already."""
    small = image.reduce(max(1, image.width // 800))
    shades = _paper_shades(small)
    contrast = float(np.median(shades)) - _ink_shade(small)
    spread = float(np.percentile(shades, 98) - np.percentile(shades, 2))
    if contrast < 2 or (contrast >= _LOW_CONTRAST and spread <= _UNEVEN):
        return None
    background = Image.fromarray(shades).resize(image.size, Resampling.BICUBIC)
    return _stretched(image, background, max(contrast, 8.0))


def _paper_shades(small: Image.Image) -> np.ndarray:
    """The shade of the paper in each cell of the page: its lightest, without specks."""
    columns, rows = (max(side // _PAPER_CELL, 1) for side in small.size)
    whole_cells = small.resize((columns * _PAPER_CELL, rows * _PAPER_CELL))
    grey = np.asarray(whole_cells.filter(ImageFilter.MedianFilter(3)))
    cells = grey.reshape(rows, _PAPER_CELL, columns, _PAPER_CELL).max(axis=(1, 3))
    smooth = Image.fromarray(cells).filter(ImageFilter.BoxBlur(1))
    return np.asarray(smooth, dtype=np.float32)


def _ink_shade(small: Image.Image) -> float:
    x, y = round(small.width * _MARGIN), round(small.height * _MARGIN)
    grey = np.asarray(small)[y : small.height - y, x : small.width - x].ravel()
    return float(np.partition(grey, _LEAST_INK)[_LEAST_INK]) if grey.size > _LEAST_INK else 0.0


def _stretched(image: Image.Image, paper: Image.Image, contrast: float) -> Image.Image:
    """White at the paper's shade, black at ``contrast`` levels below it."""
    scale = 255 / contrast
    level = np.asarray(image, dtype=np.float32) - np.asarray(paper, dtype=np.float32)
    np.multiply(level, scale, out=level)
    np.add(level, 255, out=level)
    np.clip(level, 0, 255, out=level)
    return Image.fromarray(level.astype(np.uint8))


def _deskewed(image: Image.Image, degrees: float) -> tuple[Image.Image, Callable[[Box], Box]]:
    """The picture turned about its middle, counter-clockwise, and the way back for boxes."""
    turned = image.rotate(degrees, Resampling.BICUBIC, fillcolor=_paper_shade(image))
    width, height = image.size

    def back(box: Box) -> Box:
        return tilted(box, -degrees, width, height)

    return turned, back
