"""Putting a text layer and OCR together."""

from ingest.layout import Layout, PlacedWord
from ingest.merging import added_by, missing_from
from ingest.records import Box


def at(text, left, top=0.1):
    return PlacedWord(text, Box(left, top, left + 0.1, top + 0.02))


def layout(*words):
    return Layout.of([[words]])


def texts(layout):
    return [word.text for word in layout.words()]


def test_words_ocr_missed():
    """A word of the layer is missing where OCR read nothing, or something else."""
    layer = layout(at("Filed", 0.1), at("IAD2019", 0.3), at("No.", 0.5))
    reading = layout(at("FILED,", 0.11), at("lAD2019", 0.3))

    assert texts(missing_from(reading, layer)) == ["IAD2019", "No."]


def test_words_ocr_added():
    """A word is new where the layer has none, within the pictures asked for."""
    layer = layout(at("Filed", 0.1))
    reading = layout(at("Fi1ed", 0.1), at("new", 0.3), at("outside", 0.3, 0.9))

    assert texts(added_by(reading, layer)) == ["new", "outside"]
    assert texts(added_by(reading, layer, [Box(0, 0, 1, 0.5)])) == ["new"]
