"""Words, fonts and places of made pages."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import fold
from ingest.look import Look
from tests.verify.sheets import WORDS, page_of, sheet_of
from verify.faces import Face, type_of, width
from verify.planting import Planter
from verify.twin import pattern_of, written
from verify.vocabulary import Band, Pen, Vocabulary

LEVEL = Look(4.6, 2.4, 200, False, 80, 0.08, 0.01, 250, 200, 1, 1, 0.002, 0.1, 0, 0.0)


@pytest.mark.parametrize("face", list(Face))
@pytest.mark.parametrize("size", [8.0, 12.0])
def test_font_and_size_are_told_by_the_widths_of_words(face, size):
    """Serif, sans and typewriter are told apart, and their size is found."""
    found = type_of(page_of(sheet_of(face, size, (500.0, 700.0))))

    assert found.face is face
    assert found.size == pytest.approx(size, rel=0.01)


def test_too_few_words_tell_no_font():
    """A page without words is taken for sans of ten points rather than failing."""
    assert type_of(page_of(sheet_of())).misfit < 0.01
    empty = page_of(type(sheet_of())(100, 100, Face.SERIF, ()))
    assert type_of(empty).face is Face.SANS


def test_a_twin_has_its_words_where_the_page_has_its_own():
    """As many words, in lines at the same heights and beginning at the same places."""
    page = page_of(sheet_of())
    pattern = pattern_of(page, LEVEL)
    pen = Pen(Vocabulary.of([page]), pattern.type.face, np.random.default_rng(1))
    twin = written(pattern, pen, ())

    assert len(twin.words) == len(page.words)
    assert twin.text.count("\n") == page.text.count("\n")
    for made, real in zip(twin.words, sheet_of().words, strict=True):
        assert made.left == pytest.approx(real.left, abs=6)
        assert made.base == pytest.approx(real.base, abs=1.5)
        assert made.size == pytest.approx(real.size, rel=0.12)


def test_what_is_planted_stands_on_the_twin():
    """Every planted word and identifier is in the sheet's text, once."""
    page = page_of(sheet_of())
    vocabulary = Vocabulary.of([page])
    chance = np.random.default_rng(2)
    planter = Planter(vocabulary, chance)
    planted = [one for one in (planter.word(), planter.word(), planter.identifier()) if one]
    pattern = pattern_of(page, LEVEL)
    twin = written(pattern, Pen(vocabulary, pattern.type.face, chance), planted)

    assert len(planted) == 3
    assert [twin.text.split().count(one.text) for one in planted] == [1, 1, 1]


@given(st.integers(0, 2**32))
def test_planted_words_are_new_and_each_another(seed):
    """No planted word is one of the collection's, and none is planted twice."""
    vocabulary = Vocabulary.of([page_of(sheet_of())])
    planter = Planter(vocabulary, np.random.default_rng(seed))
    made = [planter.word() for _ in range(5)] + [planter.identifier() for _ in range(5)]
    texts = [fold(one.text) if one.text.isalpha() else one.text for one in made if one]

    assert len(set(texts)) == len(texts)
    assert not set(texts) & {fold(word) for word in WORDS}


@given(st.floats(0.5, 8.0), st.integers(0, 100))
def test_a_pen_writes_words_about_as_wide_as_asked(wide, seed):
    """As wide as asked where there are such words, else the nearest there is."""
    vocabulary = Vocabulary(
        Counter({"a": 5, "captain": 2, "of": 9, "complaints": 1}), Counter(), ()
    )
    pen = Pen(vocabulary, Face.SANS, np.random.default_rng(seed))
    nearest = min(abs(width(word, Face.SANS) - wide) for word in vocabulary.printed)

    assert abs(width(pen.word(wide), Face.SANS) - wide) <= max(nearest, 0.05 * wide, 0.15) + 1e-9


def test_bands_go_by_how_often_a_word_was_met():
    """Words that make up half of the text are common, those on one page rare."""
    pages = [page_of(sheet_of()), page_of(sheet_of())]
    vocabulary = Vocabulary(
        Counter({"the": 50, "officer": 30, "Hollis": 1}), Counter(the=9, officer=9, hollis=1), ()
    )

    assert [vocabulary.band(word) for word in ("the", "officer", "hollis")] == [
        Band.COMMON,
        Band.USUAL,
        Band.RARE,
    ]
    assert Vocabulary.of(pages).pages["hollis"] == 2
    assert Vocabulary.of(pages).identifiers == ("2019-0412",)
