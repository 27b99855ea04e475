"""Whole files of every kind that is read, to be damaged."""

import bz2
import io
import lzma
import mailbox
import tarfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pikepdf
import py7zr
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from sample import generate
from tests.ingest.office import ODF, RELS, P, W, docx, odf, package, para
from tests.ingest.ole_files import ole
from tests.ingest.test_outlook_message import attached, message

WORDS = "The harbour unit met at the old ropewalk and kept no minutes."


def make_seeds(folder: Path) -> list[Path]:
    """Write them; the sample release's files and some small ones of each other kind."""
    folder.mkdir(parents=True)
    generate(folder / "sample")
    for name, content in SEEDS.items():
        (folder / name).write_bytes(content())
    docx(folder / "a.docx", para(WORDS) * 5)
    odf(folder / "a.odt", "text", f"<text:p>{WORDS}</text:p>" * 5)
    _mailbox(folder / "a.mbox")
    _plain_pdf(folder)
    _newer(folder)
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".toml")


def _newer(folder: Path) -> None:
    """Slides, comments, tracked changes, forms, notes and files in PDFs."""
    comment = f'<w:comments {W}><w:comment w:id="0">{para(WORDS)}</w:comment></w:comments>'
    tracked = f"<w:p><w:del><w:r><w:delText>{WORDS}</w:delText></w:r></w:del></w:p>"
    docx(folder / "comments.docx", para(WORDS) + tracked, comments=comment)
    page = f"<draw:page><draw:frame><draw:text-box><text:p>{WORDS}</text:p></draw:text-box>"
    odf(folder / "a.odp", "presentation", f"{page}</draw:frame></draw:page>" * 3)
    row = f"<table:table-row><table:table-cell><text:p>{WORDS}</text:p></table:table-cell>"
    table = f'<table:table table:name="a">{f"{row}</table:table-row>" * 9}</table:table>'
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": "<manifest:manifest xmlns:manifest='urn:x'/>",
        "content.xml": f"<office:document-content {ODF}><office:body><office:spreadsheet>{table}"
        "</office:spreadsheet></office:body></office:document-content>",
    }
    package(folder / "a.ods", parts)
    parts = {
        "[Content_Types].xml": "<Types/>",
        "ppt/presentation.xml": f'<p:presentation {P}><p:sldIdLst><p:sldId id="9" r:id="r1"/>'
        "</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": RELS.format(
            '<Relationship Id="r1" Type="urn:x/slide" Target="slides/slide1.xml"/>'
        ),
        "ppt/slides/slide1.xml": f"<p:sld {P}><p:sp><p:txBody><a:p><a:r><a:t>{WORDS}</a:t></a:r>"
        "</a:p></p:txBody></p:sp></p:sld>",
    }
    package(folder / "a.pptx", parts)
    with pikepdf.open(folder / "plain.pdf") as pdf:
        pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, WORDS.encode())
        note = {"/Subtype": "/Text", "/Rect": [9, 9, 30, 30], "/Contents": WORDS}
        field = note | {"/Subtype": "/Widget", "/FT": "/Tx", "/T": "name", "/V": WORDS}
        named = [
            pikepdf.Dictionary({key: _object(value) for key, value in one.items()})
            for one in (note, field)
        ]
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array(named))
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([pdf.pages[0].Annots[1]]))
        pdf.save(folder / "files.pdf", object_stream_mode=pikepdf.ObjectStreamMode.disable)


def _object(value: str | list[int]) -> pikepdf.Object:
    if isinstance(value, list):
        return pikepdf.Array(value)
    return pikepdf.Name(value) if value.startswith("/") else pikepdf.String(value)


def _redacted() -> bytes:
    """Bars of several kinds over live text, one with its ground written on it."""
    made = io.BytesIO()
    canvas = Canvas(made, pageCompression=0)
    for grey, y in ((0, 700), (1, 680), (0.5, 660)):
        canvas.setFillGray(0)
        canvas.drawString(72, y, WORDS)
        canvas.setFillGray(grey)
        canvas.rect(90, y - 3, 120, 13, stroke=0, fill=1)
    canvas.setFillGray(1)
    canvas.drawString(95, 700, "(b)(6)")
    canvas.save()
    return made.getvalue()


