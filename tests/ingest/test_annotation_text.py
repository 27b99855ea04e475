"""Notes and filled fields that no program drew are found on their page; what bars cover is not."""

import time

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.annotation_text import MOST_ANNOTATIONS, Remark, Remarks
from ingest.geometry import PageFrame
from ingest.layout import Layout, PlacedWord
from ingest.pdf import PdfReader
from ingest.reader import ReadOptions
from ingest.records import Box, Page, PageSource
from tests.ingest.drawn import (
    LETTER,
    STORY,
    changed,
    make_pdf,
    no_ocr,
    picture,
    scanned,
    story,
    words_of,
)

FIELD = (100, 300, 300, 320)
FRAME = PageFrame(0, 0, *LETTER)


def read(path, engine_for=no_ocr) -> Page:
    reader = PdfReader(path, engine_for)
    try:
        return reader.read_page(1, ReadOptions())
    finally:
        reader.close()


def with_annotations(path, *annotations, draw=story, form=False) -> Page:
    """What is read of a page with annotations, given as dictionaries of their entries."""

    def change(pdf):
        made = [pdf.make_indirect(pikepdf.Dictionary(one)) for one in annotations]
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array(made))
        if form:
            pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(made))

    return read(changed(make_pdf(path / "a.pdf", draw), change))


def note(said, rectangle=(400, 300, 420, 320), kind="/Text", **more):
    return {
        "/Type": pikepdf.Name.Annot,
        "/Subtype": pikepdf.Name(kind),
        "/Rect": list(rectangle),
        "/Contents": pikepdf.String(said),
    } | {f"/{key}": value for key, value in more.items()}


def field(value, kind="/Tx", **more):
    return {
        "/Type": pikepdf.Name.Annot,
        "/Subtype": pikepdf.Name.Widget,
        "/FT": pikepdf.Name(kind),
        "/T": "f1[0].x3",
        "/V": value,
        "/Rect": list(FIELD),
    } | {f"/{key}": entry for key, entry in more.items()}


def boxes_of(page, *texts) -> list[Box]:
    return [word.box for word in page.words if page.text[word.start : word.end] in texts]


def is_within(box, rectangle) -> bool:
    around, slack = FRAME.box(rectangle), 1e-6
    return (
        around.left - slack <= box.left < box.right <= around.right + slack
        and around.top - slack <= box.top < box.bottom <= around.bottom + slack
    )


def test_a_field_that_nothing_draws(tmp_path):
    """A value without appearance is text of its page, in its rectangle, after the field's name."""
    page = with_annotations(tmp_path, field("Oakley Pier 14", TU="Place:"), form=True)

    assert page.text.endswith("Place: Oakley Pier 14")
    assert len(boxes_of(page, "Oakley", "Pier")) == 2
    assert all(is_within(box, FIELD) for box in boxes_of(page, "Oakley", "Pier", "14"))
    assert any("read from the file: 1" in line for line in page.notes)


def test_the_form_gives_what_a_widget_inherits(tmp_path):
    """A widget that has its value from the field above it is read."""

    def change(pdf):
        parent = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="a", V="Heronsgate"))
        entries = {key: entry for key, entry in field("").items() if key not in ("/V", "/T", "/FT")}
        child = pdf.make_indirect(pikepdf.Dictionary(entries | {"/Parent": parent}))
        parent.Kids = pikepdf.Array([child])
        pdf.pages[0].Annots = pikepdf.Array([child])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([parent]))

    page = read(changed(make_pdf(tmp_path / "a.pdf", story), change))

    assert page.text.endswith("\n\nHeronsgate")


def test_a_field_that_is_drawn_is_read_once(tmp_path):
    """The value of a field with an appearance stands in the text once."""

    def draw(canvas):
        story(canvas)
        canvas.acroForm.textfield(value="W-1234567", x=100, y=300, width=200, height=30)

    page = read(make_pdf(tmp_path / "a.pdf", draw))

    assert words_of(page).count("W-1234567") == 1
    assert page.notes == ()


