"""Pictures of pages made into bad scans, the same ones each time: five grades of damage.

What is done to them is ``verify.wear``'s; here stand the grades.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from verify.wear import Wear, save_scan, worn


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

    def wear(self, seed: int) -> Wear:
        """What is done to the page of this seed."""
        return Wear(
            dpi=self.dpi,
            degrees=self.degrees(seed),
            blur=self.blur,
            ink=self.ink,
            paper=self.paper,
            patches=self.patches,
            noise=self.noise,
            specks=self.specks,
            threshold=self.threshold,
            quality=self.quality,
        )


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
        wear: What was done to it.
    """

    image: Image.Image
    wear: Wear

    def save(self, path: Path) -> None:
        """Write a PDF of one page that holds nothing but the picture."""
        save_scan(self.image, self.wear, path)


def degrade(page: Image.Image, dpi: int, grade: Grade, seed: int) -> Scan:
    """Damage a picture of a page.

    Args:
        page: Mode ``L``; not changed.
        dpi: Its pixels per inch.
        grade: How badly.
        seed: The same page, grade and seed give the same scan.
    """
    wear = grade.wear(seed)
    return Scan(worn(page, dpi, wear, np.random.default_rng((seed, grade.number, 1))), wear)
