"""Figures as lengths of bars."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plots import LEAST_LENGTH, plotted
from app.web import is_web_address, told_apart


@given(st.lists(st.integers(min_value=0, max_value=10**9), max_size=40))
def test_lengths(counts):
    """Bars are as long as their figures, the longest 1; one that is not nothing can be seen."""
    plot = plotted((str(n), count, "/x") for n, count in enumerate(counts))

    assert plot.total == sum(counts)
    assert plot.most == max(counts, default=0)
    for bar, count in zip(plot.bars, counts, strict=True):
        assert (bar.length == 0) == (count == 0)
        assert bar.length <= 1
        if count:
            assert bar.length == max(count / plot.most, LEAST_LENGTH)
        assert (bar.url is None) == (count == 0)


@given(st.integers(min_value=1, max_value=60))
def test_columns(count):
    """Columns stand side by side within the plot, and none touches another."""
    bars = plotted((str(n), n, None) for n in range(count)).bars

    assert bars[0].start > 0
    assert bars[-1].start + bars[-1].width < 1
    for one, other in pairwise(bars):
        assert one.start + one.width < other.start


@pytest.mark.parametrize(
    ("url", "leads"),
    [
        ("https://records.example/1", True),
        ("http://records.example", True),
        ("HTTPS://records.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//records.example", False),
        ("https:", False),
        ("http://[", False),
        ("records.example", False),
    ],
)
def test_web_addresses(url, leads):
    """Only addresses of the web are links."""
    assert is_web_address(url) == leads


def test_told_apart():
    """No text can add tags of its own."""
    text = "<b>one</b> two"
    assert told_apart(text, [(0, 3), (11, 14)], is_new=False) == (
        "<del>&lt;b&gt;</del>one&lt;/b&gt; <del>two</del>"
    )
    assert told_apart("a", [(0, 1)], is_new=True) == "<ins>a</ins>"
