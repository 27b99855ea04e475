import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import fold, readings, sorting_form, tokens


def words(text):
    return [token.text for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Overtime PAID", ["overtime", "paid"]),
        ("Café cafe\u0301 CAFÉ", ["cafe", "cafe", "cafe"]),
        ("ﬁne oﬃcer Straße", ["fine", "officer", "strasse"]),
        ("O'Brien O’Brien OʼBrien", ["obrien", "obrien", "obrien"]),
        ("officer's officer’s OFFICER'S", ["officer", "officer", "officer"]),
        ("the 1990's", ["the", "1990"]),
        ("'quoted' James'", ["quoted", "james"]),
        ("5'10", ["5", "10"]),
        ("02091-C-71", ["02091", "c", "71"]),
        ("I.A.D. W-2 and/or a_b", ["i", "a", "d", "w", "2", "and", "or", "a", "b"]),
        ("over\u00adtime over\u200btime", ["overtime", "overtime"]),
        ("ＦＢＩ m²", ["fbi", "m2"]),
        ("İstanbul", ["istanbul"]),
        ("警察 полиция", ["警察", "полиция"]),
        ("§ & — •", []),
    ],
)
def test_words(text, expected):
    """Words are runs of letters and digits, folded."""
    assert expected == words(text)


def test_offsets_are_those_of_the_text():
    """Offsets cut the word as printed out of the text, a possessive ending included."""
    text = "The  officer’s ﬁle"
    assert [text[t.start : t.end] for t in tokens(text)] == ["The", "officer’s", "ﬁle"]


def test_identifier_has_consecutive_positions():
    """A hyphenated identifier is words one after the other."""
    assert [token.position for token in tokens("02091-C-71")] == [0, 1, 2]


@pytest.mark.parametrize("hyphen", ["-\n", "- \n", "-\r\n   ", "\u00ad\n", "\u2010\n"])
def test_line_end_hyphen(hyphen):
    """A word split over two lines is there whole, two wide, and in its parts."""
    found = tokens(f"on immi{hyphen}gration law")

    assert [(token.text, token.position, token.width) for token in found] == [
        ("on", 0, 1),
        ("immi", 1, 1),
        ("immigration", 1, 2),
        ("gration", 2, 1),
        ("law", 3, 1),
    ]
    assert (3, 3 + 4 + len(hyphen) + 7) == (found[2].start, found[2].end)


@pytest.mark.parametrize("text", ["2016-\n2017", "IAD-\n42", "yes -\nno", "a\n-b", "well-known"])
def test_hyphen_that_splits_no_word(text):
    """Only a hyphen at the end of a line between two letters may split a word."""
    assert all(token.width == 1 for token in tokens(text))


def test_readings():
    """A text without split words reads one way, one with them two ways."""
    assert [[t.text for t in reading] for reading in readings("a b")] == [["a", "b"]]
    assert [[t.text for t in reading] for reading in readings("x immi-\ngration")] == [
        ["x", "immi", "gration"],
        ["x", "immigration"],
    ]


def test_sorting_form():
    """Titles are ordered by their words, whatever their case, accents and punctuation."""
    assert sorting_form("«Évidence»: LOG") == "evidence log"


@given(st.text())
@example("ʼ's")
@example("ﾞ")
@example("½ǆ\u0345")
@example("a-\nb-\nc's")
def test_offsets_and_positions_hold_for_any_text(text):
    """Tokens lie in the text and in order, and each is its own slice, folded."""
    found = tokens(text)

    for token in found:
        assert 0 <= token.start < token.end <= len(text)
        assert token.text
        if token.width == 1:
            assert token.text == fold(text[token.start : token.end])
    positions = [token.position for token in found]
    assert positions == sorted(positions)
    assert sorted(set(positions)) == list(range(len(set(positions))))


@given(st.text())
def test_folding_again_changes_nothing(text):
    """A folded word is one word and stays what it is, so a shown query can be parsed again."""
    for token in tokens(text):
        assert [token.text] == words(token.text)
