"""Lists of terms: read by rule, every line accounted for, nothing swallowed."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.list_errors import InvalidListError
from app.term_list import Layout, read_terms


def terms(text: str, layout: Layout = Layout.AUTO) -> list[str]:
    return [one.term for one in read_terms(text.encode(), layout).lines if not one.is_heading]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("harbor\ntask force\n", ["harbor", "task force"]),
        ('"task force"\nDoe, Jane; esq.\n', ['"task force"', "Doe, Jane; esq."]),
        ('"task force\novertime', ['"task force', "overtime"]),
        ('"""task force"""\n"say ""when"""', ['"task force"', 'say "when"']),
        ("a\n\n  \nb\r\nc\rd", ["a", "", "", "b", "c", "d"]),
        ("", []),
        ("\n\n", ["", ""]),
        ("term\nharbor\n", ["harbor"]),
        ('TERM\n"task force"\n"""task force"""', ["task force", '"task force"']),
        ("term\nDoe, Jane\n", ["Doe, Jane"]),
        ('no;Query;note\n1;"Doe; Jane";x\n2;harbor;y', ["Doe; Jane", "harbor"]),
        ("note\tterm\nx\ttask force\n", ["task force"]),
        (
            'term,note\n"task force" overtime,x\n"task force,y\n',
            ['"task force" overtime', '"task force'],
        ),
        ("note,term\nalone\n,b", ["", "b"]),
        ("term,note\ncafé,x\n", ["café"]),
    ],
)
def test_read(text, expected):
    """A heading that names a column of terms makes a table; otherwise each line is a term."""
    assert terms(text) == expected


def test_told_how():
    """The rule can be overruled either way."""
    assert terms("term\nb", Layout.LINES) == ["term", "b"]
    assert terms("shoe,size\nboot,43", Layout.TABLE) == ["boot"]


def test_remarks():
    """What may have been meant otherwise is remarked on."""
    lines = read_terms(b'term,note\n"task force",x\nharbor,\n').lines
    assert "it is no phrase" in lines[1].note
    assert lines[2].note == ""
    assert read_terms(b'"term"\n"task force"\n"harbor"').lines[1].note == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding):
    """Lists out of spreadsheets and editors of all kinds keep their accents."""
    assert [one.term for one in read_terms("café\nnaïve\n".encode(encoding)).lines] == [
        "café",
        "naïve",
    ]


def test_no_text():
    """A spreadsheet given as it is is refused with what to do."""
    with pytest.raises(InvalidListError, match="CSV"):
        read_terms(b"PK\x03\x04\x00\x00")


@given(st.binary() | st.text().map(str.encode))
def test_every_line(data):
    """Whatever comes, lines are numbered from 1 without a gap, or it is refused."""
    try:
        lines = read_terms(data).lines
    except InvalidListError:
        return
    assert [one.number for one in lines] == list(range(1, len(lines) + 1))
    assert all("\n" not in one.term for one in lines)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)))
def test_tables_by_others(found):
    """What Python's csv module writes with a heading is read as it was, but for space around."""
    written = io.StringIO()
    csv.writer(written).writerows([["no", "term"], *([1, one] for one in found)])

    assert terms(written.getvalue()) == [one.strip() for one in found]
