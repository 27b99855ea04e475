"""Live text under black bars is taken out, whatever drew the bar, and nothing else is."""

import numpy as np
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ingest.covered_text import without_covered
from ingest.layout import Layout, PlacedWord
from ingest.pdf import PdfReader
from ingest.pdf_rendering import cover
from ingest.reader import ReadOptions
from ingest.records import Box, Page
from tests.ingest.drawn import changed, make_pdf, no_ocr, story, words_of

COVERED = "Quillfeather"
AT = (100.0, 400.0)
WIDE, HIGH = 80.0, 12.0


def text(canvas):
    story(canvas)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(*AT, COVERED)
    canvas.drawString(AT[0] + 100, AT[1], "waited outside")


def filled(canvas):
    canvas.rect(AT[0] - 4, AT[1] - 3, WIDE, HIGH, stroke=0, fill=1)


def thick_line(canvas):
    canvas.setLineWidth(HIGH)
    canvas.line(AT[0] - 4, AT[1] + 3, AT[0] - 4 + WIDE, AT[1] + 3)


def black_image(canvas):
    canvas.drawInlineImage(Image.new("RGB", (4, 4)), AT[0] - 4, AT[1] - 3, WIDE, HIGH)


def two_halves(canvas):
    for left in (0, WIDE / 2):
        canvas.rect(AT[0] - 4 + left, AT[1] - 3, WIDE / 2, HIGH, stroke=0, fill=1)


def read(path) -> Page:
    reader = PdfReader(path, no_ocr)
    try:
        return reader.read_page(1, ReadOptions())
    finally:
        reader.close()


@pytest.mark.parametrize("draw", [filled, thick_line, black_image, two_halves])
def test_bars(tmp_path, draw):
    """A bar drawn, stroked or laid on as a picture hides what is under it, not what is beside."""

    def page(canvas):
        text(canvas)
        draw(canvas)

    found = read(make_pdf(tmp_path / "a.pdf", page))

    assert COVERED not in found.text
    assert "waited outside" in found.text
    assert "brown delivery van" in found.text
    assert len(found.withheld) == 1
    assert any("under redactions" in note for note in found.notes)
    assert COVERED not in " ".join(words_of(found))


@pytest.mark.parametrize("kind", ["/Redact", "/Square"])
def test_annotations(tmp_path, kind):
    """A mark for redaction nobody applied, or a black square, hides what it lies on."""

    def mark(pdf):
        rectangle = [AT[0] - 4, AT[1] - 3, AT[0] - 4 + WIDE, AT[1] - 3 + HIGH]
        black = pdf.make_stream(f"0 g 0 0 {WIDE} {HIGH} re f".encode())
        black.BBox = [0, 0, WIDE, HIGH]
        black.Type, black.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        annotation = {
            "/Type": pikepdf.Name.Annot,
            "/Subtype": pikepdf.Name(kind),
            "/Rect": rectangle,
            "/AP": {"/N": black},
        }
        pdf.pages[0].Annots = pdf.make_indirect([pikepdf.Dictionary(annotation)])

    found = read(changed(make_pdf(tmp_path / "a.pdf", text), mark))

    assert COVERED not in found.text
    assert len(found.withheld) == 1


