from itertools import permutations, product

from hypothesis import given
from hypothesis import strategies as st

from index.near import windows

stretch = st.builds(lambda start: (start, start + 1), st.integers(0, 12))
parts = st.lists(st.lists(stretch, max_size=4, unique=True).map(sorted), min_size=2, max_size=3)


def holds(found, distance):
    """Whether any choice of one place a part stands close enough, no two at one place."""
    for choice in product(*found):
        apart = len(set(choice)) == len(choice)
        span = max(end for _, end in choice) - min(start for start, _ in choice)
        if apart and span - len(choice) <= distance:
            return True
    return False


@given(st.lists(parts.map(lambda found: found[0]), min_size=2, max_size=2), st.integers(0, 6))
def test_two_parts(found, distance):
    """Two parts are near each other exactly if some two of their places are."""
    assert holds(found, distance) == any(windows(found, distance))


@given(parts, st.integers(0, 6))
def test_more_parts(found, distance):
    """More parts that share no place are near each other exactly if some of their places are."""
    apart = [list(found[0])]
    for part in found[1:]:
        apart.append([place for place in part if not any(place in other for other in apart)])
    assert holds(apart, distance) == any(windows(apart, distance))


@given(parts, st.integers(0, 6))
def test_in_any_order(found, distance):
    """Every window found holds, in whatever order the parts are given."""
    for order in permutations(found):
        for window in windows(order, distance):
            chosen = [places[at] for places, at in zip(order, window, strict=True)]
            assert holds([[place] for place in chosen], distance)
