"""The nouns keep what they promise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.records import Box

anywhere = st.floats(-5, 5)


@pytest.mark.parametrize(
    "edges", [(0.5, 0, 0.4, 1), (0, 0.5, 1, 0.4), (-0.1, 0, 1, 1), (0, 0, 1, 1.1)]
)
def test_bad_box(edges):
    """A box that is inside out or leaves the page is refused."""
    with pytest.raises(ValueError, match="within the page"):
        Box(*edges)


@given(anywhere, anywhere, anywhere, anywhere)
def test_clipped(left, top, right, bottom):
    """Whatever the rectangle, its clipped box lies on the page."""
    box = Box.clipped(left, top, right, bottom)

    assert 0 <= box.left <= box.right <= 1
    assert 0 <= box.top <= box.bottom <= 1


def test_joined():
    """Two boxes joined hold both."""
    assert Box(0.1, 0.2, 0.3, 0.4).joined(Box(0.2, 0.1, 0.5, 0.3)) == Box(0.1, 0.1, 0.5, 0.4)
