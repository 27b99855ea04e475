"""Word error: what counts as wrong, and how much of it."""

from hypothesis import given
from hypothesis import strategies as st

from verify.word_error import WordError, edits, word_error

words = st.lists(st.sampled_from(["the", "van", "left", "fence", "0412"]), max_size=7)


def slowly(expected: list[str], got: list[str]) -> int:
    """The textbook's table."""
    row = list(range(len(got) + 1))
    for n, word in enumerate(expected, 1):
        above, row = row, [n]
        for m, other in enumerate(got, 1):
            row.append(min(above[m] + 1, row[-1] + 1, above[m - 1] + (word != other)))
    return row[-1]


@given(words, words)
def test_edits_are_the_fewest(expected, got):
    """The fewest changes are counted, as the textbook does it."""
    assert edits(expected, got) == slowly(expected, got)


@given(words)
def test_a_perfect_reading(expected):
    """Case, punctuation and line ends are no errors."""
    error = word_error(" ".join(expected), "\n".join(word.upper() + "." for word in expected))

    assert error == WordError(len(expected), 0, len(expected), 0)


def test_order_counts_only_in_the_rate():
    """Words out of order are wrong by the rate, and found all the same."""
    error = word_error("left column right column", "right column left column junk")

    assert (error.rate, error.recall, error.junk) == (3 / 4, 1.0, 1)
