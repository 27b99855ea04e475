"""The paper a page stands on: its shade everywhere, and the page without it."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter
from PIL.Image import Resampling

from ingest.shades import shade_at, without_single_pixels

_COARSE_DPI = 85
"""Resolution of the search for paper: strokes are still there, single pixels' noise is not."""
_STROKE_IN = 0.08
"""Inches across which ink is a stroke, and paper is looked for beside it. Grey bands behind a
form's headings are wider, so they are paper of a darker shade."""
_DARKEST = 0.55
"""Share of the page's own paper below which nothing is paper: solid black stays black."""
_SMOOTH = 2
_LOW_CONTRAST = 80.0
"""Grey levels between paper and ink. A clean scan has over 150."""
_LEAST_CONTRAST = 3.0
"""Grey levels below which there is no ink, only noise."""
_MIDDLE = 0.45
"""Where ink begins, on the way from paper to the darkest ink."""
_OTHER_SHADE, _OTHER_SHARE = 0.08, 0.01
"""Paper is uneven where more than this share of it is lighter or darker by this share of white."""
_LEAST_INK, _INK_SHARE = 100, 0.004
"""Darkest pixels of the coarse picture that make ink: at least so many, at least such a share. A
share alone would not do: a page with a caption only has less ink than another has dust."""
_LEAST_DARKNESS = 0.06
"""Share of the paper's shade by which ink is darker at the least: noise is not drawn out."""

_STEPS = 25_500
"""Hundredths of a shade, in which darkness is counted."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What a page's paper looks like.

    Attributes:
        shades: Of the paper, in a coarse picture of the page, 0 to 255.
        darkness: Of the ink: the share of the paper's shade by which it is darker, 0.0 to 1.0.
        contrast: Grey levels between paper and ink.
        is_uneven: Whether it has shadows, or bands of grey with writing on them.
    """

    shades: np.ndarray
    darkness: float
    contrast: float
    is_uneven: bool

    @classmethod
    def of(cls, image: Image.Image, dpi: int) -> "Paper":
        """The paper of a page in grey."""
        factor = max(1, round(dpi / _COARSE_DPI))
        small = image.reduce(factor)
        reach = max(2, round(_STROKE_IN / 2 * dpi / factor))
        shades = _closed(without_single_pixels(np.asarray(small)), reach)
        usual = float(shade_at(shades, 0.5))
        shades = np.maximum(shades, np.uint8(_DARKEST * usual))
        darker = (shades - np.asarray(small, dtype=np.float32)) / np.maximum(shades, 1)
        count = min(max(_LEAST_INK, round(_INK_SHARE * darker.size)), darker.size)
        # In hundredths of a shade: to count them is much faster than to sort them.
        steps = np.clip(darker * _STEPS, 0, _STEPS).astype(np.int64).ravel()
        most = np.cumsum(np.bincount(steps, minlength=_STEPS + 1)[::-1])
        darkness = (_STEPS - int(np.searchsorted(most, count))) / _STEPS
        other = np.abs(shades - usual) > _OTHER_SHADE * 255
        return cls(shades, darkness, darkness * usual, bool(other.mean() > _OTHER_SHARE))

    @property
    def is_poor(self) -> bool:
        """Whether letters would be lost if one shade were to part ink and paper."""
        return self.contrast >= _LEAST_CONTRAST and (
            self.contrast < _LOW_CONTRAST or self.is_uneven
        )

    @property
    def ink_below(self) -> int:
        """The shade below which a pixel is ink, where the paper is as it mostly is."""
        return round(shade_at(self.shades, 0.5) - _MIDDLE * self.contrast)

    def taken_from(self, image: Image.Image) -> Image.Image:
        """The picture with its paper made white everywhere and its ink black."""
        smooth = Image.fromarray(self.shades).filter(ImageFilter.BoxBlur(_SMOOTH))
        # 1 is paper; ink is ``darkness`` below it.
        scale = 255 / min(max(self.darkness, _LEAST_DARKNESS), 1)
        gain = Image.fromarray(scale / np.maximum(np.asarray(smooth, dtype=np.float32), 1))
        finer = gain.resize(image.size, Resampling.BILINEAR)
        level = np.multiply(np.asarray(image), np.asarray(finer))
        level += 255 - scale
        return Image.fromarray(np.clip(level, 0, 255, out=level).astype(np.uint8))


def _closed(grey: np.ndarray, reach: int) -> np.ndarray:
    """Each pixel the darkest that a window laid over it can avoid: strokes vanish, bands stay."""
    return 255 - widened(255 - widened(grey, reach), reach)


def widened(grey: np.ndarray, reach: int) -> np.ndarray:
    """Each pixel the lightest within ``reach`` pixels, in a square."""
    down = grey.copy()
    for step in range(1, reach + 1):
        np.maximum(down[step:], grey[:-step], out=down[step:])
        np.maximum(down[:-step], grey[step:], out=down[:-step])
    across = down.copy()
    for step in range(1, reach + 1):
        np.maximum(across[:, step:], down[:, :-step], out=across[:, step:])
        np.maximum(across[:, :-step], down[:, step:], out=across[:, :-step])
    return across
