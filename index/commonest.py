"""The commonest of some words, counted without deleted pages and without reading every list."""

from heapq import nlargest, nsmallest

from index.evaluate import PostingSource
from index.query import TextField


def commonest(
    source: PostingSource, found: list[tuple[int, str]], limit: int
) -> list[tuple[str, int]]:
    """The commonest words with the pages that hold them; words on no page are left out.

    Args:
        source: Whose pages are counted.
        found: Words of the text, each after how many pages hold it, deleted ones counted too.
        limit: How many words at most.
    """
    if not source.table.live.all():
        found = _without_deleted(source, found, limit)
    best = nsmallest(limit, found, key=lambda entry: (-entry[0], entry[1]))
    return [(word, pages) for pages, word in best if pages]


def _without_deleted(
    source: PostingSource, found: list[tuple[int, str]], limit: int
) -> list[tuple[int, str]]:
    """Count exactly, from the commonest down, until the rest cannot be among the best."""
    exact: list[tuple[int, str]] = []
    for most, word in sorted(found, reverse=True):
        if len(exact) >= limit and most < nlargest(limit, exact)[-1][0]:
            break
        rows = source.postings(TextField.TEXT, [word]).rows
        exact.append((int(source.table.live[rows].sum()), word))
    return exact
