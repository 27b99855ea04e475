"""PDFs as files: passwords, damage, facts, pictures."""

import datetime as dt

import pikepdf
import pytest

from ingest.errors import DamagedFileError, EncryptedError, NoPagesError
from ingest.pdf import PdfReader
from ingest.reader import ReadOptions
from tests.ingest.drawn import STORY, changed, make_pdf, no_ocr, story


@pytest.fixture
def path(tmp_path):
    return make_pdf(tmp_path / "a.pdf", story, pages=3, title="Report on a fence")


def text_of(path, number=1, **options):
    reader = PdfReader(path, no_ocr)
    try:
        return reader.read_page(number, ReadOptions(**options)).text
    finally:
        reader.close()


def facts_of(path):
    reader = PdfReader(path, no_ocr)
    try:
        return reader.facts()
    finally:
        reader.close()


def test_facts(path):
    """Pages, title and date are the file's own."""
    facts = facts_of(path)

    assert (facts.page_count, facts.title, facts.notes) == (3, "Report on a fence", ())
    assert facts.date in (dt.datetime.now(dt.UTC).date(), dt.datetime.now().date())  # noqa: DTZ005


@pytest.mark.parametrize("second_reader", [False, True])
def test_owner_password(path, second_reader):
    """A file that only forbids copying is read like any other."""
    changed(path, lambda _: None, encryption=pikepdf.Encryption(owner="secret", user=""))

    assert text_of(path, second_reader=second_reader) == "\n".join(STORY)


def test_user_password(path):
    """A file that asks for a password is refused with what to do."""
    changed(path, lambda _: None, encryption=pikepdf.Encryption(owner="secret", user="other"))

    with pytest.raises(EncryptedError, match=r"qpdf --password=… --decrypt in\.pdf out\.pdf"):
        PdfReader(path)


def test_truncated(path):
    """A file that lost its end is repaired once, read, and the repair is said."""
    content = path.read_bytes()
    path.write_bytes(content[: content.rindex(b"endobj") - 10].replace(b"/Root", b"/Rood"))

    facts = facts_of(path)

    assert facts.notes == ("The file was damaged and has been repaired before reading.",)
    assert facts.page_count == 3
    assert text_of(path, 2) == "\n".join(STORY)


def test_beyond_repair(tmp_path):
    """What only begins like a PDF is damaged."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"nothing of use " * 100)

    with pytest.raises(DamagedFileError, match="repairing it did not help"):
        PdfReader(path)


def test_no_pages(tmp_path):
    """A PDF without pages is said to have none."""
    path = tmp_path / "a.pdf"
    pikepdf.new().save(path)

    with pytest.raises(NoPagesError):
        PdfReader(path)


def test_picture_for_the_viewer(path):
    """A page is shown in colour, as wide as asked for."""
    reader = PdfReader(path, no_ocr)
    shown = reader.render_page(1, 850)
    reader.close()

    assert (shown.mode, shown.size) == ("RGB", (850, 1100))


def test_a_huge_page(tmp_path):
    """A page of 200 x 200 inches is read at what fits, with a note, and shown."""
    asked = []

    def draw(canvas):
        canvas.setFont("Helvetica", 2000)
        canvas.drawString(1000, 7000, "HUGE")
        canvas.rect(10, 10, 14000, 14000)

    class Engine:
        def read(self, image, *, dpi):
            asked.append((image.size, dpi))
            raise AssertionError

    path = make_pdf(tmp_path / "a.pdf", draw, size=(14400, 14400))
    reader = PdfReader(path, lambda _: Engine())
    with pytest.raises(AssertionError):
        reader.read_page(1, ReadOptions())
    shown = reader.render_page(1, 1000)
    reader.close()

    (width, height), dpi = asked[0]
    assert width * height <= 40_100_000
    assert dpi == 31
    assert shown.size == (1000, 1000)
