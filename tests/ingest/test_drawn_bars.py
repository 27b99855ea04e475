"""Redactions on PDF pages: black bars drawn, annotated or scanned are counted, and nothing else."""

import pikepdf
import pytest
from PIL import Image, ImageDraw

from ingest.pdf import PdfReader
from ingest.reader import ReadOptions
from ingest.records import Page, PageSource
from tests.ingest.drawn import (
    STORY,
    changed,
    layer_under,
    make_pdf,
    no_ocr,
    picture,
    scanned,
    story,
)


def read(path) -> Page:
    """A page that must need no OCR."""
    reader = PdfReader(path, no_ocr)
    try:
        return reader.read_page(1, ReadOptions())
    finally:
        reader.close()


def bar(canvas, left=300.0, bottom=500.0, width=80.0, height=11.0, grey=0.0):
    canvas.setFillGray(grey)
    canvas.rect(left, bottom, width, height, stroke=0, fill=1)
    canvas.setFillGray(0)


def words_on(canvas, text="SECTION 4", *, left=310.0, bottom=502.0, grey=1.0):
    canvas.setFillGray(grey)
    canvas.setFont("Helvetica", 8)
    canvas.drawString(left, bottom, text)
    canvas.setFillGray(0)


def counted(tmp_path, draw, **options) -> int | None:
    """Redactions on a page with the story and what ``draw`` adds."""

    def page(canvas):
        story(canvas)
        draw(canvas)

    found = read(make_pdf(tmp_path / "a.pdf", page, **options))
    assert found.source is PageSource.TEXT_LAYER
    return found.redactions


def two_bars(canvas):
    bar(canvas)
    bar(canvas, bottom=450, width=14, height=12)


def one_bar_in_three_pieces(canvas):
    bar(canvas)
    bar(canvas, left=380)
    bar(canvas, bottom=489.5)


def bars_in_one_path(canvas):
    path = canvas.beginPath()
    path.rect(300, 500, 80, 11)
    path.rect(300, 450, 80, 11)
    canvas.drawPath(path, stroke=0, fill=1)


def bar_within_a_form(canvas):
    canvas.beginForm("box")
    bar(canvas, 0, 0)
    canvas.endForm()
    canvas.translate(100, 300)
    canvas.doForm("box")


def bar_over_live_text(canvas):
    words_on(canvas, "Flores", grey=1)
    bar(canvas)


def live_black_text_on_a_bar(canvas):
    bar(canvas)
    words_on(canvas, "Flores", grey=0)


def half_a_page(canvas):
    bar(canvas, 0, 0, 612, 400)


@pytest.mark.parametrize(
    ("draw", "redactions"),
    [
        (lambda _: None, 0),
        (two_bars, 2),
        (one_bar_in_three_pieces, 1),
        (bars_in_one_path, 2),
        (bar_within_a_form, 1),
        (bar_over_live_text, 1),
        (live_black_text_on_a_bar, 1),
        (half_a_page, 1),
    ],
)
def test_drawn(tmp_path, draw, redactions):
    """Each black bar is one redaction, those that touch are one together, text under it or not."""
    assert counted(tmp_path, draw) == redactions


def heading(canvas):
    bar(canvas, width=250)
    words_on(canvas)


def heading_within_a_form(canvas):
    canvas.beginForm("heading")
    bar(canvas, 0, 0)
    words_on(canvas, left=5, bottom=2)
    canvas.endForm()
    canvas.translate(100, 300)
    canvas.doForm("heading")


def frame_of_two_rectangles(canvas):
    bar(canvas, height=100)
    bar(canvas, left=301, bottom=501, width=78, height=98, grey=1)


def frame_in_one_path(canvas):
    path = canvas.beginPath()
    path.rect(300, 500, 80, 100)
    path.rect(301, 501, 78, 98)
    canvas.drawPath(path, stroke=0, fill=1, fillMode=0)


def dark_page(canvas):
    bar(canvas, 0, 0, 612, 792)


