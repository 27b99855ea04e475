"""Programs that read scans, run as their users run them, and what each run cost."""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import msgspec
from pypdfium2 import PdfDocument

from benchmarks.ocr_pages import Sheaf
from ingest.catalogue import Catalogue
from ingest.paths import DataPaths
from ingest.pdf_rendering import MOST_DPI, MOST_PIXELS, render_grey
from ingest.reader import ReadOptions
from ingest.tesseract import tesseract_engine

_POLL_S = 0.25
_OURS = "from app.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Cost:
    """What some reading cost.

    Attributes:
        cpu_s: CPU-seconds of the program and all it started.
        wall_s: Seconds it took.
        peak_mb: Most memory at one time, of all its processes together, pages they share counted
            once; 0 where it was not measured.
    """

    cpu_s: float = 0.0
    wall_s: float = 0.0
    peak_mb: float = 0.0

    def __add__(self, other: "Cost") -> "Cost":
        peak = max(self.peak_mb, other.peak_mb)
        return Cost(self.cpu_s + other.cpu_s, self.wall_s + other.wall_s, peak)


Readings = list[list[str]]
"""Texts page by page, sheaf by sheaf."""


class Contestant(Protocol):
    """A program that reads scans."""

    @property
    def name(self) -> str:
        """As the tables name it."""

    def read(self, sheaves: Sequence[Sheaf]) -> tuple[Readings, Cost]:
        """Read them all, as a user would."""


@dataclass(frozen=True, slots=True)
class OcrMyPdf:
    """OCRmyPDF with some options, one run a file.

    Attributes:
        program: Its executable.
        options: Besides those that choose files.
    """

    program: Path
    options: tuple[str, ...]

    @property
    def name(self) -> str:
        """The command."""
        return " ".join(("ocrmypdf", *self.options))

    def read(self, sheaves: Sequence[Sheaf]) -> tuple[Readings, Cost]:
        """Read the files one after the other; each is given all cores."""
        readings, cost = [], Cost()
        for sheaf in sheaves:
            with tempfile.TemporaryDirectory() as folder:
                text = Path(folder) / "text.txt"
                files = ("--sidecar", str(text), str(sheaf.path), str(Path(folder) / "out.pdf"))
                cost += measured([str(self.program), *self.options, "--quiet", *files])
                pages = text.read_text("utf-8").split("\f")
            readings.append(pages[: len(sheaf.texts)])
        return readings, cost


@dataclass(frozen=True, slots=True)
class Remembered:
    """A contestant whose readings and costs are kept, for those that do not change.

    Attributes:
        contestant: Reads what is not known yet.
        folder: Where its results are kept; to be emptied when its version changes.
    """

    contestant: Contestant
    folder: Path

    @property
    def name(self) -> str:
        """As the contestant's."""
        return self.contestant.name

    def read(self, sheaves: Sequence[Sheaf]) -> tuple[Readings, Cost]:
        """Read them all, or tell what came of it the last time."""
        digest = hashlib.sha256(self.name.encode())
        for sheaf in sheaves:
            digest.update(sheaf.path.read_bytes())
        known = self.folder / f"{digest.hexdigest()[:16]}.json"
        if not known.exists():
            known.parent.mkdir(parents=True, exist_ok=True)
            known.write_bytes(msgspec.json.encode(self.contestant.read(sheaves)))
        return msgspec.json.decode(known.read_bytes(), type=tuple[Readings, Cost])


@dataclass(frozen=True, slots=True)
class Blotter:
    """``blotter ingest`` of all files in one run, without the index."""

    name: str = "Blotter"

    def read(self, sheaves: Sequence[Sheaf]) -> tuple[Readings, Cost]:
        """Ingest them into a fresh data directory."""
        with tempfile.TemporaryDirectory() as folder:
            files = [str(sheaf.path) for sheaf in sheaves]
            options = ["ingest", "--no-index", "--json", "--data", folder]
            cost = measured([sys.executable, "-c", _OURS, *options, *files])
            catalogue = Catalogue(DataPaths(Path(folder)).catalogue)
            try:
                documents = catalogue.documents(limit=len(sheaves))
                by_name = {document.file_name: document for document in documents}
                readings = [
                    [
                        catalogue.page(by_name[sheaf.path.name].id, number).text
                        for number in range(1, len(sheaf.texts) + 1)
                    ]
                    for sheaf in sheaves
                ]
            finally:
                catalogue.close()
        return readings, cost


@dataclass(frozen=True, slots=True)
class Unrepaired:
    """The same Tesseract in process on each page as it is, at 300 dpi: what repairs start from."""

    name: str = "as it is, 300 dpi"

    def read(self, sheaves: Sequence[Sheaf]) -> tuple[Readings, Cost]:
        """Read in this process; memory is not measured."""
        engine = tesseract_engine(ReadOptions())
        begun, cpu = time.monotonic(), time.process_time()
        readings = []
        for sheaf in sheaves:
            with PdfDocument(sheaf.path) as file:
                renders = (render_grey(page, MOST_DPI, MOST_PIXELS) for page in file)
                texts = [engine.read(render.image, dpi=render.dpi).text for render in renders]
            readings.append(texts)
        return readings, Cost(time.process_time() - cpu, time.monotonic() - begun)


def layered(program: Path, folder: Path, sheaf: Sheaf) -> Sheaf:
    """The same scans with the OCR layer that OCRmyPDF gives them; kept in ``folder``."""
    path = folder / sheaf.path.name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        measured([str(program), "--skip-text", "--quiet", str(sheaf.path), str(unfinished)])
        unfinished.rename(path)
    return replace(sheaf, path=path)


def measured(command: Sequence[str]) -> Cost:
    """Run a command to its end.

    Raises:
        RuntimeError: It failed; the end of what it said is in the message.
    """
    begun, peak = time.monotonic(), 0.0
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)  # noqa: S603 - as given by whoever measures
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            peak = max(peak, sum(map(_memory_mb, _tree(process.pid))))
            time.sleep(_POLL_S)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"{command[0]}: {said.read()[-500:].decode(errors='replace')}")
    return Cost(usage.ru_utime + usage.ru_stime, time.monotonic() - begun, peak)


def _tree(root: int) -> list[int]:
    """A process and all below it."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name, in brackets, may hold anything; the parent comes second after it.
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # gone meanwhile
        children.setdefault(parent, []).append(int(stat.parent.name))
    found = [root]
    for process in found:  # grows while it is gone through
        found += children.get(process, [])
    return found


def _memory_mb(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0  # gone meanwhile
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
