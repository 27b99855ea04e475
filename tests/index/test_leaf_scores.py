"""Counts looked up in posting lists, and scores from them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.leaf_scores import LeafScores, Penalties, counts_at, held
from index.places import Postings
from index.scoring import TYPED_WEIGHT, weighed

ROWS = 3_000
CHOSEN = st.one_of(
    st.sets(st.integers(0, ROWS - 1), max_size=20),
    st.integers(1, 9).map(lambda step: set(range(0, ROWS, step))),
).map(lambda rows: np.array(sorted(rows), dtype=np.int64))


def postings_of(rows):
    return Postings(rows, (rows % 7 + 1).astype(np.float64))


@given(CHOSEN, CHOSEN.filter(len))
def test_counts_are_those_of_the_rows(wanted, rows):
    """However few or many rows are wanted of a list, each has its own count, or 0."""
    held_rows = set(rows.tolist())
    expected = [row % 7 + 1 if row in held_rows else 0 for row in wanted.tolist()]
    assert counts_at(wanted, postings_of(rows), ROWS).tolist() == expected


@given(CHOSEN, CHOSEN.filter(len))
def test_held_rows_with_their_counts(wanted, rows):
    """The rows that are in both lists are found, whichever of the two is longer."""
    at, counts = held(wanted, postings_of(rows))
    both = sorted({*wanted.tolist()} & {*rows.tolist()})
    assert wanted[at].tolist() == both
    assert counts.tolist() == [row % 7 + 1 for row in both]


@given(CHOSEN.filter(len), CHOSEN.filter(len), st.integers(1, 50))
def test_scores_do_not_depend_on_how_many_are_asked_for(rows, others, step):
    """A row has the same score to the last bit alone, among some and among all."""
    penalties = np.linspace(0.3, 3.0, ROWS)
    scores = LeafScores(
        postings=postings_of(rows),
        rarity=1.7,
        penalties=Penalties(penalties),
        typed=Postings(others, np.ones(len(others))),
        is_typed=False,
        title=postings_of(others[::3]),
        title_shares=np.linspace(0.1, 0.9, ROWS),
    )
    every = scores.of(rows)
    assert scores.of(rows[::step]).tolist() == every[::step].tolist()
    assert scores.of(rows[-1:]).tolist() == every[-1:].tolist()


def test_a_word_of_one_form_counts_as_typed():
    """Where the word has no other form, the form typed is looked up nowhere and counts the same."""
    rows = np.array([3, 8])
    penalties = np.full(10, 1.1)
    both = postings_of(rows)
    once = LeafScores(both, 0.9, Penalties(penalties), None, True, None, penalties).of(rows)
    twice = LeafScores(both, 0.9, Penalties(penalties), both, False, None, penalties).of(rows)
    assert once.tolist() == twice.tolist()
    plain = weighed(both.counts, penalties[rows], rarity=0.9)
    assert once.tolist() == (plain + TYPED_WEIGHT * plain).tolist()
