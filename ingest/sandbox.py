"""Reader processes with limits: a file that kills its reader costs that file, not the run."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from ingest.contained import Contents, Room
from ingest.errors import (
    BusyError,
    DataDirectoryError,
    ReaderDiedError,
    TimeLimitError,
    error_with_code,
)
from ingest.look import Look
from ingest.messages import (
    Answer,
    Measured,
    MeasurePage,
    Opened,
    OpenFile,
    PageRead,
    ReadPage,
    Refused,
    RenderPage,
    Request,
    Unpack,
    Unpacked,
    decode_answer,
    encode,
)
from ingest.reader import FileFacts, ReadOptions
from ingest.records import Page

# A page of a million words would not fill it; a longer answer is a reader gone wrong.
MAX_ANSWER_BYTES = 256 * 1024**2
# An office file is converted in less.
LEAST_ROOM_BYTES = 64 * 1024**2
WORKER_COMMAND = (sys.executable, "-m", "ingest.worker")


class Sandbox:
    """One reader process, started when first needed and again whenever it has died.

    Used by one thread at a time.

    Args:
        memory_bytes: Address space the process may use.
        scratch: Folder for its temporary files; the system's own if None.
        command: What to start; two arguments are added.
        least_room: Bytes. With less on the disk of ``scratch``, failures are put down to that.
    """

    def __init__(
        self,
        *,
        memory_bytes: int,
        scratch: Path | None = None,
        command: Sequence[str] = WORKER_COMMAND,
        least_room: int = LEAST_ROOM_BYTES,
    ) -> None:
        self._least_room = least_room
        self._memory_bytes = memory_bytes
        self._scratch = scratch
        self._command = tuple(command)
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self.last_path = ""

    def ask(self, request: Request, *, timeout_s: float) -> Answer:
        """Ask the reader process; it is killed if it does not answer in time.

        Raises:
            TimeLimitError: No answer within ``timeout_s`` seconds.
            ReaderDiedError: The process died, or said what it never should.
            IngestError: What the reader itself raised.
        DataDirectoryError: The disk with its temporary files is full.
        """
        self.last_path = request.path
        connection = self._ready()
        try:
            connection.send_bytes(encode(request))
            in_time = connection.poll(timeout_s)
            answer = decode_answer(connection.recv_bytes(MAX_ANSWER_BYTES)) if in_time else None
        except (EOFError, OSError, msgspec.DecodeError) as error:
            self._check_room()
            raise ReaderDiedError(self._obituary(), step="read") from error
        if answer is None:
            self.close()
            raise TimeLimitError(
                f"Reading took longer than {timeout_s:g} seconds and was stopped. Split the "
                "file, or raise BLOTTER_PAGE_TIMEOUT_S, then run the ingest again with "
                "--retry-failed.",
                step="read",
            )
        if isinstance(answer, Unpacked) and answer.contents.refusals:
            self._check_room()
        if isinstance(answer, Refused):
            self._check_room()
            raise error_with_code(answer.code, answer.reason, step=answer.step)
        return answer

    def close(self) -> None:
        """Kill the process and whatever it started."""
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            # The process leads a session of its own, so this takes its OCR engine along.
            _kill_group(self._process.pid)
            self._process.wait()
        self._process, self._connection = None, None

    def _ready(self) -> Connection:
        if self._connection is None or self._process is None or self._process.poll() is not None:
            self.close()
            self._start()
        assert self._connection is not None  # noqa: S101 - just started
        return self._connection

    def _check_room(self) -> None:
        """What a reader says while its disk is full is said of the disk, not of the file.

        Raises:
            DataDirectoryError: The disk is all but full.
        """
        if self._scratch is None or not self._scratch.exists():
            return
        left = shutil.disk_usage(self._scratch).free
        if left < self._least_room:
            self.close()
            raise DataDirectoryError(
                f"The disk of {self._scratch.parent} is full ({left // 1024**2:,} MB left), and a "
                "file could not be read for want of room. Free some space and run the same command "
                "again; what was stored before is kept."
            )

    def _environment(self) -> dict[str, str]:
        # One thread an engine: with several readers more threads only get in each other's way
        # (0.07 against 1.0 pages a second measured on two cores).
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        if self._scratch is not None:
            self._scratch.mkdir(parents=True, exist_ok=True)
            environment["TMPDIR"] = str(self._scratch)
        return environment

    def _start(self) -> None:
        ours, theirs = Pipe(duplex=True)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [*self._command, str(theirs.fileno()), str(self._memory_bytes)],
                pass_fds=[theirs.fileno()],
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=self._environment(),
            )
        self._connection = ours

    def _obituary(self) -> str:
        process = self._process
        self.close()
        code = process.returncode if process is not None else None
        cause = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
        return (
            f"The process that read this died ({cause}): the file asks for too much memory or "
            "breaks a library. Try a copy printed to a new PDF; other files are not affected."
        )


class SandboxPool:
    """A fixed number of sandboxes shared by threads.

    Args:
        count: How many.
        memory_bytes: Address space each may use.
        scratch: Folder for their temporary files; the system's own if None.
        wait_s: Seconds a thread waits for a free one; without end if None.
    """

    def __init__(
        self,
        count: int,
        *,
        memory_bytes: int,
        scratch: Path | None = None,
        wait_s: float | None = None,
    ) -> None:
        self._wait_s = wait_s
        self._idle = [Sandbox(memory_bytes=memory_bytes, scratch=scratch) for _ in range(count)]
        self._all = tuple(self._idle)
        self._free = threading.Semaphore(count)
        self._lock = threading.Lock()

    def open_file(self, path: Path, media_type: str, *, timeout_s: float) -> FileFacts:
        """Open a file in a sandbox and say what it is; raises as ``Sandbox.ask``."""
        answer = self._ask(OpenFile(str(path), media_type), timeout_s)
        assert isinstance(answer, Opened)  # noqa: S101 - the protocol of messages.py
        return answer.facts

    def read_page(
        self, path: Path, media_type: str, number: int, options: ReadOptions, *, timeout_s: float
    ) -> Page:
        """Read a page in a sandbox; raises as ``Sandbox.ask``."""
        answer = self._ask(ReadPage(str(path), media_type, number, options), timeout_s)
        assert isinstance(answer, PageRead)  # noqa: S101 - the protocol of messages.py
        return answer.page

    def render_page(self, request: RenderPage, *, timeout_s: float) -> None:
        """Have a page's picture written in a sandbox; raises as ``Sandbox.ask``."""
        self._ask(request, timeout_s)

    def measure_page(
        self, path: Path, media_type: str, number: int, max_pixels: int, *, timeout_s: float
    ) -> Look:
        """Measure a scanned page's look in a sandbox; raises as ``Sandbox.ask``."""
        answer = self._ask(MeasurePage(str(path), media_type, number, max_pixels), timeout_s)
        assert isinstance(answer, Measured)  # noqa: S101 - the protocol of messages.py
        return answer.look

    def unpack(
        self, path: Path, media_type: str, folder: Path, room: Room, *, timeout_s: float
    ) -> Contents:
        """Unpack a file into an empty folder, in a sandbox; raises as ``Sandbox.ask``."""
        answer = self._ask(Unpack(str(path), media_type, str(folder), room), timeout_s)
        assert isinstance(answer, Unpacked)  # noqa: S101 - the protocol of messages.py
        return answer.contents

    def close(self) -> None:
        """Kill every process."""
        for sandbox in self._all:
            sandbox.close()

    def _ask(self, request: Request, timeout_s: float) -> Answer:
        with self._borrowed(request.path) as sandbox:
            return sandbox.ask(request, timeout_s=timeout_s)

    @contextmanager
    def _borrowed(self, path: str) -> Iterator[Sandbox]:
        """The one that has this file open if it is idle, else any."""
        if not self._free.acquire(timeout=self._wait_s):
            raise BusyError("All readers are at work. Try again in a few seconds.", step="render")
        try:
            with self._lock:
                best = next((s for s in self._idle if s.last_path == path), self._idle[0])
                self._idle.remove(best)
            try:
                yield best
            finally:
                with self._lock:
                    self._idle.append(best)
        finally:
            self._free.release()


def _kill_group(leader: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)
