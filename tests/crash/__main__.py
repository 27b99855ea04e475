"""Kills Blotter at many moments and looks whether it goes on as if nothing had happened.

``python -m tests.crash --folder RECORDS`` takes in a folder once undisturbed. Then it does so
again and again, kills the whole process group with SIGKILL at a moment chosen by the seed, runs the
same command to its end, and compares: every row of the catalogue, the originals, every page of the
index and what some words find must be as in the undisturbed run, nothing half done may lie about,
and ``blotter check`` must be content. The same for an update of the index, a new generation, a
withdrawal and a restore; those are also killed just before single changes on the disk (see
``tests.crash.moments``). Exit code 1 if anything differed; that data directory is kept.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.checking import check
from app.settings import Settings
from tests.crash import commands, operations
from tests.crash.commands import Command
from tests.crash.contents import Rows, contents, differences, leftovers
from tests.crash.operations import Operation

Death = Callable[[tuple[str, ...], Path], bool]
"""Runs a command on a data directory and kills it; whether it was still running."""


@dataclass
class Tally:
    """What became of the trials of one operation."""

    trials: int = 0
    killed: int = 0
    differed: int = 0


def main() -> None:
    """Kill, go on, compare; a line a trial and one an operation."""
    options = _options()
    work = Path(tempfile.mkdtemp(prefix="blotter-crash-", dir=options.work))
    dice = random.Random(options.seed)
    first = operations.ingest(options.folder)
    reference, seconds = options.reference or work / "reference", 0.0
    if options.reference is None:
        seconds = commands.run(first.command(reference), reference)
        _say(f"undisturbed ingest: {seconds:.1f} s")
        tally = Bench(work, first, dice).ingests(options, seconds, contents(reference))
        faults = _told(first, tally)
    else:
        faults = 0
    backup = work / "backup"
    commands.run(("backup", str(backup), "--data", str(reference)), work / "backing-up")
    for operation in operations.others(reference, backup):
        tally = Bench(work, operation, dice).trials(options.kills, options.points)
        faults += _told(operation, tally)
    if faults:
        sys.exit(f"{faults} trials differed; their data directories are kept in {work}.")
    shutil.rmtree(work)


def _told(operation: Operation, tally: Tally) -> int:
    _say(
        f"{operation.name}: {tally.trials} trials, {tally.killed} killed while running, "
        f"{tally.differed} differed"
    )
    return tally.differed


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="records to take in")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=10, help="moments for each command (10)")
    parser.add_argument("--points", type=int, default=10, help="changes to die before (10)")
    parser.add_argument("--repeat", action="store_true", help="one ingest is killed all the times")
    parser.add_argument(
        "--reference", type=Path, help="a data directory with the folder in it; no ingest is killed"
    )
    parser.add_argument("--work", type=Path, help="where to work; the system's own place if absent")
    return parser.parse_args()


class Bench:
    """The trials of one operation."""

    def __init__(self, work: Path, operation: Operation, dice: random.Random) -> None:
        self._work = work
        self._operation = operation
        self._dice = dice
        self._tally = Tally()

    def ingests(self, options: argparse.Namespace, seconds: float, expected: Rows) -> Tally:
        """Kill at moments of a command that takes long and was run to its end before."""
        moments = self._moments(options.kills, seconds)
        if options.repeat:
            shares = [_after(moment / max(1, options.kills)) for moment in moments]
            self._trial(f"{options.kills} times", expected, shares)
            return self._tally
        for moment in moments:
            self._trial(f"after {moment:.2f} s", expected, [_after(moment)])
        return self._tally

    def trials(self, kills: int, points: int) -> Tally:
        """Kill at moments, one in each equal part of the time, and before as many changes."""
        seconds, expected = self._undisturbed()
        for moment in self._moments(kills, seconds):
            self._trial(f"after {moment:.2f} s", expected, [_after(moment)])
        if points == 0:
            return self._tally
        data = self._fresh("counted")
        total = Command(self._operation.command(data), data).changes()
        shutil.rmtree(data)
        chosen = {1 + int((k + self._dice.random()) * total / points) for k in range(points)}
        for change in range(1, total + 1) if points >= total else sorted(chosen):
            self._trial(f"before change {change} of {total}", expected, [_before(change)])
        return self._tally

    def _moments(self, kills: int, seconds: float) -> list[float]:
        return [(k + self._dice.random()) * seconds / kills for k in range(kills)]

    def _undisturbed(self) -> tuple[float, Rows]:
        data = self._fresh("undisturbed")
        seconds = commands.run(self._operation.command(data), data)
        expected = contents(data)
        shutil.rmtree(data)
        return seconds, expected

    def _trial(self, when: str, expected: Rows, kills: list[Death]) -> None:
        began = time.monotonic()
        data = self._fresh(f"trial-{self._tally.trials}")
        killed = [kill(self._operation.command(data), data) for kill in kills]
        try:
            commands.run(self._operation.command(data), data)
            wrong = differences(expected, contents(data))
            wrong += [f"left over: {path}" for path in leftovers(data)]
            wrong += [f"check: {one.what}" for one in check(Settings(data=data))]
        except AssertionError as error:
            wrong = [str(error)]
        self._tally.trials += 1
        self._tally.killed += any(killed)
        self._tally.differed += bool(wrong)
        state = f"killed {sum(killed)} times" if any(killed) else "it had ended before"
        taken = time.monotonic() - began
        outcome = "; ".join(wrong) or "as undisturbed"
        _say(f"  {self._operation.name}, {when}: {state}, {outcome} ({taken:.0f} s)")
        if not wrong:
            shutil.rmtree(data)

    def _fresh(self, name: str) -> Path:
        data = self._work / f"{self._operation.name.replace(' ', '-')}-{name}"
        self._operation.prepare(data)
        return data


def _after(seconds: float) -> Death:
    return lambda command, data: Command(command, data).kill_after(seconds)


def _before(change: int) -> Death:
    return lambda command, data: Command(command, data, change).died()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
