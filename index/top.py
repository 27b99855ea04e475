"""The stretch of an answer that is asked for, without putting the rest in order."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.engine import Sort
from index.found import Found
from index.page_table import PageTable, Rows

FEW: Final = 16
"""Rows are sorted, not picked from an order of all, where they are this many times fewer."""

_NO_SCORES: Final = np.zeros(0)


def stretch(
    found: Found, table: PageTable, sort: Sort, offset: int, limit: int
) -> tuple[Rows, NDArray[np.float64]]:
    """Rows of an answer in the order asked for, and their scores.

    Args:
        found: The answer.
        table: Whose rows they are.
        sort: The order; ties go by document id, then page number.
        offset: Rows to leave out before.
        limit: Rows wanted at most.
    """
    rows = found.rows
    if offset >= len(rows):
        return rows[:0], _NO_SCORES
    if sort.is_fixed:
        wanted = _least(rows, table.sort_places(sort)[rows], offset + limit)[offset:]
        return wanted, scores_of(found, wanted)
    scores = found.scores_of(rows)
    best = best_places(lambda places: table.keys[rows[places]], scores, offset + limit)[offset:]
    return rows[best], scores[best]


def by_document(rows: Rows, table: PageTable) -> Rows:
    """Some rows, each once, by document id, then page number."""
    if len(rows) * FEW < len(table.live):
        return table.by_document(rows)
    holds = np.zeros(len(table.live), dtype=np.bool_)
    holds[table.ranks[rows]] = True
    order = np.empty(len(table.live), dtype=np.int64)
    order[table.ranks[rows]] = rows
    return order[holds]


def scores_of(found: Found, rows: Rows) -> NDArray[np.float64]:
    """Scores of rows in any order; ``Found`` wants them ascending."""
    order = np.argsort(rows)
    scores = np.empty(len(rows))
    scores[order] = found.scores_of(rows[order])
    return scores


def _least(values: NDArray[np.int64], keys: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """The values of the least keys, in the keys' order; keys are distinct."""
    if count < len(keys):
        least = np.argpartition(keys, count - 1)[:count] if count else np.empty(0, dtype=np.int64)
        values, keys = values[least], keys[least]
    return values[np.argsort(keys)]


def best_places(
    keys_of: Callable[[Rows], Rows], scores: NDArray[np.float64] | NDArray[np.int64], count: int
) -> NDArray[np.int64]:
    """Places of the highest scores, best first; ties by their keys, at the stretch's end too.

    Args:
        keys_of: Gives the keys of some places.
        scores: Of all places.
        count: Places wanted at most.
    """
    if 0 < count < len(scores):
        last = np.partition(scores, len(scores) - count)[len(scores) - count]
        better = np.flatnonzero(scores > last)
        equal = np.flatnonzero(scores == last)
        places = np.concatenate([better, _least(equal, keys_of(equal), count - len(better))])
    else:
        places = np.arange(len(scores))
    return places[np.lexsort((keys_of(places), -scores[places]))][:count]