def _seven_zip() -> bytes:
    made = io.BytesIO()
    with py7zr.SevenZipFile(made, "w") as archive:
        archive.writestr(WORDS, "papers/a.txt")
        archive.writestr(_pdf(), "papers/a.pdf")
    return made.getvalue()


def _outlook() -> bytes:
    attached_mail = message("Inner", WORDS, head=24)
    return ole(
        message("The harbour", WORDS)
        | attached(0, "a.txt", WORDS.encode())
        | attached(1, "inner", attached_mail)
    )


def _pdf() -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, pageCompression=0)
    for number in range(3):
        canvas.drawString(72, 700, f"{number} {WORDS}")
        canvas.rect(72, 600, 100, 12, fill=1)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def _picture(kind: str, **options: object) -> Callable[[], bytes]:
    def made() -> bytes:
        image = Image.new("L", (500, 120), 255)
        ImageDraw.Draw(image).text((10, 40), WORDS, fill=0)
        written = io.BytesIO()
        image.convert("1" if options else "L").save(written, kind, **options)
        return written.getvalue()

    return made


def _mail() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "ada@example.org", "ben@example.org"
    mail["Subject"] = "The harbour"
    mail.set_content(WORDS)
    mail.add_attachment(_pdf(), maintype="application", subtype="pdf", filename="a.pdf")
    return mail


def _sheet() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for number in range(40):
        sheet.append([number, WORDS, number / 7])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("papers/a.txt", WORDS)
        archive.writestr("papers/a.pdf", _pdf())
    return made.getvalue()


def _tar() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        entry = tarfile.TarInfo("papers/a.txt")
        entry.size = len(WORDS)
        archive.addfile(entry, io.BytesIO(WORDS.encode()))
    return made.getvalue()


SEEDS: dict[str, Callable[[], bytes]] = {
    "plain.pdf": _pdf,
    "a.tiff": _picture("TIFF"),
    "fax.tiff": _picture("TIFF", compression="group4"),
    "a.png": _picture("PNG"),
    "a.jpg": _picture("JPEG"),
    "a.webp": _picture("WEBP"),
    "a.eml": lambda: _mail().as_bytes(),
    "a.xlsx": _sheet,
    "a.zip": _zip,
    "a.tar.gz": _tar,
    "a.7z": _seven_zip,
    "a.bz2": lambda: bz2.compress(WORDS.encode() * 9),
    "a.xz": lambda: lzma.compress(_tar()),
    "a.msg": _outlook,
    "a.doc": lambda: ole({"WordDocument": WORDS.encode() * 90}),
    "redacted.pdf": _redacted,
    "a.gif": _picture("GIF"),
    "a.jp2": _picture("JPEG2000"),
    "a.xml": f"<?xml version='1.0'?><a><b c='d'>{WORDS}</b></a>".encode,
    "a.txt": lambda: "\n".join([WORDS] * 20).encode(),
    "a.csv": lambda: "\n".join(f"{n},{WORDS}" for n in range(40)).encode(),
    "a.html": f"<html><body><p>{WORDS}<table><tr><td>1</table>".encode,
    "a.rtf": (r"{\rtf1\ansi " + WORDS + r"\par\b more\b0}").encode,
}


def _mailbox(path: Path) -> None:
    box = mailbox.mbox(path)
    box.add(_mail())
    box.add(_mail())
    box.close()


def _plain_pdf(folder: Path) -> None:
    """One of the sample's own PDFs without compression, so that damage meets its insides."""
    smallest = min((folder / "sample").rglob("*.pdf"), key=lambda path: path.stat().st_size)
    try:
        with pikepdf.open(smallest) as pdf:
            pdf.save(
                folder / "open.pdf",
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.all,
            )
    except pikepdf.PdfError:
        return  # one of the release's faults
