"""Which text layers are believed."""

import codecs

import pytest

from ingest.layout import Layout, PlacedWord
from ingest.pdf_drawing import Drawing, Picture
from ingest.quality import (
    has_bad_characters,
    has_few_characters,
    has_improbable_letters,
    is_filled_by_picture,
    is_poor_ocr,
    letter_pair_score,
    unread_pictures,
)
from ingest.records import Box
from tests.ingest.drawn import STORY

ENGLISH = " ".join(STORY)
GERMAN = (
    "Der Beamte stellte den Wagen neben der Mauer ab und ging zum Leuchtturm. Ein Zeuge sagte, "
    "der braune Lieferwagen sei ohne Zeichen abgebogen und habe den Zaun beschädigt."
)
SPANISH = (
    "El agente dejó el coche junto al muro y caminó hacia el faro. Un testigo dijo que la "
    "furgoneta marrón giró sin señal y golpeó la valla de madera que había allí."
)
RUSSIAN = "Полицейский оставил машину у стены и пошёл к маяку, где стоял свидетель. " * 3
JAPANESE = "警察官は壁のそばに車を止め、灯台に向かって歩いた。一人の目撃者がいた。" * 5
FORM = "Case No. I172068118 CAD P170432753 DOB 08/18/1977 SSN XXX-XX-1234 PLATE 4KJ T77 " * 3


def layout(text, box=None):
    return Layout.of(
        [[PlacedWord(word, box or Box(0, 0, 1, 1)) for word in text.split()] for _ in "1"]
        for _ in "1"
    )


@pytest.mark.parametrize("text", [ENGLISH, GERMAN, SPANISH, RUSSIAN, JAPANESE, FORM])
def test_honest_text_is_believed(text):
    """Text in other languages and scripts, and forms full of numbers, are not condemned."""
    assert not has_improbable_letters(text.split())
    assert not has_bad_characters(text)


@pytest.mark.parametrize("shift", [1, 3, 7, 13, 23])
def test_shifted_letters(shift):
    """A font whose table is off by some letters is found out."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    table = str.maketrans(letters, letters[shift:] + letters[:shift])

    assert has_improbable_letters(ENGLISH.lower().translate(table).split())


def test_too_little_to_judge():
    """A few letters are never condemned."""
    assert letter_pair_score(["Xqzv", "Wklv"]) is None


@pytest.mark.parametrize("bad", ["\ufffd", "\uf0b7", "\x07", "\u0378"])
def test_bad_characters(bad):
    """One unmapped glyph in ten condemns a page, one in a hundred does not."""
    assert has_bad_characters(("a" * 9 + bad) * 10)
    assert not has_bad_characters("a" * 99 + bad)


def test_swapped_bytes():
    """UTF-16 read with its bytes swapped is bad; Chinese is not."""
    assert has_bad_characters(codecs.decode("Multicolor black".encode("utf-16-le"), "utf-16-be"))


def test_few_characters():
    """Twenty-five characters are not few."""
    assert has_few_characters(layout("a" * 24))
    assert not has_few_characters(layout("a" * 20 + " " + "b" * 5))


def test_stray_marks():
    """An OCR layer of stray marks is poor, one of words with numbers is not."""
    assert is_poor_ocr(layout("' k ( V word \\/ E , other"))
    assert not is_poor_ocr(layout("Filed at 3 p.m. on Main St by a clerk - No. 7"))


def drawing(*boxes):
    return Drawing(
        tuple(Picture(box, 200, 10**6) for box in boxes), has_text=True, has_more_than_text=True
    )


def test_filled_by_strips():
    """A scan cut into strips fills the page as one picture does."""
    assert is_filled_by_picture(drawing(*(Box(0, i / 10, 1, (i + 1) / 10) for i in range(10))))
    assert not is_filled_by_picture(drawing(Box(0, 0, 1, 0.5)))


def test_pictures_the_text_covers():
    """A picture behind many words is read already; a picture beside them is not."""
    words = layout(ENGLISH, Box(0.2, 0.1, 0.3, 0.12))
    behind, beside, logo = Box(0, 0, 1, 0.3), Box(0, 0.6, 1, 0.9), Box(0, 0.9, 0.2, 1)

    assert unread_pictures(words, drawing(behind, beside)) == [beside]
    assert unread_pictures(words, drawing(behind, logo)) == []
