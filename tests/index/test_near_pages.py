"""Pages that say the same, changed, are found again; forms filled in differently are not."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.near_pages import near_pairs, runs_of

WORDS = [f"{first}{second}" for first in ("har", "gull", "wren", "oak") for second in "abcdefghij"]


def page(seed: int, length: int = 120) -> list[str]:
    chosen = np.random.default_rng(seed).integers(0, 10_000, length)
    return [f"{WORDS[n % len(WORDS)]}{n}" for n in chosen]


def runs(**pages):
    return {(name, 1): runs_of(" ".join(words)) for name, words in pages.items()}


def paired(before, after):
    return {(pair.before[0], pair.after[0]) for pair in near_pairs(before, after)}


def test_redacted_again():
    """A page of which a third is blacked out is the same page; another page is not."""
    first, second = page(1), page(2)
    found = near_pairs(runs(a=first, b=second), runs(x=first[:40] + first[80:], y=page(3)))
    (pair,) = found
    assert (pair.before, pair.after) == (("a", 1), ("x", 1))
    assert pair.likeness > 0.9


def test_misread_scan():
    """A page scanned and read twice, a tenth of its words otherwise, is the same page."""
    first = page(1)
    second = [f"{word}x" if number % 10 == 0 else word for number, word in enumerate(first)]
    assert paired(runs(a=first), runs(x=second)) == {("a", "x")}


def test_forms():
    """Forms of one print, filled in differently, are different pages."""
    form = page(9, 60)
    before = {f"b{n}": form + page(100 + n, 40) for n in range(20)}
    after = {f"a{n}": form + page(200 + n, 40) for n in range(20)}
    assert paired(runs(**before), runs(**after)) == set()
    assert paired(runs(**before), runs(**after, same=before["b3"])) == {("b3", "same")}


def test_nothing_to_compare():
    """Pages without words go with nothing; pages of one or two words only with their like."""
    assert paired(runs(a=[]), runs(x=[])) == set()
    assert paired(runs(a=["harbor"], b=["gull"]), runs(x=["gull"])) == {("b", "x")}


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=30), max_size=12))
def test_against_itself(pages):
    """Compared with itself, a set pairs every page that has words, each once, wholly alike."""
    keys = {("doc", number): runs_of(" ".join(words)) for number, words in enumerate(pages, 1)}
    found = near_pairs(keys, keys)
    with_words = {key for key, value in keys.items() if len(value)}
    assert {pair.before for pair in found} == {pair.after for pair in found} == with_words
    assert all(pair.likeness > 0.999 for pair in found)
    assert len(found) == len(with_words)
    assert all(np.array_equal(keys[pair.before], keys[pair.after]) for pair in found)
