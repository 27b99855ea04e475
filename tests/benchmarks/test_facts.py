import pytest

from benchmarks.facts import misread, scores
from benchmarks.marked_facts import marked_pages

PAGES = list(marked_pages())
AS_PRINTED, MISREAD = scores(PAGES), scores(misread(PAGES))


def test_marked():
    """Two hundred facts and more are marked, some of each kind."""
    assert AS_PRINTED["all"].marked >= 200
    assert all(score.marked >= 15 for score in AS_PRINTED.values())


@pytest.mark.parametrize("kind", AS_PRINTED)
def test_kind(kind):
    """Of each kind nearly all that is marked is found, and nearly nothing else."""
    score = AS_PRINTED[kind]
    assert score.precision >= 0.97
    assert score.recall >= 0.9
    assert score.normal == score.right


def test_misread():
    """With a digit of each misread, nine of ten are found still, and hardly anything else."""
    score = MISREAD["all"]
    assert score.precision >= 0.97
    assert score.recall >= 0.9
    assert score.normal >= 0.97 * score.right
