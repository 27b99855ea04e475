"""How OCR layers that came with a file are judged."""

import pytest

from ingest.existing_layer import ExistingLayer
from ingest.inked import inked
from ingest.layout import Layout, PlacedWord
from ingest.pdf_rendering import Render
from ingest.reading_score import ReadingScore
from ingest.records import Box
from tests.ingest.drawn import STORY, scanned

GREEK = "Ο αστυνομικός άφησε το αυτοκίνητο δίπλα στον τοίχο του λιμανιού και περπάτησε. " * 3
CATALAN = "L'agent va deixar el cotxe al costat del mur del port i va caminar fins la platja. " * 3


def lines(texts, *, off=0.0, confidence=None):
    """Words where ``scanned`` draws them, or so far below."""
    rows = []
    for row, text in enumerate(texts):
        top = (1 + row * 14 * 1.5 / 72) / 11 + off
        left = 1 / 8.5
        words = []
        for word in text.split():
            right = left + len(word) * 0.0125
            words.append(PlacedWord(word, Box.clipped(left, top, right, top + 0.018), confidence))
            left = right + 0.006
        rows.append(words)
    return Layout.of([rows])


def test_another_script():
    """A layer in a script no list of English words can judge is believed."""
    assert ExistingLayer.of(lines([GREEK]), None).is_believed
    assert not ExistingLayer.of(lines(STORY), None).is_believed


def test_another_language():
    """Where neither reading has English words, the one with more words is better."""
    layer = ExistingLayer.of(lines([CATALAN]), None)

    assert layer.is_better_than(lines([CATALAN[:150]]))
    assert not layer.is_better_than(lines([CATALAN, CATALAN]))


def test_another_place():
    """A layer that stands elsewhere than words OCR is sure of is worse, however good its words."""
    reading = lines(STORY[:7], confidence=0.9)

    assert ExistingLayer.of(lines(STORY), None).is_better_than(reading)
    assert not ExistingLayer.of(lines(STORY, off=0.1), None).is_better_than(reading)


def test_ink():
    """Words in their places leave no ink beside them, half of them leave half of it."""
    image = scanned(STORY, dpi=100)
    whole, half = inked(lines(STORY), image, 100), inked(lines(STORY[::2]), image, 100)

    assert whole.covered > 0.9
    assert half.covered == pytest.approx(0.5, abs=0.1)
    assert inked(Layout(), image, 100).covered == 0
    assert inked(Layout(), scanned([], dpi=100), 100).covered == 1


def test_a_page_without_a_picture():
    """Without a picture of the page nothing is told of its ink, and the layer is doubtful."""
    assert ExistingLayer.of(lines(STORY), None).inked is None
    assert ExistingLayer.of(lines(STORY), Render(scanned(STORY, dpi=100), 100)).inked


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("the officer parked beside the harbour wall " * 4, 0.81),
        ("Quimby Zzyzx the officer parked beside wall " * 4, 1.0),
        ("THE OFFICER QUIMBY ZZYZX " * 4, 0.5),
        ("12 34", None),
    ],
)
def test_share_of_known_words(text, share):
    """Names count only where nothing else is there; numbers and too few words say nothing."""
    found = ReadingScore.of(text.split()).share

    assert found is None if share is None else found == pytest.approx(share, abs=0.03)
