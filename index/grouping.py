"""The hits of an answer grouped by document, without putting all of them in order."""

from collections.abc import Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from index.engine import DocumentGroup, Sort
from index.found import Found
from index.page_table import PageTable, Rows
from index.top import best_places, by_document, scores_of


class Groups:
    """The documents of an answer, in the order of their best pages.

    Args:
        found: The answer.
        table: Whose rows they are.
        sort: The order of pages, and so of documents; ties go by document id.

    Attributes:
        count: Documents that have a page in the answer.
    """

    def __init__(self, found: Found, table: PageTable, sort: Sort) -> None:
        self._found = found
        self._table = table
        self._rows = by_document(found.rows, table)
        documents = table.documents[self._rows]
        self._starts = np.flatnonzero(np.diff(documents, prepend=-1))
        self._keys = self._sort_keys(sort)
        self.count = len(self._starts)

    def _sort_keys(self, sort: Sort) -> NDArray[np.float64] | NDArray[np.int64]:
        """For each of the rows by document a number that is less the earlier it comes."""
        if sort.is_fixed:
            return self._table.sort_places(sort)[self._rows]
        scores = np.zeros(len(self._table.live))
        scores[self._found.rows] = self._found.scores_of(self._found.rows)
        return -scores[self._rows]

    def stretch(self, offset: int, limit: int, pages_each: int) -> Iterator[DocumentGroup]:
        """Some of the documents in order.

        Args:
            offset: Documents to leave out before.
            limit: Documents wanted at most.
            pages_each: Pages wanted at most of each.
        """
        if offset >= self.count or not limit:
            return
        best = np.minimum.reduceat(self._keys, self._starts)
        groups = best_places(lambda places: places, -best, offset + limit)[offset:]
        ends = np.append(self._starts[1:], len(self._rows))
        stretches = zip(self._starts[groups].tolist(), ends[groups].tolist(), strict=True)
        wanted = [(end - start, self._best(start, end, pages_each)) for start, end in stretches]
        rows = np.concatenate([rows for _, rows in wanted])
        hits = self._table.hits(rows, scores_of(self._found, rows))
        documents = self._table.documents[self._rows[self._starts[groups]]]
        ids = self._table.document_ids.at(documents)
        for document, (pages, best_rows) in zip(ids, wanted, strict=True):
            yield DocumentGroup(document, pages, tuple(islice(hits, len(best_rows))))

    def _best(self, start: int, end: int, pages_each: int) -> Rows:
        """The rows of a document's best pages; ties in the order of their numbers."""
        order = np.argsort(self._keys[start:end], kind="stable")[:pages_each]
        return self._rows[start:end][order]
