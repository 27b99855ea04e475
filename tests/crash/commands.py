"""Commands of Blotter run in processes of their own, which can be killed with all they started."""

import os
import signal
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from app.cli import cli
from tests.crash.moments import counted

# A copy of this process has all modules there: what is killed is the command, not its imports.
_COPIES = get_context("fork")


class Command:
    """One run of a command, in a process group of its own.

    Args:
        arguments: As typed behind ``blotter``.
        data: The data directory.
        last: The number of the change it dies before; 0 for none.
    """

    def __init__(self, arguments: Sequence[str], data: Path, last: int = 0) -> None:
        self._arguments = arguments
        self._ours, theirs = _COPIES.Pipe(duplex=False)
        self._log = data.with_name(f"{data.name}.log")
        run = partial(_run, arguments, data, last, self._log, theirs)
        self._process = _COPIES.Process(target=run)
        self._process.start()
        theirs.close()

    def kill_after(self, seconds: float) -> bool:
        """Kill it and all of its group after some time; whether it was still running."""
        self._process.join(seconds)
        was_running = self._process.is_alive()
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid or 0, signal.SIGKILL)
        self._process.join()
        return was_running

    def died(self) -> bool:
        """Wait for its end; whether it was killed."""
        self._process.join()
        return self._process.exitcode == -signal.SIGKILL

    def changes(self) -> int:
        """Wait for its end; how many changes it made.

        Raises:
            AssertionError: It ended otherwise than well; what it said is in the message.
        """
        self._process.join()
        said = self._log.read_text(errors="replace")[-2000:]
        assert self._process.exitcode == 0, f"blotter {' '.join(self._arguments)}:\n{said}"
        return int(self._ours.recv())


def run(arguments: Sequence[str], data: Path) -> float:
    """Run a command to its end; seconds it took. Raises as ``Command.changes``."""
    began = time.monotonic()
    Command(arguments, data).changes()
    return time.monotonic() - began


def _run(arguments: Sequence[str], data: Path, last: int, log: Path, theirs: Connection) -> None:
    os.setsid()
    with log.open("w") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    do = partial(cli, list(arguments), standalone_mode=False)
    theirs.send(counted(do, str(data), last))