def test_a_field_drawn_in_boxes_is_read_once(tmp_path):
    """A value whose letters are drawn apart is not added to them."""
    page = with_annotations(
        tmp_path,
        field("MA"),
        draw=lambda canvas: [canvas.drawString(110 + 40 * at, 305, "MA"[at]) for at in (0, 1)],
        form=True,
    )

    assert words_of(page) == ["M", "A"]


def test_choices_are_read_as_they_are_shown(tmp_path):
    """Of a list the chosen option's words are read, not the number that stands for them."""
    options = pikepdf.Array(
        [pikepdf.Array(["1", "Grey sedan"]), pikepdf.Array(["2", "Green lorry"])]
    )

    page = with_annotations(tmp_path, field("2", "/Ch", Opt=options, Ff=1 << 17), form=True)

    assert page.text.endswith("\n\nGreen lorry")


@pytest.mark.parametrize(
    "entry",
    [
        field("hush hush", Ff=1 << 13),  # a password
        field(pikepdf.Name.Yes, "/Btn"),
        field("--"),
        note("hush hush", F=2),
        note("hush hush", kind="/Popup"),
        note("hush hush", (700, 900, 720, 920)),
    ],
)
def test_what_is_not_read(tmp_path, entry):
    """Passwords, ticks, what is hidden or off the page, and pop-ups of notes add nothing."""
    page = with_annotations(tmp_path, entry, form=entry["/Subtype"] == "/Widget")

    assert words_of(page) == " ".join(STORY).split()
    assert page.notes == ()


def test_a_sticky_note(tmp_path):
    """A note is a line that says who wrote it, in its rectangle, once however many the same."""
    one = note("Ask Wickham\rabout the van", T="A. Wren")

    page = with_annotations(tmp_path, one, one)

    assert page.text.endswith("\n\nNote by A. Wren: Ask Wickham\nabout the van")
    assert page.source is PageSource.TEXT_LAYER
    assert all(is_within(box, one["/Rect"]) for box in boxes_of(page, "Wickham", "about"))


def test_typed_text_without_appearance(tmp_path):
    """Text typed on a page that no program drew is found on it."""
    typed = note("Copied for file 88", (100, 300, 300, 340), "/FreeText")

    page = with_annotations(tmp_path, typed)

    assert page.text.endswith("\n\nNote: Copied for file 88")
    assert page.source is PageSource.TEXT_LAYER


@pytest.mark.parametrize(
    "kind", ["/Highlight", "/Square", "/StrikeOut", "/Caret", "/Ink", "/Stamp", "/Line"]
)
def test_comments_on_marks(tmp_path, kind):
    """What was said of a highlight or a shape is read like a note, in its rectangle."""
    comment = note("Ask Wickham again", (72, 640, 300, 654), kind, T="A. Wren")

    page = with_annotations(tmp_path, comment)

    assert page.text.endswith("\n\nNote by A. Wren: Ask Wickham again")
    assert all(is_within(box, comment["/Rect"]) for box in boxes_of(page, "Wickham", "again"))
    assert page.withheld == ()


def test_a_highlight_that_repeats_its_words(tmp_path):
    """What a highlight says is not added where it is but the words it lies on."""
    marked = note(STORY[0], (70, 696, 400, 714), "/Highlight")

    page = with_annotations(tmp_path, marked)

    assert words_of(page) == " ".join(STORY).split()


@pytest.mark.parametrize("kind", ["/Redact", "/Square"])
def test_comments_on_what_hides(tmp_path, kind):
    """What was said of a mark for redaction, or of a box over a name, is withheld with the name."""

    def draw(canvas):
        story(canvas)
        canvas.drawString(402, 306, "Quillfeather")

    comment = note("Wickham's cousin", (398, 300, 480, 318), kind, IC=[1, 1, 1])

    page = with_annotations(tmp_path, comment, draw=draw)

    assert "Quillfeather" not in page.text
    assert "cousin" not in page.text
    assert len(page.withheld) == 1


