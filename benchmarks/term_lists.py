"""A report on 200 awkward terms: every line accounted for, opened again, and made again later.

The terms are made of a collection's own words: phrases, phrases not closed, commas, accents, single
letters, misspelt words, blanks, duplicates, hostile text, and what no query may be. A copy of the
collection is reported on, given one release more, and reported on again.
"""

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from itertools import cycle, islice, pairwise
from pathlib import Path

import openpyxl

from app.collection import opened
from app.settings import Settings
from benchmarks.exports import by_libreoffice, say

LINES = 200
ODD = (
    "=1+1",
    "@cmd",
    "-overtime",
    "caf\u00e9",
    "\u017c\u00f3\u0142w",
    "na\u00efve",
    "\u202ebackwards",
    "\U0001f600",
    "(overtime OR",
    "overtime)",
    "OR",
    "AND NOT",
    "*",
    "?",
    "~",
    "over*",
    "*time",
    "o?ertime",
    "overtime~1",
    "title:memo",
    "shoe:43",
    "date:2017",
    "date:yesterday",
    "page:0",
    "officer w/10 complaint",
    '"officer complaint"~10',
    '""',
    '"',
    "a,b,c",
    "one;two",
    "tab\there",
    "x " * 600,
    "y" * 5000,
    "'quoted'",
    "\u201ctask force\u201d",
    "I-92-003457",
    "<script>",
    "%00",
    "\\",
    "NULL",
)


def terms_of(words: Sequence[str]) -> list[str]:
    """The lines of a list, made of a collection's commonest words."""
    pairs = list(pairwise(words))
    lines = [
        *words[:40],
        *(f'"{one} {other}"' for one, other in pairs[:12]),
        *(f'"{one} {other}' for one, other in pairs[12:20]),
        *(f"{one}, {other}" for one, other in pairs[20:30]),
        *"abcdefghijklmnopqrstuvwxyz",
        *(word[:2] + word[3:] + "q" for word in words[40:60]),
        *([""] * 10),
        *(word.upper() for word in words[:10]),
        *ODD,
    ]
    return list(islice(cycle(lines), LINES))


def blotter(*words: str) -> tuple[str, float]:
    """What a command says on standard error, and its seconds of CPU."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", "from app.cli import main; main()", *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - ours
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done.stderr, used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime


def show(book: Path, soffice: str) -> None:
    """What the spreadsheet holds, by two programs."""
    sheets = openpyxl.load_workbook(book, read_only=True)
    for sheet in sheets.worksheets:
        rows = list(sheet.iter_rows(values_only=True))
        say(f"  {sheet.title}: {len(rows) - 1:,} rows, {len(rows[0]):,} columns")
        if sheet.title == "Summary":
            numbers = [row[0] for row in rows[1:]]
            say(f"    lines 1 to {LINES}, each once: {numbers == list(range(1, LINES + 1))}")
            say(f"    outcomes: {dict(Counter(row[2] for row in rows[1:]))}")
            say(f"    hits by the summary: {sum(row[5] or 0 for row in rows[1:]):,}")
        if sheet.title == "Hits":
            place = rows[0].index("hit")
            say(f"    rows with a place: {sum(row[place] is not None for row in rows[1:]):,}")
    sheets.close()
    say(f"  Summary by LibreOffice: {by_libreoffice(book, soffice):,} rows")


def main() -> None:
    """Make the reports and print what came of them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True, help="a data directory; it is copied")
    options.add_argument("--soffice", default="soffice")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        data = Path(shutil.copytree(given.data, work / "data"))
        with opened(Settings(data=data)) as collection:
            words = [word for word, _ in collection.engines.current().terms("", limit=200)]
        (work / "terms.txt").write_text("\n".join(terms_of(words)) + "\n", encoding="utf-8")
        first, later = work / "first.xlsx", work / "later.xlsx"
        where = ("--data", str(data))
        said, seconds = blotter("report", str(work / "terms.txt"), *where, "--to", str(first))
        say(f"{seconds:.1f} CPU s: {said.splitlines()[0]}")
        show(first, given.soffice)
        _add_release(work / "More", words)
        blotter("ingest", str(work / "More"), *where)
        manifest = str(work / "first.manifest.json")
        said, seconds = blotter("report", "--again", manifest, *where, "--to", str(later))
        say(f"again, {seconds:.1f} CPU s:")
        for line in said.splitlines()[2:8]:
            say(f"  {line}")
        show(later, given.soffice)


def _add_release(folder: Path, words: Sequence[str]) -> None:
    folder.mkdir()
    for number in range(3):
        text = " ".join(words[number * 20 : number * 20 + 40])
        (folder / f"more-{number}.txt").write_text(f"{text}\f{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
