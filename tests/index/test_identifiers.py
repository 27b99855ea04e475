"""Which stretches of a text are identifiers, under what form, and how they are marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import fold, tokens
from index.engine import IndexPage
from index.identifiers import (
    LONGEST,
    MOST_WORDS,
    SHORTEST,
    folded,
    identifiers,
    is_findable,
    looks_like_one,
    plain_form,
)
from index.match import find
from index.matches import Match
from index.parse import parse


def forms(text):
    return {token.text for token in identifiers(text, tokens(text))}


def printed(text):
    return {text[token.start : token.end] for token in identifiers(text, tokens(text))}


@pytest.mark.parametrize(
    "text",
    [
        "IAD2019-0412",
        "iad2019-0412",
        "lAD2019-O412",
        "IAD 2019-0412",
        "IAD-2019-0412",
        "IAD#2019/0412",
        "IAD# 2019-0412",
        "I.A.D. 2019 0412",
        "I. A. D. 2019-0412",
        "IAD2019-\n0412",
        "IAD2O19–O4|2",
        "the IAD2019.0412, as said",
        "1AD20190412",
        "file |[AD2019-04l2 was",
        "file [AD2019-0412",
        "file !AD2019-0412",
    ],
)
def test_one_form_however_printed(text):
    """Separators, capitals and characters that scans take for each other make no difference."""
    assert "1ad20190412" in forms(text)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("call (617) 343-4500 now", "617) 343-4500"),
        ("call 617.343.4500 now", "617.343.4500"),
        ("call 617 343 4500 now", "617 343 4500"),
        ("case 02091-C-71.", "02091-C-71"),
        ("plate 4ABC12", "4ABC12"),
        ("badge 101557", "101557"),
        ("docket 19-CV-01234:2", "19-CV-01234:2"),
    ],
)
def test_kinds(text, whole):
    """Numbers of telephones, cases, plates, badges and dockets are found whole."""
    assert whole in printed(text)


def test_parts_are_identifiers_too():
    """Each part of an identifier that is long enough is one, also without its letters."""
    assert printed("IAD2019-0412-07") == {
        *("IAD2019", "IAD2019-0412", "IAD2019-0412-07"),
        *("2019-0412", "2019-0412-07", "0412-07"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "on 10/30/2015, 2015-10-30 and 1/2/15 at 4:15 PM, 10:30:15 or 16:45",
        "in 2014 and 2019, the 1990s, the 401260th",
        "a full-time, sixty-year-old officer's well-known I.A.D. files",
        "3 4 12 9 5 8",
        "about 50 of 60 boxes; $5.20, 7-11, 24/7",
        "May 31 2015 was 2014 2015",
    ],
)
def test_what_is_none(text):
    """Dates, times, years, small numbers and hyphenated words are no identifiers."""
    assert printed(text) == set()


def test_rows_of_a_table_are_not_joined():
    """Numbers with spaces between are parts of one only if they are few."""
    assert "1234 5678" in printed("no 1234 5678")
    assert printed("12345 45678 56789 67890 78901 89012") == {
        *("12345", "45678", "56789", "67890", "78901", "89012")
    }


@given(st.text(st.sampled_from("IlO0S5B8Zz2-. /#(|)\n\u00ada1é") | st.characters()))
def test_identifiers_are_words_of_the_text(text):
    """Each stands on whole words one after the other, at their positions, and can be asked for."""
    words = [token for token in tokens(text) if token.width == 1]
    found = identifiers(text, tokens(text))
    assert [(one.position, one.width) for one in found] == sorted(
        (one.position, one.width) for one in found
    )
    for one in found:
        assert words[one.position].start - 2 <= one.start < words[one.position].end
        assert one.end == words[one.position + one.width - 1].end
        assert 1 <= one.width <= MOST_WORDS
        assert is_findable(one.text)
        assert SHORTEST <= len(one.text) <= LONGEST
    assert len(found) <= 3 * MOST_WORDS * len(words)


@given(st.lists(st.from_regex(r"[A-Z]{0,3}[0-9]{3,6}", fullmatch=True), min_size=1, max_size=4))
def test_what_is_typed_is_found(parts):
    """What is taken for an identifier in a query is one on a page that holds it so."""
    text = "-".join(parts)
    if looks_like_one([fold(part) for part in parts]):
        page = IndexPage("d", 1, f"see {text} there")
        marks = find(parse(f"id:{text}").query, page)
        assert marks is not None
        assert ("see ", text) == (page.text[: marks[0].start], page.text[4 : marks[0].end])


@given(st.text(alphabet="IlOoSsBbZz0158QqAd"))
def test_confusable_characters_are_one(word):
    """Whichever of two like characters is there, the form is the same, and its own form again."""
    swapped = word.translate(str.maketrans("IOSBZ01582", "1058zoiSB2"))
    assert folded(fold(word)) == folded(fold(swapped)) == folded(folded(fold(word)))


TEXT = "Exact IAD2019-0412; misread lAD2019-O412; spaced I.A.D. 2019 0412."


def test_marks_say_what_is_misread():
    """Only the identifier's words are marked, and as a variant where other letters are printed."""
    marks = find(parse("IAD2019-0412").query, IndexPage("d", 1, TEXT))
    assert [(TEXT[mark.start : mark.end], mark.variant) for mark in marks] == [
        ("IAD2019-0412", False),
        ("lAD2019-O412", True),
        ("I.A.D. 2019 0412", False),
    ]
    assert marks[0].terms == ("iad2019 0412", "iad2019-0412")
    assert marks[1].terms == ("iad2019-0412",)


def test_marks_take_in_a_misread_first_letter():
    """A bar that stands for a first letter is marked with the rest, as a variant."""
    page = IndexPage("d", 1, "file |AD2019-0412 was")
    (mark,) = find(parse("IAD2019-0412").query, page)
    assert (page.text[mark.start : mark.end], mark.variant) == ("|AD2019-0412", True)


def test_marks_of_a_prefix():
    """A prefix marks the whole identifier that begins so."""
    marks = find(parse("id:IAD20*").query, IndexPage("d", 1, TEXT))
    assert [(TEXT[mark.start : mark.end], mark.variant) for mark in marks] == [
        ("IAD2019-0412", False),
        ("lAD2019-O412", True),
        ("I.A.D. 2019 0412", False),
    ]
    assert Match(0, 1, ()).variant is False


def test_plain_form():
    """What is compared to tell a misread identifier from one that is printed in another manner."""
    assert plain_form("I.A.D. 2019/0412") == "iad20190412" != plain_form("lAD2019-O412")
