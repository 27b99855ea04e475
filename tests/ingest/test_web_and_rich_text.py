"""Web pages and rich text: their words, titles and encodings."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import DamagedFileError
from ingest.media_types import media_type
from ingest.rich_text import RichTextReader, _Rtf, read_rich_text
from ingest.web_page import WebPageReader, decoded_html, parsed_html, read_web_page, text_of

PAGE = """<!DOCTYPE html><html><head><title>Minutes of the board</title>
<meta name="author" content="Ada Quill"><meta name="date" content="2014-03-09">
<style>p {color: red}</style></head><body><h1>Minutes</h1><!-- no --><p>First
   line<br>second <b>bo</b>ld</p><script>var x = "code";</script>
<table><tr><th>Post</th><th>Hours</th></tr><tr><td>Gate</td><td>7</td></tr></table>
<pre>kept
  as it is</pre><ul><li>one<li>two</ul>tail</body></html>"""


def test_web_page(tmp_path):
    """Blocks are lines, rows are lines of cells, code and comments are left out."""
    path = tmp_path / "a"
    path.write_text(PAGE)

    document = read_web_page(path)

    assert media_type(path) == "text/html"
    assert document.pages[0].text == (
        "Minutes\n\nFirst line\nsecond bold\n\nPost\tHours\t\n\nGate\t7\t\n\nkept\nas it is\n\n"
        "one\n\ntwo\n\ntail"
    )
    assert (document.title, document.date) == ("Minutes of the board", date(2014, 3, 9))
    assert document.properties == (("Author", "Ada Quill"),)
    assert WebPageReader(path).facts().page_count == 1


@pytest.mark.parametrize(
    "content",
    [
        "<meta charset='utf-8'><p>Muñoz".encode(),
        "<meta charset='iso-8859-1'><p>Muñoz".encode("latin-1"),
        "<meta charset='iso-8859-1'><p>Muñoz".encode("utf-8-sig"),
        "<meta charset='no-such'><p>Muñoz".encode(),
        "<p>Muñoz".encode("utf-16"),
        "<p>Muñoz".encode("cp1252"),
    ],
)
def test_encodings_of_web_pages(content):
    """The mark goes before what the page says, and that before a guess."""
    assert text_of(parsed_html(decoded_html(content))) == "Muñoz"


@pytest.mark.parametrize("depth", [1_000, 50_000])
def test_deep_web_pages(tmp_path, depth):
    """A page of thousands of elements within each other is read."""
    path = tmp_path / "a"
    path.write_text("<html><script>code</script>" + "<div>" * depth + "deep")

    assert read_web_page(path).pages[0].text == "deep"


def test_a_page_of_nothing():
    """A web page without anything is damaged."""
    with pytest.raises(DamagedFileError, match="nothing to read"):
        parsed_html("")


@given(st.text(max_size=200))
def test_any_html_is_read(text):
    """Whatever stands in a page, its reading does not fail in a way nobody foresaw."""
    with suppress(DamagedFileError):
        assert isinstance(text_of(parsed_html("<p>" + text)), str)


RTF = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil Arial;}{\f1\fnil\fcharset204 Arial;}}"
    rb"{\info{\title Report on the fence}{\author Ada Quill}{\creatim\yr2014\mo3\dy9}}"
    rb"{\header Draft\par}{\*\generator Riched20;}"
    rb"\pard First \'93quoted\'94 and \u8364?uro\par {\f1\'ea\'ee\'f2} caf\'e9"
    rb"{\footnote \chftn see below}\page Second\tab page {\pict 0102ff} end"
    rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}{\bin3 }}x}"
)


def test_rich_text(tmp_path):
    """Words, signs and encodings are read, and what stands beside the text is named."""
    path = tmp_path / "a"
    path.write_bytes(RTF)

    document = read_rich_text(path)

    assert media_type(path) == "application/rtf"
    assert [page.text for page in document.pages] == [
        "First “quoted” and €uro\nкот café",
        "Second\tpage  endlink\n\nHeader: Draft\n\nFootnote: see below",
    ]
    assert (document.title, document.date) == ("Report on the fence", date(2014, 3, 9))
    assert document.properties == (("Author", "Ada Quill"),)
    assert RichTextReader(path).facts().page_count == 2


def plain(content: bytes) -> str:
    return "".join(_Rtf(content).read().get("text", []))


def test_characters_beyond_sixteen_bits(tmp_path):
    """A character written as a pair of halves is one again."""
    path = tmp_path / "a"
    path.write_bytes(rb"{\rtf1 \u-10179?\u-8703? ok}")

    assert read_rich_text(path).pages[0].text == "😁 ok"


def test_substitutes_are_skipped():
    """As many characters are left out as the group says stand for a Unicode one."""
    assert plain(rb"{\rtf1\uc2\u241\'f1xn{\uc0\u241 n}\u241 abc}") == "ñnñnñc"


@given(st.binary(max_size=300))
def test_any_rich_text_is_read(content):
    """No bytes make the reading fail, and none keep it from ending."""
    assert isinstance(_Rtf(b"{\\rtf1 " + content).read(), dict)


@given(st.text(st.characters(codec="cp1252", exclude_categories=["C"], exclude_characters="\\{}")))
def test_plain_words_come_back(text):
    """Text without anything special is read as it was written."""
    assert plain(b"{\\rtf1\\ansi " + text.encode("cp1252") + b"}") == text


def test_deep_groups():
    """Groups without end are no trouble."""
    assert plain(b"{\\rtf1 " + b"{" * 100_000 + b"deep") == "deep"
