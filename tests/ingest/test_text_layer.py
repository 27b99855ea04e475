"""The text layer and its boxes, by both readers."""

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from ingest.layout import Layout, PlacedWord
from ingest.pdf import PdfReader
from ingest.printed_lines import as_printed
from ingest.reader import ReadOptions
from ingest.records import Box, PageSource
from tests.ingest.drawn import (
    LETTER,
    STORY,
    assert_boxes_on_ink,
    changed,
    make_pdf,
    no_ocr,
    story,
    words_of,
)

FIRST, SECOND = ReadOptions(), ReadOptions(second_reader=True)
both_readers = pytest.mark.parametrize("options", [FIRST, SECOND], ids=["first", "second"])


def read(path, number=1, options=FIRST):
    """A page and its picture, without OCR."""
    reader = PdfReader(path, no_ocr)
    try:
        return reader.read_page(number, options), reader.render_page(number, 1200)
    finally:
        reader.close()


def cropped_and_turned(pdf, rotation):
    page = pdf.pages[0]
    page.MediaBox = [-50, 30, LETTER[0] + 20, LETTER[1] + 10]
    page.CropBox = [40, 300, 700, LETTER[1] - 20]
    page.Rotate = rotation


@both_readers
def test_lines_and_blocks(tmp_path, options):
    """Lines end in a line feed, blocks in an empty line."""

    def draw(canvas):
        story(canvas, top=700, lines=STORY[:2])
        story(canvas, top=500, lines=STORY[2:4])

    page, _ = read(make_pdf(tmp_path / "a.pdf", draw), options=options)

    assert page.text == f"{STORY[0]}\n{STORY[1]}\n\n{STORY[2]}\n{STORY[3]}"
    assert page.source is PageSource.TEXT_LAYER
    assert page.confidence is None
    assert page.notes == ()


def test_engine_names(tmp_path):
    """The engine's name and version tell the two readers apart."""
    path = make_pdf(tmp_path / "a.pdf", story)

    assert read(path, options=FIRST)[0].engine.startswith("pdfminer.six 20")
    assert read(path, options=SECOND)[0].engine.startswith("pypdfium2 5")


@both_readers
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_of_turned_and_cropped_pages(tmp_path, rotation, options):
    """On a turned page with a crop box of its own, boxes stand on the ink as displayed."""
    path = make_pdf(tmp_path / "a.pdf", lambda canvas: story(canvas, top=650))
    changed(path, lambda pdf: cropped_and_turned(pdf, rotation))

    page, shown = read(path, options=options)

    assert_boxes_on_ink(page, shown)
    assert page.rotation == rotation
    assert page.width / page.height == pytest.approx(shown.width / shown.height, abs=0.01)
    # Turned so that its lines run down, the page has no one order for both readers.
    assert sorted(words_of(page)) == sorted(" ".join(STORY).split())


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_text_drawn_sideways(tmp_path, degrees):
    """Text that runs up, down or upside down on an unturned page is read along its lines."""

    def draw(canvas):
        canvas.translate(LETTER[0] / 2, LETTER[1] / 2)
        canvas.rotate(degrees)
        canvas.translate(-LETTER[1] / 3, -700)
        story(canvas, top=700)

    page, shown = read(make_pdf(tmp_path / "a.pdf", draw))

    assert page.text == "\n".join(STORY)
    assert_boxes_on_ink(page, shown)


def test_a_sideways_margin_comes_last(tmp_path):
    """A few words up the margin are read along their own line, after the page's text."""

    def draw(canvas):
        canvas.saveState()
        canvas.rotate(90)
        canvas.drawString(300, -30, "Received by the clerk")
        canvas.restoreState()
        story(canvas)

    page, _ = read(make_pdf(tmp_path / "a.pdf", draw))

    assert page.text == "\n".join(STORY) + "\n\nReceived by the clerk"


