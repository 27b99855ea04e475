"""The scan on a page as OCR gets it, with what its file says of how it was made."""

import io
from dataclasses import dataclass

from PIL import Image

_USUAL_TABLE = 3688
"""Sum of the brightness table that JPEG programs use at quality 50."""


@dataclass(frozen=True, slots=True)
class ScanPicture:
    """The picture of one scanned page.

    Attributes:
        image: Mode ``L``, as displayed and as OCR gets it: 200 to 300 dpi.
        dpi: Pixels per inch of ``image``.
        scan_dpi: Pixels per inch of the scan itself.
        is_two_colours: Whether it was kept in black and white alone.
        quality: Of the JPEG it was kept as, 1 to 100; None if it was kept without loss or in
            another way.
    """

    image: Image.Image
    dpi: int
    scan_dpi: float
    is_two_colours: bool
    quality: int | None


def quality_of(jpeg: Image.Image) -> int | None:
    """The quality a JPEG was written with, 1 to 100, as most programs count; None for no JPEG."""
    tables = getattr(jpeg, "quantization", None)
    if not tables:
        return None
    scale = 100 * sum(tables[min(tables)]) / _USUAL_TABLE
    quality: float = 5000 / scale if scale > 100 else (200 - scale) / 2
    return min(max(round(quality), 1), 100)


def quality_of_bytes(data: bytes) -> int | None:
    """The same of a file's bytes; None for what is no JPEG."""
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as jpeg:
            return quality_of(jpeg)
    except (OSError, ValueError, SyntaxError):
        return None
