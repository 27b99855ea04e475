"""Solid black bars, as redactions leave them: next to one, OCR loses the words it touches."""

import numpy as np
from PIL import Image

from ingest.records import Box

_CELL_DPI = 50
"""Resolution of the search: a redacted line of small print is six cells high."""
LEAST_DPI = 100
"""Below, the page is a huge one made small, and its letters may be as large as bars."""
_BLACK = 70
LEAST_HEIGHT_IN, LEAST_WIDTH_IN = 0.09, 0.25
"""Inches. Headline strokes and rules are thinner, black letters narrower."""
_LEAST_SOLID = 0.93
"""Dark share of a bar. White letters on a black heading leave less, and must be read."""
_MOST_SHARE = 0.4
"""Share of the page above which it is a negative or a photograph, not redacted."""

Pixels = tuple[int, int, int, int]
"""Left, top, right, bottom; right and bottom exclusive."""


def find_bars(image: Image.Image, dpi: int) -> list[Pixels] | None:
    """Where solid black rectangles stand in a grey picture, a little larger than they are.

    Args:
        image: Mode ``L``.
        dpi: Pixels per inch.

    Returns:
        None where bars cannot be told from other black: below 100 dpi, and in a negative.
    """
    if dpi < LEAST_DPI:
        return None
    factor = max(1, round(dpi / _CELL_DPI))
    cells = np.asarray(image.reduce(factor)) < _BLACK
    scale = dpi / factor
    height, width = round(LEAST_HEIGHT_IN * scale), round(LEAST_WIDTH_IN * scale)
    solid = _opened(cells, max(height, 2), max(width, 2))
    if solid.mean() > _MOST_SHARE:
        return None
    return [
        _in_pixels(rectangle, factor, image)
        for rectangle in _rectangles(solid)
        if _is_solid(cells, rectangle)
    ]


def boxes_of(bars: list[Pixels], image: Image.Image) -> tuple[Box, ...]:
    """Bars as fractions of their picture."""
    width, height = image.size
    return tuple(
        Box.clipped(left / width, top / height, right / width, bottom / height)
        for left, top, right, bottom in bars
    )


def _opened(cells: np.ndarray, height: int, width: int) -> np.ndarray:
    """The cells that lie in some all-dark window of this size (a morphological opening)."""
    if cells.shape[0] < height or cells.shape[1] < width:
        return np.zeros_like(cells)
    total = np.pad(cells.astype(np.int32), ((1, 0), (1, 0))).cumsum(0).cumsum(1)
    inside = (total[height:, width:] - total[:-height, width:] - total[height:, :-width]) + total[
        :-height, :-width
    ]
    opened = np.zeros_like(cells)
    for row, column in zip(*np.nonzero(inside == height * width), strict=True):
        opened[row : row + height, column : column + width] = True
    return opened


def _rectangles(solid: np.ndarray) -> list[Pixels]:
    """Bounds of each connected patch."""
    left = {(int(row), int(column)) for row, column in zip(*np.nonzero(solid), strict=True)}
    found = []
    while left:
        patch = _patch(left.pop(), left)
        rows, columns = [row for row, _ in patch], [column for _, column in patch]
        found.append((min(columns), min(rows), max(columns) + 1, max(rows) + 1))
    return found


def _patch(start: tuple[int, int], left: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """All cells joined to one by their sides, taken out of ``left``."""
    patch, front = [start], [start]
    while front:
        row, column = front.pop()
        for cell in ((row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)):
            if cell in left:
                left.remove(cell)
                patch.append(cell)
                front.append(cell)
    return patch


def _is_solid(cells: np.ndarray, rectangle: Pixels) -> bool:
    left, top, right, bottom = rectangle
    return float(cells[top:bottom, left:right].mean()) >= _LEAST_SOLID


def _in_pixels(rectangle: Pixels, factor: int, image: Image.Image) -> Pixels:
    left, top, right, bottom = rectangle
    # Half a cell more: its edge cells are partly dark and were not counted.
    edge = factor // 2 + 1
    return (
        max(left * factor - edge, 0),
        max(top * factor - edge, 0),
        min(right * factor + edge, image.width),
        min(bottom * factor + edge, image.height),
    )
