"""Word documents, presentations and OpenDocument: their text, and what stands beside it."""

import zipfile
from datetime import date

import pytest

from ingest.errors import DamagedFileError, EncryptedError, RenderError
from ingest.formats import open_reader
from ingest.media_types import media_type
from ingest.open_document import OpenDocumentReader, read_open_document
from ingest.presentation import HIDDEN_SLIDE, read_presentation
from ingest.reader import ReadOptions
from ingest.records import PageSource
from ingest.text_document import flowing_pages
from ingest.word_document import HIDDEN_TEXT, WordReader, read_word
from tests.ingest.office import RELS, P, W, docx, odf, package, para


def texts(document):
    return [page.text.strip() for page in document.pages]


def test_word_pages_and_properties(tmp_path):
    """Pages end where Word ended them; a break set by hand is not counted a second time."""
    path = docx(
        tmp_path / "a",
        para("first")
        + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        + "<w:p><w:r><w:lastRenderedPageBreak/><w:t>second</w:t></w:r></w:p>"
        + "<w:p><w:r><w:t>still second</w:t><w:lastRenderedPageBreak/><w:t>third</w:t></w:r></w:p>",
    )

    document = read_word(path)

    assert texts(document) == ["first", "second\nstill second", "third"]
    assert (document.title, document.date) == ("Report on the harbour fence", date(2014, 3, 9))
    assert ("Author", "Ada Quill") in document.properties


def test_word_text_of_all_kinds(tmp_path):
    """Tables, text boxes, insertions, signs and hidden text are read; fields' codes are not."""
    cell = "<w:tc>{}</w:tc>"
    body = (
        "<w:tbl><w:tr>" + cell.format(para("Badge") + para("no.")) + cell.format(para("4471"))
        + "</w:tr></w:tbl>"
        "<w:p><w:ins><w:r><w:t>added</w:t></w:r></w:ins><w:r><w:tab/><w:t>a</w:t>"
        '<w:noBreakHyphen/><w:t>b</w:t><w:sym w:char="00A7"/></w:r></w:p>'
        "<w:p><w:r><w:instrText>PAGEREF</w:instrText><w:rPr><w:vanish/></w:rPr>"
        "<w:t>hidden</w:t></w:r></w:p>"
        "<w:p><w:r><w:pict><w:txbxContent>" + para("boxed") + "</w:txbxContent></w:pict>"
        "</w:r></w:p>"
    )  # fmt: skip

    page = read_word(docx(tmp_path / "a", body)).pages[0]

    assert page.text.strip().split("\n") == [
        "Badge no.\t4471",
        "added\ta-b§",
        "hidden",
        "",
        "boxed",
    ]
    assert page.notes == (HIDDEN_TEXT,)


def test_word_asides_stand_on_their_page(tmp_path):
    """Footnotes, comments and deletions are named below the page they belong to."""
    body = (
        '<w:p><w:r><w:t>one</w:t><w:footnoteReference w:id="2"/>'
        '<w:br w:type="page"/><w:t>two</w:t><w:commentReference w:id="0"/></w:r>'
        '<w:del w:author="B. Vole"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>'
    )
    path = docx(
        tmp_path / "a",
        body,
        footnotes=f'<w:footnotes {W}><w:footnote w:id="2">{para("see below")}</w:footnote>'
        f'<w:footnote w:id="0" w:type="separator">{para("-")}</w:footnote></w:footnotes>',
        comments=f'<w:comments {W}><w:comment w:id="0" w:author="C. Wren" '
        f'w:date="2014-03-10T09:00:00Z">{para("really?")}</w:comment></w:comments>',
        header1=f"<w:hdr {W}>{para('Draft of the clerk')}</w:hdr>",
    )

    assert texts(read_word(path)) == [
        "one\nFootnote 2: see below\n\nHeader: Draft of the clerk",
        "two\nComment by C. Wren, 2014-03-10: really?\nDeleted by B. Vole: gone",
    ]


def test_reader_of_text_documents(tmp_path):
    """Pages have text but neither words nor a picture; the media type leads to the reader."""
    path = docx(tmp_path / "a", para("first") + para(" "))

    reader = open_reader(path, media_type(path))
    page = reader.read_page(1, ReadOptions())

    assert reader.facts().title == "Report on the harbour fence"
    assert (page.text, page.source, page.words) == ("first", PageSource.TEXT_LAYER, ())
    assert (page.engine, page.has_image) == ("Word document", False)
    with pytest.raises(RenderError, match="no picture"):
        reader.render_page(1, 800)
    reader.close()


