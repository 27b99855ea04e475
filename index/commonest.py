"""How many pages hold a word, deleted ones left out, and which words are the commonest."""

from heapq import nlargest, nsmallest

from index.evaluate import PostingSource
from index.query import TextField


def commonest(
    source: PostingSource, field: TextField, found: list[tuple[int, str]], limit: int
) -> list[tuple[str, int]]:
    """The commonest words with the pages that hold them; words on no page are left out.

    Args:
        source: Whose pages are counted.
        field: Whose words they are.
        found: Words, each after how many pages hold it, deleted ones counted too.
        limit: How many words at most.
    """
    if not source.table.live.all():
        found = _without_deleted(source, field, found, limit)
    best = nsmallest(limit, found, key=lambda entry: (-entry[0], entry[1]))
    return [(word, pages) for pages, word in best if pages]


def pages_with(source: PostingSource, word: str) -> int:
    """How many pages hold a word in their text, deleted ones left out."""
    if source.table.page_count == len(source.table.live):
        return source.frequency(TextField.TEXT, word)
    return _live(source, TextField.TEXT, word)


def _without_deleted(
    source: PostingSource, field: TextField, found: list[tuple[int, str]], limit: int
) -> list[tuple[int, str]]:
    """Count exactly, from the commonest down, until the rest cannot be among the best."""
    exact: list[tuple[int, str]] = []
    for most, word in sorted(found, reverse=True):
        if len(exact) >= limit and most < nlargest(limit, exact)[-1][0]:
            break
        exact.append((_live(source, field, word), word))
    return exact


def _live(source: PostingSource, field: TextField, word: str) -> int:
    rows = source.postings(field, [word]).rows
    return int(source.table.live[rows].sum())
