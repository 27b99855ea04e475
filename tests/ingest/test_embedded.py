"""Pictures and files that stand in office files, rich text and web pages are documents too."""

import base64
import io
import struct
import zipfile

import pytest
from PIL import Image

from tests.ingest.office import docx, para
from tests.ingest.ole_files import ole
from tests.ingest.packed import unpacked


def png(width: int, height: int) -> bytes:
    target = io.BytesIO()
    noise = Image.effect_noise((width, height), 60)
    noise.save(target, "PNG")
    return target.getvalue()


SCAN, CREST = png(600, 800), png(120, 120)


def word(folder, parts: dict[str, bytes]) -> bytes:
    path = docx(folder / "a.docx", para("See the scan below."))
    with zipfile.ZipFile(path, "a") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path.read_bytes()


def names(found) -> list[str]:
    return [one.name for one in found.members]


def test_pictures_in_packages(tmp_path):
    """A pasted scan comes out of a letter; its crest, drawings and descriptions do not."""
    parts = {
        "word/media/image1.png": SCAN,
        "word/media/image2.png": CREST,
        "word/media/image3.emf": b"\x01\0\0\0" + bytes(5000),
        "word/_rels/document.xml.rels": b"<Relationships/>",
    }
    found, contents = unpacked(tmp_path, word(tmp_path, parts))
    assert (names(found), contents) == (["word/media/image1.png"], [SCAN])
    assert found.refusals == ()


def test_sheets_in_packages(tmp_path):
    """A file of another program comes out, however it was put in; a formula does not."""
    native = b"note.txt\0C:\\note.txt\0" + struct.pack("<HHI", 0, 3, 4) + b"C:\\\0"
    native += struct.pack("<I", 5) + b"hello"
    parts = {
        "word/embeddings/sheet.xlsx": b"PK\x03\x04 whatever",
        "word/embeddings/ole1.bin": ole({"Package": b"PK\x03\x04 another"}),
        "word/embeddings/ole2.bin": ole(
            {"\x01Ole10Native": struct.pack("<IH", len(native) + 2, 2) + native}
        ),
        "word/embeddings/ole3.bin": ole({"Equation Native": b"x"}),
        "word/embeddings/ole4.bin": ole({"WordDocument": b"text"}),
    }
    found, contents = unpacked(tmp_path, word(tmp_path, parts))
    assert names(found) == [
        "word/embeddings/sheet.xlsx",
        "word/embeddings/ole1.bin",
        "note.txt",
        "word/embeddings/ole4.bin.doc",
    ]
    plain = [one.rstrip(b"\0") for one in contents[:3]]
    assert plain == [b"PK\x03\x04 whatever", b"PK\x03\x04 another", b"hello"]


def test_broken_part(tmp_path):
    """A picture that cannot be unpacked is put on record, and the next one comes out."""
    whole = bytearray(word(tmp_path, {"word/media/a.png": SCAN, "word/media/b.png": png(500, 500)}))
    at = whole.index(b"\x89PNG") + 200
    whole[at : at + 50] = bytes(50)
    found, _ = unpacked(tmp_path, bytes(whole))
    assert names(found) == ["word/media/b.png"]
    assert [one.name for one in found.refusals] == ["word/media/a.png"]


def cut_native() -> bytes:
    return b"note.txt\0C:\\note.txt\0" + struct.pack("<HHI", 0, 3, 4) + b"C:\\\0"


@pytest.mark.parametrize(
    "broken",
    [
        ole({"Package": b"PK\x03\x04 another" * 900})[:2048],
        ole({"WordDocument": b"text"})[:700],
        ole({"\x01Ole10Native": struct.pack("<IH", 9_999, 2) + cut_native() + b"\xff" * 60}),
    ],
    ids=["stream cut short", "no directory", "native file cut short"],
)
def test_broken_object(tmp_path, broken):
    """An object of another program that is broken is put on record, and the next one comes out."""
    parts = {
        "word/embeddings/ole1.bin": broken,
        "word/embeddings/sheet.xlsx": b"PK\x03\x04 whatever",
    }
    found, _ = unpacked(tmp_path, word(tmp_path, parts))
    assert names(found) == ["word/embeddings/sheet.xlsx"]
    assert [(one.name, one.code) for one in found.refusals] == [
        ("word/embeddings/ole1.bin", "damaged-file")
    ]


@pytest.mark.parametrize("kind", ["rtf", "html"])
def test_pictures_in_text(tmp_path, kind):
    """Pictures within rich text and web pages come out, small ones do not."""
    if kind == "rtf":
        drawn = (
            r"{\pict{\*\picprop}\picw600\pich800\pngblip " + one.hex("\n", 64) + "}"
            for one in (CREST, SCAN)
        )
        content = r"{\rtf1\ansi before " + "".join(drawn) + " after}"
    else:
        sources = (base64.encodebytes(one).decode() for one in (CREST, SCAN))
        tags = (f'<img src="data:image/png;base64,{source}">' for source in sources)
        content = f"<!DOCTYPE html><p>before {''.join(tags)} after</p>"
    found, contents = unpacked(tmp_path, content.encode())
    assert names(found) == ["picture 2.png"]
    assert contents == [SCAN]
