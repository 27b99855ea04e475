import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import tokens
from index.seams import seam


def left_out(before, after):
    """The feet and the heads that are left out, without white space around them."""
    between = seam(before, after)
    return before[between.foot :].strip(), after[: between.head].strip()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("text\nSTAMP-000017", "more\nSTAMP-000018", ("STAMP-000017", "")),
        ("Log of May\ntext", "LOG  of May\nmore", ("", "LOG  of May")),
        ("text\nPage 1 of 9\nR-1", "more\nPage 2 of 9\nR-2", ("Page 1 of 9\nR-1", "")),
        ("text\n- 3 -\n\n", "\n4\nmore", ("- 3 -", "4")),
        ("text\nNo. 17", "more\nlast words", ("", "")),
        ("1 a\nb\nc\nd\nlast words", "last words\ne\nf\ng\nh i", ("", "")),
        ("17", "18", ("", "")),
        ("same\nsame", "same\nsame", ("same", "same")),
        ("text\n" + "a b c d e f g h i\n" * 2, "more\n" + "a b c d e f g h i\n" * 2, None),
        ("text\na\na\na\na", "more\na\na\na\na", ("a\na\na", "")),
        ("", "text\n3", ("", "")),
        ("text\n3", " ", ("", "")),
    ],
)
def test_heads_and_feet(before, after, expected):
    """Lines of numbers, and lines that stand at both pages' edge, are left out; never a page."""
    expected = expected or ("a b c d e f g h i", "")
    assert left_out(before, after) == expected


texts = st.text(alphabet="ab7-\n 'é\u00ad", max_size=40)


@given(texts, texts)
def test_words_left_out_are_those_of_the_text(before, after):
    """As many words are left out as the text has beyond its offsets."""
    between = seam(before, after)
    plain = [token for token in tokens(before) if token.width == 1]
    assert between.foot_words == sum(token.start >= between.foot for token in plain)
    plain = [token for token in tokens(after) if token.width == 1]
    assert between.head_words == sum(token.end <= between.head for token in plain)
