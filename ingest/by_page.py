"""Reading in several languages: each page with the first alone, unless it looks like another."""

from collections.abc import Callable, Sequence

from PIL import Image

from ingest.languages import looks_like
from ingest.ocr import OcrEngine, OcrReading


class ByPageEngine:
    """Reads with the first language, and again with all of them what looks like another's.

    Two languages take longer than one and misread more in each; most pages need one.

    Args:
        languages: Tesseract's names, each one that can be told; the first reads every page.
        engine_of: Gives the engine for names joined by ``+``; asked for all of them only when
            a page needs them.
    """

    def __init__(self, languages: Sequence[str], engine_of: Callable[[str], OcrEngine]) -> None:
        self._languages = languages
        self._engine_of = engine_of
        self._first = engine_of(languages[0])
        self.name = self._first.name

    def read(self, image: Image.Image, *, dpi: int) -> OcrReading:
        """Read a picture; see ``OcrEngine.read``. The reading's engine names its languages."""
        reading = self._first.read(image, dpi=dpi)
        words = [word.text for word in reading.layout.words()]
        if not any(looks_like(language, words) for language in self._languages[1:]):
            return reading
        return self._engine_of("+".join(self._languages)).read(image, dpi=dpi)
