"""A sheet writes what it is told, remembers it, and finds its known items again."""

import io

import pikepdf
import pypdfium2
import pytest

from sample.layout import Setup, Sheet, bar_over, flat, width_of, wrap
from sample.records import ItemKind


def test_wrap_keeps_words():
    """Wrapping loses no word and makes no line wider than the measure."""
    text = "Leave the gate open and the lamp lit until the bus has gone " * 6
    lines = wrap(text, "Helvetica", 10, 150)
    assert " ".join(lines) == flat(text)
    assert all(width_of(line, "Helvetica", 10) <= 150 for line in lines)


def test_bar_is_never_text():
    """A bar leaves no character behind, in the truth or in the PDF."""
    sheet = Sheet(Setup())
    sheet.paragraph(f"The witness {bar_over('Somebody Real')} saw it.")
    drawn = sheet.finish()
    with pypdfium2.PdfDocument(drawn.pdf) as pdf:
        said = flat(pdf[0].get_textpage().get_text_range())
    assert "The witness saw it." in flat(drawn.page_texts[0])
    assert "The witness" in said
    assert "\u2588" not in said


def test_known_item_gets_its_page():
    """A text marked as known is reported on the first page that holds it."""
    sheet = Sheet(Setup())
    sheet.new_page()
    sheet.paragraph("A lantern hung over the door.")
    sheet.mark_as_known(ItemKind.PHRASE, "lantern hung")
    (item,) = sheet.finish().known
    assert (item.page, item.text) == (2, "lantern hung")


def test_missing_known_item_is_refused():
    """A text marked as known that was never drawn stops the paper."""
    sheet = Sheet(Setup())
    sheet.mark_as_known(ItemKind.NAME, "Nobody Here")
    with pytest.raises(LookupError, match="Nobody Here"):
        sheet.finish()


def test_pages_are_numbered_through_the_release():
    """The number at the foot runs on from the first stamp given."""
    sheet = Sheet(Setup(first_stamp=41))
    sheet.new_page()
    drawn = sheet.finish()
    assert "SAMPLE-000041" in drawn.page_texts[0]
    assert "SAMPLE-000042" in drawn.page_texts[1]


def test_vera_is_embedded():
    """Accented names in the Vera face come with the font and can be read back."""
    sheet = Sheet(Setup(face="vera"))
    sheet.paragraph("Inés Núñez-Farrow")
    drawn = sheet.finish()
    with pikepdf.open(io.BytesIO(drawn.pdf)) as pdf:
        fonts = pdf.pages[0].Resources.Font
        embedded = [font for font in fonts.values() if "/FontDescriptor" in font]
    assert embedded
    with pypdfium2.PdfDocument(drawn.pdf) as pdf:
        assert "Inés Núñez-Farrow" in pdf[0].get_textpage().get_text_range()
