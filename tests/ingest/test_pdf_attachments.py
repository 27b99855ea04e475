"""Files within PDFs come out."""

import pikepdf

from ingest.formats import open_reader
from ingest.pdf import XFA_ONLY
from tests.ingest.drawn import make_pdf, story
from tests.ingest.packed import unpacked


def with_files(path, *, pinned=False):
    """A PDF of a page with two files in it, or one pinned to its page."""
    make_pdf(path, story)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        if pinned:
            spec = pikepdf.AttachedFileSpec(pdf, b"pinned words", filename="note.txt")
            note = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment,
                Rect=[10, 10, 30, 30], FS=spec.obj,
            )  # fmt: skip
            pdf.pages[0].Annots = pdf.make_indirect([pdf.make_indirect(note)])
        else:
            pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, b"one", filename="a.txt")
            pdf.attachments["b.csv"] = pikepdf.AttachedFileSpec(pdf, b"two", filename="b.csv")
        pdf.save(path)
    return path


def test_attached_files(tmp_path):
    """Files of the PDF's list come out under their names."""
    content = with_files(tmp_path / "a").read_bytes()

    found, contents = unpacked(tmp_path, content)

    assert [one.name for one in found.members] == ["a.txt", "b.csv"]
    assert contents == [b"one", b"two"]


def test_files_pinned_to_pages(tmp_path):
    """A file that hangs on a page comes out too."""
    content = with_files(tmp_path / "a", pinned=True).read_bytes()

    assert unpacked(tmp_path, content)[1] == [b"pinned words"]


def test_a_pdf_without_files(tmp_path):
    """Most PDFs hold none, and say so."""
    reader = open_reader(make_pdf(tmp_path / "a", story), "application/pdf")

    assert reader.facts().holds_files is False
    reader.close()


def test_forms_of_adobes_own(tmp_path):
    """A form that only Adobe's programs can show says so."""
    path = make_pdf(tmp_path / "a", story)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.Root.NeedsRendering = True
        pdf.save(path)

    reader = open_reader(path, "application/pdf")

    assert reader.facts().notes == (XFA_ONLY,)
    reader.close()
