"""Which words read are right, and how sure they were."""

from benchmarks.calibration import judged_words
from ingest.records import Box, Page, PageSource, Word


def test_words_are_judged_in_their_place():
    """A word is right where it stands so in the truth; marks without letters are not judged."""
    here = Box(0.1, 0.1, 0.2, 0.2)
    words = tuple(
        Word(start, end, here, confidence)
        for start, end, confidence in ((0, 3, 0.9), (4, 9, 0.4), (10, 11, 0.2), (12, 16, 0.8))
    )
    page = Page(1, 612, 792, PageSource.OCR, "The hcuse | fell", words)

    assert list(judged_words("the house fell", page)) == [(0.9, True), (0.4, False), (0.8, True)]
