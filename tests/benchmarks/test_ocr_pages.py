"""Scans with a known text: damage of each kind, kept as PDFs, and the truth beside them."""

import numpy as np
import pytest
from PIL import Image

from benchmarks.born_digital import Original
from benchmarks.damage import KINDS, damaged
from benchmarks.ocr_pages import in_reading_order, made, real
from ingest.pdf import PdfReader
from ingest.reader import ReadOptions
from tests.ingest.drawn import STORY, make_pdf, story
from verify.word_error import words_of


@pytest.fixture(scope="module")
def original(tmp_path_factory) -> Original:
    path = make_pdf(tmp_path_factory.mktemp("papers") / "a.pdf", story)
    reader = PdfReader(path)
    page = reader.read_page(1, ReadOptions())
    reader.close()
    return Original(str(path), page)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_damage(original, kind):
    """Each kind changes the picture, the same way each time, and keeps what can be seen as text."""
    first, again = damaged(original, kind, 3), damaged(original, kind, 3)

    assert np.array_equal(np.asarray(first.image), np.asarray(again.image))
    is_changed = first.image.size != original.picture().size or not np.array_equal(
        np.asarray(first.image), np.asarray(original.picture())
    )
    assert is_changed == (kind != "clean")
    assert set(words_of(first.text)) <= set(words_of(original.page.text))
    assert (len(words_of(first.text)) < len(words_of(original.page.text))) == (kind == "black bars")


def test_sheaves_are_kept(original, tmp_path):
    """A sheaf is a PDF of pictures alone with its truth, made once."""
    (sheaf,) = made(tmp_path, [original], ["grade 4"], 2, 0)
    written = sheaf.path.stat().st_mtime_ns
    reader = PdfReader(sheaf.path)
    shown = reader.render_page(2, 400)
    pages = reader.facts().page_count
    reader.close()

    assert pages == 2
    assert np.asarray(shown).std() > 10
    assert [words_of(text) for text in sheaf.texts] == [words_of(original.page.text)] * 2
    assert list(made(tmp_path, [original], ["grade 4"], 2, 0)) == [sheaf]
    assert sheaf.path.stat().st_mtime_ns == written


def test_real_scans(tmp_path):
    """Pictures with a text or an hOCR beside them are taken, others left."""
    source = tmp_path / "scans"
    source.mkdir()
    for name in ("a.png", "b.tif", "alone.png"):
        Image.new("L", (600, 400), 255).save(source / name)
    (source / "a.truth.hocr").write_text(
        "<span class='ocrx_word' title='x'>Smith</span> "
        "<span class='ocrx_word' title='x'><em>&amp; Sons</em></span>"
    )
    (source / "b.txt").write_text("A second page.")

    sheaf = real(tmp_path / "kept", source)

    assert sheaf.texts == ("Smith & Sons", "A second page.")


def test_pages_with_one_reading_order(original, tmp_path):
    """A page of lines is taken, one whose columns are drawn one after the other is not."""

    def columns(canvas):
        for left in (60, 320):
            text = canvas.beginText(left, 700)
            text.setFont("Helvetica", 8)
            for line in STORY:
                text.textLine(line)
            canvas.drawText(text)

    path = make_pdf(tmp_path / "b.pdf", columns)
    reader = PdfReader(path)
    page = reader.read_page(1, ReadOptions())
    reader.close()

    assert in_reading_order([original, Original(str(path), page)]) == [original]
