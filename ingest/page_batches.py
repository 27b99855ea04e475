"""Pages on their way into the catalogue: several in a transaction where they come quickly."""

import time
from collections.abc import Callable
from typing import Final

from ingest.catalogue_pages import FinishedPage
from ingest.catalogue_writer import CatalogueWriter
from ingest.records import Failure, Page

LONGEST_WAIT_S: Final = 0.5
"""What a killed run may lose beyond the pages under way: pages read in so short a time."""
_MOST_PAGES: Final = 1_000
_MOST_CHARACTERS: Final = 10_000_000
"""Of their texts: what waits is in memory."""


class PageBatches:
    """Stores pages within half a second, those that took long to read at once. For one thread.

    Nothing is stored of itself: whoever adds pages calls ``store_if_due`` at least whenever
    ``wait_s`` has passed, and ``store`` in the end.

    Args:
        catalogue: Where they are stored.
        clock: Seconds from whatever beginning.
    """

    def __init__(
        self, catalogue: CatalogueWriter, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._catalogue = catalogue
        self._clock = clock
        self._waiting: list[FinishedPage] = []
        self._since = 0.0
        self._effort_s = 0.0
        self._characters = 0

    @property
    def wait_s(self) -> float | None:
        """Seconds until what waits has to be stored; None if nothing does."""
        if not self._waiting:
            return None
        return max(0.0, self._since + LONGEST_WAIT_S - self._clock())

    def add(self, document_id: str, page: Page, failure: Failure | None = None) -> None:
        """Take in a page; it is stored at once if it, or what waits with it, took long to read.

        Raises:
            DataDirectoryError: It cannot be stored.
        """
        if not self._waiting:
            self._since, self._effort_s, self._characters = self._clock(), 0.0, 0
        self._waiting.append(FinishedPage(document_id, page, failure))
        # How long a page took that failed is not known: a limit of minutes, it may be.
        self._effort_s += page.seconds if failure is None else LONGEST_WAIT_S
        self._characters += len(page.text)
        self.store_if_due()

    def store_if_due(self) -> None:
        """Store what waits if its time is over or there is much of it; raises as ``add``."""
        if (
            self.wait_s == 0
            or self._effort_s >= LONGEST_WAIT_S
            or len(self._waiting) >= _MOST_PAGES
            or self._characters >= _MOST_CHARACTERS
        ):
            self.store()

    def store(self) -> None:
        """Store what waits; raises as ``add``, and does not try the same pages again."""
        waiting, self._waiting, self._effort_s, self._characters = self._waiting, [], 0.0, 0
        if waiting:
            self._catalogue.save_pages(waiting)
