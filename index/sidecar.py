"""The arrays beside Whoosh's files: which segments have theirs, written, opened and removed.

::

    <generation>/arrays/<segment>.arrays    one for each segment; segments never change
    <generation>/arrays/LOCK                held by whoever writes them

They hold nothing that Whoosh's files do not: any may be missing, and all may be deleted.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout

from index.array_postings import ArrayPostings
from index.arrays import UNFINISHED, Arrays, are_sound, read_arrays, write_arrays
from index.fields import SCHEMA_VERSION
from index.segment_arrays import FORMAT_VERSION, SegmentArrays
from index.stems import RULES
from index.whoosh_arrays import decoded

log = logging.getLogger(__name__)

LEAST_PAGES: Final = 500
"""A smaller index has no arrays: Whoosh's own lists answer most queries in some milliseconds."""

DECODED_PAGES: Final = 1_000
"""Segments of up to so many pages whose arrays are not there yet are decoded while opening: an
update that another process is about to write arrays for. That takes up to about half a second."""

WAIT_S: Final = 600.0
"""Seconds a writer waits while another process writes arrays; it would write the same ones."""

SUFFIX: Final = ".arrays"


@dataclass(frozen=True, slots=True)
class _Segment:
    """One segment of a commit, as Whoosh's reader shows it."""

    name: str
    leaf: Any
    base: int

    @property
    def about(self) -> dict[str, int | str]:
        """What its file has to say of itself."""
        return {
            "segment": self.name,
            "pages": self.leaf.doc_count_all(),
            "schema": SCHEMA_VERSION,
            "format": FORMAT_VERSION,
            "stems": RULES,
        }

    def arrays(self, arrays: Arrays) -> SegmentArrays:
        deleted = sorted(self.leaf.segment().deleted_docs())
        return SegmentArrays(arrays, self.base, deleted)


class Sidecar:
    """The arrays of one generation. Safe to share between threads; the readers given to it are not.

    Args:
        folder: Of the generation.
        least_pages: In an index with fewer pages none are written or read.
    """

    def __init__(self, folder: Path, *, least_pages: int = LEAST_PAGES) -> None:
        self._folder = folder / "arrays"
        self._least_pages = least_pages

    def open(self, reader: Any) -> ArrayPostings | None:
        """The posting lists of the commit that a reader of Whoosh's stands for.

        Returns:
            None where a segment has no arrays that can be used, and where there need be none.
        """
        if reader.doc_count_all() < self._least_pages:
            return None
        found = []
        for segment in _segments(reader):
            arrays = self._read(segment)
            if arrays is None and segment.leaf.doc_count_all() <= DECODED_PAGES:
                arrays = decoded(segment.leaf)
            if arrays is None:
                return None
            found.append(segment.arrays(arrays))
        return ArrayPostings(found)

    def unusable(self, reader: Any) -> tuple[Path, ...]:
        """Files that are missing or broken, though the index is large enough to have them."""
        if reader.doc_count_all() < self._least_pages:
            return ()
        lacking = (segment for segment in _segments(reader) if self._read(segment) is None)
        return tuple(self._path(segment) for segment in lacking)

    def write(self, open_reader: Callable[[], Any], *, wait: bool) -> None:
        """Write the arrays that are missing or broken, and remove those no commit uses any more.

        A disk that does not take them costs speed and nothing else, so it is only logged.

        Args:
            open_reader: Opens a reader of the latest commit.
            wait: Whether to wait while another process writes them; otherwise leave it to that.
        """
        with closing(open_reader()) as reader:
            if not self._folder.exists() and reader.doc_count_all() < self._least_pages:
                return
        try:
            with self._locked(wait=wait), closing(open_reader()) as reader:
                self._write(reader)
        except Timeout:
            log.info("another process is writing the arrays of the index")
        except OSError as error:
            log.warning("searches will be slow, as arrays could not be written: %s", error)

    def remove_damaged(self) -> bool:
        """Remove the files that are not as they were written; whether there were any.

        It reads all of them, so it is for when something already went wrong.
        """
        damaged = [path for path in self._folder.glob(f"*{SUFFIX}") if not are_sound(path)]
        for path in damaged:
            log.warning("%s was damaged on the disk and is removed", path.name)
            path.unlink(missing_ok=True)
        return bool(damaged)

    def _write(self, reader: Any) -> None:
        for segment in _segments(reader):
            if reader.doc_count_all() >= self._least_pages:
                self._write_segment(segment)
        used = {self._path(segment).name for segment in _segments(reader)}
        for path in self._folder.iterdir():
            if path.name.endswith(UNFINISHED) or (path.suffix == SUFFIX and path.name not in used):
                path.unlink()

    def _write_segment(self, segment: _Segment) -> None:
        if self._read(segment) is not None:
            return
        arrays = decoded(segment.leaf)
        if arrays is not None:
            write_arrays(self._path(segment), segment.about, arrays)

    def _read(self, segment: _Segment) -> Arrays | None:
        return read_arrays(self._path(segment), segment.about)

    def _path(self, segment: _Segment) -> Path:
        return self._folder / f"{segment.name}{SUFFIX}"

    @contextmanager
    def _locked(self, *, wait: bool) -> Iterator[None]:
        self._folder.mkdir(exist_ok=True)
        lock = FileLock(self._folder / "LOCK", timeout=WAIT_S if wait else 0)
        lock.acquire()
        try:
            yield
        finally:
            lock.release()


def _segments(reader: Any) -> Iterator[_Segment]:
    for leaf, base in reader.leaf_readers():
        if leaf.doc_count_all():
            yield _Segment(leaf.segment().segment_id(), leaf, base)