def test_empty_word_document_is_blank(tmp_path):
    """A document of empty paragraphs has one blank page."""
    reader = WordReader(docx(tmp_path / "a", para(" ") * 3))

    assert reader.facts().page_count == 1
    assert reader.read_page(1, ReadOptions()).source is PageSource.BLANK


def slide(text: str, *, more: str = "", show: str = "1") -> str:
    paragraph = f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"
    return f'<p:sld {P} show="{show}"><p:sp><p:txBody>{paragraph}{more}</p:txBody></p:sp></p:sld>'


def test_presentation(tmp_path):
    """Slides come in the order they are shown, with notes, comments and tables; hidden ones too."""
    relation = '<Relationship Id="{}" Type="urn:x/{}" Target="{}"/>'
    row = "".join(f"<a:tc><a:p><a:r><a:t>{t}</a:t></a:r></a:p></a:tc>" for t in ("Post", "3"))
    notes = (
        f'<p:notes {P}><p:sp><p:nvPr><p:ph type="sldNum"/></p:nvPr><a:p><a:r><a:t>7</a:t></a:r>'
        "</a:p></p:sp><p:sp><p:nvPr/><a:p><a:r><a:t>say more</a:t></a:r></a:p></p:sp></p:notes>"
    )
    path = package(
        tmp_path / "a",
        {
            "[Content_Types].xml": "<Types/>",
            "ppt/presentation.xml": f'<p:presentation {P}><p:sldIdLst><p:sldId id="9" r:id="r2"/>'
            '<p:sldId id="8" r:id="r1"/></p:sldIdLst></p:presentation>',
            "ppt/_rels/presentation.xml.rels": RELS.format(
                relation.format("r1", "slide", "slides/slide1.xml")
                + relation.format("r2", "slide", "slides/slide2.xml")
            ),
            "ppt/slides/slide1.xml": slide("Last", show="0"),
            "ppt/slides/slide2.xml": slide("First", more=f"<a:tr>{row}</a:tr>"),
            "ppt/slides/_rels/slide2.xml.rels": RELS.format(
                relation.format("n", "notesSlide", "../notesSlides/notesSlide1.xml")
                + relation.format("c", "comments", "/ppt/comments/comment1.xml")
            ),
            "ppt/notesSlides/notesSlide1.xml": notes,
            "ppt/comments/comment1.xml": f"<p:cmLst {P}><p:cm><p:text>why?</p:text></p:cm>"
            "</p:cmLst>",
        },
    )

    document = read_presentation(path)

    assert media_type(path).endswith("presentationml.presentation")
    assert texts(document) == ["First\nPost\t3\n\nNotes: say more\n\nComment: why?", "Last"]
    assert [page.notes for page in document.pages] == [(), (HIDDEN_SLIDE,)]


def test_open_document_text(tmp_path):
    """Pages end at soft breaks and at styles that begin one; notes stand on their page."""
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>see below"
        "</text:p></text:note-body></text:note>"
    )  # fmt: skip
    content = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        f'<text:h>Tides</text:h><text:p>high<text:s text:c="3"/>low{note}</text:p>'
        '<text:p text:style-name="P1">second<text:soft-page-break/>third'
        "<office:annotation><dc:creator>C. Wren</dc:creator><text:p>sure?</text:p>"
        "</office:annotation></text:p>"
        '<table:table><table:table-row><table:table-cell table:number-columns-repeated="2">'
        "<text:p>x</text:p></table:table-cell><table:table-cell "
        'table:number-columns-repeated="16000"/></table:table-row></table:table>'
    )
    style = (
        '<style:style style:name="P1"><style:paragraph-properties fo:break-before="page"/>'
        "</style:style>"
    )
    master = "<style:header><text:p>Harbour office</text:p></style:header>"

    document = read_open_document(odf(tmp_path / "a", "text", content, styles=style, master=master))

    assert texts(document) == [
        "Tides\nhigh   low\n\nFootnote: see below\n\nHeader: Harbour office\nDeleted: gone",
        "second",
        "third\nx\tx\n\nComment by C. Wren: sure?",
    ]
    assert (document.title, document.properties) == ("Tide tables", (("Author", "Ada Quill"),))


