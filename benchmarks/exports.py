"""Long hit lists: rows against counts, memory and seconds by kind, opened again by other programs.

Pages of a file of texts are written to a catalogue with a box for every word, and with pages of
hostile text; the lists of one very common word are then exported by the command, each in a process
of its own. The first release holds about a tenth of the hits, so that memory can be seen to stay.
"""

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import openpyxl

from app.earlier_list import list_beside, manifest_of
from app.ingesting import run_index
from app.settings import Settings
from benchmarks.search_pages import Page as Text
from benchmarks.search_pages import kept_pages, prepare
from ingest.catalogue_writer import CatalogueWriter, ManifestEntry
from ingest.reader import FileFacts
from ingest.records import Box, Page, PageSource, Release, SourceFile, Word

WORDS_A_LINE = 12
LINES = 60
HOSTILE = (
    '=HYPERLINK("http://example.org","the")\n"the" quoted, with a comma;\ta tab\r+the\n@the\n-the',
    "control \x00\x01\x07\x1b[31m the \x7f\x85 end",
    "\u202ethe mirrored\u202c \u200fright to left\u200e \ufeff \u2028 the line \u2029 ends",
    "half a pair: the \ufffe \uffff and \U0001f600 the face",
    "'=the apostrophe _x0041_ the",
    "the " + "x" * 1_000_000 + " the",
)


def words_of(text: str) -> tuple[Word, ...]:
    """A box for every word, as on a page of lines."""
    words = []
    start = 0
    for place, word in enumerate(text.split(" ")):
        row, column = divmod(place, WORDS_A_LINE)
        top, left = row % LINES / LINES, column / WORDS_A_LINE
        if word:
            box = Box(left, top, left + 0.9 / WORDS_A_LINE, top + 0.9 / LINES)
            words.append(Word(start, start + len(word), box, 0.9))
        start += len(word) + 1
    return tuple(words)


def fill(settings: Settings, texts: Iterator[Text], tenth: int) -> None:
    """Write the pages; the documents of the first ``tenth`` of them make a release of their own."""
    catalogue = CatalogueWriter(settings.paths.catalogue)
    for name in ("small", "large"):
        catalogue.save_release(Release(name, f"The {name} one"))
    written = 0
    for document, pages in groupby(texts, attrgetter("document")):
        held = [page.text for page in pages]
        _add(catalogue, document.ljust(64, "0"), "small" if written < tenth else "large", held)
        written += len(held)
    _add(catalogue, "f" * 64, "large", HOSTILE)
    catalogue.close()
    run_index(settings)


def _add(catalogue: CatalogueWriter, sha256: str, release: str, texts: Sequence[str]) -> None:
    file = SourceFile(f"/in/=cmd {sha256[:12]}.pdf", sha256, 1, "application/pdf", 1)
    catalogue.save_found(file, release, ManifestEntry(), None)
    catalogue.save_facts(sha256[:12], FileFacts(len(texts)))
    for number, text in enumerate(texts, 1):
        words = words_of(text) if "\n" not in text else ()
        page = Page(number, 612, 792, PageSource.OCR, text, words, confidence=0.9)
        catalogue.save_page(sha256[:12], page)


# The peak that the system tells of a child that has ended is its parent's where that was higher.
COMMAND = """
from app.cli import main
try:
    main()
finally:
    with open("/proc/self/status") as status:
        print([line.split()[1] for line in status if line.startswith("VmHWM")][0])
"""


def exported(data: Path, query: str, target: Path, *more: str) -> dict[str, float]:
    """What a list cost: seconds, CPU seconds and megabytes at the peak."""
    command = [sys.executable, "-c", COMMAND, "export", query, "--data", str(data)]
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(  # noqa: S603 - our own command
        [*command, "--to", str(target), *more], check=True, capture_output=True, text=True
    )
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "seconds": time.perf_counter() - begun,
        "cpu": used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime,
        "mb": int(done.stdout) / 1024,
    }


def rows_again(target: Path, soffice: str) -> Iterator[tuple[str, int]]:
    """By which program the list was opened again, and how many rows it found."""
    match target.suffix:
        case ".csv":
            csv.field_size_limit(sys.maxsize)
            with target.open(encoding="utf-8-sig", newline="") as file:
                yield "Python's csv", sum(1 for _ in csv.DictReader(file, strict=True))
            yield "LibreOffice", by_libreoffice(target, soffice)
        case ".jsonl":
            with target.open(encoding="utf-8") as file:
                yield "Python's json", sum(1 for line in file if json.loads(line))
        case ".xlsx":
            book = openpyxl.load_workbook(target, read_only=True)
            yield "openpyxl", sum(1 for _ in book["Hits"].iter_rows(values_only=True)) - 1
            book.close()
            yield "LibreOffice", by_libreoffice(target, soffice)
    manifest = target.with_suffix(".manifest.json")
    found = list_beside(manifest, manifest_of(manifest.read_bytes()))
    yield "Blotter", sum(1 for _ in found.rows())


def by_libreoffice(target: Path, soffice: str) -> int:
    """Rows of the first sheet as LibreOffice writes it out again."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        # Text parted by commas (44), quoted (34), UTF-8 (76), from the first row, nothing guessed.
        reading = ["--infilter=CSV:44,34,76,1"] if target.suffix == ".csv" else []
        subprocess.run(  # noqa: S603 - the program that was named
            [
                soffice,
                profile,
                "--headless",
                *reading,
                "--convert-to",
                "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false",
                "--outdir",
                folder,
                str(target),
            ],
            check=True,
            capture_output=True,
        )
        with (Path(folder) / f"{target.stem}.csv").open(encoding="utf-8-sig", newline="") as file:
            csv.field_size_limit(sys.maxsize)
            return sum(1 for _ in csv.DictReader(file))


def say(line: str) -> None:
    """Print a line at once: the next may take long."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Measure and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--texts", type=Path, required=True, help="as for benchmarks.search")
    options.add_argument("--work", type=Path, required=True, help="kept between runs")
    options.add_argument("--pages", type=int, default=12_000)
    options.add_argument("--query", default="the")
    options.add_argument("--kinds", nargs="+", default=["csv", "jsonl", "xlsx"])
    options.add_argument("--soffice", default="soffice")
    given = options.parse_args()
    (given.work / "data").mkdir(parents=True, exist_ok=True)
    settings = Settings(data=given.work / "data")
    if not settings.paths.catalogue.exists():
        prepare(given.texts, given.pages, given.work)
        fill(settings, kept_pages(given.work), given.pages // 10)
    say("kind hits rows seconds cpu MB file-MB again")
    for kind in given.kinds:
        for more in (("--filter", "release=small"), ()):
            measure(given.work, given.query, kind, more, given.soffice)


def measure(work: Path, query: str, kind: str, more: Sequence[str], soffice: str) -> None:
    """One line of the table."""
    target = work / f"hits.{kind}"
    cost = exported(work / "data", query, target, *more)
    manifest = manifest_of(target.with_suffix(".manifest.json").read_bytes())
    again = ", ".join(f"{name} {rows:,}" for name, rows in rows_again(target, soffice))
    size = target.stat().st_size / 1024**2
    say(
        f"{kind} {manifest.counts.hits:,} {manifest.counts.rows:,} {cost['seconds']:.1f} "
        f"{cost['cpu']:.1f} {cost['mb']:.0f} {size:.1f} {again}"
    )


if __name__ == "__main__":
    main()
