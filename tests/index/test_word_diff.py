"""Which words two texts do not have in common."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import tokens
from index.limits import Budget
from index.word_diff import MOST_CHARACTERS, MOST_WORDS, word_diff

WORDS = st.lists(st.sampled_from(["gull", "wren", "oak", "quay", "O'Brien", "É-tat"]), max_size=30)


def without(text: str, stretches) -> list[str]:
    """The folded words of a text that stand in none of the stretches."""
    return [
        token.text
        for token in tokens(text)
        if token.width == 1
        and not any(start <= token.start and token.end <= end for start, end in stretches)
    ]


@given(WORDS, WORDS)
def test_what_is_left_is_common(one, other):
    """Without the stretches both texts have the same words in the same order."""
    before, after = " ".join(one), ", ".join(other)
    found = word_diff(before, after)

    assert without(before, found.before) == without(after, found.after)
    assert len(without(before, found.before)) == found.common
    assert found.before == tuple(sorted(found.before))
    assert 0 <= found.likeness <= 1


@pytest.mark.parametrize("text", ["", "the Harbor unit, again"])
def test_same(text):
    """Case and signs make no difference."""
    found = word_diff(text, text.upper().replace(",", ";"))
    assert (found.before, found.after) == ((), ())


def test_a_passage_blacked_out():
    """What a bar took out is one stretch, from its first word to its last."""
    before = "seen by officer A. Wren at the quay"
    found = word_diff(before, "seen by at the quay")

    assert [before[start:end] for start, end in found.before] == ["officer A. Wren"]
    assert found.after == ()
    assert found.likeness == 1


def test_long_texts_are_cut():
    """Only so many words are compared, and that is said."""
    found = word_diff("gull " * (MOST_WORDS + 1), "gull")
    assert found.is_cut
    assert found.words == (MOST_WORDS, 1)
    assert word_diff("g" * (MOST_CHARACTERS + 1), "gull").is_cut


def test_no_time():
    """Without time nothing is marked, and that is said."""
    found = word_diff("one two", "two one", Budget(0.0))
    assert found.is_partial
    assert (found.before, found.after, found.common) == ((), (), 0)
