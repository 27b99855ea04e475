"""What every engine that is compared has to do, and what their Python sides have in common."""

import csv
import io
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Protocol

from benchmarks.search_pages import Page
from benchmarks.search_questions import Question

LIMIT = 25
PAGES_EACH = 3
"""Best pages shown of each document."""

PASSAGE = 240
"""Characters, about."""

Hit = tuple[str, int]
Found = tuple[int, list[Hit]]
Passages = Callable[[Iterable[Hit]], Iterator[str]]


class Candidate(Protocol):
    """An engine under test; made with the folder of an index that is there or to be built."""

    def __init__(self, folder: Path) -> None: ...

    def build(self, pages: Iterable[Page]) -> None:
        """Make the index."""

    def open(self) -> None:
        """Be ready to search."""

    def offers(self, question: Question) -> bool:
        """Whether it knows this kind of question."""

    def ask(self, question: Question) -> Found:
        """All pages that match, and those on the stretch asked for. From several threads."""

    def replace(self, pages: list[Page]) -> None:
        """Take a document out and in again; searches see it on return."""


class Texts:
    """The texts of pages, for engines that keep none; beside the folder of the engine."""

    def __init__(self, folder: Path) -> None:
        self._base = sqlite3.connect(folder.parent / "texts.sqlite", check_same_thread=False)

    def of(self, hit: Hit) -> str:
        """The text of one page."""
        query = "SELECT text FROM texts WHERE document = ? AND number = ?"
        text: str = self._base.execute(query, hit).fetchone()[0]
        return text


def bounds(question: Question) -> tuple[date, date] | None:
    """The first and the last day asked for."""
    if "days" not in question:
        return None
    first, last = question["days"]
    return date.fromisoformat(first), date.fromisoformat(last)


def grouped(hits: Iterable[Hit]) -> list[Hit]:
    """Of ranked hits the best pages of the first documents, document by document."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        if hit[0] not in groups and len(groups) == LIMIT:
            continue
        pages = groups.setdefault(hit[0], [])
        if len(pages) < PAGES_EACH:
            pages.append(hit)
    return [hit for pages in groups.values() for hit in pages]


def as_csv(hits: list[Hit], passages: Passages) -> str:
    """All hits with their passages as a file."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for (document, number), passage in zip(hits, passages(hits), strict=True):
        writer.writerow((document, number, passage))
    return buffer.getvalue()
