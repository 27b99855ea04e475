"""Media types by content, and who opens them."""

import io
import tarfile
import time
import zipfile
from contextlib import closing, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ingest.containers import zip_type
from ingest.errors import (
    EmptyFileError,
    EncryptedError,
    IngestError,
    UnreadableFileError,
    UnsupportedFormatError,
)
from ingest.formats import OPENERS, open_reader
from ingest.image import ImageReader
from ingest.media_types import media_type
from ingest.pdf import PdfReader
from ingest.plain_text import PlainTextReader
from tests.ingest.drawn import make_pdf, one_page_tiff, scanned, story

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
OFFICE = "application/vnd.openxmlformats-officedocument."


def zipped(*names, mimetype=""):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return target.getvalue()


def tarred(content):
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        member = tarfile.TarInfo("a.pdf")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return target.getvalue()


def zipped_unpacked(content):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.pdf", content)
    return target.getvalue()


def test_encrypted_office_files(tmp_path):
    """An office file with a password is an OLE file with one stream, and named for what it is."""
    path = tmp_path / "a"
    path.write_bytes(OLE + "EncryptedPackage\0".encode("utf-16-le"))

    with pytest.raises(EncryptedError, match="asks for a password"):
        open_reader(path, media_type(path))


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_said_types(tmp_path, method):
    """A type that an archive states is believed however it is packed, or not asked for."""
    stated = "application/vnd.oasis.opendocument.text"
    path = tmp_path / "a"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("mimetype", stated)
    said = "application/zip" if method == zipfile.ZIP_LZMA else stated
    assert media_type(path) == said
    whole = path.read_bytes()
    path.write_bytes(b"PK\x03\x04 begins another" + whole)
    assert media_type(path) == said


def test_hostile_beginnings(tmp_path):
    """What is hard to tell apart is told at once: comments without end, a list without end."""
    path = tmp_path / "a"
    comments = b"<!--a-->" * 5_000
    many = (f"{number:0200}" for number in range(4_500))
    for content, kind in (
        (comments + b"x", "text/plain"),
        (comments + b"<html>", "text/html"),
        (b"<!--" * 10_000, "text/plain"),
        (zipped(*many, "[Content_Types].xml", "word/a"), "application/zip"),
    ):
        path.write_bytes(content)
        began = time.monotonic()
        assert media_type(path) == kind
        assert time.monotonic() - began < 2


@given(st.data())
def test_broken_zip_directories(tmp_path_factory, data):
    """A damaged list of files is read as far as it goes, or not at all; nothing is raised."""
    whole = bytearray(zipped("[Content_Types].xml", "word/document.xml", mimetype="application/x"))
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=8)):
        whole[place] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "broken.zip"
    path.write_bytes(bytes(whole[: data.draw(st.integers(4, len(whole)))]))
    assert zip_type(path)


def picture(kind):
    target = io.BytesIO()
    Image.new("L", (10, 10)).save(target, format=kind)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "application/pdf"),
        (b"\0" * 900 + b"%PDF-1.4\n", "application/pdf"),
        (zipped_unpacked(b"%PDF-1.4\n"), "application/zip"),
        (tarred(b"%PDF-1.4\n"), "application/x-tar"),
        (picture("PNG"), "image/png"),
        (picture("JPEG"), "image/jpeg"),
        (picture("TIFF"), "image/tiff"),
        (picture("GIF"), "image/gif"),
        (picture("WEBP"), "image/webp"),
        (picture("JPEG2000"), "image/jp2"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1", "image/heic"),
        (b"\xffWPC\x10\0\0\0", "application/vnd.wordperfect"),
        (b"Rar!\x1a\x07\x01\0", "application/vnd.rar"),
        (b"a,b,c\n1,2,3\n4,5,6\n", "text/csv"),
        (b"Just text.\r\n", "text/plain"),
        ("Señor".encode(), "text/plain"),
        ("Señor".encode("cp1252"), "text/plain"),
        ("Señor".encode("utf-16"), "text/plain"),
        (b"TO: the chief\nFROM: a clerk\nSUBJECT: fence\n\nText", "text/plain"),
        (b"page one\x0cpage two\x1a", "text/plain"),
        (b"<!DOCTYPE html><p>", "text/html"),
        (b"<?xml version='1.0'?><a/>", "application/xml"),
        (b"{\\rtf1\\ansi text}", "application/rtf"),
        (b"Received: from a\n by b\nSubject: c\n\nText", "message/rfc822"),
        (b"From a@b Mon Jan 1\nReceived: x\n", "application/mbox"),
        (zipped("[Content_Types].xml", "word/document.xml"), OFFICE + "wordprocessingml.document"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), OFFICE + "spreadsheetml.sheet"),
        (
            zipped(mimetype="application/vnd.oasis.opendocument.text"),
            "application/vnd.oasis.opendocument.text",
        ),
        (zipped("a.pdf"), "application/zip"),
        (b"PK\x03\x04 cut short", "application/zip"),
        (OLE + "WordDocument\0".encode("utf-16-le"), "application/msword"),
        (OLE + "Workbook\0".encode("utf-16-le"), "application/vnd.ms-excel"),
        (OLE, "application/x-ole-storage"),
        (b"\x01\x02\x03\x00\x05\x99\x12 nothing known", "application/octet-stream"),
    ],
)
def test_media_types(tmp_path, content, kind):
    """The content tells the type, whatever the name says."""
    path = tmp_path / "letter.pdf.exe"
    path.write_bytes(content)

    assert media_type(path) == kind


def test_empty(tmp_path):
    """An empty file is said to be empty."""
    (tmp_path / "a.pdf").touch()

    with pytest.raises(EmptyFileError, match="is empty"):
        media_type(tmp_path / "a.pdf")


def test_missing(tmp_path):
    """A file that cannot be had is unreadable."""
    with pytest.raises(UnreadableFileError):
        media_type(tmp_path / "a.pdf")


def test_unsupported(tmp_path):
    """The refusal names the type and what to do."""
    with pytest.raises(UnsupportedFormatError, match=r"video/mp4.*Convert it to PDF"):
        open_reader(tmp_path / "a.mp4", "video/mp4")
    with pytest.raises(UnsupportedFormatError, match="readpst -e"):
        open_reader(tmp_path / "a.pst", "application/vnd.ms-outlook-pst")


@pytest.mark.parametrize(
    ("make", "reader"),
    [
        (lambda path: make_pdf(path, story), PdfReader),
        (lambda path: path.write_bytes(one_page_tiff(scanned([]))), ImageReader),
        (lambda path: path.write_text("text"), PlainTextReader),
    ],
)
def test_open(tmp_path, make, reader):
    """Each kind is opened by its reader."""
    path = tmp_path / "file"
    make(path)

    opened = open_reader(path, media_type(path))

    assert isinstance(opened, reader)
    assert opened.facts().page_count == 1
    opened.close()


@pytest.mark.parametrize("kind", sorted(OPENERS))
def test_no_opener_takes_what_is_not_its_own(tmp_path, kind):
    """Every reader of the list names bytes that are none of its format, and dies of none."""
    path = tmp_path / "a"
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 4)

    with suppress(IngestError), closing(open_reader(path, kind)) as reader:
        assert reader.facts().page_count >= 1  # text takes any bytes
