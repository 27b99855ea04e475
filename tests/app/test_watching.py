"""Watching a folder, with the real command."""

import json
import signal
import subprocess
import sys
import threading
import time

import pytest

from ingest.watching import Watch

COMMAND = [sys.executable, "-c", "from app.cli import main; main()", "ingest", "--watch", "--json"]


def test_settling(tmp_path):
    """A file counts once two looks found it the same, and once only."""
    folder, data = tmp_path / "in", tmp_path / "in" / "data"
    data.mkdir(parents=True)
    watch = Watch([folder], data)
    path = folder / "a.txt"

    assert [watch.has_settled() for _ in range(3)] == [False, False, False]
    path.write_text("half")
    looks = [watch.has_settled()]
    path.write_text("whole now")
    (data / "catalogue").write_text("no record")
    looks += [watch.has_settled() for _ in range(3)]
    path.unlink()
    looks += [watch.has_settled() for _ in range(3)]

    assert looks == [False, False, True, False, False, True, False]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_command(tmp_path, number):
    """What is put into the folder is read and said; a signal ends it with exit code 0."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("the first memo")
    more = ["--every", "0.3", "--data", str(tmp_path / "data"), "--workers", "1", str(folder)]
    with subprocess.Popen([*COMMAND, *more], stdout=subprocess.PIPE, text=True) as run:
        try:
            assert json.loads(run.stdout.readline())["ingest"]["new_documents"] == 1
            assert json.loads(run.stdout.readline())["index"]["pages"] == 1
            (folder / "b.txt").write_text("the second memo")
            assert json.loads(run.stdout.readline())["ingest"]["new_documents"] == 1
            assert json.loads(run.stdout.readline())["index"]["pages"] == 2
            time.sleep(0.5)
        finally:
            run.send_signal(number)
            late = threading.Timer(60, run.kill)
            late.start()
        assert run.wait() == 0
        late.cancel()
