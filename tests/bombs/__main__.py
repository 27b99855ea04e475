"""Makes every bomb and trick there is here, ingests each beside one innocent file, and tells.

``python -m tests.bombs`` (``make bombs``); a name or a part of one as an argument takes those only.
Each gets a data directory of its own and the real command. A table says what became of it (the
ledger's code and sentence, or how many documents and pages), seconds, the most memory that all
processes held together, and whether the innocent file was read. Exit code 1 if any was not, if the
command failed or did not end, if a file appeared outside, or if ``blotter check`` is not content.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.checking import check
from app.settings import Settings
from ingest.catalogue import Catalogue
from tests.bombs.containers import CONTAINERS
from tests.bombs.measuring import Measured, measured
from tests.bombs.papers import PAPERS
from tests.bombs.pdfs import PDFS

NEIGHBOUR = "The innocent file beside it."
LONGEST_S = 900.0
LIMITS = {
    "BLOTTER_OPEN_TIMEOUT_S": "30",
    "BLOTTER_PAGE_TIMEOUT_S": "30",
    "BLOTTER_UNPACK_TIMEOUT_S": "120",
}
OURS = "root:"
"""Stands in a file of this machine that some of them ask for."""
EVIL = "blotter-evil"


@dataclass(frozen=True, slots=True)
class Bomb:
    """One of them.

    Attributes:
        name: What it is.
        make: Gives its bytes.
        suffix: Of the file.
    """

    name: str
    make: Callable[[], bytes]
    suffix: str


def every_bomb() -> Iterator[Bomb]:
    """All of them, in the order of the table."""
    for name, make in PDFS.items():
        yield Bomb(name, make, "pdf")
    for name, (make, suffix) in PAPERS.items():
        yield Bomb(name, make, suffix)
    for name, make in CONTAINERS.items():
        kind = name.split(":")[0]
        yield Bomb(name, make, "eml" if kind == "mail" else kind)


def main() -> None:
    """Try them, print a line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("named", nargs="*", help="only those with one of these in their name")
    parser.add_argument("--work", type=Path, help="where to work; the system's own place if absent")
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="blotter-bombs-", dir=options.work))
    _say(f"limits: {', '.join(f'{name} {value}' for name, value in LIMITS.items())}")
    faults = 0
    for bomb in every_bomb():
        if not options.named or any(part in bomb.name for part in options.named):
            faults += bool(tried(bomb, work))
    shutil.rmtree(work)
    if faults:
        sys.exit(f"{faults} of them did harm.")


def tried(bomb: Bomb, work: Path) -> list[str]:
    """Make one, ingest it and print its line; what is not as it must be."""
    folder, data = work / "files", work / "data"
    for one in (folder, data):
        shutil.rmtree(one, ignore_errors=True)
    folder.mkdir()
    size = (folder / f"bomb.{bomb.suffix}").write_bytes(bomb.make())
    (folder / "neighbour.txt").write_text(NEIGHBOUR)
    command = [sys.executable, "-c", "from app.cli import main; main()", "ingest", str(folder)]
    environment = os.environ | LIMITS | {"BLOTTER_DATA": str(data), "BLOTTER_WORKERS": "2"}
    run = measured(command, environment, work / "log", LONGEST_S)
    faults = [*_of_run(run), *_of_data(data), *_outside(work, folder)]
    found = "; ".join(faults) or "neighbour read"
    _say(
        f"{bomb.name} | {size:,} bytes | {_became(data)} | {run.seconds:.1f} s | "
        f"{run.peak_mb:,.0f} MB | {found}"
    )
    return faults


def _of_run(run: Measured) -> Iterator[str]:
    if run.code is None:
        yield f"still running after {LONGEST_S:.0f} s"
    elif run.code:
        yield f"exit code {run.code}: {run.said[-300:]}"
    if "Traceback" in run.said:
        yield run.said[-300:]


def _of_data(data: Path) -> Iterator[str]:
    settings = Settings(data=data)
    with closing(Catalogue(settings.paths.catalogue)) as catalogue:
        names = {one.file_name: one for one in catalogue.documents(limit=None)}
        pages = catalogue.pages(names["neighbour.txt"].id) if "neighbour.txt" in names else ()
        if [page.text.strip() for page in pages] != [NEIGHBOUR]:
            yield "NEIGHBOUR LOST"
        for one in list(names.values())[:200]:
            if any(OURS in page.text for page in catalogue.pages(one.id)):
                yield "A FILE OF THIS MACHINE WAS READ"
    for trouble in check(settings):
        yield f"check: {trouble.what}"
    if list(settings.paths.scratch.glob("*")):
        yield "temporary files left"


def _outside(work: Path, folder: Path) -> Iterator[str]:
    """Files that nothing should have made."""
    for place in (Path("/tmp"), Path.cwd(), work, folder, folder.parent):  # noqa: S108 - looked at
        yield from (f"OUTSIDE: {path}" for path in place.glob(f"{EVIL}*"))


def _became(data: Path) -> str:
    """What the ledger says of the bomb."""
    with closing(Catalogue(Settings(data=data).paths.catalogue)) as catalogue:
        failures = catalogue.failures()
        documents = [d for d in catalogue.documents(limit=None) if d.file_name != "neighbour.txt"]
        sources = Counter(
            page.source.value for one in documents[:50] for page in catalogue.pages(one.id)
        )
    counts = Counter(one.code for one in failures)
    codes = ", ".join(f"{code} {count:,}" if count > 1 else code for code, count in counts.items())
    pages = ", ".join(f"{count:,} {source}" for source, count in sources.items())
    said = f' "{failures[0].reason[:150]}"' if failures else ""
    return f"{len(documents):,} documents, pages: {pages or 'none'}; {codes or 'no failure'}{said}"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
