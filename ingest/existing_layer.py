"""OCR layers that came with a file: kept where they are good, else the better of two readings."""

from dataclasses import dataclass

from ingest.inked import Inked, inked
from ingest.layout import Layout, PlacedWord
from ingest.merging import missing_from
from ingest.pdf_rendering import Render
from ingest.quality import is_poor_ocr, real_words
from ingest.reading_score import ReadingScore

CAME_WITH_FILE = "The text is an OCR layer that came with the file"

_GOOD_SHARE, _LEAST_SHARE = 0.85, 0.3
_LEAST_COVERED, _MOST_BETWEEN = 0.8, 0.3
_AFTER_LATIN = "\u0250"
_SURE, _SURE_LETTERS = 0.8, 3
"""Confidence and letters of a word OCR is sure of."""
_FEWEST_SURE = 10
_MISPLACED = 0.4
"""Share of the words OCR is sure of below which a layer says something else at their places: layers
of other pages and shifted ones had under 0.25, true ones on the worst pages over 0.8."""


@dataclass(frozen=True, slots=True)
class ExistingLayer:
    """A layer that came with a file, and what could be told of it without reading the page.

    Attributes:
        layout: Its words.
        score: How much of it are words.
        inked: How its words lie on the page's ink; None where no picture could be made.
    """

    layout: Layout
    score: ReadingScore
    inked: Inked | None

    @classmethod
    def of(cls, layout: Layout, render: Render | None) -> "ExistingLayer":
        """Judge a layer by a coarse picture of its page, if there is one."""
        on = None if render is None else inked(layout, render.image, render.dpi)
        return cls(layout, _score(layout), on)

    @property
    def is_believed(self) -> bool:
        """Whether reading the page again would gain nothing: it is plainly good, or cannot be told.

        Words in another script than the list's are neither good nor bad.
        """
        if self._is_foreign:
            return True
        share, on = self.score.share, self.inked
        return (
            share is not None
            and share >= _GOOD_SHARE
            and on is not None
            and on.covered >= _LEAST_COVERED
            and (on.between is None or on.between <= _MOST_BETWEEN)
            and not is_poor_ocr(self.layout)
        )

    @property
    def _is_foreign(self) -> bool:
        letters = [c for word in self.layout.words() for c in word.text if c.isalpha()]
        return sum(map(_is_latin, letters)) * 2 < len(letters)

    def is_better_than(self, reading: Layout) -> bool:
        """Whether it is as good as what OCR read, or better.

        A layer that says something else than OCR at the places where OCR is sure is of no use,
        however good its words are: it is another page's, or misplaced. Where neither has many
        words of the list, the page is in another language: the one with more words is better.
        """
        return self._says_as_much_as(reading) and not self._is_misplaced(reading)

    def _says_as_much_as(self, reading: Layout) -> bool:
        score = _score(reading)
        if max(self.score.share or 0, score.share or 0) < _LEAST_SHARE:
            return real_words(reading) <= real_words(self.layout)
        return score.value <= self.score.value

    @property
    def words_of_length(self) -> Layout:
        """The layer without what OCR makes of a bar's edge or a stroke of the pen."""
        return self.layout.kept(lambda word: sum(map(str.isalnum, word.text)) >= _SURE_LETTERS)

    def kept(self) -> str:
        """What to note where it was believed."""
        if self.score.share is None or self.inked is None or self._is_foreign:
            return f"{CAME_WITH_FILE}."
        return (
            f"{CAME_WITH_FILE}: {self.score.share:.0%} of its letters stand in known words, and "
            f"{self.inked.covered:.0%} of the ink in its words' boxes."
        )

    def kept_unread(self, why: Exception) -> str:
        """What to note where it is doubtful, and the page could not be read again."""
        return f"{CAME_WITH_FILE}; it is doubtful, but no new reading could be had: {why}"

    def kept_over(self, reading: Layout, engine: str) -> str:
        """What to note where a new reading was dropped for it."""
        return (
            f"{CAME_WITH_FILE}; it was doubtful and was kept over a new reading by {engine}: "
            f"{self._scores(reading)}."
        )

    def dropped_for(self, reading: Layout) -> str:
        """What to note where it was dropped for a new reading."""
        why = self._says_as_much_as(reading) * ", whose words do not stand where the page has them,"
        return (
            f"The OCR layer that came with the file{why} was dropped for a new reading: "
            f"{self._scores(reading)}."
        )

    def _scores(self, reading: Layout) -> str:
        return (
            f"its score is {self.score.value:,.0f}, the new reading's {_score(reading).value:,.0f} "
            "(letters in known words, less half of those in others)"
        )

    def _is_misplaced(self, reading: Layout) -> bool:
        sure = reading.kept(_is_sure)
        count = sum(1 for _ in sure.words())
        if count < _FEWEST_SURE:
            return False
        missing = sum(1 for _ in missing_from(self.layout, sure).words())
        return count - missing < _MISPLACED * count


def _score(layout: Layout) -> ReadingScore:
    return ReadingScore.of(word.text for word in layout.words())


def _is_sure(word: PlacedWord) -> bool:
    letters = sum(map(str.isalnum, word.text))
    return (word.confidence or 0) >= _SURE and letters >= _SURE_LETTERS


def _is_latin(letter: str) -> bool:
    return letter < _AFTER_LATIN
