"""Pictures of pages: PNG, JPEG, and TIFF with a page in each frame."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps
from PIL.Image import Resampling

from ingest.errors import DamagedFileError, DamagedPageError, PageTooLargeError
from ingest.exemptions import exemptions
from ingest.look import Look
from ingest.measuring import look_at
from ingest.ocr import EngineFactory
from ingest.pdf_rendering import LEAST_DPI, MOST_DPI, MOST_PIXELS
from ingest.reader import FileFacts, ReadOptions
from ingest.records import Page
from ingest.scan import read_scan
from ingest.scan_picture import ScanPicture, quality_of
from ingest.tesseract import tesseract_engine

_SANE_DPI = range(50, 2401)
_LARGEST_IN = 48.0
"""Inches of the longer side above which a stated resolution is not believed: programs write 72
dpi into pictures of 3,000 pixels."""
_LETTER_WIDTH_IN, _LETTER_HEIGHT_IN = 8.5, 11.0
_SMALL_PX = 1200
"""A page with fewer pixels along its longer side is a thumbnail of itself, whatever resolution it
states: its letters are too low to read until they are enlarged."""
_ENLARGED = 3.0
"""How much: on six such pictures of forms twice found 14 sure words a page more than as it is,
three times 24, four times no more than that."""
_ORIENTATION = 0x0112
"""The EXIF tag for how the camera was held."""
_ON_ITS_SIDE = range(5, 9)
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, KeyError, TypeError, IndexError)
"""What Pillow raises on broken pictures: UnidentifiedImageError is an OSError, SyntaxError its
own for broken PNG and JPEG."""


@dataclass(frozen=True, slots=True)
class _Resolution:
    """Pixels per inch, across and down: a fax has twice as many across."""

    across: float
    down: float


class ImageReader:
    """One opened picture file; see ``Reader``.

    Args:
        path: The file.
        engine_for: Gives the OCR engine, once a page needs one.
        max_pixels: Most pixels of a picture that is shown; ``ReadOptions`` has the limit for
            reading.

    Raises:
        DamagedFileError: It cannot be opened as a picture.
    """

    def __init__(
        self,
        path: Path,
        engine_for: EngineFactory = tesseract_engine,
        max_pixels: int = ReadOptions().max_pixels,
    ) -> None:
        self._engine_for = engine_for
        self._max_pixels = max_pixels
        # By a stream, not by name: a named file is mapped into memory, and there Pillow 13
        # scrambles uncompressed TIFFs that are to be turned by a quarter.
        self._stream = path.open("rb")
        try:
            with _without_pillows_limit():
                self._image = Image.open(self._stream)
                self._page_count = self._frames()
        except _BROKEN as error:
            self._stream.close()
            raise self._damaged_file(error) from error

    def facts(self) -> FileFacts:
        """What the file says of itself: how many frames it has."""
        return FileFacts(page_count=self._page_count)

    def read_page(self, number: int, options: ReadOptions) -> Page:
        """Read a frame by OCR.

        Raises:
            PageTooLargeError: It has more pixels than allowed; found out before decoding.
            DamagedPageError: It cannot be decoded.
            OcrError: OCR failed.
            OcrMissingError: OCR is not installed.
            TimeLimitError: OCR took too long.
        """
        started = time.perf_counter()
        picture, resolution = self._frame(number, options.max_pixels)
        width, height = picture.size
        image, dpi = _for_ocr(_grey(picture), resolution)
        scan = read_scan(image, dpi, options, self._engine_for)
        text, words = scan.layout.composed()
        return Page(
            number=number,
            width=width / resolution.across * 72,
            height=height / resolution.down * 72,
            source=scan.source,
            text=text,
            words=words,
            confidence=scan.confidence,
            engine=scan.engine,
            dpi=scan.dpi,
            seconds=time.perf_counter() - started,
            notes=scan.notes,
            redactions=None if scan.bars is None else len(scan.bars),
            bars=scan.bars or (),
            exemptions=exemptions(text, words, scan.bars or ()),
        )

    def render_page(self, number: int, width_px: int) -> Image.Image:
        """The frame as displayed, in colour.

        Raises:
            PageTooLargeError: It has more pixels than allowed.
            DamagedPageError: It cannot be decoded.
        """
        picture, resolution = self._frame(number, self._max_pixels)
        width_in, height_in = picture.width / resolution.across, picture.height / resolution.down
        height_px = max(1, round(width_px * height_in / width_in))
        return _coloured(picture).resize(
            (width_px, height_px), Resampling.LANCZOS, reducing_gap=2.0
        )

    def look(self, number: int, max_pixels: int) -> Look:
        """What the frame looks like; see ``HoldsScans``.

        Raises:
            PageTooLargeError: It has more pixels than allowed.
            DamagedPageError: It cannot be decoded.
        """
        picture, resolution = self._frame(number, max_pixels)
        grey = _grey(picture)
        image, dpi = _for_ocr(grey, resolution)
        is_two_colours = picture.mode == "1" or sum(map(bool, grey.histogram())) <= 2
        finer, quality = max(resolution.across, resolution.down), quality_of(self._image)
        return look_at(ScanPicture(image, dpi, finer, is_two_colours, quality))

    def close(self) -> None:
        """Let go of the file."""
        self._image.close()
        self._stream.close()

    def _frames(self) -> int:
        return int(getattr(self._image, "n_frames", 1)) if self._is_tiff() else 1

    def _is_tiff(self) -> bool:
        # A PNG or JPEG may hold frames too: an animation or a thumbnail, not pages.
        return self._image.format == "TIFF"

    def _frame(self, number: int, max_pixels: int) -> tuple[Image.Image, _Resolution]:
        """A decoded frame, upright, and its resolution."""
        try:
            with _without_pillows_limit():
                self._image.seek(number - 1)  # Pillow counts from 0
                self._check_size(number, max_pixels)
                resolution = _resolution(self._image)
                orientation = self._image.getexif().get(_ORIENTATION)
                picture = self._image.copy()  # decodes, and turns TIFFs
        except _BROKEN as error:
            raise DamagedPageError(
                f"Page {number} is cut short or broken ({error}). "
                "Ask the agency for another copy of the file."
            ) from error
        if orientation in _ON_ITS_SIDE:
            resolution = _Resolution(resolution.down, resolution.across)
        return picture if self._is_tiff() else ImageOps.exif_transpose(picture), resolution

    def _check_size(self, number: int, max_pixels: int) -> None:
        width, height = self._image.size
        if width * height > max_pixels:
            raise PageTooLargeError(
                f"Page {number} has {width:,} x {height:,} pixels, more than the "
                f"{max_pixels:,} allowed. Make it smaller with another program and ingest that, "
                "or raise BLOTTER_MAX_PIXELS."
            )

    def _damaged_file(self, error: Exception) -> DamagedFileError:
        return DamagedFileError(
            f"The picture cannot be opened ({error}). Fetch it again, or ask the agency for "
            "another copy."
        )


@contextmanager
def _without_pillows_limit() -> Iterator[None]:
    """Pillow's own limit is lower than ours and shared by the process; ours is checked instead."""
    before = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = None
    try:
        yield
    finally:
        Image.MAX_IMAGE_PIXELS = before


