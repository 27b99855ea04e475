"""Whoosh's files in one folder: made, opened, flushed to the disk; its errors turned into ours."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import whoosh.codec.whoosh3  # noqa: F401 - else Whoosh does, while the first index is opened
from whoosh.filedb.filestore import FileStorage
from whoosh.index import LockError

from index.errors import IndexDamagedError, IndexLockedError, IndexWriteError, SearchError
from index.whoosh_schema import schema
from ingest.durable import sync_file, sync_folder

WRITER_MEMORY_MB: Final = 256
"""Postings a writer holds before it writes a run to disk."""

SETTLED_NS: Final = 2_000_000_000
"""A folder's date so old is not given again to a later change; clocks tick much faster."""

OPEN_ATTEMPTS: Final = 20
OPEN_PAUSE_S: Final = 0.02


@contextmanager
def readable() -> Iterator[None]:
    """Turn whatever unreadable files make Whoosh raise into an error that says what to do.

    Raises:
        IndexDamagedError: Whoosh could not read its files.
    """
    try:
        yield
    except (SearchError, MemoryError):
        raise
    except Exception as error:  # on files cut off or overwritten Whoosh raises anything, even this
        cause = type(error).__name__
        message = f"The index on disk cannot be read ({cause}). Run `blotter index --rebuild`."
        raise IndexDamagedError(message) from error


@contextmanager
def writable() -> Iterator[None]:
    """Turn what a full or failing disk makes Whoosh raise into an error that says what to do.

    Raises:
        IndexWriteError: Whoosh could not write its files.
    """
    try:
        yield
    except OSError as error:
        message = (
            f"The index could not be written ({error.strerror or error}). The old one stays in "
            "use. Make room on the disk and run `blotter index` again."
        )
        raise IndexWriteError(message) from error


class WhooshFiles:
    """The files of one index. Safe to share between threads; what it opens is not.

    Args:
        folder: As ``create`` made it.

    Raises:
        IndexDamagedError: There is no readable index in the folder.
    """

    def __init__(self, folder: Path) -> None:
        self._opening = threading.Lock()
        self._folder = folder
        self._listed: tuple[int, int] | None = None
        with readable():
            self._index: Any = _storage(folder).open_index()

    @classmethod
    def create(cls, folder: Path) -> None:
        """Make an empty index in a new folder.

        Raises:
            IndexWriteError: The disk does not take it.
        """
        with writable():
            folder.mkdir(parents=True)
            _storage(folder).create_index(schema())

    def latest_commit(self) -> int:
        """The number of the latest commit, by the names in the folder.

        They are read anew once the folder's date has changed. A date of just now is not relied
        upon: what is committed within one tick of the clock would have the same.

        Raises:
            FileNotFoundError: The folder is gone.
        """
        changed = self._folder.stat().st_mtime_ns
        listed = self._listed
        if listed is not None and listed[0] == changed:
            return listed[1]
        is_settled = time.time_ns() - changed > SETTLED_NS
        commit = int(self._index.latest_generation())
        if commit < 0:
            raise FileNotFoundError("No commit is in the index's folder.")
        self._listed = (changed, commit) if is_settled else None
        return commit

    def open_reader(self) -> tuple[int, Any]:
        """The number of the latest commit and a reader of it.

        A commit in between deletes files that were about to be opened, so it is tried again.

        Raises:
            FileNotFoundError: The files are gone.
        """
        with self._opening:
            for _ in range(OPEN_ATTEMPTS):
                commit = self.latest_commit()
                reader = self._index.reader()
                if self.latest_commit() == commit:
                    return commit, reader
                reader.close()
                time.sleep(OPEN_PAUSE_S)
        raise FileNotFoundError("The index is committed to faster than it can be opened.")

    def open_writer(self) -> Any:
        """Whoosh's writer; its ``generation`` is the number of the commit it will make.

        Raises:
            IndexLockedError: Another one is open, here or in another process.
        """
        with readable():
            try:
                return self._index.writer(limitmb=WRITER_MEMORY_MB, compound=False)
            except LockError as error:
                message = "Another process is writing the index. Try again when it is done."
                raise IndexLockedError(message) from error


class _SyncedStorage(FileStorage):
    """Whoosh's folder of files, but what a commit names is on the disk before the commit is."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))  # type: ignore[no-untyped-call]
        self._on_disk: set[str] = set()  # no file of a segment is written twice

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:  # noqa: FBT001, FBT002 - Whoosh's signature
        """Put a new list of segments in place, which is all that Whoosh renames."""
        folder = Path(self.folder)
        for path in folder.iterdir():
            if path.is_file() and path.name not in self._on_disk:
                sync_file(path)
                self._on_disk.add(path.name)
        super().rename_file(oldname, newname, safe=safe)  # type: ignore[no-untyped-call]
        sync_folder(folder)


def _storage(folder: Path) -> Any:
    return _SyncedStorage(folder)
