"""What happens to paper on its way to us: a clean picture of a page made into a bad scan.

A page lies askew, is copied (ink spreads or wears off, fades in patches, dust comes with it), then
scanned at some resolution, and stored as JPEG or in two colours.
"""

import io
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter
from PIL.Image import Resampling

Chance = np.random.Generator

_FINER, _FINEST_DPI = 2, 400
"""How many times finer than the scan the paper is, while ink spreads and blurs on it; a page of
more pixels than that would take seconds."""
_PATCH = 40
"""Pixels a side, at the scan's resolution, within which a copy is equally dark."""
_LONG_AGO = time.gmtime(0)
"""The date in every file, so that the same scan has the same bytes."""


@dataclass(frozen=True, slots=True)
class Wear:
    """How a page is damaged.

    Attributes:
        dpi: Of the scan.
        degrees: By how much the page is turned about its middle, counter-clockwise.
        blur: Radius of the blur before scanning, in pixels of 1/300 inch.
        spread: By how much strokes get thicker, in inches; thinner where negative.
        ink: Shade of the ink, 0 to 255, where paper is ``paper``.
        paper: Shade of the paper.
        patches: Shades by which the darkness of the copy varies over the page.
        noise: Standard deviation of each pixel's shade.
        specks: Share of pixels that are dust, black and white alike.
        threshold: Shade below which a pixel is black; None keeps greys.
        quality: Of the JPEG a grey scan is kept as, to 95; None to keep it without loss.
    """

    dpi: int
    degrees: float = 0.0
    blur: float = 0.0
    spread: float = 0.0
    ink: float = 0
    paper: float = 255
    patches: float = 0.0
    noise: float = 0.0
    specks: float = 0.0
    threshold: int | None = None
    quality: int | None = 75


def paper_dpi(scan_dpi: int) -> int:
    """Pixels per inch of the paper itself, for a scan of it."""
    return max(min(_FINER * scan_dpi, _FINEST_DPI), scan_dpi)


def worn(page: Image.Image, dpi: float, wear: Wear, chance: Chance) -> Image.Image:
    """Damage a picture of a page.

    Args:
        page: Mode ``L``; not changed.
        dpi: Its pixels per inch; best those of ``paper_dpi``.
        wear: What is done to it.
        chance: Of noise, patches and dust.

    Returns:
        Mode ``L``, or ``1`` where the wear leaves two colours.
    """
    finer_dpi = paper_dpi(wear.dpi)
    finer = _resized(page, finer_dpi / dpi)
    turned = finer.rotate(wear.degrees, Resampling.BICUBIC, fillcolor=255)
    spread = _spread(turned, wear.spread * finer_dpi / 2)
    blurred = spread.filter(ImageFilter.GaussianBlur(wear.blur * finer_dpi / 300))
    size = _scaled(page, wear.dpi / dpi)
    return _copied(blurred.resize(size, Resampling.BOX), wear, chance)


def save_scan(image: Image.Image, wear: Wear, path: Path) -> None:
    """Write a PDF of one page that holds nothing but the picture; the same bytes each time."""
    # Two colours are kept as a fax keeps them, greys as JPEG.
    lossy = {} if image.mode == "1" else {"quality": wear.quality or 95}
    image.save(
        path,
        format="PDF",
        title="scan",
        resolution=wear.dpi,
        creationDate=_LONG_AGO,
        modDate=_LONG_AGO,
        **lossy,
    )


def as_kept(image: Image.Image, wear: Wear) -> Image.Image:
    """The scan as it comes out of its file again, mode ``L``."""
    if image.mode == "1":
        return image.convert("L")
    file = io.BytesIO()
    image.save(file, format="JPEG", quality=wear.quality or 95)
    return Image.open(file).convert("L")


def _resized(page: Image.Image, factor: float) -> Image.Image:
    size = _scaled(page, factor)
    return page if size == page.size else page.resize(size, Resampling.BOX)


def _scaled(page: Image.Image, factor: float) -> tuple[int, int]:
    return max(round(page.width * factor), 1), max(round(page.height * factor), 1)


def _spread(page: Image.Image, pixels: float) -> Image.Image:
    """Strokes thicker by so many pixels on each side, or thinner."""
    kind = ImageFilter.MinFilter if pixels > 0 else ImageFilter.MaxFilter
    left = abs(pixels)
    while left > 1e-3:
        step = page.filter(kind(3))
        page = step if left >= 1 else Image.blend(page, step, left)
        left -= 1
    return page


def _copied(scanned: Image.Image, wear: Wear, chance: Chance) -> Image.Image:
    shades = np.asarray(scanned, dtype=np.float32)
    shades = wear.ink + shades * ((wear.paper - wear.ink) / 255)
    shades = shades + _patches(scanned.size, wear, chance)
    shades = shades + chance.normal(0, wear.noise, shades.shape)
    specks = chance.random(shades.shape)
    shades[specks < wear.specks / 2] = wear.ink
    shades[specks > 1 - wear.specks / 2] = wear.paper
    whole = Image.fromarray(np.clip(shades, 0, 255).astype(np.uint8))
    if wear.threshold is None:
        return whole
    return Image.fromarray(np.asarray(whole) >= wear.threshold)


def _patches(size: tuple[int, int], wear: Wear, chance: Chance) -> np.ndarray:
    """Smooth light and dark areas over the page, in shades."""
    columns, rows = (side // _PATCH + 2 for side in size)
    coarse = chance.normal(0, wear.patches, (rows, columns)).astype(np.float32)
    return np.asarray(Image.fromarray(coarse).resize(size, Resampling.BICUBIC))
