"""Plain text: encodings and pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import RenderError
from ingest.plain_text import PlainTextReader, decode, split_pages
from ingest.reader import ReadOptions
from ingest.records import PageSource

TEXT = "Señor Muñoz saw the café “burn” at 10 o’clock.\n" * 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(encoding):
    """Text is read in whatever common encoding it was written."""
    assert decode(TEXT.encode(encoding)) == TEXT


def test_utf16_without_a_mark_is_not_guessed_from_a_mark():
    """Big-endian UTF-16 is known by its mark."""
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be")) == TEXT


@given(st.binary(max_size=300))
def test_any_bytes_decode(content):
    """No bytes make decoding fail."""
    assert isinstance(decode(content), str)


def test_pages_end_at_form_feeds():
    """A form feed ends a page; one after the last page begins no other."""
    assert split_pages("one\r\ntwo\f\rthree\f") == ["one\ntwo", "three"]
    assert split_pages("one\f\ftwo") == ["one", "", "two"]


def test_pages_of_66_lines():
    """Without form feeds a page has the line printer's 66 lines."""
    pages = split_pages("\n".join(str(line) for line in range(1, 141)))

    assert [page.split("\n")[0] for page in pages] == ["1", "67", "133"]


def test_dos_end_of_file():
    """The mark DOS put after the last character is no character."""
    assert split_pages("text\r\n\x1a") == ["text"]


def test_reader(tmp_path):
    """A text file has pages without words, size or picture."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"first\r\npage\f\n \n\fthird")
    reader = PlainTextReader(path)

    pages = [reader.read_page(number, ReadOptions()) for number in (1, 2, 3)]

    assert reader.facts().page_count == 3
    assert [page.text for page in pages] == ["first\npage", "", "third"]
    assert [page.source for page in pages] == [
        PageSource.TEXT_LAYER,
        PageSource.BLANK,
        PageSource.TEXT_LAYER,
    ]
    assert (pages[0].engine, pages[0].has_image, pages[0].words) == ("plain text", False, ())
    with pytest.raises(RenderError, match="Plain text has no picture"):
        reader.render_page(1, 800)
    reader.close()


def test_one_long_line():
    """A text that is one long line is parted between words, and nothing of it is lost."""
    text = " ".join(f"word{number}" for number in range(20_000))

    pages = split_pages(text)

    assert max(map(len, pages)) <= 20_000
    assert "".join(pages) == text
    assert " ".join(pages).split() == text.split()


def test_one_long_word():
    """A text without any white space is parted all the same."""
    assert "".join(split_pages("x" * 50_000)) == "x" * 50_000
