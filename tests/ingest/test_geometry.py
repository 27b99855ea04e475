"""Turning boxes there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.geometry import PageFrame, covered_share, overlap, tilted, turned
from ingest.records import Box

fractions = st.floats(0, 1)


@st.composite
def boxes(draw):
    left, right = sorted((draw(fractions), draw(fractions)))
    top, bottom = sorted((draw(fractions), draw(fractions)))
    return Box(left, top, right, bottom)


def sides(box):
    return (box.left, box.top, box.right, box.bottom)


@given(boxes(), st.sampled_from([0, 90, 180, 270, 360]))
def test_turn_and_back(box, degrees):
    """A box turned by quarters and back stands where it stood."""
    assert sides(turned(turned(box, degrees), 360 - degrees)) == pytest.approx(sides(box))


@given(boxes(), st.floats(-5, 5))
def test_tilt_and_back(box, degrees):
    """A box tilted by a few degrees and back stands where it stood, unless the edge cut it."""
    inner = Box(*(0.25 + side / 2 for side in sides(box)))

    back = tilted(tilted(inner, degrees, 850, 1100), -degrees, 850, 1100)

    assert sides(back) == pytest.approx(sides(inner))


def test_a_quarter_turn_clockwise():
    """What stood at the upper left stands at the upper right after a turn by 90 degrees."""
    assert sides(turned(Box(0, 0, 0.1, 0.2), 90)) == pytest.approx((0.8, 0, 1, 0.1))


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_frame_size_and_edges(rotation):
    """The whole frame is the whole page, however it is turned."""
    frame = PageFrame(10, 20, 110, 220, rotation)

    assert sides(frame.box((10, 20, 110, 220))) == (0, 0, 1, 1)
    assert (frame.width, frame.height) == ((100, 200) if rotation % 180 == 0 else (200, 100))


@given(*[st.floats(-1e6, 1e6)] * 4, st.sampled_from([0, 90, 180, 270]))
def test_frame_boxes_stay_on_the_page(left, bottom, width, height, rotation):
    """No rectangle leads to a box off the page."""
    frame = PageFrame(10, 20, 110, 220, rotation)

    assert frame.box((left, bottom, left + abs(width), bottom + abs(height)))


def test_overlap_is_a_share_of_the_first():
    """Overlap is measured by the first box."""
    assert overlap(Box(0, 0, 0.5, 0.5), Box(0, 0, 1, 1)) == 1
    assert overlap(Box(0, 0, 1, 1), Box(0, 0, 0.5, 0.5)) == 0.25
    assert overlap(Box(0, 0, 0.1, 0.1), Box(0.5, 0.5, 1, 1)) == 0


def test_covered_share_counts_once():
    """What two boxes both cover counts once."""
    assert covered_share([Box(0, 0, 1, 0.5), Box(0, 0, 0.5, 0.5)]) == pytest.approx(0.5, abs=0.01)
