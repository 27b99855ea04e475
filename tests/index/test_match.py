import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine import IndexPage
from index.limits import OutOfTimeError
from index.match import find
from index.matches import Match
from index.page_words import PageWords
from index.parse import parse
from index.query import Prefix


def page(text, title="", release=""):
    return IndexPage("d", 1, text, title, release)


def marked(typed, text, **fields):
    found = find(parse(typed).query, page(text, **fields))
    return None if found is None else [text[match.start : match.end] for match in found]


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("force", "Force by force.", ["Force", "force"]),
        ("zebra", "Force", None),
        ('"task force"', "force task, task force", ["task force"]),
        ('"a b a"', "a b a b a", ["a b a b a"]),
        ("02091-C-71", "case 02091-C-71, c 71", ["02091-C-71"]),
        ("harass*", "harassed? harassment!", ["harassed", "harassment"]),
        ("officer", "the officer’s duty", ["officer’s"]),
        ("immigration", "immi-\ngration", ["immi-\ngration"]),
        ("immi OR immigration", "immi-\ngration immi", ["immi-\ngration", "immi"]),
        ('"task force" force', "task force, force", ["task force", "force"]),
        ("har*d OR *sment", "harassed? harassment! harass", ["harassed", "harassment"]),
        ("?oat", "a goat, a stoat; Boat", ["goat", "Boat"]),
        ("flores~1", "Fiores, FLORES. floors flors", ["Fiores", "FLORES", "flors"]),
        ('"jose flores~1"', "flores jose florez", ["jose florez"]),
        ("a w/1 b", "a x x b x a, a", ["b", "a"]),
        ("a w/2 b", "b a x x b", ["b", "a", "b"]),
        ("a w/0 b", "a x b", None),
        ('"a b" w/1 c', "c a b x c a x b c", ["c", "a b", "c"]),
        ('"a b c"~1', "a c x b y y a x x c b", ["a", "c", "b"]),
        ('"a b c"~1', "c b x a", ["c", "b", "a"]),
        ('"a a"~1', "a x a x x a", ["a", "a"]),
        ('"a a"~1', "a b", None),
        ('"a* ab"~3', "ab x", None),
        ('"a* ab"~3', "ab x ab", ["ab", "ab"]),
        ("immigration w/0 law", "law immi-\ngration x", ["law", "immi-\ngration"]),
        ("-(a w/1 b) x", "a x x b", ["x", "x"]),
        ("a OR (b zebra)", "a b", ["a"]),
        ("a -b", "a c", ["a"]),
        ("a -b", "a b", None),
        ("-b", "a", []),
        ("*", "a", []),
    ],
)
def test_marks(typed, text, expected):
    """Only what makes the page match is marked, the words of a phrase as one stretch."""
    assert marked(typed, text) == expected


def test_other_fields_mark_nothing():
    """A clause on the title decides whether the page matches and marks no text."""
    assert marked("title:memo a", "a memo", title="Memo") == ["a"]
    assert marked("title:memo", "a memo", title="Memo") == []
    assert marked("title:memo a", "a memo", title="Letter") is None


def test_only_words_covered_are_marked():
    """Where a search took the commonest words only, the others are not marked."""
    words = PageWords(page("harassed harassment"), {Prefix("harass"): frozenset({"harassed"})})
    assert find(Prefix("harass"), words) == (Match(0, 8, ("harass*",)),)


def test_match_names_its_terms():
    """A match says which parts of the query stand there, several where they overlap."""
    assert find(parse('"a b" OR b OR c*').query, page("a b cd")) == (
        Match(0, 3, ("a b", "b")),
        Match(4, 6, ("c*",)),
    )


@given(data=st.data())
@settings(max_examples=50)
def test_matches_are_apart_and_in_order(data, trees, corpora):
    """Matches lie in the text, sorted, and do not overlap."""
    for each in data.draw(corpora):
        matches = find(data.draw(trees), each) or ()
        edges = [edge for match in matches for edge in (match.start, match.end)]
        assert edges == sorted(edges)
        assert all(0 <= match.start < match.end <= len(each.text) for match in matches)
        assert all(match.terms for match in matches)


def test_no_time_for_all_windows():
    """Words near each other are given up on a page once the time is over."""
    words = PageWords(IndexPage("d", 1, "a b a b"))
    words.is_over = lambda: True
    with pytest.raises(OutOfTimeError):
        find(parse('"a b"~5').query, words)