def test_open_document_presentation(tmp_path):
    """Each drawn page is a page, with the speaker's notes."""
    content = (
        "<draw:page><draw:frame><draw:text-box><text:p>One</text:p></draw:text-box></draw:frame>"
        "<presentation:notes><draw:frame><draw:text-box><text:p>say more</text:p></draw:text-box>"
        "</draw:frame></presentation:notes></draw:page>"
        "<draw:page><draw:frame><draw:text-box><text:p>Two</text:p></draw:text-box></draw:frame>"
        "</draw:page>"
    )

    document = read_open_document(odf(tmp_path / "a", "presentation", content))

    assert texts(document) == ["One\n\n\nNotes: say more", "Two"]


def test_encrypted_open_document(tmp_path):
    """An OpenDocument with a password says so."""
    manifest = (
        "<m:manifest xmlns:m='urn:m'><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
    )
    path = package(tmp_path / "a", {"content.xml": "xx", "META-INF/manifest.xml": manifest})

    with pytest.raises(EncryptedError, match="asks for a password"):
        OpenDocumentReader(path)


@pytest.mark.parametrize("read", [read_word, read_presentation, read_open_document])
@pytest.mark.parametrize("content", [b"PK\x03\x04 cut short", b""])
def test_broken_packages(tmp_path, read, content):
    """What is no package is damaged, whatever it was to be."""
    path = tmp_path / "a"
    path.write_bytes(content)

    with pytest.raises(DamagedFileError):
        read(path)


@pytest.mark.parametrize("read", [read_word, read_presentation, read_open_document])
def test_packages_without_their_text(tmp_path, read):
    """A package without the part that holds the text is damaged."""
    with pytest.raises(DamagedFileError):
        read(package(tmp_path / "a", {"other.xml": "<a/>"}))


def test_entities_are_not_expanded(tmp_path):
    """A document cannot multiply itself, nor bring in files of the machine."""
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    bomb = (
        f'<!DOCTYPE a [<!ENTITY a "{"ha" * 50}"><!ENTITY b "{"&a;" * 100}">'
        f'<!ENTITY f SYSTEM "file://{secret}">]>'
        f"<w:document {W}><w:body><w:p><w:r><w:t>calm&b;&f;</w:t></w:r></w:p></w:body></w:document>"
    )
    path = package(tmp_path / "a", {"[Content_Types].xml": "", "word/document.xml": bomb})

    assert texts(read_word(path)) == ["calm"]


def test_a_part_that_lies_about_its_size(tmp_path, monkeypatch):
    """A part is not unpacked beyond the limit, whatever size it states."""
    monkeypatch.setattr("ingest.package.LARGEST_PART_BYTES", 1000)
    path = docx(tmp_path / "a", para("x" * 5000))

    with pytest.raises(Exception, match="larger than") as refused:
        read_word(path)
    assert refused.value.code == "memory-limit"


def test_flowing_pages_lose_nothing():
    """Running text is parted at paragraphs, and nothing of it is lost."""
    text = "\n".join(f"paragraph {number} " + "word " * 60 for number in range(100))

    pages = flowing_pages(text)

    assert "".join(pages) == text
    assert all(page.endswith("\n") for page in pages[:-1])
    assert max(map(len, pages)) <= 4_000


def test_page_breaks_end_pages_whatever_their_length():
    """Where the text has page breaks they alone count, unless a page is far too long."""
    assert flowing_pages("a\f" + "b" * 9_000 + "\f") == ("a", "b" * 9_000)
    assert len(flowing_pages("a\f" + "b " * 10_000)) > 4


def test_truncated_zip_of_every_length(tmp_path):
    """A document cut anywhere opens, or is named as damaged: never another fault."""
    whole = docx(tmp_path / "a", para("first") * 20).read_bytes()
    cut = tmp_path / "b"
    for length in range(4, len(whole), 37):
        cut.write_bytes(whole[:length])
        with pytest.raises(DamagedFileError):
            read_word(cut)
    assert zipfile.is_zipfile(tmp_path / "a")
