"""Black bars that a PDF draws itself, as redactions in records born digital: found unrendered."""

import ctypes
import math
from collections.abc import Iterable, Iterator
from typing import Any

import pypdfium2.raw as pdfium_c

from ingest.bars import LEAST_HEIGHT_IN
from ingest.geometry import PageFrame, Rectangle, covers_middle, overlap
from ingest.pdf_objects import IDENTITY, Transform, matrix_of, product
from ingest.records import Box

_LEAST_WIDTH_IN = 0.13
"""Inches: two letters of a state. Black letters and ticks are no rectangles here, so less will do
than in a picture."""
MOST_BLACK = 64
"""Of 255, the lightest channel of what counts as black: dark blue and grey are a form's colours."""
_LEAST_OPAQUE = 200
_LIGHT = 128
"""Mean of the channels from which writing can be read on black."""
_MOST_SEGMENTS = 2_000
"""A path of more is a drawing."""
_CORNER_PT = 0.75
"""How far a rectangle's corner may be off, in points."""
_BACKGROUND = 0.9
"""Share of the page from which black is its ground, not a bar on it."""
_PAINTED_OVER = 0.5
_WITHIN = 0.99
_TOUCHING_IN = 0.012
"""Inches between two bars that are seen as one: less than one cell of ``find_bars``."""

Point = tuple[float, float]


class DrawnBars:
    """Gathers bars while a page's objects are gone through in the order they are drawn.

    Args:
        frame: Which part of the page is displayed, and how.
    """

    def __init__(self, frame: PageFrame) -> None:
        self._frame = frame
        self._bars: list[Box] = []
        self._headings: list[Box] = []

    @property
    def bars(self) -> tuple[Box, ...]:
        """The bars so far, those that touch joined into one."""
        return joined(self._bars, self._frame)

    @property
    def headings(self) -> tuple[Box, ...]:
        """Black rectangles that carry light writing: a form's headings."""
        return tuple(self._headings)

    def add_path(self, handle: Any, transform: Transform) -> None:
        """Take in a path: a bar if it is filled black, or what paints a bar over."""
        colour = fill_of(handle)
        if colour is None:
            self._add_line(handle, transform)
        elif max(colour) <= MOST_BLACK:
            if not _is_large(bounds_of(handle, transform, self._frame), self._frame):
                return  # the rules of a table, hundreds of them
            shapes = list(rectangles_of(handle, transform, self._frame))
            self._bars += [box for box in shapes if not _makes_a_frame(box, shapes)]
        elif self._bars and _is_light(colour):
            cover = bounds_of(handle, transform, self._frame)
            self._bars = [bar for bar in self._bars if overlap(bar, cover) < _PAINTED_OVER]

    def _add_line(self, handle: Any, transform: Transform) -> None:
        """Take in a line: one as thick as print is high, along a side of the page, is a bar."""
        colour, width = line_of(handle)
        if colour is None or max(colour) > MOST_BLACK:
            return
        onto_page = product(matrix_of(handle), transform)
        a, b, c, d, _, _ = onto_page
        half = width * math.sqrt(abs(a * d - b * c)) / 2
        for corners in _closed_shapes(handle):
            left, bottom, right, top = _around(corners, onto_page)
            if top - bottom <= _CORNER_PT:
                self.add_rectangle((left, bottom - half, right, top + half))
            elif right - left <= _CORNER_PT:
                self.add_rectangle((left - half, bottom, right + half, top))

    def add_text(self, handle: Any, transform: Transform) -> None:
        """Take in text: light writing on a bar makes it a heading."""
        if not self._bars or not _is_light(_colour(handle)):
            return
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(handle)
        if mode == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE:
            return
        box = bounds_of(handle, transform, self._frame)
        written_on = [bar for bar in self._bars if covers_middle(bar, box)]
        self._headings += written_on
        self._bars = [bar for bar in self._bars if bar not in written_on]

    def add_rectangle(self, rectangle: Rectangle) -> None:
        """Take in a black rectangle of which only its place in user space is known."""
        if self._frame.shows(rectangle):
            self._bars += [box for box in (self._frame.box(rectangle),) if is_bar(box, self._frame)]


def bounds_of(handle: Any, transform: Transform, frame: PageFrame) -> Box:
    """What is around an object on the page as displayed."""
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium_c.FPDFPageObj_GetBounds(handle, *sides)
    left, bottom, right, top = (side.value for side in sides)
    return frame.box(_around([(left, bottom), (right, top)], transform))


