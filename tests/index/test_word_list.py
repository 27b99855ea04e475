import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.word_list import WordList

words = st.sets(st.text("abé1", max_size=6))
pieces = st.text("abé1", min_size=1, max_size=3)


@given(words)
def test_words_come_back(some):
    """Words are the same one by one, as a stretch and all together."""
    ordered = sorted(some)
    found = WordList.of(ordered)
    assert list(found) == ordered == found[:] == [found[at] for at in range(len(found))]
    assert found.lengths.tolist() == [*map(len, ordered)]


@given(words, pieces)
def test_pieces_of_words(some, piece):
    """Words that begin with, end with or hold a piece are found, and no other."""
    ordered = sorted(some)
    found = WordList.of(ordered)
    every = np.arange(len(ordered))
    assert ordered[slice(*found.beginning(piece))] == [w for w in ordered if w.startswith(piece)]
    assert [ordered[at] for at in found.ending(every, piece)] == [
        w for w in ordered if w.endswith(piece)
    ]
    assert [ordered[at] for at in found.holding(piece)] == [w for w in ordered if piece in w]
