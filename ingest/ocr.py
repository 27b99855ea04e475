"""What an OCR engine gives: the seam between scans and the program that reads them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PIL import Image

from ingest.layout import Layout
from ingest.reader import ReadOptions
from ingest.records import Word


@dataclass(frozen=True, slots=True)
class OcrReading:
    """What an engine read in one picture.

    Attributes:
        layout: The words, their boxes as fractions of the picture (origin at the upper left) and
            their confidences, 0.0 to 1.0.
        engine: Name and version, e.g. ``tesseract 5.5.2``.
    """

    layout: Layout
    engine: str

    @property
    def text(self) -> str:
        """Lines by a line feed, blocks and paragraphs by an empty line."""
        return self.layout.composed()[0]

    @property
    def words(self) -> tuple[Word, ...]:
        """With offsets in ``text`` and boxes as fractions of the picture."""
        return self.layout.composed()[1]

    @property
    def confidence(self) -> float | None:
        """Mean of the words' confidences, 0.0 to 1.0; None if there is no word."""
        return self.layout.confidence


class OcrEngine(Protocol):
    """Reads pictures of pages.

    Used in one process and one thread. May start a process of its own for a reading, but no
    threads: the pipeline already runs one reader a core.
    """

    @property
    def name(self) -> str:
        """Name and version, as in ``OcrReading.engine``."""

    def read(self, image: Image.Image, *, dpi: int) -> OcrReading:
        """Read a picture.

        Args:
            image: Mode ``L`` (grey, 0 is black), upright. Not changed.
            dpi: Pixels per inch, which tells the engine how large letters are.

        Returns:
            One reading, text, boxes and confidences from the same pass. No words is no error.

        Raises:
            OcrMissingError: The engine or its data for the language is not installed.
            TimeLimitError: It took longer than it may.
            OcrError: It failed.
        """


EngineFactory = Callable[[ReadOptions], OcrEngine]
"""Gives the engine for the options; asked once a page, so it keeps what is costly to make."""
