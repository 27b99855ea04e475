"""One writer at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.errors import DataDirectoryError, DataDirectoryLockedError


@contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """Hold the lock of a data directory; the operating system frees it if this process dies.

    Raises:
        DataDirectoryLockedError: Another process holds it.
        DataDirectoryError: The lock file cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path)
        lock.acquire(timeout=0)
    except Timeout:
        raise DataDirectoryLockedError(
            f"Another blotter is writing to {path.parent}. Wait until it has finished, then run "
            "the same command again; nothing it has stored will be read twice."
        ) from None
    except OSError as error:
        raise DataDirectoryError(
            f"The data directory {path.parent} cannot be written to ({error.strerror}). Give "
            "write permission or choose another one with --data."
        ) from error
    try:
        yield
    finally:
        lock.release()
