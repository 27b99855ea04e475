"""Composing a page's text from words."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.layout import Layout, PlacedWord
from ingest.records import Box

BOX = Box(0, 0, 1, 1)
letters = st.sampled_from("aZ9-é字\u0301\u202e\U0001f600\x00\x9f\ud800\udfff")
word_texts = st.text(letters, min_size=1, max_size=5)
words = st.builds(PlacedWord, word_texts, st.just(BOX), st.none() | st.floats(0, 1))
lines = st.lists(words, max_size=4)
layouts = st.builds(Layout.of, st.lists(st.lists(lines, max_size=3), max_size=3))


@given(layouts)
def test_offsets_slice_back(layout):
    """Each word's offsets cut just that word out of the text, and the text can be stored."""
    text, composed = layout.composed()
    placed = [word.text for word in layout.words()]

    assert len(composed) == len(placed)
    for word, original in zip(composed, placed, strict=True):
        cut = text[word.start : word.end]
        assert len(cut) == len(original)
        assert all(a in (b, "\ufffd") for a, b in zip(cut, original, strict=True))
    assert text.encode().decode() == text


@given(layouts)
def test_text_is_its_words(layout):
    """Splitting the text at white space gives the words, in order."""
    text, composed = layout.composed()

    assert [text[word.start : word.end] for word in composed] == [
        text[w.start : w.end] for w in sorted(composed, key=lambda w: w.start)
    ]
    assert "".join(text.split()) == "".join(text[w.start : w.end] for w in composed)


def test_gaps():
    """Words are parted by a space, lines by a line feed, blocks by an empty line."""
    a, b, c, d = (PlacedWord(letter, BOX) for letter in "abcd")

    assert Layout.of([[[a, b], [], [c]], [[]], [[d]]]).composed()[0] == "a b\nc\n\nd"


def test_what_cannot_be_written():
    """A control character or half a surrogate pair becomes a replacement character."""
    layout = Layout.of([[[PlacedWord("a\x00b\ud800", BOX)]]])

    assert layout.composed()[0] == "a\ufffdb\ufffd"


def test_confidence_is_the_mean():
    """The confidence of a layout is the mean over the words that have one."""
    layout = Layout.of([[[PlacedWord("a", BOX, 0.5), PlacedWord("b", BOX, 1.0)]]])
    layer = Layout.of([[[PlacedWord("c", BOX)]]])

    assert layout.confidence == (layout + layer).confidence == 0.75
    assert layer.confidence is None
