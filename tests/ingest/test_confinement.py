"""What a reader process may not do, whatever it is made to."""

import os
import resource
import socket
import subprocess
import sys

import pytest

from ingest.confinement import MAX_OPEN_FILES, MAX_OUTPUT_BYTES
from ingest.messages import OpenFile
from ingest.sandbox import Sandbox

CONNECTING = """
import socket, subprocess, sys, threading
from ingest.confinement import leave_network
ask = threading.Event()
said = []
def connect():
    ask.wait()
    try:
        socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=5)
        said.append("connected")
    except OSError as error:
        said.append(type(error).__name__)
earlier = threading.Thread(target=connect)
earlier.start()
if "free" not in sys.argv and not leave_network():
    said.append("no way")
ask.set()
earlier.join()
connect()
child = f"import socket; socket.create_connection(('127.0.0.1', {sys.argv[1]}), timeout=5)"
done = subprocess.run([sys.executable, "-c", child], capture_output=True)
said.append("connected" if done.returncode == 0 else "refused")
for family, kind in ((socket.AF_INET, socket.SOCK_DGRAM), (socket.AF_INET6, socket.SOCK_STREAM),
                     (socket.AF_NETLINK, socket.SOCK_RAW)):
    try:
        socket.socket(family, kind).close()
        said.append("opened")
    except OSError as error:
        said.append(type(error).__name__)
socket.socket(socket.AF_UNIX).close()
print(*said)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux offers a way")
def test_no_network():
    """Neither a process, nor a thread it had before, nor a child of it can connect any more."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        said = [
            subprocess.run(
                [sys.executable, "-c", CONNECTING, port, *extra],
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
                capture_output=True,
                text=True,
                check=True,
            ).stdout.split()
            for extra in ((), ("free",))
        ]
    if "no way" in " ".join(said[0]):
        pytest.skip("this container lets no process set a filter")
    assert said[0] == ["PermissionError"] * 2 + ["refused"] + ["PermissionError"] * 3
    assert said[1][:4] == ["connected", "connected", "connected", "opened"]


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's own account of a process")
def test_readers_are_confined(tmp_path):
    """A reader at work has its limits of memory, files and output, and its filter."""
    path = tmp_path / "a.txt"
    path.write_text("one")
    sandbox = Sandbox(memory_bytes=2 * 1024**3)
    try:
        sandbox.ask(OpenFile(str(path), "text/plain"), timeout_s=30)
        pid = sandbox._process.pid
        limits = {
            resource.RLIMIT_AS: 2 * 1024**3,
            resource.RLIMIT_FSIZE: MAX_OUTPUT_BYTES,
            resource.RLIMIT_NOFILE: MAX_OPEN_FILES,
            resource.RLIMIT_CORE: 0,
        }
        for kind, most in limits.items():
            assert resource.prlimit(pid, kind)[1] <= most
        with open(f"/proc/{pid}/status") as file:  # noqa: PTH123 - the kernel's
            status = dict(line.split(":\t", 1) for line in file if ":\t" in line)
    finally:
        sandbox.close()
    assert status["Seccomp"].strip() in {"2", "0" if _forbidden() else "2"}


def _forbidden() -> bool:
    """Whether this machine offers no filter; tried in a process of its own."""
    tried = (
        "import sys; from ingest.confinement import leave_network; sys.exit(not leave_network())"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return bool(
        subprocess.run([sys.executable, "-c", tried], env=environment, check=False).returncode
    )
