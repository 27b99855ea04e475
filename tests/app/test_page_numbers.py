"""The numbers under a list: where they are, and where gaps are."""

from hypothesis import given
from hypothesis import strategies as st

from app.page_numbers import numbers, offered
from app.parameters import Paging


def shown(page, total, per_page=10):
    return list(numbers(Paging(page, per_page), total).shown)


def test_numbers():
    """The first, the last and those round the page shown are there, gaps between them."""
    assert shown(1, 0) == [1]
    assert shown(1, 30) == [1, 2, 3]
    assert shown(1, 1000) == [1, 2, 3, None, 100]
    assert shown(50, 1000) == [1, None, 48, 49, 50, 51, 52, None, 100]
    assert shown(5, 80) == [1, 2, 3, 4, 5, 6, 7, 8]


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(1, 1000))
def test_any_numbers(page, total, per_page):
    """The numbers rise from the first page to the last, and a gap stands for two pages or more."""
    made = numbers(Paging(page, per_page), total)
    given_numbers = [number for number in made.shown if number is not None]
    assert given_numbers[0] == 1
    assert given_numbers[-1] == made.last
    assert given_numbers == sorted(set(given_numbers))
    assert len(made.shown) <= 9
    for before, gap, after in zip(made.shown, made.shown[1:], made.shown[2:], strict=False):
        if gap is None:
            assert after - before > 2
        elif before is not None:
            assert gap - before == 1


def test_lengths():
    """The length that is shown is among those offered."""
    assert offered(Paging(1, 25)) == (10, 25, 50, 100)
    assert offered(Paging(1, 7)) == (7, 10, 25, 50, 100)
