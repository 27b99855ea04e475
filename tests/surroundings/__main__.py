"""Runs the commands in bad surroundings; a table says what each prints and how it ends.

``python -m tests.surroundings`` (as root: disks are mounted). Each command gets a whole data
directory of its own; ``restore`` gets an empty one. While the disk is full, the folder read-only,
the clock behind, the catalogue locked, or index, catalogue or backup of a later version, it must
end by itself, without a traceback, and say what to do. Then the cause is taken away: what was
stored must be there, ``blotter check`` content, and the same command must end well. Of a service
both answers are asked for, the page and JSON. Exit code 1 if any of that was not so.
"""

import argparse
import os
import re
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
from tests.surroundings.conditions import CONDITIONS, FOR_ROOT, KEPT

LONGEST_S = 120.0
BLOTTER = (sys.executable, "-c", "from app.cli import main; main()")
COMMANDS = ("ingest", "index", "serve", "search", "withdraw", "backup")
RESTORED_IN = ("disk full", "read-only", "another ingest", "newer backup")
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)


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
        _blotter("backup", str(work / KEPT), "--data", str(base))
        _say("| surroundings | command | exit | seconds | it says | faults |")
        _say("|---|---|---|---|---|---|")
        faults = 0
        for name in CONDITIONS:
            if options.named and name not in options.named:
                continue
            if name in FOR_ROOT and os.geteuid() != 0:
                _say(f"| {name} | all | | | left out: only root may mount a disk | |")
                continue
            for command in _commands(name):
                faults += _tried(name, command, work, base)
    if faults:
        sys.exit(f"{faults} were not as they must be.")


def _commands(name: str) -> tuple[str, ...]:
    if name == "newer backup":
        return ("restore",)
    return (*COMMANDS, "restore") if name in RESTORED_IN else COMMANDS


def _tried(name: str, command: str, work: Path, base: Path) -> int:
    data = _fresh(work, base, command)
    before = _documents(base)
    (work / "records" / "new.txt").write_text("A new file. " * 20_000)
    arguments = _arguments(command, work, data, min(before))
    with CONDITIONS[name](data):
        began = time.monotonic()
        code, said = _serve(data) if command == "serve" else _blotter(*arguments)
        seconds = time.monotonic() - began
    faults = list(_spoken(said))
    again, said_then = _serve(data) if command == "serve" else _blotter(*arguments)
    if name == "newer index":  # not mended by waiting
        again, said_then = _blotter("index", "--data", str(data))
    if code is None:
        faults.append("did not end")
    if again or again is None:
        faults.append(f"afterwards exit code {again}: {said_then[-300:]}")
    faults += _faults(data, before, said_then)
    shown = _last(said).replace(str(work), "…").replace("|", "/")
    wrong = "; ".join(faults) or "none"
    _say(f"| {name} | {command} | {code} | {seconds:.1f} | {shown} | {wrong} |")
    return bool(faults)


def _fresh(work: Path, base: Path, command: str) -> Path:
    """The data directory a command begins with."""
    data = work / "data"
    for left in (data, work / "backup"):
        shutil.rmtree(left, ignore_errors=True)
    if command == "restore":
        data.mkdir()
    else:
        shutil.copytree(base, data)
    return data


def _arguments(command: str, work: Path, data: Path, document: str) -> list[str]:
    given = {
        "ingest": [str(work / "records")],
        "index": ["--rebuild"],
        "search": ["overtime"],
        "withdraw": [document, "--reason", "Asked back."],
        "backup": [str(data / "backup" if os.path.ismount(data) else work / "backup")],
        "restore": [str(work / KEPT)],
        "serve": [],
    }
    return [command, *given[command], "--data", str(data)]


def _faults(data: Path, before: set[str], said: str) -> Iterator[str]:
    yield from _spoken(said)
    yield from (f"check: {one.what}" for one in check(Settings(data=data)))
    if lost := before - _documents(data):
        yield f"lost {lost}"


def _spoken(said: str) -> Iterator[str]:
    if "Traceback" in said:
        yield f"TRACEBACK: {said[-300:]}"


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
        root = f"http://127.0.0.1:{port}"
        answer = _asked(process, f"{root}/api/v1/search?q=overtime")
        page = _asked(process, f"{root}/search?q=overtime")
    finally:
        process.terminate()
        said = process.communicate(timeout=LONGEST_S)[0]
    if answer is None or page is None:
        return process.returncode, said
    found = answer.json()
    detail = found.get("detail") or f"{found.get('count')} hits"
    heading = HEADING.search(page.text)
    shown = re.sub(r"<[^>]+>", "", heading[1]).strip() if heading else "no heading"
    worst = max(answer.status_code, page.status_code)
    said += f"\nanswers {answer.status_code}: {detail} Page {page.status_code}: {shown}"
    return (0 if worst < 500 else worst), said


def _asked(process: subprocess.Popen[str], address: str) -> httpx2.Response | None:
    while process.poll() is None:
        try:
            return httpx2.get(address, timeout=60)
        except httpx2.TransportError:
            time.sleep(0.1)
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
