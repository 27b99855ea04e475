"""Cheap, guarded repairs of a scan before it is read; the picture people see stays as it is."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image
from PIL.Image import Resampling

from ingest.bars import boxes_of, find_bars
from ingest.blur import is_blurred, sharpened
from ingest.dust import is_dusty, softened
from ingest.geometry import tilted
from ingest.letters import letter_height, reading_dpi
from ingest.paper import Paper
from ingest.records import Box
from ingest.shades import shade_at
from ingest.skew import skew_of
from ingest.strokes import are_worn, is_in_two_colours, softened_edges, thickened

_LARGER, _SOFTER = 1.35, 1.4
"""How much larger the letters and wider the blur are for a page that was read very poorly."""
_COARSE_DPI = 100
"""Resolution at which the height of letters is measured."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A scan made ready for reading.

    Attributes:
        image: Mode ``L``, of the scan's form but not of its size.
        dpi: Pixels per inch of ``image``.
        back: Moves a box in ``image`` to where it stands in the scan.
        notes: One sentence for each repair.
        bars: Black bars in the scan; None where they could not be looked for.
    """

    image: Image.Image
    dpi: int
    back: Callable[[Box], Box]
    notes: tuple[str, ...] = ()
    bars: tuple[Box, ...] | None = None


def prepare(image: Image.Image, dpi: int, *, is_hard: bool = False) -> Prepared:
    """Bring a scan to the size that reads best and repair what cheap measures say is wrong with it.

    Black bars are painted over; paper that is shaded, or ink that is faint, is evened out; dust is
    softened where there is much of it; blur is undone, and worn strokes are thickened; lines that
    run askew are levelled. A page that needs nothing is only scaled.

    Args:
        image: Mode ``L``. Not changed.
        dpi: Pixels per inch.
        is_hard: Whether the page was read very poorly so: its letters are made larger, and it is
            softened more, dusty or not.
    """
    image, bars, notes = _without_bars(image, dpi)
    paper = Paper.of(image, dpi)
    height = _letter_height(image, dpi, paper)
    sharp = is_in_two_colours(image)
    # Dust is as thin as worn strokes are.
    if sharp and are_worn(image, dpi, height) and not is_dusty(image, dpi, paper.ink_below):
        image = thickened(image, dpi)
        notes.append("Worn strokes were thickened for reading.")
    image, dpi = _scaled(image, dpi, height, is_sharp=sharp, larger=_LARGER if is_hard else 1.0)
    image, said = _cleared(image, dpi, paper, is_hard=is_hard)
    notes += said
    degrees = skew_of(image)
    if not degrees:
        return Prepared(image, dpi, _unmoved, tuple(notes), bars)
    image, back = _deskewed(image, degrees)
    notes.append(f"The page was turned by {degrees:+.1f}° for reading.")
    return Prepared(image, dpi, back, tuple(notes), bars)


def _cleared(
    image: Image.Image, dpi: int, paper: Paper, *, is_hard: bool
) -> tuple[Image.Image, list[str]]:
    """The picture without dust, uneven paper and blur, as far as it has them, and what to note."""
    notes = []
    blurred = is_blurred(image, paper.contrast)
    dusty = is_hard or is_dusty(image, dpi, paper.ink_below)
    if dusty:
        image = softened(image, dpi, _SOFTER if is_hard else 1.0)
        paper = Paper.of(image, dpi)
        notes.append("Specks were softened for reading.")
    if dusty or paper.is_poor:
        image = paper.taken_from(image)
        notes.append("Shades of the paper were evened out for reading.")
    if blurred:
        image = sharpened(image, dpi)
        notes.append("Blurred letters were sharpened for reading.")
    return image, notes


def _without_bars(
    image: Image.Image, dpi: int
) -> tuple[Image.Image, tuple[Box, ...] | None, list[str]]:
    """The picture with bars painted over, where they were, and what to note of it."""
    bars = find_bars(image, dpi)
    if not bars:
        return image, None if bars is None else (), []
    painted = image.copy()
    shade = _paper_shade(image)
    for bar in bars:
        painted.paste(shade, bar)
    return (
        painted,
        boxes_of(bars, image),
        [f"Black bars were painted over for reading: {len(bars)}."],
    )


def _letter_height(image: Image.Image, dpi: int, paper: Paper) -> float | None:
    factor = max(1, round(dpi / _COARSE_DPI))
    return letter_height(paper.taken_from(image.reduce(factor)), dpi / factor)


def _scaled(
    image: Image.Image, dpi: int, height: float | None, *, is_sharp: bool, larger: float
) -> tuple[Image.Image, int]:
    """The picture at the resolution its letters ask for, and that resolution."""
    wanted = round(reading_dpi(height, dpi, is_sharp=is_sharp) * larger)
    if is_sharp:
        image = softened_edges(image, dpi)
    if wanted == dpi:
        return image, dpi
    size = [max(1, round(side * wanted / dpi)) for side in image.size]
    way = Resampling.BOX if wanted < dpi else Resampling.BICUBIC
    return image.resize((size[0], size[1]), way), wanted


def _unmoved(box: Box) -> Box:
    return box


def _paper_shade(image: Image.Image) -> int:
    return shade_at(np.asarray(image.reduce(max(1, image.width // 400))), 0.5)


def _deskewed(image: Image.Image, degrees: float) -> tuple[Image.Image, Callable[[Box], Box]]:
    """The picture turned about its middle, counter-clockwise, and the way back for boxes."""
    turned = image.rotate(degrees, Resampling.BILINEAR, fillcolor=_paper_shade(image))
    width, height = image.size

    def back(box: Box) -> Box:
        return tilted(box, -degrees, width, height)

    return turned, back
