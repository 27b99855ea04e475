"""Words found in a text without cutting all of it into words."""

from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import tokens
from index.word_spans import spans_of

PIECES = st.sampled_from(
    [
        *("last", "Last", "LASTED", "lasting", "outlast", "las", "t", "a", "É", "e\u0301", "José"),
        *("O'Brien", "o\u2019brien's", "1990's", "\ufb01le", "file", "immi", "gration", "\u212a"),
        *(" ", " ", "\n", "\t", "-", "-\n", "\u2010\n ", "\u00ad\n", "\u00ad", "\u200b", "_", "."),
        *("\u201c", "\u201d", "\u2014", "\u00a0", "\u0130", "'", "\u2019", "\x0b", "\u2028", "9"),
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)
WORDS = st.sets(
    st.sampled_from(
        [
            *("last", "lasted", "lasting", "outlast", "a", "e", "jose", "obrien", "1990", "file"),
            *("immigration", "gration", "immi", "k", "t", "las", "lastlast", "9", "s", "i"),
        ]
    ),
    min_size=1,
)


@given(TEXTS, WORDS)
@example("the last, lasting; outlast LASTED", {"last", "lasted", "lasting"})
@example("immi-\ngra-\ntion", {"immigra", "gration"})
@example("\u212a k", {"k"})
def test_finds_what_cutting_all_of_the_text_finds(text: str, words: set[str]) -> None:
    """The spans are those of the tokens that are one of the words, in the order of the text."""
    found = spans_of(text + " plain" * 200, words)
    assert found is not None or not text.isascii() or len(words) > 8
    if found is not None:
        assert found == [(t.start, t.end) for t in tokens(text) if t.text in words]


def test_leaves_a_text_of_other_letters_to_be_cut() -> None:
    """Where most words are written otherwise, looking for them by letters is no gain."""
    assert spans_of("\u0434\u043e\u043a\u0443\u043c\u0435\u043d\u0442 file " * 20, {"file"}) is None


def test_leaves_many_words_that_begin_differently() -> None:
    """More words than are worth looking for one by one are left to be cut out."""
    words = {f"{letter}{letter}" for letter in "abcdefghijk"}
    assert spans_of("aa bb cc", words) is None
