"""Text layer, OCR or both: the decision for each kind of page."""

import re
import zlib
from contextlib import closing

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageDraw

from ingest.confidence import shipped
from ingest.errors import OcrError, OcrMissingError, PageTooLargeError
from ingest.pdf import PdfReader
from ingest.reader import ReadOptions
from ingest.records import Box, PageSource
from tests.bombs.pdfs import one_page, stream
from tests.ingest.drawn import (
    STORY,
    CountingOcr,
    assert_boxes_on_ink,
    changed,
    layer_under,
    make_pdf,
    no_ocr,
    picture,
    scanned,
    story,
    words_of,
)

ALL_WORDS = " ".join(STORY).split()
HIGH, LOW = Box(0.1, 0.1, 0.2, 0.12), Box(0.1, 0.8, 0.2, 0.82)


def read(path, engine_for=None, **options):
    """A page; by the real engine if none is given."""
    reader = PdfReader(path, engine_for) if engine_for else PdfReader(path)
    try:
        return reader.read_page(1, ReadOptions(**options))
    finally:
        reader.close()


def test_a_scan(tmp_path):
    """A page that is a picture is read by OCR, its boxes stand on the ink of the page."""
    path = make_pdf(tmp_path / "a.pdf", lambda canvas: picture(canvas, scanned(STORY)))

    page = read(path)
    reader = PdfReader(path)
    shown = reader.render_page(1, 1700)
    reader.close()

    assert page.source is PageSource.OCR
    assert words_of(page) == ALL_WORDS
    assert page.engine.startswith("tesseract 5")
    assert page.confidence > 0.9
    assert page.dpi == pytest.approx(160, abs=10)
    assert page.seconds > 0
    assert_boxes_on_ink(page, shown)


def test_an_empty_page(tmp_path):
    """A page on which nothing is drawn is blank without any OCR."""
    page = read(make_pdf(tmp_path / "a.pdf", lambda _: None), no_ocr)

    assert (page.source, page.text, page.words) == (PageSource.BLANK, "", ())


def test_a_blank_scan(tmp_path):
    """A scan of an empty sheet is blank without any OCR."""
    path = make_pdf(tmp_path / "a.pdf", lambda canvas: picture(canvas, scanned([], paper=240)))

    assert read(path, no_ocr).source is PageSource.BLANK


def test_a_page_without_words(tmp_path):
    """A page on which OCR finds no words is not blank: confidence 0, and a note says so."""
    path = make_pdf(tmp_path / "a.pdf", lambda canvas: canvas.line(72, 72, 500, 700))

    page = read(path, CountingOcr().factory())

    assert (page.source, page.text, page.confidence) == (PageSource.OCR, "", 0.0)
    assert page.notes == ("Something stands on the page, but OCR found no words.",)


def test_little_text_and_nothing_else(tmp_path):
    """A page with a single word, and nothing else drawn, is not read by OCR."""
    path = make_pdf(tmp_path / "a.pdf", lambda canvas: canvas.drawString(72, 700, "Exhibit"))

    assert read(path, no_ocr).text == "Exhibit"


def test_little_text_over_a_white_rectangle(tmp_path):
    """Where nothing shows but the words of the layer, OCR is spared."""

    def draw(canvas):
        canvas.setFillGray(1)
        canvas.rect(0, 0, 600, 700, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawString(72, 700, "Exhibit")

    assert read(make_pdf(tmp_path / "a.pdf", draw), no_ocr).source is PageSource.TEXT_LAYER


def private_letters(pdf):
    """Give the font a table that names every glyph by a private character."""
    table = b"1 begincodespacerange <00> <FF> endcodespacerange "
    table += b"1 beginbfrange <20> <7E> <E020> endbfrange"
    font = next(iter(pdf.pages[0].Resources.Font.as_dict().values()))
    font.ToUnicode = pdf.make_stream(table)
    font.BaseFont = pikepdf.Name("/Odd")
    font.FontDescriptor = pikepdf.Dictionary(FontName=font.BaseFont, Flags=32)
    font.FirstChar = 32
    font.Widths = pikepdf.Array([500] * 95)


def nameless_glyphs(pdf):
    """Draw by glyph numbers of a font that has no table at all."""
    system = pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0)
    name = pikepdf.Name("/Odd")
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name("/Font"),
        Subtype=pikepdf.Name("/CIDFontType2"),
        BaseFont=name,
        CIDSystemInfo=system,
        FontDescriptor=pikepdf.Dictionary(FontName=name, Flags=4, FontBBox=[0, 0, 1, 1]),
    )
    pdf.pages[0].Resources.Font.Odd = pikepdf.Dictionary(
        Type=pikepdf.Name("/Font"),
        Subtype=pikepdf.Name("/Type0"),
        BaseFont=name,
        Encoding=pikepdf.Name("/Identity-H"),
        DescendantFonts=[descendant],
    )
    glyphs = "".join(f"{code:04x}" for code in range(200, 260))
    content = f"50 50 300 300 re f BT /Odd 12 Tf 72 700 Td <{glyphs}> Tj ET"
    pdf.pages[0].Contents = pdf.make_stream(content.encode())


