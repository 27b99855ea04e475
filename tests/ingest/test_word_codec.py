"""Words as bytes and back."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.records import Box, Word
from ingest.word_codec import (
    BOX_STEPS,
    CONFIDENCE_STEPS,
    pack_words,
    unpack_words,
    unpack_words_within,
)

fractions = st.floats(0, 1)
boxes = st.tuples(fractions, fractions, fractions, fractions).map(lambda edges: Box.clipped(*edges))
words = st.builds(
    Word,
    start=st.integers(0, 2**32 - 1),
    end=st.integers(0, 2**32 - 1),
    box=boxes,
    confidence=st.none() | fractions,
)


@given(st.lists(words))
def test_round_trip(given_words):
    """Words come back in order, boxes and confidence as near as the steps allow."""
    back = unpack_words(pack_words(given_words))

    assert [(w.start, w.end) for w in back] == [(w.start, w.end) for w in given_words]
    for before, after in zip(given_words, back, strict=True):
        for edge in ("left", "top", "right", "bottom"):
            assert abs(getattr(before.box, edge) - getattr(after.box, edge)) <= 0.51 / BOX_STEPS
        assert (before.confidence is None) == (after.confidence is None)
        if before.confidence is not None:
            assert abs(before.confidence - after.confidence) <= 0.51 / CONFIDENCE_STEPS


@st.composite
def texts(draw: st.DrawFn) -> list[Word]:
    """Words one after the other, some with a gap before them."""
    made: list[Word] = []
    for gap, length in draw(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4)), max_size=9)):
        start = (made[-1].end if made else 0) + gap
        made.append(Word(start, start + length, Box(0.0, 0.0, 0.5, 0.5), None))
    return made


places = st.integers(0, 40)
stretches = st.lists(st.tuples(places, places).map(sorted).map(tuple), max_size=5)


@given(texts(), stretches)
def test_within(given_words, wanted):
    """The words within some stretches are those of all that a stretch covers, even in part."""
    packed = pack_words(given_words)
    filled = [(start, end) for start, end in wanted if start < end]
    expected = [
        word
        for word in unpack_words(packed)
        if any(word.start < end and word.end > start for start, end in filled)
    ]

    assert unpack_words_within(packed, filled) == tuple(expected)


def test_small():
    """Three hundred words take less room than their text would as rows of numbers."""
    some = [Word(i * 6, i * 6 + 5, Box(0.1, i / 400, 0.2, i / 400), 0.9) for i in range(300)]

    assert len(pack_words(some)) < 300 * 10
