from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.engine import IndexPage
from index.match import find
from index.matches import Match
from index.parse import parse
from index.snippets import snippets


def matches(typed, text):
    return find(parse(typed).query, IndexPage("d", 1, text)) or ()


def shown(typed, text, **options):
    return snippets(text, matches(typed, text), **options)


def marked(snippet):
    return [snippet.text[start:end] for start, end in snippet.marks]


def test_white_space_is_folded_and_marks_stay():
    """Lines and gaps become single spaces and the marks stand where the words now are."""
    (snippet,) = shown('"task force"', "the \n\n  task\n force   met")
    assert (snippet.text, marked(snippet)) == ("the task force met", ["task force"])
    assert (snippet.cut_before, snippet.cut_after) == (False, False)


def test_the_passage_with_most_terms_is_shown():
    """A passage that holds both words is better than one with more of the same word."""
    text = "alpha alpha alpha. " + "filler " * 60 + "alpha beta"
    (snippet,) = shown("alpha beta", text, limit=1, length=40)
    assert {"alpha", "beta"} == set(marked(snippet))
    assert (snippet.cut_before, snippet.cut_after) == (True, False)


def test_each_passage_adds_something():
    """The second passage is chosen for the terms the first has not shown, and stands in order."""
    text = "beta " + "filler " * 60 + "alpha alpha " + "filler " * 60 + "alpha"
    assert [marked(snippet) for snippet in shown("alpha OR beta", text, length=40)] == [
        ["beta"],
        ["alpha", "alpha"],
    ]


def test_words_are_not_cut():
    """A passage begins and ends with whole words."""
    text = "filler " * 30 + "alpha " + "filler " * 30
    (snippet,) = shown("alpha", text, length=50)
    assert {"filler", "alpha"} == set(snippet.text.split())
    assert len(snippet.text) <= 50


def test_without_matches_the_beginning_is_shown():
    """A page that matches by its title shows how its text begins, with nothing marked."""
    (snippet,) = snippets("  \n It is  so. " + "word " * 100, ())
    assert snippet.text.startswith("It is so. word")
    assert (snippet.marks, snippet.cut_before, snippet.cut_after) == ((), False, True)


def test_blank_text_has_no_snippet():
    """A blank page has nothing to show."""
    assert snippets(" \n ", ()) == ()


def test_long_match_is_kept_whole():
    """A match longer than a passage is shown whole."""
    text = "a " + "b " * 50 + "c"
    (snippet,) = snippets(text, [Match(0, len(text), ("x",))], length=20)
    assert marked(snippet) == [" ".join(text.split())]


@st.composite
def marked_texts(draw):
    text = draw(st.text(st.sampled_from("ab \n\t.") | st.characters(), max_size=300))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=16)))
    spans = [(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    spans = [s for s in spans if not (text[s[0]].isspace() or text[s[1] - 1].isspace())]
    return text, [Match(start, end, (text[start],)) for start, end in spans]


@given(marked_texts(), st.integers(1, 4), st.integers(1, 120))
def test_marks_are_the_matched_words(drawn, limit, length):
    """Each mark is the matched text with its white space folded; passages do not overlap."""
    text, found = drawn
    made = snippets(text, found, limit=limit, length=length)

    assert len(made) <= limit
    for snippet in made:
        assert snippet.text == " ".join(snippet.text.split(None)) or not snippet.text.isascii()
        inside = [m for m in found if snippet.start <= m.start and m.end <= snippet.end]
        assert [_folded(text[m.start : m.end]) for m in inside] == marked(snippet)
    assert all(one.end <= other.start for one, other in pairwise(made))
    assert not found or any(snippet.marks for snippet in made)


def _folded(text):
    return "".join(
        " " if letter.isspace() else letter
        for place, letter in enumerate(text)
        if not (letter.isspace() and place and text[place - 1].isspace())
    )