def test_a_note_on_a_scan(tmp_path):
    """A note on a scan is added to what OCR reads; the page is read by both."""

    def change(pdf):
        pdf.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(note("Wickham phoned"))])

    path = make_pdf(tmp_path / "a.pdf", lambda canvas: picture(canvas, scanned(STORY[:2])))
    reader = PdfReader(changed(path, change))
    page = reader.read_page(1, ReadOptions())
    reader.close()

    assert page.source is PageSource.MIXED
    assert "harbour" in page.text
    assert page.text.endswith("Note: Wickham phoned")
    assert "pypdfium2" in page.engine
    assert "tesseract" in page.engine


def black_bar(canvas):
    story(canvas)
    canvas.rect(390, 304, 80, 14, stroke=0, fill=1)


def white_out(canvas):
    story(canvas)
    canvas.drawString(402, 306, "Wickham")
    canvas.setFillGray(1)
    canvas.rect(395, 300, 80, 20, stroke=0, fill=1)


@pytest.mark.parametrize("draw", [black_bar, white_out])
@pytest.mark.parametrize(
    "entry",
    [
        note("Quillfeather saw it"),
        note("Quillfeather saw it", (405, 310, 405, 310)),
        note("Quillfeather saw it", (300, 100, 500, 400), "/FreeText"),
        field("Quillfeather") | {"/Rect": [395, 302, 475, 318]},
    ],
)
def test_under_a_bar(tmp_path, draw, entry):
    """What lies under a bar, or has one in its rectangle, is withheld with all its words."""
    page = with_annotations(tmp_path, entry, draw=draw, form=entry["/Subtype"] == "/Widget")

    assert "Quillfeather" not in page.text
    assert "saw" not in page.text
    assert len(page.withheld) == 1
    assert any("under redactions" in line for line in page.notes)


def test_beside_a_bar(tmp_path):
    """A field above a bar that reaches a little into it keeps its value."""
    entry = field("Quillfeather") | {"/Rect": [390, 316, 470, 340]}

    page = with_annotations(tmp_path, entry, draw=black_bar, form=True)

    assert page.text.endswith("Quillfeather")
    assert page.withheld == ()


def test_thousands_of_notes(tmp_path):
    """Of more notes than a page has the first are read, within seconds, and the page says so."""
    many = [
        note(f"remark {number}", (at := number % 500, at, at + 9, at + 9))
        for number in range(MOST_ANNOTATIONS + 3_000)
    ]

    started = time.process_time()
    page = with_annotations(tmp_path, *many)

    assert time.process_time() - started < 20
    assert f"remark {MOST_ANNOTATIONS - 1}" in page.text
    assert f"remark {MOST_ANNOTATIONS}" not in page.text
    assert any("Not all notes" in line for line in page.notes)


def test_long_notes(tmp_path):
    """Of long notes the beginnings are read, up to what a page may hold, and the page says so."""
    long = [note(f"{number} " + "word " * 20_000) for number in range(9)]

    page = with_annotations(tmp_path, *long)

    assert "Note: 0 word" in page.text
    assert len(page.text) < 30_000
    assert any("Not all notes" in line for line in page.notes)


@given(
    st.text(max_size=60),
    st.lists(st.floats(0, 1), min_size=4, max_size=4),
    st.sampled_from([0, 90, 180, 270]),
)
def test_words_stay_in_their_rectangle(said, sides, rotation):
    """Every word of a note is laid, in its order, within the note's rectangle."""
    box = Box.clipped(*sides)
    frame = PageFrame(0, 0, *LETTER, rotation)

    seen = Remarks((Remark("Note", said, box),)).without_covered((), frame)

    assert " ".join(word.text for word in seen.layout.words()) == " ".join(f"Note: {said}".split())
    for word in seen.layout.words():
        assert box.left - 1e-9 <= word.box.left <= word.box.right <= box.right + 1e-9
        assert box.top - 1e-9 <= word.box.top <= word.box.bottom <= box.bottom + 1e-9


def test_words_elsewhere_do_not_count():
    """A note is read already only if its words stand where it does."""
    remarks = Remarks((Remark("", "harbour", Box(0.1, 0.1, 0.2, 0.2)),))
    here, there = (
        Layout.of([[[PlacedWord("harbour,", Box(at, at, at + 0.1, at + 0.1))]]])
        for at in (0.1, 0.5)
    )

    assert remarks.unread([there]) == remarks
    assert remarks.unread([there, here]).all == ()
