import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.phrase_codes import phrase_starts
from index.places import Places, Skips, chained

CODES = st.lists(st.integers(0, 40), max_size=20, unique=True).map(sorted)


def _ascending(most):
    return st.lists(st.integers(0, most), max_size=4, unique=True).map(sorted)


SKIPS = st.tuples(_ascending(20), _ascending(20)).map(lambda both: list(zip(*both, strict=False)))


def naive(parts, skips):
    starts = set()
    for start in {code >> 1 for code in parts[0]}:
        ends = {start}
        for place, part in enumerate(parts):
            if place:
                ends |= {begins for end, begins in skips if end in ends}
            ends = {(code >> 1) + 1 + (code & 1) for code in part if code >> 1 in ends}
        if ends:
            starts.add(start)
    return sorted(starts)


def _places(part):
    codes = np.array(part, dtype=np.int64)
    return Places(codes >> 1, (codes >> 1) + 1 + (codes & 1))


@given(st.lists(CODES, min_size=1, max_size=4), SKIPS)
def test_phrases_of_narrow_and_wide_words(parts, skips):
    """Whichever part is rarest and however wide its words are, a phrase is found as it reads."""
    ends, begins = (np.array([skip[side] for skip in skips], dtype=np.int64) for side in (0, 1))
    expected = naive(parts, skips)
    found = phrase_starts([np.array(part, dtype=np.uint32) for part in parts], Skips(ends, begins))
    assert found.tolist() == expected
    assert chained([*map(_places, parts)], Skips(ends, begins)).starts.tolist() == expected
