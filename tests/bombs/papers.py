"""Pictures, texts, office files and web pages that do harm to whoever reads them carelessly."""

import io
import struct
import zipfile
import zlib
from functools import partial

import openpyxl
from PIL import Image

from tests.bombs.pdfs import zeros
from tests.ingest.ole_files import ole
from tests.ingest.packed import zipped

LAUGHS = "<!DOCTYPE l [<!ENTITY a0 'ha'>{}<!ENTITY x SYSTEM 'file:///etc/passwd'>]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
)
"""A hundred thousand million times ``ha``, and a file of the machine's."""


def _laughing(root: str, inside: str) -> bytes:
    said, end = inside.format("&a11;&x;"), root.split(maxsplit=1)[0]
    return f'<?xml version="1.0"?>{LAUGHS}<{root}>{said}</{end}>'.encode()


def _png(width: int, height: int, depth: int, kind: int, packed: bytes) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


def one_bit() -> bytes:
    """100,000 by 100,000 dots of one bit."""
    return _png(100_000, 100_000, 1, 0, zeros(100_000 * 12_501))


def colours() -> bytes:
    """12,000 by 12,000 dots that take 1.1 GB at eight bytes each: within the limit of dots."""
    return _png(12_000, 12_000, 16, 6, zeros(12_000 * 96_001 // 1024**2 * 1024**2 + 1024**2))


def looped_tiff() -> bytes:
    """A TIFF whose one page is followed by itself."""
    target = io.BytesIO()
    Image.new("L", (20, 20), 255).save(target, "TIFF")
    made = bytearray(target.getvalue())
    (place,) = struct.unpack_from("<I", made, 4)
    (count,) = struct.unpack_from("<H", made, place)
    struct.pack_into("<I", made, place + 2 + 12 * count, place)
    return bytes(made)


def many_frames() -> bytes:
    """A moving picture of 5,000 frames."""
    # Each unlike the one before: those that are alike are made one.
    frames = [Image.new("L", (30, 30), 255 * (number % 2)) for number in range(5_000)]
    target = io.BytesIO()
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:])
    return target.getvalue()


def empty_rows() -> bytes:
    """A sheet of a million empty rows, and a cell in the last place there is."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for _ in range(300_000):
        sheet.append([None])
    target = io.BytesIO()
    book.save(target)
    row = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>the last cell</t></is></c></row>'
    parts = _parts(target.getvalue())
    sheet_part = "xl/worksheets/sheet1.xml"
    parts[sheet_part] = parts[sheet_part].replace("</sheetData>", f"{row}</sheetData>")
    return zipped({name: text.encode() for name, text in parts.items()})


def repeated_strings() -> bytes:
    """A string of 10 MB that stands in each of 2,000 cells: 20 GB of text."""
    target = io.BytesIO()
    openpyxl.Workbook().save(target)
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 2_001))
    relation = (
        '<Relationship Id="s" Target="sharedStrings.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/sharedStrings"/></Relationships>'
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = {
        **_parts(target.getvalue()),
        "xl/sharedStrings.xml": f'<sst xmlns="{main}"><si><t>{"x" * 10_000_000}</t></si></sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData>'
        "</worksheet>",
    }
    links = "xl/_rels/workbook.xml.rels"
    parts[links] = parts[links].replace("</Relationships>", relation)
    return zipped({name: text.encode() for name, text in parts.items()})


def _parts(package: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def laughing_docx() -> bytes:
    """Entities that grow tenfold eleven times, in a Word document."""
    w = 'w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "<w:body><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body>"
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": _laughing(w, body)})


def stuffed_docx() -> bytes:
    """A Word document of 2 GB of spaces."""
    return zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": b"<w:document>" + b" " * (2 * 1024**3),
        }
    )


def deep_docx() -> bytes:
    """Elements 300,000 deep in a Word document."""
    deep = b"<w:p>" * 300_000 + b"</w:p>" * 300_000
    w = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    return zipped(
        {"[Content_Types].xml": b"<Types/>", "word/document.xml": w + deep + b"</w:document>"}
    )


def looped_ole() -> bytes:
    """An Outlook message whose table of sectors leads round in a ring."""
    made = bytearray(
        ole({"__properties_version1.0": b"x" * 9_000, "__substg1.0_1000001F": b"y" * 9_000})
    )
    (table,) = struct.unpack_from("<I", made, 76)
    for number in range(12):
        struct.pack_into("<I", made, 512 + table * 512 + 4 * number, number)
    return bytes(made)


def old_word() -> bytes:
    """What says it is an old Word document and is zeros."""
    return ole({"WordDocument": bytes(50_000)})


def _text(content: bytes, times: int) -> bytes:
    return content * times


PAPERS = {
    "png: 100,000 x 100,000": (one_bit, "png"),
    "png: 144 million dots of 8 bytes": (colours, "png"),
    "tiff: page after itself": (looped_tiff, "tif"),
    "gif: 5,000 frames": (many_frames, "gif"),
    "xlsx: a million empty rows": (empty_rows, "xlsx"),
    "xlsx: 20 GB of one string": (repeated_strings, "xlsx"),
    "docx: entities": (laughing_docx, "docx"),
    "docx: 2 GB of spaces": (stuffed_docx, "docx"),
    "docx: 300,000 levels": (deep_docx, "docx"),
    "xml: entities, a file of ours": (partial(_laughing, "a", "{}"), "xml"),
    "svg: entities": (
        partial(_laughing, 'svg xmlns="http://www.w3.org/2000/svg"', "<text>{}</text>"),
        "svg",
    ),
    "html: entities": (
        partial(_laughing, 'html xmlns="http://www.w3.org/1999/xhtml"', "<body>{}</body>"),
        "html",
    ),
    "html: 500,000 levels": (partial(_text, b"<html><div>a", 500_000), "html"),
    "html: 5,000 comments": (lambda: b"<!--a-->" * 5_000 + b"x", "html"),
    "rtf: 300,000 groups": (lambda: b"{\\rtf1 " + b"{\\b a" * 300_000, "rtf"),
    "rtf: 4 GB said to follow": (lambda: b"{\\rtf1 \\bin4294967295 a\\uc4000000000\\u65 b}", "rtf"),
    "msg: sectors in a ring": (looped_ole, "msg"),
    "doc: zeros": (old_word, "doc"),
    "csv: 1,000,000 columns": (lambda: b"\n".join([b"a," * 1_000_000] * 3), "csv"),
    "txt: line of 1 MB": (lambda: b"x" * 1_000_000, "txt"),
    "txt: word of 5 MB and 100 MB": (
        lambda: b"y" * 5_000_000 + b" the harbour log\n" * 6_000_000,
        "txt",
    ),
    "txt: 300,000 pages": (partial(_text, b"a\f", 300_000), "txt"),
    "txt: 3 million pages": (partial(_text, b"a\f", 3_000_000), "txt"),
    "txt: marks upon marks": (
        lambda: b"e" + "\u0301".encode() * 500_000 + "\u202e".encode() * 1000,
        "txt",
    ),
}