@pytest.mark.parametrize("garble", [private_letters, nameless_glyphs])
def test_a_garbage_layer(tmp_path, garble):
    """A text layer whose glyphs have no letters is replaced by OCR, and a note says so."""
    path = changed(make_pdf(tmp_path / "a.pdf", story), garble)

    page = read(path, CountingOcr(("clear", HIGH)).factory())

    assert (page.source, page.text) == (PageSource.OCR, "clear")
    assert page.engine == f"counting 1{shipped().mark}"
    assert "text layer is unreadable" in page.notes[0]


def test_a_layer_nobody_can_read(tmp_path):
    """A page that draws text is not taken for blank because the text layer comes out empty."""

    def draw(canvas):
        canvas.drawString(72, 700, "        ")

    page = read(make_pdf(tmp_path / "spaces.pdf", draw), no_ocr)
    assert page.source is PageSource.BLANK

    def widthless(pdf):
        private_letters(pdf)
        del pdf.pages[0].Resources.Font.F1.Widths
        pdf.pages[0].Resources.Font.F1.BaseFont = pikepdf.Name("/Helvetica")

    path = changed(make_pdf(tmp_path / "a.pdf", story), widthless)
    page = read(path, CountingOcr(("clear", HIGH)).factory())

    assert (page.source, page.text) == (PageSource.OCR, "clear")


def over_scan(canvas, **layer):
    """A scan of the story with a layer hidden under it."""
    picture(canvas, scanned(STORY))
    layer_under(canvas, **layer)


def test_a_good_hidden_layer(tmp_path):
    """A good OCR layer that came with a scan is kept without reading the page, and says so."""
    page = read(make_pdf(tmp_path / "a.pdf", over_scan), no_ocr)

    assert page.source is PageSource.TEXT_LAYER
    assert words_of(page) == ALL_WORDS
    assert re.fullmatch(
        r"The text is an OCR layer that came with the file: \d+% of its letters stand in known "
        r"words, and \d+% of the ink in its words' boxes\.",
        page.notes[0],
    )


def test_a_layer_behind_a_picture(tmp_path):
    """Text drawn before the scan that lies over it is an OCR layer too."""

    def draw(canvas):
        story(canvas)
        picture(canvas, scanned(STORY))

    page = read(make_pdf(tmp_path / "a.pdf", draw), CountingOcr(("clear", HIGH)).factory())

    assert "OCR layer that came with the file" in page.notes[0]


MISREAD = [
    "0n tlie eveming 0f tlbe fourtb lhe otficer parhed tlne cruiscr",
    "heside tlie harbonr wa11 amd walhed towand tlbe lighthonse",
    "A wituess reporled tbat lhe hrown delivcry vau liad turued",
]


@pytest.mark.parametrize(
    "layer",
    [{"lines": MISREAD}, {"lines": STORY[:4]}, {"down": 30}],
    ids=["misread", "half of it", "misplaced"],
)
def test_a_worse_hidden_layer(tmp_path, layer):
    """A layer that says less, or something else than the page shows, gives way to a new reading."""
    path = make_pdf(tmp_path / "a.pdf", lambda canvas: over_scan(canvas, **layer))

    page = read(path)

    assert (page.source, words_of(page)) == (PageSource.OCR, ALL_WORDS)
    assert re.search(r"was dropped for a new reading: its score is -?\d+, the new", page.notes[0])
    assert ("do not stand where" in page.notes[0]) is ("down" in layer)