def test_text_in_form_objects(tmp_path):
    """Text drawn by a form object is read with its spaces, within the line it stands in."""

    def draw(canvas):
        if not canvas.hasForm("name"):
            canvas.beginForm("name")
            canvas.drawString(0, 0, "Sample Surname")
            canvas.endForm()
        canvas.drawString(72, 700, "Officer:")
        canvas.saveState()
        canvas.translate(120, 700)
        canvas.doForm("name")
        canvas.restoreState()
        canvas.drawString(72, 600, "The rest of the page.")

    page, _ = read(make_pdf(tmp_path / "a.pdf", draw))

    assert page.text == "Officer: Sample Surname\n\nThe rest of the page."


@both_readers
def test_filled_form_fields(tmp_path, options):
    """What was typed into a form's fields belongs to the page's text."""

    def draw(canvas):
        story(canvas, top=600)
        canvas.acroForm.textfield(value="W-1234567", x=100, y=700, width=200, height=30)

    page, shown = read(make_pdf(tmp_path / "a.pdf", draw), options=options)

    assert "W-1234567" in words_of(page)
    assert page.text.count("W-1234567") == 1
    word = next(w for w in page.words if page.text[w.start : w.end] == "W-1234567")
    assert word.box.left * shown.width == pytest.approx(100 / 612 * shown.width, abs=20)


@both_readers
def test_words_off_the_page(tmp_path, options):
    """Words outside the displayed page are left out: nobody can see them there."""

    def draw(canvas):
        canvas.drawString(-400, 500, "slug")
        story(canvas)

    page, _ = read(make_pdf(tmp_path / "a.pdf", draw), options=options)

    assert words_of(page) == " ".join(STORY).split()


def test_a_page_alone(tmp_path):
    """Reading the last page does not interpret the pages before it."""
    path = make_pdf(tmp_path / "a.pdf", story, pages=3)
    broken = b"BT /NoSuchFont 12 Tf (x) Tj"
    changed(path, lambda pdf: pdf.pages[0].__setattr__("Contents", pdf.make_stream(broken)))

    page, _ = read(path, number=3)

    assert page.text == "\n".join(STORY)
    assert page.notes == ()


# The alarm may fall into a destructor, where Python drops it with this warning (other tests leave
# the collector some to run); it then rings again, which is what is tested here.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_page_that_takes_too_long(tmp_path):
    """A page on which the first reader spins is read by the second one, and that is noted."""

    def draw(canvas):
        text = canvas.beginText()
        for index in range(9000):
            text.setTextTransform(0.7, 0.7, -0.7, 0.7, index * 37 % 600, index * 91 % 780)
            text.textOut("on")
        canvas.drawText(text)
        canvas.drawString(72, 400, "Readable")

    path = make_pdf(tmp_path / "a.pdf", draw)

    page, _ = read(path, options=ReadOptions(text_layer_timeout_s=0.5))

    assert page.engine.startswith("pypdfium2")
    assert "took longer than 0.5 seconds" in page.notes[0]
    assert "Readable" in page.text


def test_a_page_the_first_reader_fails_on(tmp_path):
    """Where the first reader raises anything, the second one reads, and that is noted."""
    path = make_pdf(tmp_path / "a.pdf", story)

    def break_it(pdf):
        pdf.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(F=pikepdf.Name("/Odd"))])

    page, _ = read(changed(path, break_it))

    assert words_of(page) == " ".join(STORY).split()
    assert page.engine.startswith("pypdfium2")
    assert "failed" in page.notes[0]


