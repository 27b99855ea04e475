"""A process that kills itself, as ``kill -9`` would, just before one of its changes on the disk.

A change is whatever alters files below a folder, and every commit of the catalogue: between two of
them are all the states that a kill can leave whole files in.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

_CHANGING = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate"})
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Moments:
    """Counts the changes of this process, and ends it before the one with a number.

    For the rest of the process's life: what listens to Python cannot be taken away again.

    Args:
        data: The folder, as a command is told it.
        last: The number of the change that is not made, from 1; 0 for none.
    """

    def __init__(self, data: str, last: int) -> None:
        self._last = last
        self._data = data
        self._lock = threading.Lock()
        self.count = 0
        sys.addaudithook(self._heard)
        sa.event.listen(sa.Engine, "commit", self._happens)

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        """What Python is about to do (PEP 578)."""
        is_change = event in _CHANGING or (event == "open" and _is_writing(*arguments[1:3]))
        if is_change and self._is_ours(arguments):
            self._happens()

    def _happens(self, *_: object) -> None:
        with self._lock:
            self.count += 1
            if self.count == self._last:
                os.kill(os.getpid(), signal.SIGKILL)

    def _is_ours(self, arguments: tuple[Any, ...]) -> bool:
        if isinstance(arguments[0], int):
            return False
        path = os.fsdecode(arguments[0])
        # What is removed with a whole folder is named by the folder's descriptor.
        return path.startswith(self._data) or (arguments[-1] != -1 and "/" not in path)


def _is_writing(mode: object, flags: object) -> bool:
    if isinstance(mode, str):
        return any(sign in mode for sign in "wax+")
    return isinstance(flags, int) and bool(flags & _WRITING)


def counted(do: Callable[[], None], data: str, last: int) -> int:
    """Do something; how many changes it made, if it lives."""
    moments = Moments(data, last)
    do()
    return moments.count
