"""Watching folders: told by looking when what was put into them has stopped growing."""

from collections.abc import Sequence
from pathlib import Path

from ingest.discover import FoundFile, discover

Seen = dict[Path, tuple[int, int]]
"""Length and time of the last change of each file."""


class Watch:
    """Looks at folders and says when something new in them has settled.

    By looking rather than by being told: folders shared over a network tell nobody. Something has
    settled when two looks find every file the same, so that nothing half copied is taken in.

    Args:
        named: Folders and files. Absolute.
        leave_out: The data directory, which holds no records. Absolute.
    """

    def __init__(self, named: Sequence[Path], leave_out: Path) -> None:
        self._named = tuple(named)
        self._leave_out = leave_out
        self._before: Seen | None = None
        self._settled: Seen = {}

    def has_settled(self) -> bool:
        """Look once. True if nothing changes any more, and not all is as when it last was so."""
        now = self._look()
        is_still = now == self._before
        self._before = now
        if not is_still or now == self._settled:
            return False
        self._settled = now
        return True

    def _look(self) -> Seen:
        return {
            found.path: (found.size_bytes, found.modified_ns)
            for one in self._named
            for found in discover(one, leave_out=self._leave_out)
            if isinstance(found, FoundFile)
        }
