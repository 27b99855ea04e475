"""Ingests damaged files until the time is over, and says what became of them.

``python -m tests.fuzz --seconds 600`` (``make fuzz``). The seeds are the sample release and every
other kind of file the tests make. Each batch is ingested whole, as a user would, beside a file
that is whole: the run must end, every file must be a document or a failure, the whole file must
read as ever, and the data directory must be as it should be. Exit code 1 if not; the batch is kept.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from app.checking import check
from app.ingesting import run_index, run_ingest
from app.settings import Settings
from ingest.catalogue import Catalogue
from ingest.records import PageSource
from tests.fuzz.mutations import MOST_BYTES, mutated
from tests.fuzz.seeds import make_seeds

WHOLE = "whole.txt"
WHOLE_TEXT = "The whole file, which nothing happened to."


@dataclass
class Outcome:
    """What became of all batches."""

    inputs: int = 0
    pages: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest_s: float = 0.0


def main() -> None:
    """Fuzz, print a table, and end with 1 if anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, default=40, help="files ingested together (40)")
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="blotter-fuzz-"))
    seeds = [path for path in make_seeds(work / "seeds") if path.stat().st_size < MOST_BYTES]
    outcome, end = Outcome(), time.monotonic() + options.seconds
    number = options.seed * 1_000_000
    while time.monotonic() < end and not outcome.faults:
        _batch(work, seeds, range(number, number + options.batch), outcome)
        number += options.batch
    _say(outcome, len(seeds))
    if outcome.faults:
        sys.exit(f"{outcome.faults[0]}\nThe batch is kept in {work}.")
    shutil.rmtree(work)


def _batch(work: Path, seeds: Sequence[Path], numbers: range, outcome: Outcome) -> None:
    folder = work / "batch"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / WHOLE).write_text(WHOLE_TEXT)
    for seed in numbers:
        dice = random.Random(seed)
        one, other = dice.choice(seeds), dice.choice(seeds)
        damaged = mutated(seed, one.read_bytes(), other.read_bytes())
        (folder / f"{seed}{one.suffix}").write_bytes(damaged)
    settings = Settings(
        data=work / "data",
        workers=2,
        open_timeout_s=10,
        page_timeout_s=20,
        reader_memory_mb=1_024,
    )
    shutil.rmtree(settings.data, ignore_errors=True)
    began = time.monotonic()
    try:
        report = run_ingest(settings, [folder])
        run_index(settings)
        outcome.faults += _faults(settings, folder)
    except Exception:  # noqa: BLE001 - a crash of ours is what is looked for
        outcome.faults.append(f"crashed at seeds {numbers}:\n{traceback.format_exc()}")
        return
    outcome.inputs += len(numbers)
    outcome.slowest_s = max(outcome.slowest_s, time.monotonic() - began)
    outcome.pages.update({source.value: count for source, count in report.pages.items()})
    outcome.failures.update(report.failures)


def _faults(settings: Settings, folder: Path) -> list[str]:
    """What is not as it must be after a batch."""
    with closing(Catalogue(settings.paths.catalogue)) as catalogue:
        known = set(catalogue.all_locations()) | {one.path for one in catalogue.failures()}
        whole = catalogue.all_locations()[str(folder / WHOLE)]
        pages = catalogue.pages(whole.document_id)
        unread = catalogue.coverage().waiting_files
        unfinished = [d.id for d in catalogue.documents(limit=None) if d.state.value == "reading"]
    faults = [f"{one} is unaccounted for" for one in folder.iterdir() if str(one) not in known]
    if [page.text.strip() for page in pages] != [WHOLE_TEXT]:
        faults.append(f"The whole file was lost: {pages}")
    if unread or unfinished:
        faults.append(f"Documents were left unread: {unfinished}")
    return faults + [f"check: {one.code} {one.what}" for one in check(settings)]


def _say(outcome: Outcome, seeds: int) -> None:
    pages = ", ".join(f"{s.value} {outcome.pages[s.value]:,}" for s in PageSource)
    sys.stdout.write(
        f"{outcome.inputs:,} inputs of {seeds} seeds, slowest batch "
        f"{outcome.slowest_s:.0f} s\npages: {pages}\n"
    )
    for code, count in outcome.failures.most_common():
        sys.stdout.write(f"  {code} {count:,}\n")
    killed = sum(outcome.failures[code] for code in ("reader-died", "time-limit", "memory-limit"))
    sys.stdout.write(
        f"files and pages that killed or stalled a reader: {killed:,}; faults: "
        f"{len(outcome.faults)}\n"
    )


if __name__ == "__main__":
    main()
