"""A command run and watched: seconds, and the most memory that it and all it started held."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PAUSE_S = 0.05
_KB = 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """One run.

    Attributes:
        code: Its exit code; None if it was killed for taking longer than allowed.
        seconds: By the wall clock.
        peak_mb: Resident memory of all its processes together, at the worst moment looked at.
        said: What it printed.
    """

    code: int | None
    seconds: float
    peak_mb: float
    said: str


def measured(
    command: Sequence[str], environment: Mapping[str, str], log: Path, most_s: float
) -> Measured:
    """Run a command to its end, or to a limit of time."""
    began, peak = time.monotonic(), 0.0
    with log.open("w") as file:
        process = subprocess.Popen(
            command, env=environment, stdout=file, stderr=file, start_new_session=True
        )
    while process.poll() is None and time.monotonic() - began < most_s:
        peak = max(peak, _resident_mb(process.pid))
        time.sleep(PAUSE_S)
    code = process.poll()
    if code is None:
        process.kill()
        process.wait()
    return Measured(code, time.monotonic() - began, peak, log.read_text(errors="replace"))


def _resident_mb(root: int) -> float:
    """Of a process and its descendants, in whatever sessions they are."""
    parents, sizes = {}, {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            status = _status(int(entry.name))
            parents[int(entry.name)] = int(status.get("PPid", "0"))
            sizes[int(entry.name)] = int(status.get("VmRSS", "0 kB").split()[0])
    total, level = 0, {root}
    while level:
        total += sum(sizes.get(pid, 0) for pid in level)
        level = {pid for pid, parent in parents.items() if parent in level}
    return total / _KB


def _status(pid: int) -> dict[str, str]:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return {}
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}
