import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.engine import Sort
from index.facet_table import FacetTable
from index.found import Found
from index.page_table import PageTable
from index.query import TextField
from index.top import by_document, stretch
from index.word_list import WordList


def table_of(keys):
    """Pages in any order, many of one day and one title."""
    return PageTable(
        document_ids=WordList.of(["a", "b", "c", "d"]),
        documents=np.array([document for document, _ in keys], dtype=np.int64),
        numbers=np.array([number for _, number in keys], dtype=np.int64),
        dates=np.array([number % 3 for _, number in keys], dtype=np.int64),
        titles=np.array([number % 2 for _, number in keys], dtype=np.int64),
        lengths={field: np.ones(len(keys), dtype=np.int64) for field in TextField},
        bases={field: np.arange(len(keys) + 1) for field in TextField},
        feet=np.zeros(len(keys), dtype=np.int64),
        heads=np.zeros(len(keys), dtype=np.int64),
        live=np.ones(len(keys), dtype=np.bool_),
        sources=np.zeros(len(keys), dtype=np.int64),
        confidences=np.array([(number % 4) / 3 or np.nan for _, number in keys]),
        facets=FacetTable([]),
    )


KEYS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(1, 20)), min_size=1, max_size=50, unique=True
)


@given(KEYS, st.randoms(use_true_random=False), st.integers(0, 60), st.integers(0, 30))
def test_a_stretch_of_the_whole_order(keys, chance, offset, limit):
    """What is picked out is what stands there when everything is sorted, ties and all."""
    table = table_of(keys)
    rows = np.array(sorted(chance.sample(range(len(keys)), chance.randint(0, len(keys)))), int)
    scores = np.array([chance.randint(0, 3) / 2 for _ in keys])
    found = Found(rows, lambda wanted: scores[wanted])
    for sort in Sort:
        whole = table.ordered(rows, scores[rows], sort)
        wanted, their_scores = stretch(found, table, sort, offset, limit)
        assert wanted.tolist() == whole[offset : offset + limit].tolist()
        assert their_scores.tolist() == scores[wanted].tolist()
    assert by_document(rows, table).tolist() == table.by_document(rows).tolist()
