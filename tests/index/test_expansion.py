import fnmatch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.expansion import expandables, fits, literal_beginning
from index.parse import parse
from index.query import Fuzzy, Prefix, TextField, Wildcard


@given(st.text("ab*?", min_size=1, max_size=8), st.text("ab", max_size=8))
def test_wildcards(pattern, word):
    """A star is any number of characters and a question mark one, as in the names of files."""
    assert fnmatch.fnmatchcase(word, pattern) == fits(Wildcard(pattern), word)
    if fits(Wildcard(pattern), word):
        assert word.startswith(literal_beginning(Wildcard(pattern)))


def test_many_stars_are_cheap():
    """A pattern of many stars on a huge word comes to an end; trying every way would not."""
    assert not fits(Wildcard("*a" * 200 + "*b"), "a" * 70_000)


@pytest.mark.parametrize("sign", ["", "-"])
def test_each_once_in_order(sign):
    """What is to be expanded is found wherever it stands, each once, in the order typed."""
    query = parse(f'{sign}(x "a* b~1" OR ?c) a* w/3 d title:a*').query
    assert (
        Prefix("a"),
        Fuzzy("b", 1),
        Wildcard("?c"),
        Prefix("a", TextField.TITLE),
    ) == expandables(query)
