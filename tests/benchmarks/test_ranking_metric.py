"""The measure of ranking itself, held to values worked out by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.ranking_metric import exponential_gain, linear_gain, ndcg


@pytest.mark.parametrize(
    ("ranked", "grades", "expected"),
    [
        ("ab", {"a": 1, "b": 1}, 1.0),
        ("xa", {"a": 1}, 1 / math.log2(3)),
        ("xy", {"a": 1}, 0.0),
        ("", {"a": 1}, 0.0),
        ("ab", {"a": 0, "b": 0}, 0.0),
        # (1 + 3 / log2 3) / (3 + 1 / log2 3)
        ("ab", {"a": 1, "b": 3}, 2.892789 / 3.630930),
        # a document that is not judged takes a place: 1 / log2 4 of (1 + 1 / log2 3)
        ("xya", {"a": 1, "b": 1}, 0.5 / 1.630930),
    ],
)
def test_linear(ranked, grades, expected):
    """Gains are the grades, discounted by place, over those of the best order."""
    assert ndcg(ranked, grades, gain=linear_gain) == pytest.approx(expected, abs=1e-6)


def test_exponential():
    """A grade of 3 is worth 7 and one of 1 is worth 1: (1 + 7 / log2 3) / (7 + 1 / log2 3)."""
    found = ndcg("ab", {"a": 1, "b": 3}, gain=exponential_gain)
    assert found == pytest.approx(5.416508 / 7.630930, abs=1e-6)


def test_no_deeper_than_asked():
    """What stands below the depth counts neither in the order nor in the best one."""
    assert ndcg("xxa", {"a": 1}, gain=linear_gain, depth=2) == 0
    assert ndcg("ab", {"a": 1, "b": 1, "c": 1}, gain=linear_gain, depth=2) == 1


@given(st.permutations("abcdef"), st.dictionaries(st.sampled_from("abcdef"), st.integers(-1, 4)))
def test_best_order_is_best(ranked, grades):
    """No order is better than the documents by their grades, whose measure is 1 or 0."""
    best = sorted(grades, key=lambda document: -grades[document])
    top = ndcg(best, grades, gain=linear_gain)
    assert top in (pytest.approx(1.0), 0.0)
    assert -1e-9 <= ndcg(ranked, grades, gain=linear_gain) <= top + 1e-9