@pytest.mark.parametrize(("read_as", "kept"), [("fence", False), ("xqzvw", True)])
def test_a_doubtful_hidden_layer(tmp_path, read_as, kept):
    """Of a doubtful layer and a new reading the one with more in known words is kept."""
    path = make_pdf(tmp_path / "a.pdf", lambda canvas: over_scan(canvas, lines=STORY[:2]))
    ocr = CountingOcr(*[(read_as, LOW)] * 40, confidence=0.3)

    page = read(path, ocr.factory())

    assert ocr.asked
    assert page.source is (PageSource.TEXT_LAYER if kept else PageSource.OCR)
    assert ("kept over a new reading by counting 1" in page.notes[0]) is kept


def test_a_doubtful_hidden_layer_without_ocr(tmp_path):
    """Where a doubtful layer cannot be compared, it is better than nothing, and says so."""
    path = make_pdf(tmp_path / "a.pdf", lambda canvas: over_scan(canvas, lines=STORY[:2]))

    page = read(path, lambda _: Failing())

    assert page.source is PageSource.TEXT_LAYER
    assert page.notes[0].endswith("it is doubtful, but no new reading could be had: It broke.")


def test_bars_over_a_dropped_layer(tmp_path):
    """Live text under a bar is withheld also where the layer it stands in is not used."""

    def draw(canvas):
        over_scan(canvas, lines=STORY[:3])
        canvas.rect(100, 690, 200, 20, fill=1)

    page = read(make_pdf(tmp_path / "a.pdf", draw))

    assert page.source is PageSource.OCR
    assert len(page.withheld) == 1
    assert page.notes[-1].startswith("Live text stands under redactions in the OCR layer")


def test_a_stamp_over_a_scan(tmp_path):
    """Under a stamp of real text, the scan is read; nothing of the stamp is lost or doubled."""

    def draw(canvas):
        picture(canvas, scanned(STORY))
        canvas.drawString(72, 760, "Document 12 Filed 10/31/2017 Page 1")
        canvas.setFillGray(1)  # drawn white on white: OCR cannot see it
        canvas.drawString(72, 30, "IAD2019-0412")

    page = read(make_pdf(tmp_path / "a.pdf", draw))

    assert page.source is PageSource.MIXED
    words = words_of(page)
    assert words.count("10/31/2017") == 1
    assert words[-1] == "IAD2019-0412"
    assert set(ALL_WORDS) <= set(words)


def test_a_stamp_that_ocr_reads(tmp_path):
    """Where OCR reads the stamp along, the page is OCR's alone."""

    def draw(canvas):
        picture(canvas, scanned(STORY))
        canvas.drawString(72, 760, "Filed")

    stamp = Box(72 / 612, 1 - 772 / 792, 98 / 612, 1 - 758 / 792)
    ocr = CountingOcr(("Filed", stamp), ("body", LOW))
    page = read(make_pdf(tmp_path / "a.pdf", draw), ocr.factory())

    assert (page.source, page.text) == (PageSource.OCR, "Filed body")


def test_a_picture_beside_text(tmp_path):
    """A picture that the text layer does not cover is read, its words come after the layer's."""

    def draw(canvas):
        story(canvas)
        picture(canvas, scanned(STORY[:3], size_in=(8.5, 4)), 0, 50, 612, 288)

    page = read(make_pdf(tmp_path / "a.pdf", draw))

    assert page.source is PageSource.MIXED
    assert words_of(page) == [*ALL_WORDS, *" ".join(STORY[:3]).split()]
    assert page.text.startswith("\n".join(STORY) + "\n\n")
    assert page.engine.startswith("pdfminer.six 20")
    assert page.engine.partition(" + ")[2].startswith("tesseract")
    assert page.words[0].confidence is None
    assert page.confidence > 0.9
    assert all(word.box.top > 0.55 for word in page.words[len(ALL_WORDS) :])
    assert page.words[len(ALL_WORDS)].box.left == pytest.approx(1 / 8.5, abs=0.01)


def test_a_small_picture(tmp_path):
    """A logo beside text is not read."""

    def draw(canvas):
        story(canvas)
        picture(canvas, scanned(["LOGO"], size_in=(4, 2)), 400, 720, 100, 50)

    page = read(make_pdf(tmp_path / "a.pdf", draw), no_ocr)

    assert page.source is PageSource.TEXT_LAYER


class Failing:
    def read(self, image, *, dpi):
        raise OcrError("It broke.")


def test_ocr_fails_on_a_picture(tmp_path):
    """Where only a picture beside the text cannot be read, the text is kept and the loss noted."""

    def draw(canvas):
        story(canvas)
        picture(canvas, scanned(STORY[:3], size_in=(8.5, 4)), 0, 50, 612, 288)

    page = read(make_pdf(tmp_path / "a.pdf", draw), lambda _: Failing())

    assert page.text == "\n".join(STORY)
    assert page.notes == ("Pictures on the page were not read: It broke.",)


