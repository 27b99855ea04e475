"""Solid black bars, as redactions leave them: next to one, OCR loses the words it touches."""

import numpy as np
from PIL import Image

from ingest.records import Box
from ingest.shades import shade_at

_CELL_DPI = 50
"""Resolution of the search: a redacted line of small print is six cells high."""
LEAST_DPI = 100
"""Below, the page is a huge one made small, and its letters may be as large as bars."""
_BLACK_SHARE = 0.3
"""How far from ink to paper a cell may lie and be black: on a faded page nothing is darker than 110
of 255, on a good one this is 70."""
_INK = 0.005
"""Share of a page's pixels that are its darkest: letters alone are more."""
_LEAST_CONTRAST = 50
"""Grey levels between ink and paper below which a page is grey, not written on."""
LEAST_HEIGHT_IN, LEAST_WIDTH_IN = 0.09, 0.25
"""Inches. Headline strokes and rules are thinner, black letters narrower."""
_LEAST_SOLID = 0.93
"""Dark share of a bar within its edges, which may be ragged or aslant. White letters on a black
heading leave less, and must be read."""
_BESIDE_IN, _ABOVE_IN = 0.5, 0.12
"""Inches to each side of a bar: where it goes on with white letters in it, it is a heading."""
_HEADING, _LEAST_REST = 0.55, 0.25
"""Dark share beside a part of a heading, other bars left out, and the least there must be of that;
beside a bar stands paper, or text of under 0.4."""
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
    grey = np.asarray(image.reduce(factor))
    cells = grey < _black(image, grey)
    scale = dpi / factor
    reach = round(_BESIDE_IN * scale), round(_ABOVE_IN * scale)
    height, width = round(LEAST_HEIGHT_IN * scale), round(LEAST_WIDTH_IN * scale)
    solid = _opened(cells, max(height, 2), max(width, 2))
    if solid.mean() > _MOST_SHARE:
        return None
    return [
        _in_pixels(rectangle, factor, image)
        for rectangle in _rectangles(solid)
        if _is_solid(cells, rectangle) and not _is_part_of_heading(cells, solid, rectangle, reach)
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


def _black(image: Image.Image, grey: np.ndarray) -> float:
    """The shade below which a cell is black, by the page's own ink and paper."""
    paper, ink = shade_at(grey, 0.5), shade_at(np.asarray(image)[::4, ::4], _INK)
    return ink + _BLACK_SHARE * (paper - ink) if paper - ink >= _LEAST_CONTRAST else 0.0


def _is_solid(cells: np.ndarray, rectangle: Pixels) -> bool:
    left, top, right, bottom = rectangle
    inner = cells[top + 1 : bottom - 1, left + 1 : right - 1]
    return float(inner.mean()) >= _LEAST_SOLID


def _is_part_of_heading(
    cells: np.ndarray, solid: np.ndarray, rectangle: Pixels, reach: tuple[int, int]
) -> bool:
    left, top, right, bottom = rectangle
    rows, columns = slice(top + 1, bottom - 1), slice(left + 1, right - 1)
    before, after = slice(max(left - reach[0], 0), left), slice(right, right + reach[0])
    above, below = slice(max(top - reach[1], 0), top), slice(bottom, bottom + reach[1])
    strips = (rows, before), (rows, after), (above, columns), (below, columns)
    return any(_holds_light_letters(cells[strip], solid[strip]) for strip in strips)


def _holds_light_letters(cells: np.ndarray, solid: np.ndarray) -> bool:
    rest = cells[~solid]
    return rest.size > _LEAST_REST * cells.size and float(rest.mean()) >= _HEADING


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
