"""Scans that lie on their side or head: found by reading, for no script detector is installed."""

from PIL import Image

from ingest.layout import Layout, PlacedWord
from ingest.ocr import OcrEngine
from ingest.skew import lines_run

_TRIAL_DPI = 150
"""Resolution of the trial readings: half the time of a full one, and still legible."""
_GOOD_CONFIDENCE = 0.5
"""Mean confidence below which a reading is suspicious. Pages on their head or side have 0.3 to 0.4,
the worst of five grades of damage 0.55 to 0.66."""
_WORDS_TO_A_PLAUSIBLE_ONE = 3
"""Longer words to one that looks like a word, from which a reading is suspicious. Pages on their
head or side have five and more, the worst grade two and a half."""
_SURE_WORD = 0.6
"""Confidence of a word that counts as read."""
_LEAST_WORD = 3
"""Letters: shorter words come out of any scribble."""
_CLEARLY_BETTER = 2.0
"""How many times more letters another turn must give."""
_LEAST_LETTERS = 20
_CLEARLY_LINES = 2.0
"""How many times more a page must look like lines one way than the other to try no more turns."""


def reads_poorly(layout: Layout) -> bool:
    """Whether a reading is so poor that the page may lie on its side or head."""
    confidence = layout.confidence
    if confidence is None or confidence < _GOOD_CONFIDENCE:
        return True
    words = [word for word in layout.words() if len(word.text) >= _LEAST_WORD]
    return sum(map(_is_plausible, words)) * _WORDS_TO_A_PLAUSIBLE_ONE <= len(words)


def better_turn(image: Image.Image, dpi: int, upright: Layout, engine: OcrEngine) -> int:
    """Degrees clockwise to turn a scan so that it reads clearly better.

    Args:
        image: Mode ``L``, as it was read.
        dpi: Pixels per inch.
        upright: What was read in it.
        engine: Reads the trials.

    Returns:
        0, 90, 180 or 270; 0 where no other turn is clearly better.
    """
    trial_dpi = min(dpi, _TRIAL_DPI)
    size = round(image.width * trial_dpi / dpi), round(image.height * trial_dpi / dpi)
    small = image.resize(size, Image.Resampling.BOX)
    letters = {0: letters_read(upright)}
    for degrees in _turns_worth_trying(small):
        trial = engine.read(clockwise(small, degrees), dpi=trial_dpi)
        letters[degrees] = letters_read(trial.layout)
        if letters[degrees] > _CLEARLY_BETTER**2 * max(letters[0], _LEAST_LETTERS):
            return degrees  # beyond doubt: spare the other trials
    best = max(letters, key=lambda degrees: letters[degrees])
    is_clear = letters[best] >= max(_CLEARLY_BETTER * letters[0], _LEAST_LETTERS)
    return best if is_clear else 0


def _turns_worth_trying(image: Image.Image) -> tuple[int, ...]:
    across = lines_run(image)
    if across > _CLEARLY_LINES:
        return (180,)
    return (90, 270) if across < 1 / _CLEARLY_LINES else (180, 90, 270)


def clockwise(image: Image.Image, degrees: int) -> Image.Image:
    """A picture turned clockwise by 90, 180 or 270 degrees, without loss."""
    turns = {
        90: Image.Transpose.ROTATE_270,  # Pillow counts counter-clockwise
        180: Image.Transpose.ROTATE_180,
        270: Image.Transpose.ROTATE_90,
    }
    return image.transpose(turns[degrees])


def letters_read(layout: Layout) -> int:
    """How many letters stand in words that look like words."""
    return sum(len(word.text) for word in layout.words() if _is_plausible(word))


def _is_plausible(word: PlacedWord) -> bool:
    letters = sum(map(str.isalnum, word.text))  # digits too: a table has little else
    is_sure = word.confidence is not None and word.confidence >= _SURE_WORD
    return is_sure and letters >= _LEAST_WORD and letters * 5 >= len(word.text) * 4
