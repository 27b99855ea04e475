"""Confidences that are shares: of words read with 0.8, about eight in ten are right."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.confidence import Curve, Kind, is_calibrated, share_right, shipped
from ingest.layout import Layout, PlacedWord
from ingest.records import Box, Page, PageSource, Word

HERE = Box(0, 0, 1, 1)


@given(st.sampled_from(list(Kind)), st.floats(0, 1), st.floats(0, 1))
def test_the_shipped_map_never_falls(kind, one, other):
    """More of the engine's confidence is never a smaller share, and shares lie from 0 to 1."""
    curve = shipped().curves[kind]
    low, high = sorted((one, other))

    assert 0 <= curve.share(low) <= curve.share(high) <= 1


@given(st.text(min_size=1), st.floats(0, 1))
def test_every_word_has_a_share(text, confidence):
    """Whatever was read."""
    assert 0 <= shipped().share(text, confidence) <= 1


def test_between_two_points_the_share_lies_between_theirs():
    """Straight between, level beyond."""
    curve = Curve((0.2, 0.6), (0.5, 0.9))

    assert [round(curve.share(at), 3) for at in (0.0, 0.2, 0.4, 0.6, 1.0)] == [
        0.5,
        0.5,
        0.7,
        0.9,
        0.9,
    ]


def test_numbers_and_short_words_have_curves_of_their_own():
    """What a word is made of tells how far its confidence is to be trusted."""
    assert [Kind.of(text) for text in ("2019-0412", "of", "Sergeant", "|")] == [
        Kind.NUMBER,
        Kind.SHORT,
        Kind.WORD,
        Kind.SHORT,
    ]


def test_words_of_a_text_layer_keep_no_confidence():
    """A layout keeps its words and boxes; only confidences of the engine change."""
    words = (PlacedWord("Sergeant", HERE, 0.5), PlacedWord("Hollis", HERE))
    layout = shipped().applied(Layout(((words,),)))

    assert [word.text for word in layout.words()] == ["Sergeant", "Hollis"]
    assert [word.confidence for word in layout.words()] == [shipped().share("Sergeant", 0.5), None]


def test_an_engine_says_which_map_its_confidences_went_through():
    """So that pages read before there was a map are known."""
    engine = f"tesseract 5.5.4{shipped().mark}"

    assert engine == f"tesseract 5.5.4 (confidence map {shipped().version})"
    assert is_calibrated(engine)
    assert not is_calibrated("tesseract 5.5.4")


def test_a_page_read_before_there_was_a_map_has_a_share_too():
    """Its words' own confidences go through the map; those of a newer page do not go twice."""
    words = (Word(0, 8, HERE, 0.5), Word(9, 15, HERE, 0.9))
    old = Page(1, 612, 792, PageSource.OCR, "Sergeant Hollis", words, engine="tesseract 5.5.4")
    new = replace(old, engine=old.engine + shipped().mark, confidence=0.7)
    expected = (shipped().share("Sergeant", 0.5) + shipped().share("Hollis", 0.9)) / 2

    assert share_right(old) == pytest.approx(expected)
    assert share_right(new) == 0.7
    assert share_right(replace(old, words=())) is None
