"""Wear that gives a clean page the look of another one, found by trying and measuring."""

import math
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from ingest.look import Look
from ingest.measuring import look_at
from ingest.pdf_rendering import LEAST_DPI, MOST_DPI, Render
from ingest.scan_picture import ScanPicture
from verify.sheet import Sheet
from verify.wear import Wear, as_kept, paper_dpi, worn

MOST_DPI_MADE = 600
_ROUNDS = 4
_BAND = 0.35
"""The share of a page's height that is tried on, where most words are: it stands for all."""
_MARGIN = 0.03
"""Of the height, left above its first line."""
_MOST_SPREAD_IN = 0.02
_MOST_BLUR = 8.0
_MOST_SHADES = 90.0
_MOST_SPECKS = 0.02


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of a look that made pages are to share with the real one.

    Attributes:
        name: Of the attribute of ``Look``.
        label: As people read it.
        unit: A difference of this much is a small one: it makes measures comparable.
        digits: Decimals worth showing.
        scale: What it is multiplied by to be shown in the unit of its label.
    """

    name: str
    label: str
    unit: float
    digits: int
    scale: int = 1


MEASURES = (
    Measure("letter_in", "letter height, mil", 0.01, 0, 1000),
    Measure("stroke_in", "stroke, mil", 0.002, 0, 1000),
    Measure("paper", "paper, shade", 10, 0),
    Measure("contrast", "contrast, shades", 20, 0),
    Measure("shading", "shading, shades", 5, 1),
    Measure("noise", "noise, shades", 1.5, 1),
    Measure("soft_in", "soft edges, mil", 0.0015, 1, 1000),
    Measure("ragged", "ragged edges", 0.08, 2),
    Measure("specks", "specks a sq in", 4, 1),
    Measure("degrees", "skew, degrees", 0.4, 1),
)


def distance(asked: Look, got: Look) -> float:
    """How far two looks lie apart, in small differences, each measure counting three at most."""
    apart = [abs(getattr(asked, m.name) - getattr(got, m.name)) / m.unit for m in MEASURES]
    return float(np.mean(np.minimum(apart, 3)))


def fitted(sheet: Sheet, asked: Look, seed: int) -> Wear:
    """Wear under which a sheet looks as asked, as nearly as a few trials come.

    Args:
        sheet: What will be worn.
        asked: The look wanted.
        seed: Of the trials' noise.
    """
    wear = _first(asked)
    trial = _Trial(_band(sheet, wear), asked, seed)
    best, least = wear, math.inf
    for _ in range(_ROUNDS):
        got = trial.look(wear)
        apart = distance(asked, got)
        if apart < least:
            best, least = wear, apart
        wear = _corrected(wear, asked, got)
    return best


def made_scan(sheet: Sheet, wear: Wear, seed: int) -> Image.Image:
    """The sheet after the wear; mode ``L`` or ``1``."""
    clean = sheet.picture(paper_dpi(wear.dpi))
    return worn(clean.image, clean.dpi, wear, np.random.default_rng((seed, 2)))


def _first(asked: Look) -> Wear:
    """What the measures say by themselves."""
    dpi = round(min(asked.dpi, MOST_DPI_MADE))
    if asked.is_two_colours:
        return Wear(dpi, -asked.degrees, blur=0.8, noise=10, threshold=128, quality=None)
    ink = max(asked.paper - asked.contrast, 0.0)
    return Wear(
        dpi,
        -asked.degrees,
        blur=asked.soft_in * 300 / 2,
        ink=ink,
        paper=asked.paper,
        patches=asked.shading,
        noise=asked.noise,
        quality=asked.quality,
    )


@dataclass(frozen=True, slots=True)
class _Trial:
    """A part of a clean page that is worn and measured again and again."""

    clean: Render
    asked: Look
    seed: int

    def look(self, wear: Wear) -> Look:
        """What it looks like after the wear."""
        # Level: the skew of a part of a page cannot be measured, and needs no trial.
        flat = replace(wear, degrees=0.0)
        chance = np.random.default_rng((self.seed, 1))
        scan = as_kept(worn(self.clean.image, self.clean.dpi, flat, chance), flat)
        dpi = min(max(wear.dpi, LEAST_DPI), MOST_DPI)
        if dpi != wear.dpi:
            size = round(scan.width * dpi / wear.dpi), round(scan.height * dpi / wear.dpi)
            scan = scan.resize(size, Image.Resampling.BICUBIC)
        kept = wear.threshold is not None
        got = look_at(ScanPicture(scan, dpi, wear.dpi, kept, wear.quality))
        return replace(got, degrees=self.asked.degrees)


def _band(sheet: Sheet, wear: Wear) -> Render:
    """The part of the sheet's picture that has the most words."""
    page = sheet.picture(paper_dpi(wear.dpi))
    bases = np.array([word.base for word in sheet.words]) / sheet.height
    tops = np.clip(bases - _MARGIN, 0, 1 - _BAND)
    words = [np.count_nonzero((bases > top) & (bases < top + _BAND)) for top in tops]
    top = float(tops[int(np.argmax(words))]) * page.image.height
    bottom = top + _BAND * page.image.height
    return replace(page, image=page.image.crop((0, round(top), page.image.width, round(bottom))))


def _corrected(wear: Wear, asked: Look, got: Look) -> Wear:
    """The wear, changed towards what was asked for by what it gave."""
    spread = wear.spread + (asked.stroke_in - got.stroke_in)
    wear = replace(
        wear,
        spread=_within(spread, -_MOST_SPREAD_IN, _MOST_SPREAD_IN),
        specks=_nearer(wear.specks, asked.specks, got.specks, _MOST_SPECKS, 2 / wear.dpi**2),
    )
    if wear.threshold is not None:
        # Noise before the threshold is what frays edges; what it leaves of dust is measured too.
        return replace(wear, noise=_nearer(wear.noise, asked.ragged, got.ragged, 80.0, 40.0))
    paper = wear.paper + asked.paper - got.paper
    ink = wear.ink + (asked.paper - asked.contrast) - (got.paper - got.contrast)
    return replace(
        wear,
        paper=_within(paper, 60, 255),
        # Real strokes are never fainter than measured: they are too thin to be measured whole.
        ink=_within(ink, 0, max(asked.paper - asked.contrast, 0)),
        blur=_nearer(wear.blur, asked.soft_in, got.soft_in, _MOST_BLUR, 150.0),
        noise=_nearer(wear.noise, asked.noise, got.noise, _MOST_SHADES, 1.0),
        patches=_nearer(wear.patches, asked.shading, got.shading, _MOST_SHADES, 1.0),
    )


def _nearer(now: float, asked: float, got: float, most: float, step: float) -> float:
    """A cause of which more gives more, changed by what share its effect was wrong.

    Args:
        now: The cause.
        asked: The effect wanted.
        got: The effect it had.
        most: Of the cause.
        step: Of the cause for one more of the effect, where there was none of either.
    """
    if asked <= 0:
        return now / 4
    if now <= 0 or got <= 0:
        return _within(now + step * (asked - got), 0, most)
    return _within(now * _within(asked / got, 1 / 3, 3), 0, most)


def _within(value: float, least: float, most: float) -> float:
    return float(min(max(value, least), most))
