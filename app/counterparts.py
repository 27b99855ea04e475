"""The same page elsewhere: pages of other documents that say nearly what one page says."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from app.context import Context
from index.limits import Limits
from index.near_pages import LEAST, Runs, runs_of
from index.similar import query_of, telling_words
from ingest.records import Document, Page, Release

MOST: Final = 10
_CANDIDATES: Final = 20
_MOST_CHARACTERS: Final = 100_000
"""A longer text is no page of print, and comparing it would take seconds."""
_LIMITS: Final = Limits(seconds=0.3)
"""Nobody waits for what was not asked for."""
_FEWEST_RUNS: Final = 8
"""Of three words, on either page; a line or two stand on many pages by chance."""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A page of another document that says nearly the same.

    Attributes:
        document: Its document.
        releases: What that came with.
        page: Without words.
        likeness: Share of the runs of words of the poorer page that the other has, 0 to 1.
    """

    document: Document
    releases: tuple[Release, ...]
    page: Page
    likeness: float


@dataclass(frozen=True, slots=True)
class Counterparts:
    """The pages found, the likest first.

    Attributes:
        found: At most ``MOST``.
        partial: Whether the time ran out, or the page was too long, so that some may be missing.
    """

    found: tuple[Counterpart, ...]
    partial: bool


def counterparts(here: Context, document_id: str, page: Page) -> Counterparts:
    """Where a page stands a second time, maybe with other redactions.

    Raises:
        SearchError: There is no index, or it cannot be read.
    """
    engine = here.engines.current()
    if len(page.text) > _MOST_CHARACTERS:
        return Counterparts((), partial=True)
    runs = runs_of(page.text)
    words = telling_words(page.text, engine)
    if not words:
        return Counterparts((), partial=False)
    answer = engine.search(query_of(words), limit=_CANDIDATES, limits=_LIMITS)
    keys = [(hit.document_id, hit.number) for hit in answer.hits if hit.document_id != document_id]
    pages = {
        key: other
        for key, other in here.catalogue.pages_by_number(keys).items()
        if len(other.text) <= _MOST_CHARACTERS
    }
    likeness = {key: _likeness(runs, runs_of(pages[key].text)) for key in keys if key in pages}
    near = sorted((key for key in likeness if likeness[key] >= LEAST), key=lambda k: -likeness[k])
    documents = here.catalogue.documents_by_id(sorted({one for one, _ in near}))
    found = (
        Counterpart(
            documents[key[0]],
            here.catalogue.releases_of(documents[key[0]]),
            pages[key],
            likeness[key],
        )
        for key in near[:MOST]
    )
    return Counterparts(tuple(found), answer.partial)


def _likeness(one: Runs, other: Runs) -> float:
    least = min(len(one), len(other))
    if least < _FEWEST_RUNS:
        return 0.0
    return len(np.intersect1d(one, other, assume_unique=True)) / least
