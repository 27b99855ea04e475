"""Runs the commands in bad surroundings and prints what each says and how it ends.

``python -m tests.surroundings`` (as root: disks are mounted). Each command gets a whole data
directory of its own. While the disk is full, the folder read-only, the clock behind, the catalogue
locked, or index or catalogue of a later version, it must end by itself, without a traceback, and
say what to do. Then the cause is taken away: what was stored must be there, ``blotter check``
content, and the same command must end well. Exit code 1 if any of that was not so.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import httpx2

from app.checking import check
from app.settings import Settings
from ingest.catalogue import Catalogue
from tests.surroundings.conditions import CONDITIONS, FOR_ROOT

LONGEST_S = 120.0
BLOTTER = (sys.executable, "-c", "from app.cli import main; main()")
COMMANDS = ("ingest", "index", "serve", "search", "withdraw", "backup")


def main() -> None:
    """Try every command in every condition; a line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("named", nargs="*", help="only these conditions")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="blotter-surroundings-") as folder:
        work = Path(folder)
        (work / "records").mkdir()
        for number in range(3):
            text = f"The harbour unit met {number} times.\fAnd again, for overtime."
            (work / "records" / f"{number}.txt").write_text(text)
        base = work / "base"
        _blotter("ingest", str(work / "records"), "--data", str(base))
        faults = 0
        for name in CONDITIONS:
            if options.named and name not in options.named:
                continue
            if name in FOR_ROOT and os.geteuid() != 0:
                _say(f"{name}: left out, only root may mount a disk")
                continue
            for command in COMMANDS:
                faults += _tried(name, command, work, base)
    if faults:
        sys.exit(f"{faults} were not as they must be.")


def _tried(name: str, command: str, work: Path, base: Path) -> int:
    data = work / "data"
    for left in (data, work / "backup"):
        shutil.rmtree(left, ignore_errors=True)
    shutil.copytree(base, data)
    before = _documents(data)
    (work / "records" / "new.txt").write_text("A new file. " * 20_000)
    arguments = _arguments(command, work, data, min(before))
    with CONDITIONS[name](data):
        began = time.monotonic()
        code, said = _serve(data) if command == "serve" else _blotter(*arguments)
        seconds = time.monotonic() - began
    again, said_then = _serve(data) if command == "serve" else _blotter(*arguments)
    if name == "newer index":  # not mended by waiting
        again, said_then = _blotter("index", "--data", str(data))
    faults = list(_faults(data, before, command, said))
    if code is None:
        faults.append("did not end")
    if again or again is None:
        faults.append(f"afterwards exit code {again}: {said_then[-300:]}")
    wrong = "; ".join(faults) or "afterwards all well"
    _say(f"{name} | {command} | {code} | {seconds:.1f} s | {_last(said)} | {wrong}")
    return bool(faults)


def _arguments(command: str, work: Path, data: Path, document: str) -> list[str]:
    given = {
        "ingest": [str(work / "records")],
        "index": ["--rebuild"],
        "search": ["overtime"],
        "withdraw": [document, "--reason", "Asked back."],
        "backup": [str(data / "backup" if os.path.ismount(data) else work / "backup")],
        "serve": [],
    }
    return [command, *given[command], "--data", str(data)]


def _faults(data: Path, before: set[str], command: str, said: str) -> Iterator[str]:
    if "Traceback" in said:
        yield f"TRACEBACK: {said[-300:]}"
    settings = Settings(data=data)
    yield from (f"check: {one.what}" for one in check(settings))
    if lost := before - _documents(data):
        yield f"{command} lost {lost}"


def _documents(data: Path) -> set[str]:
    with closing(Catalogue(Settings(data=data).paths.catalogue)) as catalogue:
        return {document.id for document in catalogue.documents(limit=None)}


def _blotter(*arguments: str) -> tuple[int | None, str]:
    """Exit code, None if it did not end; and all that it printed."""
    try:
        done = subprocess.run(
            [*BLOTTER, *arguments], capture_output=True, text=True, timeout=LONGEST_S, check=False
        )
    except subprocess.TimeoutExpired:
        return None, ""
    return done.returncode, done.stdout + done.stderr


def _serve(data: Path) -> tuple[int | None, str]:
    """Whether a service starts and what it answers to a search; 0 if it is an answer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*BLOTTER, "serve", "--port", str(port), "--data", str(data)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        answer = _asked(process, f"http://127.0.0.1:{port}/api/v1/search?q=overtime")
    finally:
        process.terminate()
        said = process.communicate(timeout=LONGEST_S)[0]
    if answer is None:
        return process.returncode, said
    status, body = answer
    detail = body.get("detail") or f"{body.get('count')} hits"
    return (0 if status < 500 else status), f"{said}\nanswers {status}: {detail}"


def _asked(process: subprocess.Popen[str], address: str) -> tuple[int, dict[str, object]] | None:
    while process.poll() is None:
        try:
            answer = httpx2.get(address, timeout=60)
        except httpx2.TransportError:
            time.sleep(0.1)
        else:
            return answer.status_code, answer.json()
    return None


def _last(said: str) -> str:
    lines: Sequence[str] = [line.strip() for line in said.splitlines() if line.strip()]
    told = [line for line in lines if line.startswith(("blotter:", "answers"))] or lines[-1:]
    return " ".join(told)[-420:]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