def test_ocr_fails_on_a_scan(tmp_path):
    """Where a scan cannot be read the page fails: it is never taken for blank."""
    path = make_pdf(tmp_path / "a.pdf", lambda canvas: picture(canvas, scanned(STORY)))

    with pytest.raises(OcrError):
        read(path, lambda _: Failing())


def test_no_ocr_engine(tmp_path):
    """Without an OCR engine a scan fails with what to install; a text page does not need one."""
    scan = make_pdf(tmp_path / "a.pdf", lambda canvas: picture(canvas, scanned(STORY)))
    text = make_pdf(tmp_path / "b.pdf", story)

    with pytest.raises(OcrMissingError, match="apt-get install tesseract-ocr"):
        read(scan, tesseract="/nowhere/tesseract")
    assert read(text, tesseract="/nowhere/tesseract").text == "\n".join(STORY)


@pytest.mark.parametrize("scan_dpi", [100, 240, 600])
def test_resolution(tmp_path, scan_dpi):
    """A scan is read at what its letters need, whatever its own resolution; the page says which."""
    image = scanned(STORY, dpi=scan_dpi)
    ocr = CountingOcr(("word", HIGH))
    path = make_pdf(tmp_path / "a.pdf", lambda canvas: picture(canvas, image))

    page = read(path, ocr.factory())

    assert page.dpi == ocr.dpis[0] == pytest.approx(140, abs=15)
    assert ocr.sizes[0] == pytest.approx((8.5 * page.dpi, 11 * page.dpi), abs=1)


def test_turned_scan_page(tmp_path):
    """On a scan that the file displays turned, boxes stand on the ink as displayed."""
    image = scanned(STORY).transpose(Image.Transpose.ROTATE_90)
    path = make_pdf(
        tmp_path / "a.pdf",
        lambda canvas: picture(canvas, image, width=792, height=612),
        size=(792, 612),
    )
    changed(path, lambda pdf: pdf.pages[0].__setattr__("Rotate", 90))
    reader = PdfReader(path)

    page, shown = reader.read_page(1, ReadOptions()), reader.render_page(1, 1700)
    reader.close()

    assert (page.width, page.height, page.rotation) == (612, 792, 90)
    assert words_of(page) == ALL_WORDS
    assert_boxes_on_ink(page, shown)


def test_drawn_letters(tmp_path):
    """A page whose letters are drawn as pictures in a form object is read by OCR."""

    def draw(canvas):
        canvas.beginForm("scan")
        picture(canvas, scanned(STORY))
        canvas.endForm()
        canvas.doForm("scan")

    page = read(make_pdf(tmp_path / "a.pdf", draw))

    assert page.source is PageSource.OCR
    assert page.dpi == pytest.approx(160, abs=10)
    assert words_of(page) == ALL_WORDS


def test_a_photograph(tmp_path):
    """A picture in which OCR reads nothing leaves a text page as it is."""
    noise = np.random.default_rng(1).integers(0, 255, (800, 1000), dtype=np.uint8)
    photograph = Image.fromarray(noise)
    ImageDraw.Draw(photograph).ellipse((100, 100, 600, 600), fill=0)

    def draw(canvas):
        story(canvas)
        picture(canvas, photograph, 50, 50, 500, 400)

    page = read(make_pdf(tmp_path / "a.pdf", draw), CountingOcr().factory())

    assert (page.source, page.notes) == (PageSource.TEXT_LAYER, ())


def test_a_picture_too_large_to_be_drawn(tmp_path):
    """A page whose one picture there is no room to draw has failed; it is not blank."""
    facts = b"/Subtype/Image/Width 100000/Height 100000/BitsPerComponent 1/ColorSpace/DeviceGray"
    content = one_page(
        stream(b"612 0 0 792 0 0 cm /I Do"),
        stream(zlib.compress(bytes(10_000)), b"/Type/XObject/Filter/FlateDecode" + facts),
        resources=b"/XObject<</I 6 0 R>>",
    )
    (tmp_path / "a.pdf").write_bytes(content)
    with (
        closing(PdfReader(tmp_path / "a.pdf")) as reader,
        pytest.raises(PageTooLargeError, match="10,000,000,000 pixels"),
    ):
        reader.read_page(1, ReadOptions())
