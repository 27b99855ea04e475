"""Releases compared for visitors: within limits, one comparison at a time, kept while it holds."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from app import urls
from app.kept import Kept
from app.plots import Plot, plotted
from app.release_diff import ReleaseDiff, release_diff
from index.limits import Budget, OutOfTimeError
from ingest.catalogue_holdings import Holdings
from ingest.errors import BusyError
from ingest.records import Document, Release

SECONDS: Final = 10.0
"""Of processor time for one comparison: some five thousand pages that differ."""
WAIT_S: Final = 2.0
"""How long one visitor waits for the comparison of another."""
_MOST_KEPT: Final = 8


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one release to another, as far as there was time.

    Documents that may not be seen are in none of the lists.

    Attributes:
        before: The one.
        after: The other.
        same: Documents that both have, byte for byte, by title.
        only_before: Documents of the one alone.
        only_after: Documents of the other alone.
        diff: What became of each page; None where that would take too long.
    """

    before: Release
    after: Release
    same: tuple[Document, ...]
    only_before: tuple[Document, ...]
    only_after: tuple[Document, ...]
    diff: ReleaseDiff | None

    @property
    def plot(self) -> Plot:
        """Pages by what became of them, each kind linked to its list."""
        counts = self.diff.counts if self.diff else {}
        return plotted(
            (
                change.value,
                count,
                urls.compare_releases(self.before.id, self.after.id, change=change.value)
                + "#pages",
            )
            for change, count in counts.items()
        )


class Comparer:
    """Compares releases. Safe between threads.

    Args:
        catalogue: For the texts of pages.
        seconds: Of processor time for the pages of one comparison.
        wait_s: Seconds a visitor waits for the comparison of another.
        clock: Seconds of processor time that the thread which asks has used.
    """

    def __init__(
        self,
        catalogue: Holdings,
        *,
        seconds: float = SECONDS,
        wait_s: float = WAIT_S,
        clock: Callable[[], float] = time.thread_time,
    ) -> None:
        self._catalogue = catalogue
        self._seconds = seconds
        self._wait_s = wait_s
        self._clock = clock
        self._kept: Kept[Comparison] = Kept(catalogue, most=_MOST_KEPT)
        self._turn = threading.Lock()

    def compare(self, before: str, after: str) -> Comparison:
        """What changed from one release to another; kept until the catalogue changes.

        Raises:
            UnknownPageError: There is no such release.
            BusyError: Another comparison is under way.
        """
        # Both are looked up first: nobody waits for a release that is not there.
        old, new = self._catalogue.release(before), self._catalogue.release(after)
        name = f"{before}\n{after}"
        kept = self._kept.get(name)
        if kept is not None:
            return kept
        if not self._turn.acquire(timeout=self._wait_s):
            raise BusyError(
                "Two other releases are being compared at the moment. Try again in half a minute."
            )
        try:
            return self._kept.of(name, lambda: self._compared(old, new))
        finally:
            self._turn.release()

    def _compared(self, old: Release, new: Release) -> Comparison:
        budget = Budget(self._seconds, clock=self._clock)
        with self._catalogue.snapshot() as still:
            before, after = (
                [document for document in still.documents_of(one.id) if document.standing.is_shown]
                for one in (old, new)
            )
            try:
                diff = release_diff(still, old.id, new.id, budget)
            except OutOfTimeError:
                diff = None
        ids = {one.id for one in before}, {one.id for one in after}
        return Comparison(
            before=old,
            after=new,
            same=tuple(one for one in before if one.id in ids[1]),
            only_before=tuple(one for one in before if one.id not in ids[1]),
            only_after=tuple(one for one in after if one.id not in ids[0]),
            diff=diff,
        )
