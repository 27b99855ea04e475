"""Queries made to be expensive: how long each takes, how much memory, and what it says of itself.

Run with ``python -m benchmarks.bounded --keep FOLDER`` after ``benchmarks.search`` built Blotter's
index of that size there. Each query is asked as the service asks it, with its default limits, in a
fresh process of its own.
"""

import argparse
import json
import pickle
import resource
import string
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from app.misreading import EVERYWHERE
from app.search_request import Group, SearchRequest
from app.searching import Searcher
from app.settings import Settings
from index.errors import InvalidQueryError
from index.facets import Facet
from index.live import LiveEngine
from ingest.catalogue import Catalogue

MOST_S = 3
MOST_MB = 1_024
WORDS = 500
"""A query may have so many."""

BRACKETS = 64
"""So deep may brackets be nested."""

LETTERS = 5
"""Shorter words are taken where many must have room in a query."""

CAPS = ("partial", "unmarked", "expansion-capped")


def main() -> None:
    """Ask them all and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=59_000, help="pages (59000)")
    parser.add_argument("--keep", type=Path, required=True, help="as given to benchmarks.search")
    parser.add_argument("--only", nargs="+", help="names of some of the queries")
    options = parser.parse_args()
    work = options.keep / str(options.size)
    if not (work / "blotter").exists():
        sys.exit(f"There is no index in {work}. Run `python -m benchmarks.search` with it first.")
    sys.stdout.write(
        f"\n{options.size:,} pages; a fresh process for each query\n\n"
        "| query | seconds | peak MB | pages found | it says |\n|---|--:|--:|--:|---|\n"
    )
    common = _common_words(work)
    simple = ((name, SearchRequest(typed)) for name, typed in _awful(common))
    for name, request in chain(simple, _wide(common)):
        if not options.only or name in options.only:
            sys.stdout.write(_row(name, request, work))
            sys.stdout.flush()


def _common_words(work: Path) -> list[str]:
    """Words in the order of how many pages of the first 2,000 hold them."""
    pages: Counter[str] = Counter()
    with (work / "pages.jsonl").open(encoding="utf-8") as lines:
        for _, line in zip(range(2_000), lines, strict=False):
            pages.update(set(json.loads(line)["text"].split()))
    return [word for word, _ in pages.most_common() if word.isascii() and word.isalpha()]


def _awful(common: list[str]) -> Iterator[tuple[str, str]]:
    letters = string.ascii_lowercase
    first, second, third = common[:3]
    short = [word for word in common if len(word) < LETTERS]
    yield "a common word", first
    yield "prefixes of 1 letter, 26, OR", " OR ".join(f"{letter}*" for letter in letters)
    yield "prefixes of 1 letter, 26, AND", " ".join(f"{letter}*" for letter in letters)
    yield "`*a*`", "*a*"
    yield "a word and `*a*`", f"{common[2_000]} *a*"
    yield "`*a*`, 26 letters, OR", " OR ".join(f"*{letter}*" for letter in letters)
    yield (
        "wildcards of many stars",
        " OR ".join(f"*{'*'.join(letters[n : n + 5])}*" for n in range(20)),
    )
    yield "`?` for every letter, 1 to 20", " OR ".join("?" * n for n in range(1, 21))
    yield "`a~2`, 26 letters, OR", " OR ".join(f"{letter}~2" for letter in letters)
    yield "`~2`, 100 words, OR", " OR ".join(f"{word}~2" for word in common[:1_000:10])
    yield f"{WORDS} common words, AND", " ".join(common[:WORDS])
    yield f"{WORDS} short words, OR", " OR ".join(short[:WORDS])
    yield "1,000 short words", " ".join((short * 2)[:1_000])
    yield f"{WORDS} prefixes of 2 letters, OR", " OR ".join(_pairs(letters))
    yield f"{BRACKETS} brackets nested", "(" * BRACKETS + first + f" OR {second})" * BRACKETS
    yield "65 brackets nested", "(" * 65 + first + ")" * 65
    yield "phrase of 3 prefixes, near 200", '"a* b* c*"~200'
    yield "phrase of 6 prefixes", '"a* b* c* d* e* f*"'
    yield "phrase of `*a*` and `*e*`", '"*a* *e*"'
    yield "phrase of 200 common words", f'"{" ".join(common[:200])}"'
    yield "3 common words within 200", f"{first} w/200 {second} w/200 {third}"
    yield "20 common words within 200", f'"{" ".join(common[:20])}"~200'
    yield "the same word 20 times within 200", f'"{" ".join([first] * 20)}"~200'
    yield "NOT `*e*`", "NOT *e*"
    yield "NOT a prefix, 26 times, OR", " OR ".join(f"(NOT {letter}*)" for letter in letters)


def _wide(common: list[str]) -> Iterator[tuple[str, SearchRequest]]:
    """Queries that are expensive by what is asked beside them."""
    hundred = " OR ".join(common[:1_000:10])
    long = " ".join(word for word in common if len(word) > LETTERS)
    every = SearchRequest(facets=tuple(Facet), group=Group.DOCUMENT)
    yield "100 words misread too, OR", SearchRequest(hundred, misreading=EVERYWHERE)
    yield "200 longer words misread too", SearchRequest(long[:1_500], misreading=EVERYWHERE)
    yield (
        "phrase of 100 words misread too",
        SearchRequest(f'"{" ".join(common[:100])}"', misreading=EVERYWHERE),
    )
    yield "everything, by document, all facets", every.of("*e* OR NOT *e*")
    yield (
        "100 words misread, by document, all facets",
        every.of(hundred).finding(EVERYWHERE),
    )
    yield (
        "20 words misread within 200",
        SearchRequest(f'"{" ".join(common[:20])}"~200', misreading=EVERYWHERE),
    )


def _pairs(letters: str) -> list[str]:
    return [f"{one}{other}*" for one in letters for other in letters][:WORDS]


def _row(name: str, asked: SearchRequest, work: Path) -> str:
    command = [sys.executable, "-m", "benchmarks.bounded", "--ask", str(work / "blotter")]
    told = pickle.dumps(asked)
    done = subprocess.run(command, input=told, capture_output=True, check=True)  # noqa: S603 - ourselves
    seconds, peak, found, says = json.loads(done.stdout)
    over = " **over**" if seconds > MOST_S or peak > MOST_MB else ""
    return f"| {name} | {seconds:.2f}{over} | {peak:,.0f} | {found} | {says} |\n"


def _ask(folder: Path, asked: SearchRequest) -> tuple[float, float, str, str]:
    """Seconds from opening the index to the answer, peak megabytes, pages found, codes."""
    settings = Settings(data=folder)
    live = LiveEngine(settings.paths.indexes, settings.engine)
    searcher = Searcher(Catalogue(settings.paths.catalogue), live, settings.limits)
    begun = time.perf_counter()
    try:
        answer = searcher.search(asked)
        found = f"{answer.total:,}"
        codes = {warning.code.value for warning in answer.warnings}
        says = ", ".join(code for code in CAPS if code in codes)
    except InvalidQueryError as error:
        found, says = "refused", str(error)
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return seconds, peak, found, says


if __name__ == "__main__":
    if sys.argv[1:2] == ["--ask"]:
        request = pickle.load(sys.stdin.buffer)  # noqa: S301 - from ourselves
        sys.stdout.write(json.dumps(_ask(Path(sys.argv[2]), request)))
    else:
        main()