def triangle(canvas):
    path = canvas.beginPath()
    path.moveTo(300, 500)
    path.lineTo(380, 500)
    path.lineTo(300, 540)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


@pytest.mark.parametrize(
    "draw",
    [
        heading,
        heading_within_a_form,
        frame_of_two_rectangles,
        frame_in_one_path,
        dark_page,
        triangle,
        lambda canvas: bar(canvas, height=2, width=400),
        lambda canvas: bar(canvas, height=300, width=2),
        lambda canvas: bar(canvas, height=6, width=6),
        lambda canvas: bar(canvas, grey=0.5),
        lambda canvas: bar(canvas, left=700),
        lambda canvas: canvas.rect(300, 500, 80, 11, stroke=1, fill=0),
        lambda canvas: canvas.circle(300, 400, 40, stroke=0, fill=1),
    ],
)
def test_not_a_redaction(tmp_path, draw):
    """Headings in white on black, frames, rules, grounds, greys and other shapes are none."""
    assert counted(tmp_path, draw) == 0


def test_turned_page(tmp_path):
    """On a page that is displayed turned, what counts is how high a bar is as displayed."""

    def draw(canvas):
        story(canvas)
        bar(canvas, width=11, height=80)

    def turn(pdf):
        pdf.pages[0].Rotate = 90

    assert read(changed(make_pdf(tmp_path / "a.pdf", draw), turn)).redactions == 1


def annotated(tmp_path, subtype, *, appearance=b"", flags=4) -> int | None:
    def add(pdf):
        stream = pikepdf.Stream(pdf, appearance)
        stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        stream.BBox = [300, 500, 380, 511]
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name("/" + subtype),
            Rect=[300, 500, 380, 511],
            F=flags,
        )
        if appearance:
            note.AP = pikepdf.Dictionary(N=stream)
        pdf.pages[0].Annots = pdf.make_indirect([pdf.make_indirect(note)])

    return read(changed(make_pdf(tmp_path / "a.pdf", story), add)).redactions


BLACK = b"0 g 300 500 80 11 re f"
YELLOW = b"1 1 0 rg 300 500 80 11 re f"


@pytest.mark.parametrize(
    ("subtype", "appearance", "flags", "redactions"),
    [
        ("Redact", b"", 4, 1),
        ("Redact", b"", 2, 0),
        ("Square", BLACK, 4, 1),
        ("Square", BLACK, 2, 0),
        ("Square", b"0 G 300 500 80 11 re S", 4, 0),
        ("Highlight", YELLOW, 4, 0),
        ("Link", b"", 4, 0),
    ],
)
def test_annotations(tmp_path, subtype, appearance, flags, redactions):
    """Marks for redaction and black shapes laid over the page count, if they are shown."""
    found = annotated(tmp_path, subtype, appearance=appearance, flags=flags)
    assert found == redactions


def barred(*bars: tuple[int, int, int, int], dpi: int = 200) -> Image.Image:
    image = scanned(STORY, dpi=dpi)
    for one in bars:
        ImageDraw.Draw(image).rectangle(one, fill=0)
    return image


def test_scan_with_its_own_text(tmp_path):
    """In a scan that came with a text layer the bars of the picture are counted."""
    image = barred((900, 1200, 1300, 1240), (200, 1400, 500, 1440))

    def draw(canvas):
        picture(canvas, image)
        layer_under(canvas)

    page = read(make_pdf(tmp_path / "a.pdf", draw))

    assert (page.source, page.redactions) == (PageSource.TEXT_LAYER, 2)


def test_scan_read_by_ocr(tmp_path):
    """In a scan that is read by OCR they are counted too."""
    image = barred((900, 1200, 1300, 1240))
    reader = PdfReader(make_pdf(tmp_path / "a.pdf", lambda canvas: picture(canvas, image)))
    page = reader.read_page(1, ReadOptions())
    reader.close()

    assert (page.source, page.redactions) == (PageSource.OCR, 1)


def test_blank_page(tmp_path):
    """A blank page was looked at, and has none."""
    assert read(make_pdf(tmp_path / "a.pdf", lambda _: None)).redactions == 0
