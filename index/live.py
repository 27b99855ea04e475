"""The index as it stands, for a service that runs while it is rebuilt."""

import threading
from pathlib import Path

from index.engine import Engine
from index.engines import open_engine
from index.errors import IndexDamagedError, IndexMissingError
from index.generations import Generations

_Stamp = tuple[int, int, int]

_ATTEMPTS = 3
"""A swap may remove a folder between reading its name and opening it."""


def current_engine(root: Path, engine_name: str) -> Engine:
    """Open the generation in use.

    Raises:
        IndexMissingError: There is none; the operator runs ``blotter index``.
        IndexStaleError: It needs ``blotter index --rebuild``.
        IndexDamagedError: It cannot be read and needs ``blotter index --rebuild``.
    """
    generations = Generations(root, engine_name)
    for _ in range(_ATTEMPTS - 1):
        folder = generations.current()
        try:
            return open_engine(engine_name, folder)
        except (IndexMissingError, IndexDamagedError):
            if folder.exists():
                raise
    return open_engine(engine_name, generations.current())


class LiveEngine:
    """Gives the engine in use, another one after each rebuild. Safe to share between threads.

    Updates need no new engine: an engine notices them itself. An engine that was replaced goes on
    answering for whoever still has it, and closes when the last of them lets it go.

    Args:
        root: The folder of all indexes; nothing is opened before the first request.
        engine_name: As in ``index.engines``.
    """

    def __init__(self, root: Path, engine_name: str) -> None:
        self._root = root
        self._name = engine_name
        self._pointer = Generations(root, engine_name).pointer
        self._lock = threading.Lock()
        self._engine: Engine | None = None
        self._stamp: _Stamp | None = None

    def current(self) -> Engine:
        """The engine to ask; costs one look at a file's date while nothing was rebuilt.

        Raises:
            IndexMissingError: There is none yet.
            IndexStaleError: It was built under another schema.
            IndexDamagedError: It cannot be read.
        """
        with self._lock:
            stamp = self._stamp_now()
            if self._engine is None or stamp is None or stamp != self._stamp:
                self._engine = None
                self._engine = current_engine(self._root, self._name)
                self._stamp = stamp
            return self._engine

    def close(self) -> None:
        """Let go of files. Requests must not follow."""
        with self._lock:
            if self._engine is not None:
                self._engine.close()
            self._engine = None

    def _stamp_now(self) -> _Stamp | None:
        """Tells one generation from the next; None while there is none."""
        try:
            found = self._pointer.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size
