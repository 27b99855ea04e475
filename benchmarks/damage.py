"""Single kinds of damage to a picture of a page, the same each time; see ``degrade`` for grades."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from PIL.Image import Resampling

from benchmarks.born_digital import DPI, Original
from benchmarks.degrade import GRADES, degrade
from ingest.records import Box

Chance = np.random.Generator

_BARS = 8
"""Runs of words blacked out on a page."""
_RUN = 3
"""Words of a run."""


@dataclass(frozen=True, slots=True)
class Damaged:
    """A scan and what can be read on it.

    Attributes:
        image: Mode ``L``.
        dpi: Of the image.
        text: The words that can still be seen.
    """

    image: Image.Image
    dpi: int
    text: str


def damaged(original: Original, kind: str, seed: int) -> Damaged:
    """Damage a page; the same page, kind and seed give the same scan.

    Raises:
        KeyError: There is no such kind.
    """
    chance = np.random.default_rng((seed, len(kind), sum(kind.encode())))
    picture, text = original.picture(), original.page.text
    if kind == "black bars":
        return _barred(original, picture, chance)
    image, dpi = KINDS[kind](picture, chance, seed)
    return Damaged(image, dpi, text)


def _clean(page: Image.Image, _chance: Chance, _seed: int) -> tuple[Image.Image, int]:
    return page, DPI


def _grade(number: int) -> "Damage":
    def at(page: Image.Image, _chance: Chance, seed: int) -> tuple[Image.Image, int]:
        grade = GRADES[number - 1]
        scan = degrade(page, DPI, grade, seed)
        return scan.image.convert("L"), grade.dpi

    return at


def _askew(degrees: float) -> "Damage":
    def at(page: Image.Image, chance: Chance, _seed: int) -> tuple[Image.Image, int]:
        way = float(chance.choice((-1, 1)))
        return page.rotate(way * degrees, Resampling.BICUBIC, fillcolor=255), DPI

    return at


def _turned(turn: Image.Transpose) -> "Damage":
    def at(page: Image.Image, _chance: Chance, _seed: int) -> tuple[Image.Image, int]:
        return page.transpose(turn), DPI

    return at


def _blurred(page: Image.Image, _chance: Chance, _seed: int) -> tuple[Image.Image, int]:
    return page.filter(ImageFilter.GaussianBlur(3.0)), DPI


def _speckled(page: Image.Image, chance: Chance, _seed: int) -> tuple[Image.Image, int]:
    """Dust of one to three pixels, black on the paper and white in the ink."""
    shades = np.array(page)
    height, width = shades.shape
    for shade, share in ((0, 1.5e-3), (255, 1e-3)):
        count = int(share * shades.size)
        for size in (1, 2, 3):
            ys = chance.integers(0, height - size, count // 3)
            xs = chance.integers(0, width - size, count // 3)
            for down in range(size):
                for right in range(size):
                    shades[ys + down, xs + right] = shade
    return Image.fromarray(shades), DPI


def _faint(page: Image.Image, chance: Chance, _seed: int) -> tuple[Image.Image, int]:
    """Paper at 205 and ink at 165, with the noise of a sensor."""
    shades = 165 + np.asarray(page, dtype=np.float32) * (40 / 255)
    return _picture(shades + chance.normal(0, 3, shades.shape)), DPI


def _faxed(page: Image.Image, chance: Chance, _seed: int) -> tuple[Image.Image, int]:
    small = page.resize(
        (round(page.width * 200 / DPI), round(page.height * 98 / DPI)), Resampling.BOX
    )
    shades = np.asarray(small, dtype=np.float32) + chance.normal(0, 20, (small.height, small.width))
    fax = _picture(np.where(shades < 150, 0.0, 255.0))
    # Half the lines of the fine mode, each sent twice.
    return fax.resize((fax.width, fax.height * 2), Resampling.NEAREST), 200


def _compressed(page: Image.Image, _chance: Chance, _seed: int) -> tuple[Image.Image, int]:
    small = page.resize((page.width * 150 // DPI, page.height * 150 // DPI), Resampling.BOX)
    file = io.BytesIO()
    small.save(file, format="JPEG", quality=12)
    return Image.open(file).convert("L"), 150


def _stamped(page: Image.Image, chance: Chance, _seed: int) -> tuple[Image.Image, int]:
    """Three large stamps in grey, aslant over the text."""
    font = ImageFont.load_default(size=150)
    stamped = page
    for words in ("RECEIVED", "COPY", "RELEASED"):
        stamp = Image.new("L", page.size, 255)
        at = (
            float(chance.uniform(0.1, 0.5)) * page.width,
            float(chance.uniform(0.1, 0.8)) * page.height,
        )
        draw = ImageDraw.Draw(stamp)
        draw.text(at, words, fill=130, font=font, stroke_width=3, stroke_fill=130)
        turned = stamp.rotate(float(chance.uniform(-25, 25)), fillcolor=255)
        stamped = Image.fromarray(np.minimum(np.asarray(stamped), np.asarray(turned)))
    return stamped, DPI


def _photocopied(page: Image.Image, chance: Chance, _seed: int) -> tuple[Image.Image, int]:
    """A copy of a copy: spread ink, a dark edge, shade over the page, then two colours."""
    spread = page.filter(ImageFilter.GaussianBlur(1.2)).filter(ImageFilter.MinFilter(3))
    shades = 60 + np.asarray(spread, dtype=np.float32) * (170 / 255)
    across = np.linspace(0, 1, page.width)[None, :]
    shades = shades - 50 * np.maximum(0, 1 - across / 0.25) ** 2
    shades = shades + chance.normal(0, 22, shades.shape)
    copy = _picture(shades).filter(ImageFilter.GaussianBlur(0.7))
    return copy.point(lambda shade: 255 if shade > 135 else 0), DPI


def _thinned(page: Image.Image, _chance: Chance, _seed: int) -> tuple[Image.Image, int]:
    """Strokes worn by half a pixel on each side, then two colours."""
    worn = Image.blend(page, page.filter(ImageFilter.MaxFilter(3)), 0.6)
    return worn.point(lambda shade: 255 if shade > 120 else 0), DPI


def _barred(original: Original, picture: Image.Image, chance: Chance) -> Damaged:
    """Runs of words blacked out by hand: bars that touch the words beside, above and below."""
    words = original.page.words
    hidden: set[int] = set()
    image = picture.copy()
    draw = ImageDraw.Draw(image)
    for first in chance.choice(
        len(words) - _RUN, size=min(_BARS, len(words) - _RUN), replace=False
    ):
        box = _level_run([word.box for word in words[first : first + _RUN]])
        left, right = box.left - 0.003, box.right + 0.003
        top, bottom = box.top - 0.004, box.bottom + 0.004
        size = picture.width, picture.height, picture.width, picture.height
        draw.rectangle(
            [a * b for a, b in zip((left, top, right, bottom), size, strict=True)], fill=0
        )
        hidden |= {
            n for n, word in enumerate(words) if _is_hit(word.box, (left, top, right, bottom))
        }
    seen = [word for n, word in enumerate(words) if n not in hidden]
    text = " ".join(original.page.text[word.start : word.end] for word in seen)
    return Damaged(image, DPI, text)


def _level_run(boxes: Sequence[Box]) -> Box:
    """The first of the boxes with those that follow on its line."""
    run = boxes[0]
    for box in boxes[1:]:
        if abs(box.top - run.top) < 0.005 and 0 <= box.left - run.right < 0.02:
            run = run.joined(box)
    return run


def _is_hit(box: Box, bar: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = bar
    width = min(box.right, right) - max(box.left, left)
    height = min(box.bottom, bottom) - max(box.top, top)
    return width > 0.2 * (box.right - box.left) and height > 0.2 * (box.bottom - box.top)


def _picture(shades: np.ndarray) -> Image.Image:
    return Image.fromarray(np.clip(shades, 0, 255).astype(np.uint8))


Damage = Callable[[Image.Image, Chance, int], tuple[Image.Image, int]]

KINDS: Mapping[str, Damage] = {
    "clean": _clean,
    **{f"grade {grade.number}": _grade(grade.number) for grade in GRADES},
    "skew 1°": _askew(1.0),
    "skew 3°": _askew(3.0),
    "blur": _blurred,
    "speckle": _speckled,
    "low contrast": _faint,
    "fax": _faxed,
    "jpeg": _compressed,
    "black bars": _clean,
    "stamps": _stamped,
    "photocopy": _photocopied,
    "thin strokes": _thinned,
    "turned 90°": _turned(Image.Transpose.ROTATE_270),
    "turned 180°": _turned(Image.Transpose.ROTATE_180),
    "turned 270°": _turned(Image.Transpose.ROTATE_90),
}
"""By name, in the order of the tables."""