def _resolution(image: Image.Image) -> _Resolution:
    """As the file says, if that can be; else as if the picture were a sheet of letter paper."""
    stated = image.info.get("dpi")
    if isinstance(stated, tuple) and len(stated) == 2:
        across, down = (float(value) for value in stated)
        is_sane = round(across) in _SANE_DPI and round(down) in _SANE_DPI
        if is_sane and max(image.width / across, image.height / down) <= _LARGEST_IN:
            return _Resolution(across, down)
    is_wide = image.width > image.height
    guess = image.width / (_LETTER_HEIGHT_IN if is_wide else _LETTER_WIDTH_IN)
    return _Resolution(guess, guess)


def _grey(image: Image.Image) -> Image.Image:
    return image if image.mode == "L" else _opaque(image).convert("L")


def _coloured(image: Image.Image) -> Image.Image:
    return _opaque(image).convert("RGB")


def _opaque(image: Image.Image) -> Image.Image:
    """The picture in eight bits a channel, on white paper where it is transparent."""
    if image.mode.startswith("I") or image.mode == "F":
        return _eight_bits(image)
    if not image.has_transparency_data:
        return image
    layered = image.convert("RGBA")
    paper = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(paper, layered)


def _eight_bits(image: Image.Image) -> Image.Image:
    """Deeper greys brought to 0..255; Pillow itself would cut them off at 255."""
    values = np.asarray(image, dtype=np.float32)
    highest = float(values.max(initial=0.0))
    scale = 255 / 65535 if highest > 255 else 255 if 0 < highest <= 1 else 1
    return Image.fromarray(np.clip(values * scale, 0, 255).astype(np.uint8))


def _for_ocr(image: Image.Image, resolution: _Resolution) -> tuple[Image.Image, int]:
    """The picture with square pixels, at a resolution that OCR reads well, and that resolution."""
    inches = image.width / resolution.across, image.height / resolution.down
    wanted = min(max(resolution.across, resolution.down, LEAST_DPI), MOST_DPI)
    is_small = max(image.size) < _SMALL_PX
    if is_small:
        wanted = max(wanted, _ENLARGED * max(resolution.across, resolution.down))
    fitting = (MOST_PIXELS / (inches[0] * inches[1])) ** 0.5
    dpi = max(1, round(min(wanted, fitting)))
    size = max(1, round(inches[0] * dpi)), max(1, round(inches[1] * dpi))
    if is_small:  # what it states says nothing of its letters
        dpi = max(1, round(max(size) / _LETTER_HEIGHT_IN))
    if size == image.size:
        return image, dpi
    return image.resize(size, Resampling.BICUBIC, reducing_gap=2.0), dpi
