import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.phrase_codes import phrase_starts

CODES = st.lists(st.integers(0, 40), max_size=20, unique=True).map(sorted)


def naive(parts):
    starts = set()
    for start in {code >> 1 for code in parts[0]}:
        ends = {start}
        for part in parts:
            ends = {(code >> 1) + 1 + (code & 1) for code in part if code >> 1 in ends}
        if ends:
            starts.add(start)
    return sorted(starts)


@given(st.lists(CODES, min_size=1, max_size=4))
def test_phrases_of_narrow_and_wide_words(parts):
    """Whichever part is rarest and however wide its words are, a phrase is found as it reads."""
    found = phrase_starts([np.array(part, dtype=np.uint32) for part in parts])
    assert found.tolist() == naive(parts)
