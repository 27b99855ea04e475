"""Measuring what a scanned page looks like."""

import numpy as np
from PIL import Image, ImageFilter

from ingest.dust import specks_per_square_inch
from ingest.letters import letter_height
from ingest.look import Look
from ingest.paper import Paper
from ingest.scan_picture import ScanPicture
from ingest.skew import skew_of

_INK = 128
_EDGE = (64, 192)
"""Shades between ink and paper, once paper is white and ink black."""
_BARE = 225
"""Shade from which a pixel is nothing but paper."""
_THICKEST_IN = 0.06
"""Inches: what is thicker is a bar or a picture, no stroke."""
_MIDDLE, _MIDDLE_DEVIATIONS = (10, 90), 2.56
"""Per cent of the paper, from the darkest on, and how many standard deviations they lie apart."""
_COARSE_DPI = 100
_DEVIATIONS = 1.4826
"""Standard deviations of a normal spread in the median deviation."""


def look_at(picture: ScanPicture) -> Look:
    """Measure a page; about a third of a second."""
    image, dpi = picture.image, picture.dpi
    paper = Paper.of(image, dpi)
    level = paper.taken_from(image)
    factor = max(1, round(dpi / _COARSE_DPI))
    grey = np.asarray(level)
    ink = grey < _INK
    return Look(
        width_in=image.width / dpi,
        height_in=image.height / dpi,
        dpi=picture.scan_dpi,
        is_two_colours=picture.is_two_colours,
        quality=picture.quality,
        letter_in=letter_height(level.reduce(factor), dpi / factor) or 0.0,
        stroke_in=_stroke(ink, dpi),
        paper=float(np.median(paper.shades)),
        contrast=paper.contrast,
        shading=_shading(paper.shades),
        noise=_noise(image, grey),
        soft_in=_softness(grey, ink) / dpi,
        ragged=_raggedness(level, ink),
        specks=specks_per_square_inch(image, dpi, paper.ink_below),
        degrees=skew_of(image),
    )


def _stroke(ink: np.ndarray, dpi: int) -> float:
    """Mean length of the runs of ink across and down, without bars and rules, in inches."""
    runs = np.concatenate([_runs(ink), _runs(ink.T)]) / dpi
    runs = runs[runs <= _THICKEST_IN]
    return float(runs.mean()) if runs.size else 0.0


def _runs(ink: np.ndarray) -> np.ndarray:
    """Lengths of the runs of ink along the rows, in pixels."""
    edges = np.diff(np.pad(ink, ((0, 0), (1, 1))).astype(np.int8), axis=1).ravel()
    return np.asarray(np.flatnonzero(edges == -1) - np.flatnonzero(edges == 1))


def _shading(shades: np.ndarray) -> float:
    """The standard deviation that the middle of the shades speaks for: pictures are no shade."""
    low, high = np.percentile(shades, _MIDDLE)
    return float(high - low) / _MIDDLE_DEVIATIONS


def _noise(image: Image.Image, level: np.ndarray) -> float:
    smooth = np.asarray(image.filter(ImageFilter.MedianFilter(3)), dtype=np.int16)
    apart = (np.asarray(image, dtype=np.int16) - smooth)[level >= _BARE]
    # The mean, not the median: shades are whole numbers, and little noise would be none.
    return float(np.abs(apart).mean()) * _DEVIATIONS if apart.size else 0.0


def _outline(ink: np.ndarray) -> int:
    """Pixels' sides between ink and paper."""
    across = np.count_nonzero(ink[:, 1:] != ink[:, :-1])
    return int(across + np.count_nonzero(ink[1:] != ink[:-1]))


def _softness(level: np.ndarray, ink: np.ndarray) -> float:
    """Pixels neither ink nor paper, for each pixel of outline."""
    between = np.count_nonzero((level > _EDGE[0]) & (level < _EDGE[1]))
    return float(between / max(_outline(ink), 1))


def _raggedness(level: Image.Image, ink: np.ndarray) -> float:
    smooth = np.asarray(level.filter(ImageFilter.MedianFilter(5))) < _INK
    return max(1 - _outline(smooth) / max(_outline(ink), 1), 0.0)
