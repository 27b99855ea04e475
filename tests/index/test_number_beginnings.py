"""The beginnings of numbers that are being typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.facts import FactKind
from index.named_numbers import asked_number
from index.number_beginnings import beginnings


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        (FactKind.AFFAIRS, "IAD2018-0", ("2018-0",)),
        (FactKind.AFFAIRS, "lad2018-0", ()),
        (FactKind.AFFAIRS, "i.a.d.2O18-0", ("2018-0",)),
        (FactKind.AFFAIRS, "IA19-04", ("2019-04",)),
        (FactKind.AFFAIRS, "ia98-1", ("1998-1",)),
        (FactKind.AFFAIRS, "2018", ("2018-",)),
        (FactKind.AFFAIRS, "20180", ("2018-0",)),
        (FactKind.AFFAIRS, "201", ()),
        (FactKind.INCIDENT, "I19-2003", ("192003",)),
        (FactKind.INCIDENT, "1920O3", ("192003",)),
        (FactKind.INCIDENT, "harbor19", ()),
        (FactKind.BADGE, "t44", ("T44",)),
        (FactKind.BADGE, "44", ()),
        (FactKind.BADGE, "overtime", ()),
        (FactKind.DOCKET, "1:19-cv", ("119CV",)),
        (FactKind.PHONE, "617-555", ("617-555", "617-555")),
        (FactKind.PHONE, "617-555-01", ("617-555-01",)),
        (FactKind.PHONE, "555-01", ("555-01", "555-01")),
        (FactKind.DATE, "2018-0", ()),
    ],
)
def test_beginnings(kind, typed, expected):
    """What is typed of a number is read as its normal form begins; words are none."""
    assert beginnings(kind, typed) == expected


@given(st.integers(1970, 2069), st.integers(0, 9999), st.integers(5, 9))
def test_affairs_as_they_are_typed(year, serial, typed):
    """Each stretch of such a number, once its year is whole, begins its normal form."""
    printed = f"IAD{year}-{serial:04}"
    (beginning,) = beginnings(FactKind.AFFAIRS, printed[: typed + 3])
    assert asked_number(FactKind.AFFAIRS, printed).startswith(beginning)


@given(st.from_regex(r"[2-9][0-9]{2}[2-9][0-9]{6}", fullmatch=True), st.integers(3, 10))
def test_phones_as_they_are_typed(digits, typed):
    """Each stretch of a telephone number with its area begins its normal form."""
    found = beginnings(FactKind.PHONE, digits[:typed])
    normal = asked_number(FactKind.PHONE, digits)
    assert any(normal.startswith(beginning) for beginning in found)


@given(st.sampled_from(FactKind), st.text())
def test_whatever_is_typed(kind, typed):
    """Nothing that can be typed breaks it."""
    assert all(beginnings(kind, typed))
