"""Pictures of pages made into bad scans, the same ones each time: five grades of damage.

A page goes through what happens to paper: it lies askew, is copied (ink spreads, fades in patches,
dust comes with it), then scanned or faxed at some resolution, and stored as JPEG or in two colours.
"""

import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter
from PIL.Image import Resampling

_PATCH = 40
"""Pixels a side, at the scan's resolution, within which a copy is equally dark."""
_LONG_AGO = time.gmtime(0)
"""The date in every file, so that the same scan has the same bytes."""


@dataclass(frozen=True, slots=True)
class Grade:
    """How a page is damaged.

    Attributes:
        number: From 1, light, to 5, worst.
        dpi: Of the scan.
        skew: Degrees the page is turned at most, either way.
        blur: Radius of the blur before scanning, in pixels of 1/300 inch.
        ink: Shade of the ink, 0 to 255, where paper is ``paper``.
        paper: Shade of the paper.
        patches: Shades by which the darkness of the copy varies over the page.
        noise: Standard deviation of each pixel's shade.
        specks: Share of pixels that are dust, black and white alike.
        threshold: Shade below which a pixel is black; None keeps greys.
        quality: Of the JPEG a grey scan is kept as, to 95.
    """

    number: int
    dpi: int
    skew: float
    blur: float
    ink: int = 0
    paper: int = 255
    patches: float = 0.0
    noise: float = 0.0
    specks: float = 0.0
    threshold: int | None = None
    quality: int = 75

    def degrees(self, seed: int) -> float:
        """By how much the page of this seed is turned about its middle, counter-clockwise."""
        return float(np.random.default_rng((seed, self.number)).uniform(-self.skew, self.skew))


GRADES = (
    Grade(1, dpi=200, skew=0.3, blur=0.8, ink=20, paper=245, noise=3),
    Grade(2, dpi=150, skew=0.6, blur=1.2, ink=40, paper=235, patches=3, noise=4, quality=60),
    Grade(3, dpi=120, skew=0.9, blur=1.6, ink=70, paper=220, patches=4, noise=5, quality=45),
    Grade(
        4, dpi=115, skew=1.2, blur=1.4, ink=60, paper=220, patches=8, noise=10, specks=1e-3,
        threshold=150,
    ),
    Grade(
        5, dpi=100, skew=1.5, blur=1.6, ink=60, paper=220, patches=8, noise=10, specks=1e-3,
        threshold=150,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scan:
    """A damaged page.

    Attributes:
        image: Mode ``L``, or ``1`` where the grade leaves two colours.
        grade: What was done to it.
    """

    image: Image.Image
    grade: Grade

    def save(self, path: Path) -> None:
        """Write a PDF of one page that holds nothing but the picture."""
        # Two colours are kept as a fax keeps them, greys as JPEG.
        lossy = {} if self.image.mode == "1" else {"quality": self.grade.quality}
        self.image.save(
            path,
            format="PDF",
            title="scan",
            resolution=self.grade.dpi,
            creationDate=_LONG_AGO,
            modDate=_LONG_AGO,
            **lossy,
        )


def degrade(page: Image.Image, dpi: int, grade: Grade, seed: int) -> Scan:
    """Damage a picture of a page.

    Args:
        page: Mode ``L``; not changed.
        dpi: Its pixels per inch.
        grade: How badly.
        seed: The same page, grade and seed give the same scan.
    """
    chance = np.random.default_rng((seed, grade.number, 1))
    finer = page.resize(_scaled(page, 2 * grade.dpi / dpi), Resampling.BOX)
    turned = finer.rotate(grade.degrees(seed), Resampling.BICUBIC, fillcolor=255)
    blurred = turned.filter(ImageFilter.GaussianBlur(grade.blur * 2 * grade.dpi / 300))
    scanned = blurred.resize(_scaled(page, grade.dpi / dpi), Resampling.BOX)
    return Scan(_copied(scanned, grade, chance), grade)


def _scaled(page: Image.Image, factor: float) -> tuple[int, int]:
    return max(round(page.width * factor), 1), max(round(page.height * factor), 1)


def _copied(scanned: Image.Image, grade: Grade, chance: np.random.Generator) -> Image.Image:
    shades = np.asarray(scanned, dtype=np.float32)
    shades = grade.ink + shades * ((grade.paper - grade.ink) / 255)
    shades = shades + _patches(scanned.size, grade, chance)
    shades = shades + chance.normal(0, grade.noise, shades.shape)
    specks = chance.random(shades.shape)
    shades[specks < grade.specks / 2] = grade.ink
    shades[specks > 1 - grade.specks / 2] = grade.paper
    whole = Image.fromarray(np.clip(shades, 0, 255).astype(np.uint8))
    if grade.threshold is None:
        return whole
    return Image.fromarray(np.asarray(whole) >= grade.threshold)


def _patches(size: tuple[int, int], grade: Grade, chance: np.random.Generator) -> np.ndarray:
    """Smooth light and dark areas over the page, in shades."""
    columns, rows = (side // _PATCH + 2 for side in size)
    coarse = chance.normal(0, grade.patches, (rows, columns)).astype(np.float32)
    return np.asarray(Image.fromarray(coarse).resize(size, Resampling.BICUBIC))
