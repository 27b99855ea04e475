"""Conditions that say which pages are meant."""

import datetime as dt

import pytest

from ingest.records import Document, DocumentState, Page, PageSource
from ingest.selection import Condition

DOCUMENT = Document(
    id="abc123",
    sha256="abc123" * 10,
    media_type="application/pdf",
    size_bytes=1,
    title="",
    file_name="a.pdf",
    date=None,
    date_source="",
    type="",
    source_url="",
    page_count=1,
    state=DocumentState.DONE,
    releases=(),
    revision=1,
    added=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
)
POOR = Page(3, 612, 792, PageSource.OCR, confidence=0.55, engine="tesseract 5.3.0", dpi=200)
LAYER = Page(4, 612, 792, PageSource.TEXT_LAYER, engine="pdfminer.six 1")


@pytest.mark.parametrize(
    ("typed", "poor", "layer"),
    [
        ("confidence<0.6", True, False),
        ("confidence >= 0.55", True, False),
        ("confidence>0.55", False, False),
        ("confidence<=1", True, False),
        ("dpi=200", True, False),
        ("dpi!=200", False, False),
        ("page>3", False, True),
        ("source=ocr", True, False),
        ("source!=ocr", False, True),
        ("engine=tesseract 5.3.0", True, False),
        ("document=abc123", True, True),
    ],
)
def test_conditions(typed, poor, layer):
    """A condition holds of a page as it is read; one on a number it lacks does not."""
    condition = Condition.parse(typed)

    assert condition.holds(DOCUMENT, POOR) == poor
    assert condition.holds(DOCUMENT, LAYER) == layer


@pytest.mark.parametrize(
    "typed", ["", "confidence", "confidence<", "confidence<low", "colour=red", "engine<tesseract"]
)
def test_what_is_no_condition(typed):
    """What cannot be understood is refused, never taken for a condition that holds."""
    with pytest.raises(ValueError, match=r"write FIELD|Pages have no|is a text|could not convert"):
        Condition.parse(typed)
