import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.merged_words import MOST_BYTES, merged
from index.word_list import WordList

strings = st.text("abé", max_size=5)


@given(st.lists(st.lists(strings, max_size=8), max_size=4), st.sampled_from([-1, MOST_BYTES]))
def test_rows_keep_their_strings(segments, most_bytes):
    """Every row has the string it had in its segment, in one list without doubles, in order."""
    columns = []
    for rows in segments:
        distinct = sorted(set(rows))
        places = np.array([distinct.index(row) for row in rows], dtype=np.int32)
        columns.append((WordList.of(distinct), places))
    words, places = merged(columns, most_bytes)
    assert [words[place] for place in places] == [row for rows in segments for row in rows]
    assert list(words) == sorted({row for rows in segments for row in rows})
