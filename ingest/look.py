"""What a scanned page looks like, in numbers: its resolution, letters, strokes, paper and dirt."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Look:
    """Measures of one page. Two pages of one look read about as well.

    Attributes:
        width_in: Of the page as displayed, in inches.
        height_in: As ``width_in``.
        dpi: Of the scan.
        is_two_colours: Whether it was kept in black and white alone.
        quality: Of the JPEG it was kept as, 1 to 100; None if it was kept otherwise.
        letter_in: Height of a small letter, in inches; 0 where no lines of text are.
        stroke_in: Mean thickness of strokes, in inches.
        paper: Shade of the paper, 0 to 255.
        contrast: Shades between paper and ink.
        shading: Shades by which the paper differs over the page (standard deviation).
        noise: Standard deviation of the paper's pixels, in shades.
        soft_in: How wide the edges of strokes are, in inches.
        ragged: Share of the strokes' outline that smoothing takes away, 0.0 to 1.0.
        specks: Specks a square inch.
        degrees: By how much a turn counter-clockwise would level it; 0.0 within 0.3.
    """

    width_in: float
    height_in: float
    dpi: float
    is_two_colours: bool
    quality: int | None
    letter_in: float
    stroke_in: float
    paper: float
    contrast: float
    shading: float
    noise: float
    soft_in: float
    ragged: float
    specks: float
    degrees: float


class HoldsScans(Protocol):
    """A reader whose pages may be scans."""

    def look(self, number: int, max_pixels: int) -> Look:
        """What the scan on a page looks like.

        Args:
            number: Of the page.
            max_pixels: Most pixels its picture may have.

        Raises:
            IngestError: There is no scan, or its picture cannot be made.
        """
