"""Turning rectangles: PDF user space to the displayed page, and pictures back to how they stood."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ingest.records import Box

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top in points of PDF user space (origin below, upwards)."""

_GRID = 128
"""Cells a side when areas are added up: an error of a per cent is of no matter there."""


def turned(box: Box, degrees: int) -> Box:
    """Where a box stands after its picture was turned clockwise by 0, 90, 180 or 270 degrees."""
    match degrees % 360:
        case 90:
            return Box(1 - box.bottom, box.left, 1 - box.top, box.right)
        case 180:
            return Box(1 - box.right, 1 - box.bottom, 1 - box.left, 1 - box.top)
        case 270:
            return Box(box.top, 1 - box.right, box.bottom, 1 - box.left)
        case _:
            return box


def tilted(box: Box, degrees: float, width: float, height: float) -> Box:
    """Where a box stands after its picture was turned by a few degrees about its middle.

    The box keeps its size and only its middle moves: the rectangle round a tilted word would be
    several lines high.

    Args:
        box: Fractions of the picture.
        degrees: Counter-clockwise as seen; meant for less than 10.
        width: Of the picture, in any unit.
        height: Of the picture, in the same unit.
    """
    angle = math.radians(degrees)
    x = ((box.left + box.right) / 2 - 0.5) * width
    y = ((box.top + box.bottom) / 2 - 0.5) * height
    dx = (x * math.cos(angle) + y * math.sin(angle) - x) / width
    dy = (y * math.cos(angle) - x * math.sin(angle) - y) / height
    return Box.clipped(box.left + dx, box.top + dy, box.right + dx, box.bottom + dy)


def overlap(first: Box, second: Box) -> float:
    """The share of the first box that the second covers, 0.0 to 1.0; 0 for boxes without area."""
    width = min(first.right, second.right) - max(first.left, second.left)
    height = min(first.bottom, second.bottom) - max(first.top, second.top)
    area = (first.right - first.left) * (first.bottom - first.top)
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0


def covers_middle(region: Box, box: Box) -> bool:
    """Whether the middle of a box lies in a region."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return region.left <= x <= region.right and region.top <= y <= region.bottom


def covered_share(boxes: Iterable[Box]) -> float:
    """The share of the page that boxes cover together, 0.0 to 1.0, to about one per cent."""
    grid = np.zeros((_GRID, _GRID), dtype=bool)
    for box in boxes:
        rows = slice(round(box.top * _GRID), round(box.bottom * _GRID))
        grid[rows, round(box.left * _GRID) : round(box.right * _GRID)] = True
    return float(grid.mean())


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The part of PDF user space that is displayed as the page.

    Attributes:
        left: In points, of the crop box within the media box.
        bottom: As ``left``.
        right: As ``left``; larger than ``left``.
        top: As ``left``; larger than ``bottom``.
        rotation: Degrees clockwise the page is turned for display: 0, 90, 180 or 270.
    """

    left: float
    bottom: float
    right: float
    top: float
    rotation: int = 0

    @property
    def width(self) -> float:
        """Of the page as displayed, in points."""
        return self.top - self.bottom if self.rotation in (90, 270) else self.right - self.left

    @property
    def height(self) -> float:
        """Of the page as displayed, in points."""
        return self.right - self.left if self.rotation in (90, 270) else self.top - self.bottom

    def shows(self, rectangle: Rectangle) -> bool:
        """Whether any of a rectangle in user space lies on the displayed page."""
        left, bottom, right, top = rectangle
        return left < self.right and right > self.left and bottom < self.top and top > self.bottom

    def box(self, rectangle: Rectangle) -> Box:
        """Where a rectangle in user space stands on the page as displayed, cut at its edges."""
        left, bottom, right, top = rectangle
        width, height = self.right - self.left, self.top - self.bottom
        upright = Box.clipped(
            (left - self.left) / width,
            (self.top - top) / height,
            (right - self.left) / width,
            (self.top - bottom) / height,
        )
        return turned(upright, self.rotation)
