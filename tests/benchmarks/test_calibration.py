"""Which words read are right, how sure they were, and the curve through that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.calibration import judged_words
from benchmarks.isotonic import Judged, calibration_error, fitted_curve
from ingest.records import Box, Page, PageSource, Word

HERE = Box(0.1, 0.1, 0.2, 0.2)


def page_of(*read: tuple[str, float]) -> Page:
    words, text = [], ""
    for word, confidence in read:
        words.append(Word(len(text), len(text) + len(word), HERE, confidence))
        text += f"{word} "
    return Page(1, 612, 792, PageSource.OCR, text.rstrip(), tuple(words))


def test_words_are_judged_in_their_place():
    """A word is right where it stands so in the truth; marks without letters are not judged."""
    page = page_of(("The", 0.9), ("hcuse", 0.4), ("|", 0.2), ("fell", 0.8))

    assert judged_words("the house fell", page) == [
        Judged("The", 0.9, True),
        Judged("hcuse", 0.4, False),
        Judged("fell", 0.8, True),
    ]


def test_another_order_of_reading_makes_no_word_wrong():
    """Columns read the other way round are right; a word read twice that stands once is not."""
    page = page_of(("left", 0.9), ("right", 0.9), ("right", 0.9))

    assert [word.is_right for word in judged_words("right left", page)].count(True) == 2


def test_a_number_is_right_as_a_whole():
    """One part misread makes the whole printed word wrong."""
    (word,) = judged_words("2019-0412", page_of(("2019-0472", 0.7)))

    assert not word.is_right


judged = st.lists(
    st.builds(Judged, st.just("word"), st.floats(0, 1), st.booleans(), st.floats(0.1, 9)),
    min_size=1,
    max_size=200,
)


@given(judged, st.floats(0, 1), st.floats(0, 1))
def test_a_fitted_curve_never_falls(words, one, other):
    """Whatever was right: more confidence is never a smaller share, and shares are shares."""
    curve = fitted_curve(words)
    low, high = sorted((one, other))

    assert 0 <= curve.share(low) <= curve.share(high) <= 1
    assert list(curve.confidences) == sorted(set(curve.confidences))


def test_a_fitted_curve_gives_back_the_share_that_was_right():
    """Nine in ten right at 0.5 and one in ten at 0.1 are found again."""
    words = [
        *(Judged("word", 0.5, place % 10 != 0) for place in range(400)),
        *(Judged("word", 0.1, place % 10 == 0) for place in range(400)),
    ]
    curve = fitted_curve(words)

    assert curve.share(0.5) == pytest.approx(0.9, abs=0.02)
    assert curve.share(0.1) == pytest.approx(0.1, abs=0.02)


def test_the_calibration_error_is_what_confidence_is_off():
    """Half right at 0.8 is off by 0.3; nothing is off where it is right as often as it says."""
    words = [Judged("word", 0.8, place % 2 == 0) for place in range(10)]

    assert calibration_error(words) == pytest.approx(0.3)
    assert calibration_error([Judged("w", 0.5, True), Judged("w", 0.5, False)]) == 0
    assert calibration_error([]) == 0
