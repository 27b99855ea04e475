"""Letterheads, signatures and stamps: the parts of a paper that are drawn."""

import math
import random

from sample import story
from sample.layout import MARGIN, Sheet


def draw_letterhead(sheet: Sheet, office: str, *lines: str) -> None:
    """Draw the agency's seal, its name, the office and its address lines."""
    _seal(sheet, MARGIN + 26, sheet.y + 26)
    middle = sheet.width / 2 + 20
    sheet.y += 16
    sheet.text(middle, story.AGENCY.upper(), size=14, bold=True, align="center")
    sheet.y += 15
    sheet.text(middle, office, size=10.5, bold=True, align="center")
    for line in lines:
        sheet.y += 12
        sheet.text(middle, line, size=9, align="center")
    sheet.y = max(sheet.y + 10, MARGIN + 60)
    sheet.rule(thickness=1.4)
    sheet.y += 10


def draw_signature(sheet: Sheet, name: str, dice: random.Random) -> None:
    """Draw a scribble over a line with the name under it."""
    sheet.make_room(64)
    sheet.y += 34
    _scribble(sheet, MARGIN + 8, dice)
    sheet.pen.setLineWidth(0.6)
    base = sheet.height - sheet.y - 4
    sheet.pen.line(MARGIN, base, MARGIN + 210, base)
    sheet.y += 18
    sheet.text(MARGIN, name)
    sheet.y += 12


def draw_stamp(sheet: Sheet, first: str, second: str) -> None:
    """Draw an office stamp of two lines in its frame, right of ``y``."""
    top, left, width = sheet.y, sheet.right - 150, 150
    sheet.pen.setStrokeGray(0.3)
    sheet.pen.setLineWidth(1.6)
    sheet.pen.roundRect(left, sheet.height - top - 38, width, 38, 5)
    sheet.pen.setStrokeGray(0)
    sheet.y = top + 16
    sheet.text(left + width / 2, first, size=11, bold=True, align="center")
    sheet.y = top + 30
    sheet.text(left + width / 2, second, size=9.5, align="center")
    sheet.y = top + 44


def _seal(sheet: Sheet, x: float, y: float) -> None:
    middle = sheet.height - y
    pen = sheet.pen
    pen.setLineWidth(1.4)
    pen.circle(x, middle, 25)
    pen.setLineWidth(0.6)
    pen.circle(x, middle, 20.5)
    for spoke in range(24):
        angle = math.tau * spoke / 24
        cosine, sine = math.cos(angle), math.sin(angle)
        pen.line(x + 21 * cosine, middle + 21 * sine, x + 24 * cosine, middle + 24 * sine)
    pen.setLineWidth(2)
    pen.line(x, middle - 12, x, middle + 9)
    pen.line(x - 7, middle + 5, x + 7, middle + 5)
    pen.circle(x, middle + 11.5, 2.5)
    pen.arc(x - 12, middle - 12, x + 12, middle + 10, startAng=200, extent=140)


def _scribble(sheet: Sheet, x: float, dice: random.Random) -> None:
    base = sheet.height - sheet.y
    path = sheet.pen.beginPath()
    path.moveTo(x, base)
    for _ in range(dice.randint(6, 9)):
        step, tall = dice.uniform(8, 26), dice.choice((5, 7, 9, 16, 26))
        lean = dice.uniform(0.2, 1.1)
        path.curveTo(x + step * lean, base + tall, x + step, base + tall, x + step * 0.6, base - 2)
        low = dice.choice((2, 4, 12))
        path.curveTo(x + step * 0.5, base - low, x + step, base - low, x + step, base + 2)
        x += step
    sheet.pen.setLineWidth(1.1)
    sheet.pen.drawPath(path)