def rectangles_of(path: Any, transform: Transform, frame: PageFrame) -> Iterator[Box]:
    """The upright rectangles in a path that are as large as a bar."""
    onto_page = product(matrix_of(path), transform)
    for corners in _closed_shapes(path):
        placed = [_moved(corner, onto_page) for corner in corners]
        rectangle = _around(placed, IDENTITY)
        if _is_upright(placed, rectangle) and frame.shows(rectangle):
            box = frame.box(rectangle)
            if is_bar(box, frame):
                yield box


def is_bar(box: Box, frame: PageFrame) -> bool:
    """Whether a black rectangle is as high as a line of print, and no ground of the whole page."""
    share = (box.right - box.left) * (box.bottom - box.top)
    return _is_large(box, frame) and share < _BACKGROUND


def _is_large(box: Box, frame: PageFrame) -> bool:
    width = (box.right - box.left) * frame.width / 72
    height = (box.bottom - box.top) * frame.height / 72
    return height >= LEAST_HEIGHT_IN and width >= _LEAST_WIDTH_IN


def joined(bars: Iterable[Box], frame: PageFrame) -> tuple[Box, ...]:
    """Bars with those that touch made one, from the top down."""
    x, y = _TOUCHING_IN * 72 / frame.width, _TOUCHING_IN * 72 / frame.height
    done: list[Box] = []
    for bar in bars:
        whole = bar
        while beside := [other for other in done if _touch(whole, other, x, y)]:
            for other in beside:
                done.remove(other)
                whole = whole.joined(other)
        done.append(whole)
    return tuple(sorted(done, key=lambda bar: (bar.top, bar.left)))


def _touch(first: Box, second: Box, x: float, y: float) -> bool:
    return (
        first.left - x <= second.right
        and second.left - x <= first.right
        and first.top - y <= second.bottom
        and second.top - y <= first.bottom
    )


def _makes_a_frame(box: Box, shapes: list[Box]) -> bool:
    """Whether a rectangle lies within, or around, another one of the same path."""
    others = [other for other in shapes if other != box]
    return any(max(overlap(other, box), overlap(box, other)) > _WITHIN for other in others)


def fill_of(handle: Any) -> tuple[int, int, int] | None:
    """What a path is filled with; None if it is not filled, or so that one sees through it."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(handle, mode, stroke)
    return _colour(handle) if mode.value != pdfium_c.FPDF_FILLMODE_NONE else None


def line_of(path: Any) -> tuple[tuple[int, int, int] | None, float]:
    """What a path is drawn along with, None if with nothing or so that one sees through; points."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, mode, stroke)
    channels = [ctypes.c_uint() for _ in range(4)]
    if not stroke.value or not pdfium_c.FPDFPageObj_GetStrokeColor(path, *channels):
        return None, 0.0
    width = ctypes.c_float()
    pdfium_c.FPDFPageObj_GetStrokeWidth(path, width)
    red, green, blue, opaque = (channel.value for channel in channels)
    return ((red, green, blue) if opaque >= _LEAST_OPAQUE else None), width.value


def _colour(handle: Any) -> tuple[int, int, int] | None:
    red, green, blue, opaque = (ctypes.c_uint() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetFillColor(handle, red, green, blue, opaque):
        return None
    return (red.value, green.value, blue.value) if opaque.value >= _LEAST_OPAQUE else None


def _is_light(colour: tuple[int, int, int] | None) -> bool:
    return colour is not None and sum(colour) >= 3 * _LIGHT


def _closed_shapes(path: Any) -> Iterator[list[Point]]:
    """The corners of each figure in a path that is made of straight lines."""
    count = pdfium_c.FPDFPath_CountSegments(path)
    corners: list[Point] = []
    is_straight = True
    for index in range(count if count <= _MOST_SEGMENTS else 0):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, index)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            if corners and is_straight:
                yield corners
            corners, is_straight = [], True
        is_straight &= kind != pdfium_c.FPDF_SEGMENT_BEZIERTO
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        corners.append((x.value, y.value))
    if corners and is_straight:
        yield corners


def _moved(point: Point, transform: Transform) -> Point:
    a, b, c, d, e, f = transform
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def _around(points: Iterable[Point], transform: Transform) -> Rectangle:
    xs, ys = zip(*(_moved(point, transform) for point in points), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _is_upright(corners: list[Point], around: Rectangle) -> bool:
    """Whether lines run along the four sides of what is around them, and nowhere else."""
    left, bottom, right, top = around
    met = set()
    for x, y in corners:
        at_left, at_bottom = abs(x - left) <= _CORNER_PT, abs(y - bottom) <= _CORNER_PT
        if not (at_left or abs(x - right) <= _CORNER_PT):
            return False
        if not (at_bottom or abs(y - top) <= _CORNER_PT):
            return False
        met.add((at_left, at_bottom))
    return len(met) == 4
