"""Pages to measure searches on: read once, then kept as every engine is given them."""

import gzip
import hashlib
import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

from index.analysis import tokens

FIRST_DAY = date(2000, 1, 1)
DAYS = 7_000
ID_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Page:
    """A page as every engine is given it.

    Attributes:
        document: An id of the form that Blotter gives documents.
        number: Counts from 1.
        text: The page's words with a space between.
        day: Of the document.
        release: Which of a few sets of documents it belongs to.
    """

    document: str
    number: int
    text: str
    day: date
    release: str


def prepare(path: Path, count: int, work: Path) -> None:
    """Keep so many pages in a folder; when the file has fewer, they come again as other documents.

    Besides the pages as one file there is a table of texts, from which engines that keep none
    make their highlights.
    """
    if (work / "texts.sqlite").exists():
        return
    beside = work / "texts.part"
    beside.unlink(missing_ok=True)
    texts = sqlite3.connect(beside)
    texts.execute("CREATE TABLE texts (document, number, text, PRIMARY KEY (document, number))")
    with (work / "pages.jsonl").open("w", encoding="utf-8") as lines, texts:
        for page in _read(path, count):
            lines.write(json.dumps(asdict(page), default=str) + "\n")
            texts.execute("INSERT INTO texts VALUES (?, ?, ?)", _as_text(page))
    texts.close()
    beside.rename(work / "texts.sqlite")


def _as_text(page: Page) -> tuple[str, int, str]:
    return page.document, page.number, page.text


def kept_pages(work: Path) -> Iterator[Page]:
    """The pages that ``prepare`` kept."""
    with (work / "pages.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield page_of(json.loads(line))


def page_of(record: dict[str, str | int]) -> Page:
    """A page as it was kept."""
    return Page(
        document=str(record["document"]),
        number=int(record["number"]),
        text=str(record["text"]),
        day=date.fromisoformat(str(record["day"])),
        release=str(record["release"]),
    )


def _read(path: Path, count: int) -> Iterator[Page]:
    """Evenly from the whole file where fewer pages are wanted, so that every size is alike."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        there = sum(1 for _ in lines)
    seen: Counter[bytes] = Counter()
    for turn in range(-(-count // there)):
        wanted = min(count - turn * there, there)
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for place, line in enumerate(lines):
                if place * wanted // there != (place - 1) * wanted // there:
                    yield _page(json.loads(line), turn, seen)


def _page(record: dict[str, str | int], turn: int, seen: Counter[bytes]) -> Page:
    """A page of a turn; one that the file has twice is of another document the second time."""
    name = f"{record['document']}~{turn}".encode()
    here = name + b" %d" % int(record["page"])
    document = name + b" %d" % seen[here]
    seen[here] += 1
    return Page(
        document=hashlib.sha256(document).hexdigest()[:ID_DIGITS],
        number=int(record["page"]),
        text=" ".join(token for token, *_ in tokens(str(record["text"]))),
        day=FIRST_DAY + timedelta(days=zlib.crc32(name) % DAYS),
        release=str(record.get("source", "all")),
    )
