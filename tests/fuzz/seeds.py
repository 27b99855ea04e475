"""Whole files of every kind that is read, to be damaged."""

import io
import mailbox
import tarfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pikepdf
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from sample import generate
from tests.ingest.office import docx, odf, para

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
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".toml")


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