def test_headings_and_rules_hide_nothing(tmp_path):
    """White print on black, thin rules and a bar beside words leave every word where it is."""

    def page(canvas):
        text(canvas)
        canvas.rect(90, 500, 200, 14, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.drawString(100, 504, "SECTION FOUR")
        canvas.setFillGray(0)
        canvas.line(90, AT[1] - 2, 400, AT[1] - 2)
        canvas.rect(AT[0] + 200, AT[1] - 3, WIDE, HIGH, stroke=0, fill=1)

    found = read(make_pdf(tmp_path / "a.pdf", page))

    assert COVERED in found.text
    assert "SECTION FOUR" in found.text
    assert found.withheld == ()
    assert found.redactions == 1


def test_word_half_covered():
    """A word of which a bar hides a part is withheld whole; one it only touches is not."""
    half = PlacedWord("Quillfeather", Box(0.1, 0.1, 0.2, 0.12))
    touched = PlacedWord("waited", Box(0.255, 0.1, 0.35, 0.12))
    bar = Box(0.15, 0.095, 0.26, 0.125)

    found = without_covered(Layout.of([[[half, touched]]]), [bar])

    assert [word.text for word in found.layout.words()] == ["waited"]
    assert (found.bars, found.words) == ((bar,), 1)


def test_ocr_of_an_edge():
    """What OCR makes of a bar's edge is taken out, but holds nothing back."""
    edge = PlacedWord("|", Box(0.15, 0.1, 0.16, 0.12), 0.3)
    seen_through = PlacedWord("Quillfeather", Box(0.15, 0.1, 0.25, 0.12), 0.9)
    bar = Box(0.1, 0.09, 0.3, 0.13)

    found = without_covered(Layout.of([[[edge]]]), [bar])
    assert (found.layout.is_empty, found.bars, found.words) == (True, (), 0)
    assert without_covered(Layout.of([[[seen_through]]]), [bar]).bars == (bar,)


def test_painted():
    """What is covered on a picture is black from edge to edge, and nothing else is."""
    image = Image.new("RGB", (100, 50), "white")
    cover(image, [Box(0.2, 0.2, 0.4, 0.6)])
    shade = np.asarray(image)[..., 0]
    assert not shade[10:30, 20:40].any()
    assert (shade[:9] == 255).all()
    assert (shade[:, 42:] == 255).all()


boxes = st.tuples(*[st.floats(0, 1)] * 4).map(
    lambda s: Box(min(s[0], s[1]), min(s[2], s[3]), max(s[0], s[1]), max(s[2], s[3]))
)


@given(st.lists(boxes, max_size=6), st.lists(boxes, max_size=4))
def test_never_more_words(placed, bars):
    """Words are only taken away, in order; one wholly under a bar always is."""
    words = [PlacedWord(f"w{number}", box) for number, box in enumerate(placed)]
    left = list(without_covered(Layout.of([[words]]), bars).layout.words())
    assert left == [word for word in words if word in left]
    inside = [
        word
        for word in words
        for bar in bars
        if bar.left <= word.box.left
        and word.box.right <= bar.right
        and bar.top <= word.box.top
        and word.box.bottom <= bar.bottom
    ]
    assert not set(inside) & set(left)


def white_out(canvas):
    canvas.setFillGray(1)
    filled(canvas)


def grey_box(canvas):
    canvas.setFillColorRGB(0.7, 0.2, 0.2)
    filled(canvas)


def coded_bar(canvas):
    filled(canvas)
    canvas.setFillGray(1)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(*AT, "(b)(6)")


@pytest.mark.parametrize("draw", [white_out, grey_box, coded_bar])
def test_painted_over(tmp_path, draw):
    """What something of another colour was painted over is withheld too, a code on it is read."""

    def page(canvas):
        text(canvas)
        draw(canvas)

    found = read(make_pdf(tmp_path / "a.pdf", page))

    assert COVERED not in found.text
    assert "waited outside" in found.text
    assert (len(found.withheld), found.redactions, len(found.bars)) == (1, 1, 1)
    assert found.exemptions == (("(b)(6)",) if draw is coded_bar else ())
    assert ("(b)(6)" in found.text) == (draw is coded_bar)


def test_painted_under(tmp_path):
    """A coloured box drawn before its text, one clipped away, a value drawn twice: all is seen."""

    def page(canvas):
        canvas.setFillColorRGB(0.8, 0.9, 1)
        filled(canvas)
        canvas.setFillGray(0)
        text(canvas)
        canvas.drawString(100, 300, "seen through")
        canvas.saveState()
        hole = canvas.beginPath()
        hole.rect(10, 10, 5, 5)
        canvas.clipPath(hole, stroke=0)
        canvas.setFillGray(1)
        canvas.rect(95, 295, 90, 14, stroke=0, fill=1)
        canvas.restoreState()
        canvas.drawString(100, 250, "typed twice")
        canvas.setFillGray(0.9)
        canvas.rect(95, 245, 90, 14, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawString(100, 250, "typed twice")

    found = read(make_pdf(tmp_path / "a.pdf", page))

    assert found.withheld == ()
    for words in (COVERED, "seen through", "typed twice"):
        assert words in found.text


def test_code_alone(tmp_path):
    """A black box with nothing but a code on it is a redaction, one with a title a heading."""

    def page(canvas):
        story(canvas)
        for left, words in ((100, "(b)(7)(C)"), (300, "Narrative")):
            canvas.setFillGray(0)
            canvas.rect(left - 4, 397, WIDE, HIGH, stroke=0, fill=1)
            canvas.setFillGray(1)
            canvas.drawString(left, 400, words)

    found = read(make_pdf(tmp_path / "a.pdf", page))

    assert (found.redactions, found.exemptions) == (1, ("(b)(7)(C)",))
    assert found.withheld == ()
    assert "Narrative" in found.text


def laid_over(tmp_path, kind, appearance=b"", **entries) -> Page:
    """What is read of a page with an annotation over the name, given what it draws."""
    rectangle = [AT[0] - 4, AT[1] - 3, AT[0] - 4 + WIDE, AT[1] - 3 + HIGH]

    def lay(pdf):
        annotation = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(f"/{kind}"), Rect=rectangle, F=4
        )
        if appearance:
            drawn = pdf.make_stream(appearance)
            drawn.BBox = [0, 0, WIDE, HIGH]
            drawn.Type, drawn.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            through = pikepdf.Dictionary(BM=pikepdf.Name.Multiply, ca=0.4)
            drawn.Resources = pikepdf.Dictionary(
                Font=pikepdf.Dictionary(F=font), ExtGState=pikepdf.Dictionary(G=through)
            )
            annotation.AP = pikepdf.Dictionary(N=drawn)
        for key, value in entries.items():
            annotation[f"/{key}"] = value
        pdf.pages[0].Annots = pdf.make_indirect([annotation])

    return read(changed(make_pdf(tmp_path / "a.pdf", text), lay))


BOX = f"0 0 {WIDE} {HIGH} re f".encode()
ROUND = b"0 6 m 0 30 80 30 80 6 c 80 -18 0 -18 0 6 c f"


@pytest.mark.parametrize(
    ("kind", "appearance", "entries"),
    [
        ("Square", b"1 g " + BOX, {}),
        ("Square", b"0.2 0.4 0.9 rg " + BOX, {}),
        ("Square", b"", {"IC": [1, 1, 1]}),
        ("Square", b"", {"IC": [0, 0, 0]}),
        ("Circle", b"0.9 g " + ROUND, {}),
        ("FreeText", b"1 g " + BOX, {}),
        ("FreeText", b"1 g " + BOX + b" 0 g BT /F 9 Tf 1 4 Td (WITHHELD HERE) Tj ET", {}),
        ("Highlight", b"1 g " + BOX, {}),
        ("Ink", b"0.1 w 0 0 m 80 0 l S 12 w 1 1 0 RG 0 6 m 80 6 l S", {}),
    ],
)
def test_annotations_of_any_colour(tmp_path, kind, appearance, entries):
    """What an annotation of any colour lies on and hides is withheld, and only that."""
    found = laid_over(tmp_path, kind, appearance, **entries)

    assert COVERED not in found.text
    assert "waited outside" in found.text
    assert (len(found.withheld), found.redactions) == (1, 1)


@pytest.mark.parametrize(
    ("kind", "appearance", "entries"),
    [
        ("Highlight", b"/G gs 1 1 0 rg " + BOX, {}),
        ("Highlight", b"/G gs 1 1 0 rg " + BOX + b" BT /F 9 Tf 1 4 Td (x) Tj ET", {}),
        ("Highlight", b"", {"C": [1, 1, 0], "QuadPoints": [96, 409, 176, 409, 96, 397, 176, 397]}),
        ("Square", b"1 0 0 RG 0.5 0.5 79 11 re S", {}),
        ("Square", b"", {"C": [1, 0, 0]}),
        ("Square", b"", {"IC": [1, 1, 1], "CA": 0.3}),
        ("Square", b"1 g " + BOX, {"F": 2}),
        ("Ink", b"1 w 0 6 m 80 6 l S", {}),
        ("Underline", b"1 w 0 1 m 80 1 l S", {}),
    ],
)
def test_annotations_that_hide_nothing(tmp_path, kind, appearance, entries):
    """What one sees through, around or under, and what is not shown, takes no word away."""
    found = laid_over(tmp_path, kind, appearance, **entries)

    assert COVERED in found.text
    assert found.withheld == ()