def test_readers_that_count_differently(tmp_path):
    """Where the two readers count other pages, only the one that renders is believed."""
    path = make_pdf(tmp_path / "a.pdf", story, pages=2)
    changed(path, lambda pdf: pdf.Root.Pages.Kids[0].__setattr__("Type", pikepdf.Name("/Odd")))
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == 2

    page, _ = read(path, number=2)

    assert page.engine.startswith("pypdfium2")
    assert "another number of pages" in page.notes[0]


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(
            st.integers(-50, 600),
            st.integers(-50, 800),
            st.integers(4, 60),
            st.text(st.characters(codec="latin-1"), max_size=12),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_any_page_composes(tmp_path, strings):
    """Whatever stands wherever, words are cut out of the text by their offsets, by both readers."""

    def draw(canvas: Canvas):
        for left, bottom, size, text in strings:
            canvas.setFont("Helvetica", size)
            canvas.drawString(left, bottom, text)

    path = make_pdf(tmp_path / "a.pdf", draw)
    for options in (FIRST, SECOND):
        page, _ = read(path, options=options)
        assert "".join(page.text.split()) == "".join("".join(words_of(page)).split())
        ends = [0, *(word.end for word in page.words)]
        assert all(end <= w.start < w.end for end, w in zip(ends, page.words, strict=False))


def table(canvas):
    """Three rows of three cells, with wide gaps between the rows."""
    for row in range(3):
        for column in range(3):
            canvas.drawString(72 + 160 * column, 700 - 40 * row, f"cell {row}{column}")
    canvas.drawString(72, 500, "After a wider gap")


@both_readers
def test_rows_of_a_table(tmp_path, options):
    """Cells of a row stand on one line; gaps that all rows have make no empty lines."""
    page, shown = read(make_pdf(tmp_path / "a.pdf", table), options=options)

    assert page.text == (
        "cell 00 cell 01 cell 02\ncell 10 cell 11 cell 12\ncell 20 cell 21 cell 22\n\n"
        "After a wider gap"
    )
    assert_boxes_on_ink(page, shown)


@both_readers
def test_columns_of_text(tmp_path, options):
    """Columns are read one after the other, an empty line between them."""

    def draw(canvas):
        for left, lines in ((72, STORY[:4]), (340, STORY[4:])):
            text = canvas.beginText(left, 700)
            text.setFont("Helvetica", 8)
            for line in lines:
                text.textLine(line)
            canvas.drawText(text)

    page, _ = read(make_pdf(tmp_path / "a.pdf", draw), options=options)

    assert page.text == "\n".join(STORY[:4]) + "\n\n" + "\n".join(STORY[4:])


@given(st.lists(st.tuples(st.floats(0, 0.9), st.floats(0, 0.9), st.integers(1, 3)), max_size=12))
def test_printed_lines_keep_all_words(places):
    """Whatever stands anywhere, no word is lost or doubled, and lines go on from left to right."""
    layout = Layout.of(
        [
            [PlacedWord(f"{number}-{row}", Box(x, y + row / 60, x + 0.1, y + row / 60 + 0.015))]
            for row in range(rows)
        ]
        for number, (x, y, rows) in enumerate(places)
    )

    printed = as_printed(layout)

    assert sorted(w.text for w in printed.words()) == sorted(w.text for w in layout.words())
    for line in (line for block in printed.blocks for line in block):
        assert [w.box.left for w in line] == sorted(w.box.left for w in line)


def engines_of(path, numbers, options=FIRST):
    reader = PdfReader(path, no_ocr)
    try:
        return [reader.read_page(n, options).engine.split()[0] for n in numbers]
    finally:
        reader.close()


def paragraph(canvas):
    story(canvas, lines=STORY[:4])


def test_long_files(tmp_path):
    """In a long file whose sample both readers read alike, the fast one reads all but the first."""
    path = make_pdf(tmp_path / "a.pdf", paragraph, pages=12)

    assert engines_of(path, (1, 2, 7, 12)) == ["pdfminer.six", *["pypdfium2"] * 3]
    short = make_pdf(tmp_path / "b.pdf", paragraph, pages=9)
    assert engines_of(short, (2,)) == ["pdfminer.six"]


def test_long_files_that_read_differently(tmp_path):
    """Where the readers differ on the sample, in words, order or place, the first one reads on."""

    def backwards(canvas):
        for place, line in enumerate(reversed(STORY)):
            canvas.drawString(72, 300 + 40 * place, line)

    path = make_pdf(tmp_path / "a.pdf", backwards, pages=12)

    assert engines_of(path, (7,)) == ["pdfminer.six"]
