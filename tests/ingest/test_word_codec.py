"""Words as bytes and back."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.records import Box, Word
from ingest.word_codec import BOX_STEPS, CONFIDENCE_STEPS, pack_words, unpack_words

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


def test_small():
    """Three hundred words take less room than their text would as rows of numbers."""
    some = [Word(i * 6, i * 6 + 5, Box(0.1, i / 400, 0.2, i / 400), 0.9) for i in range(300)]

    assert len(pack_words(some)) < 300 * 10
