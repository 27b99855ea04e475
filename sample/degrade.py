"""What scanners, copiers, fax machines and telephones do to a page."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

FAX_DPI = (204, 196)  # across and down: "fine" of ITU-T T.4
_THRESHOLD = 150


@dataclass(frozen=True, slots=True)
class Scan:
    """How a page was scanned.

    Attributes:
        dpi: Pixels an inch.
        skew: Degrees; each page is turned by this, give or take a fifth, either way.
        blur: Radius of the blur in pixels.
        speckle: Share of pixels that begin a speck.
        ink: Grey of the darkest ink, 0 to 255.
        paper: Grey of the paper, 0 to 255.
        grain: Greatest change of a pixel's grey by sensor noise.
        shadow: Darken one edge, as at the spine of an open copier.
        bilevel: Black and white only.
        fax: At fax size; implies ``bilevel``.
        sideways: The sheet lay across the glass, turned by 90 degrees.
    """

    dpi: int = 200
    skew: float = 0.5
    blur: float = 0.5
    speckle: float = 0.00002
    ink: int = 35
    paper: int = 246
    grain: int = 5
    shadow: bool = False
    bilevel: bool = False
    fax: bool = False
    sideways: bool = False


FLATBED = Scan()
CROOKED = Scan(skew=1.25, blur=0.6)
FINE = Scan(dpi=300, skew=0.4, blur=0.9, grain=4)
PHOTOCOPY = Scan(skew=0.8, blur=0.8, ink=105, paper=226, grain=7, shadow=True, speckle=0.00006)
COPIER = Scan(dpi=300, skew=0.6, blur=0.9, bilevel=True, speckle=0.00004)
FAX = Scan(skew=0.4, blur=0.4, fax=True, bilevel=True, speckle=0.00006)
SIDEWAYS = Scan(skew=0.4, sideways=True)


def scan_page(page: Image.Image, scan: Scan, dice: np.random.Generator) -> Image.Image:
    """Give the page as it came off the scanner, grey or one-bit."""
    if scan.sideways:
        page = page.transpose(Image.Transpose.ROTATE_90)
    angle = scan.skew * dice.uniform(0.8, 1.2) * dice.choice((-1, 1))
    page = page.rotate(angle, Image.Resampling.BILINEAR, fillcolor=255)
    if scan.fax:
        width, height = (
            round(side * dpi / scan.dpi) for side, dpi in zip(page.size, FAX_DPI, strict=True)
        )
        page = page.resize((width, height), Image.Resampling.BILINEAR)
    page = page.filter(ImageFilter.BoxBlur(scan.blur))
    grey = _expose(np.asarray(page), scan, dice)
    if scan.bilevel:
        return Image.fromarray(grey > _THRESHOLD)
    return Image.fromarray(grey)


def photograph_page(page: Image.Image, dice: np.random.Generator) -> Image.Image:
    """Give a colour photograph of the page pinned to a board, seen at an angle."""
    width, height = page.size
    inset = width * 0.07
    corners = [
        (x + dice.uniform(0.3, 1.0) * inset * dx, y + dice.uniform(0.3, 1.0) * inset * dy)
        for x, y, dx, dy in (
            (0, 0, 1, 1),
            (width, 0, -1, 1),
            (width, height, -1, -1),
            (0, height, 1, -1),
        )
    ]
    coefficients = _perspective(corners, width, height)
    shape = (width, height)
    seen = page.transform(
        shape, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC
    )
    cover = Image.new("L", shape, 255).transform(shape, Image.Transform.PERSPECTIVE, coefficients)
    board = Image.new("RGB", shape, (128, 96, 66))
    board.paste(Image.merge("RGB", (seen, seen, seen)), mask=cover)
    return _light(board.filter(ImageFilter.GaussianBlur(0.7)), dice)


def blank_page(size: tuple[int, int], scan: Scan, dice: np.random.Generator) -> Image.Image:
    """Give an empty page with nothing but the scanner's own noise."""
    return scan_page(Image.new("L", size, 255), scan, dice)


def _expose(page: NDArray[np.uint8], scan: Scan, dice: np.random.Generator) -> NDArray[np.uint8]:
    levels = np.linspace(scan.ink, scan.paper, 256, dtype=np.float32)
    light = levels[page]
    light += dice.integers(-scan.grain, scan.grain + 1, page.shape, dtype=np.int8)
    if scan.shadow:
        light *= _spine(page.shape[1])
    grey = np.clip(light, 0, 255).astype(np.uint8)
    _speck(grey, scan, dice)
    return grey


def _spine(width: int) -> NDArray[np.float32]:
    """Give the light across a page whose left edge is lifted from the glass."""
    across = np.linspace(0, 1, width, dtype=np.float32)
    return 1 - np.float32(0.38) * np.exp(-across * 28)


def _speck(grey: NDArray[np.uint8], scan: Scan, dice: np.random.Generator) -> None:
    """Put dark specks of one to three pixels on the page, in place."""
    height, width = grey.shape
    count = int(height * width * scan.speckle)
    rows, columns = dice.integers(0, height - 3, count), dice.integers(0, width - 3, count)
    for size in (1, 2, 3):
        part = slice(size - 1, None, 3)
        for down in range(size):
            for across in range(size):
                grey[rows[part] + down, columns[part] + across] = scan.ink


def _light(board: Image.Image, dice: np.random.Generator) -> Image.Image:
    """Light a picture from one corner and give it a warm cast."""
    width, height = board.size
    across = np.linspace(1.0, 0.80, width, dtype=np.float32)[None, :, None]
    down = np.linspace(1.0, 0.88, height, dtype=np.float32)[:, None, None]
    cast = np.array((1.0, 0.97, 0.90), dtype=np.float32)
    light = np.asarray(board, dtype=np.float32) * across * down * cast
    light += dice.integers(-6, 7, (height, width, 1), dtype=np.int8)
    return Image.fromarray(np.clip(light, 0, 255).astype(np.uint8))


def _perspective(corners: list[tuple[float, float]], width: int, height: int) -> list[float]:
    """Give Pillow's eight coefficients, which take a picture's point to the page's."""
    page = ((0, 0), (width, 0), (width, height), (0, height))
    rows, values = [], []
    for (x, y), (u, v) in zip(corners, page, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return [float(value) for value in np.linalg.solve(np.array(rows), np.array(values))]
