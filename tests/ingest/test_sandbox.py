"""Reader processes: what goes wrong in one costs one answer, never the caller."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time

import pytest

from ingest.errors import (
    BusyError,
    DamagedFileError,
    DataDirectoryError,
    IngestError,
    ReaderDiedError,
    TimeLimitError,
    UnsupportedFormatError,
)
from ingest.messages import Opened, OpenFile
from ingest.reader import ReadOptions
from ingest.records import PageSource
from ingest.sandbox import Sandbox, SandboxPool

MEMORY = 3 * 1024**3


@pytest.fixture
def text_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("one\ftwo")
    return path


@pytest.fixture
def pool():
    made = SandboxPool(2, memory_bytes=MEMORY)
    yield made
    made.close()


def misbehaving(tmp_path, body: str) -> Sandbox:
    """A sandbox whose process runs this body, given ``connection``, instead of the reader."""
    script = tmp_path / "bad_reader.py"
    script.write_text(
        "import os, signal, sys, time\n"
        "from multiprocessing.connection import Connection\n"
        "connection = Connection(int(sys.argv[1]))\n" + textwrap.dedent(body)
    )
    return Sandbox(memory_bytes=MEMORY, command=(sys.executable, str(script)))


def ask(sandbox: Sandbox, timeout_s: float = 20.0):
    try:
        return sandbox.ask(OpenFile("/x", "text/plain"), timeout_s=timeout_s)
    finally:
        sandbox.close()


def test_opens_and_reads(pool, text_file):
    """The real reader opens a file and reads its pages, in another process."""
    facts = pool.open_file(text_file, "text/plain", timeout_s=30)
    page = pool.read_page(text_file, "text/plain", 2, ReadOptions(), timeout_s=30)

    assert facts.page_count == 2
    assert (page.number, page.text, page.source) == (2, "two", PageSource.TEXT_LAYER)


def test_readers_errors_arrive(pool, text_file):
    """What the reader raises arrives as the same class with its message."""
    with pytest.raises(UnsupportedFormatError, match="PDF"):
        pool.open_file(text_file, "application/x-strange", timeout_s=30)


def test_hang(tmp_path):
    """A reader that does not answer in time is killed, and that is said."""
    sandbox = misbehaving(tmp_path, "time.sleep(60)")
    begun = time.monotonic()

    with pytest.raises(TimeLimitError, match=r"0\.5 seconds"):
        ask(sandbox, timeout_s=0.5)

    assert time.monotonic() - begun < 10


def test_death(tmp_path):
    """A reader that is killed costs its answer; the message names the signal."""
    sandbox = misbehaving(tmp_path, "connection.recv_bytes()\nos.kill(os.getpid(), signal.SIGSEGV)")

    with pytest.raises(ReaderDiedError, match="signal 11"):
        ask(sandbox)


@pytest.mark.parametrize("said", ["b'nonsense'", "b''", "b'\\x81\\xa4type\\xa6Opened'"])
def test_lies(tmp_path, said):
    """What is no answer of the protocol is a dead reader, whatever its bytes."""
    sandbox = misbehaving(tmp_path, f"connection.recv_bytes()\nconnection.send_bytes({said})")

    with pytest.raises(ReaderDiedError):
        ask(sandbox)


def test_fresh_after_death(text_file):
    """After a reader has died the next request gets a fresh one."""
    sandbox = Sandbox(memory_bytes=MEMORY)
    try:
        request = OpenFile(str(text_file), "text/plain")
        sandbox.ask(request, timeout_s=30)
        os.kill(sandbox._process.pid, signal.SIGKILL)
        sandbox._process.wait()

        assert isinstance(sandbox.ask(request, timeout_s=30), Opened)
    finally:
        sandbox.close()


def test_memory_limit(tmp_path):
    """A reader that asks for more memory than it may have fails by itself, and says why."""
    bomb = tmp_path / "big.txt"
    bomb.write_bytes(b"word " * 40_000_000)
    sandbox = Sandbox(memory_bytes=320 * 1024**2)
    try:
        with pytest.raises(IngestError) as caught:
            sandbox.ask(OpenFile(str(bomb), "text/plain"), timeout_s=60)
    finally:
        sandbox.close()

    assert caught.value.code in {"memory-limit", "reader-died"}


def test_full_disk(tmp_path):
    """What fails while the disk is full stops the run with that reason, and is no file's fault."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 nothing else")
    request = OpenFile(str(tmp_path / "a.pdf"), "application/pdf")
    for least in (2**62, 0):
        sandbox = Sandbox(memory_bytes=MEMORY, scratch=tmp_path / "scratch", least_room=least)
        try:
            with pytest.raises(DataDirectoryError if least else DamagedFileError):
                sandbox.ask(request, timeout_s=30)
        finally:
            sandbox.close()


def test_children_die_too(tmp_path):
    """What a killed reader had started is killed along with it."""
    note = tmp_path / "pid"
    body = f"""
        import subprocess
        child = subprocess.Popen(["sleep", "60"])
        open({str(note)!r}, "w").write(str(child.pid))
        time.sleep(60)
    """
    with pytest.raises(TimeLimitError):
        ask(misbehaving(tmp_path, body), timeout_s=3)

    pid = int(note.read_text())
    for _ in range(50):
        state = _state(pid)
        if state in {"", "Z"}:
            return
        time.sleep(0.1)
    pytest.fail(f"the child is still there ({state})")


def _state(pid: int) -> str:
    try:
        with open(f"/proc/{pid}/stat") as file:  # noqa: PTH123 - one line of the kernel's
            return file.read().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return ""


def test_orphan(tmp_path):
    """A reader whose parent is killed ends, and takes what it had started along."""
    script = tmp_path / "parent.py"
    script.write_text(
        "import os, pathlib, sys, time\n"
        "from ingest.messages import OpenFile\n"
        "from ingest.sandbox import Sandbox\n"
        "sandbox = Sandbox(memory_bytes=3 * 1024**3)\n"
        "sandbox.ask(OpenFile(sys.argv[1], 'text/plain'), timeout_s=30)\n"
        "print(sandbox._process.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    text = tmp_path / "a.txt"
    text.write_text("one")
    with subprocess.Popen(
        [sys.executable, str(script), str(text)], stdout=subprocess.PIPE, text=True
    ) as parent:
        reader = int(parent.stdout.readline())
        parent.kill()

    for _ in range(60):
        if _state(reader) in {"", "Z"}:
            return
        time.sleep(0.1)
    pytest.fail("the reader is still there")


def test_busy(text_file):
    """A thread that finds no reader free in time is told, and does not wait for ever."""
    pool = SandboxPool(1, memory_bytes=MEMORY, wait_s=0.1)
    try:
        with pool._borrowed("/x"), pytest.raises(BusyError):
            pool.open_file(text_file, "text/plain", timeout_s=1)
        assert pool.open_file(text_file, "text/plain", timeout_s=30).page_count == 2
    finally:
        pool.close()


def test_pool_between_threads(pool, tmp_path):
    """Many threads share few readers, and each gets its own answer."""
    paths = []
    for number in range(12):
        path = tmp_path / f"{number}.txt"
        path.write_text(f"file number {number}")
        paths.append(path)
    got: dict[int, str] = {}

    def read(number: int) -> None:
        page = pool.read_page(paths[number], "text/plain", 1, ReadOptions(), timeout_s=60)
        got[number] = page.text

    threads = [threading.Thread(target=read, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert got == {n: f"file number {n}" for n in range(12)}
