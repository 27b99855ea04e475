"""Searches: Blotter, tantivy, SQLite FTS5 and Whoosh's own searcher over the same pages.

Run with ``python -m benchmarks.search``; ``--help`` lists its options. Every engine is measured in
processes of its own, one after the other.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.search_pages import kept_pages, prepare
from benchmarks.search_questions import choose

PAGES = Path("../shared/data/scale/pages.jsonl.gz")
ENGINES = ("blotter", "tantivy", "fts5", "whoosh")
COLD_STARTS = 5
SLOW_MS = 2_000
"""What took longer cold is not asked cold again."""

PROCESSES = 2
MOST_FOR_WHOOSH = 100_000
"""Pages, beyond which plain Whoosh takes hours to build and minutes to measure a kind."""


def main() -> None:
    """Build what is not there, measure, print a table for each size and one of the growth."""
    options = _options()
    if not options.pages.exists():
        sys.stderr.write(f"Skipped: no pages in {options.pages}; name a file with --pages.\n")
        return
    os.environ["BENCHMARK_CLOCK"] = options.clock  # for the processes that measure
    if find_spec("tantivy") is None:
        sys.exit("Tantivy is not installed. Run `pip install '.[bench]'`.")
    from benchmarks.search_tables import growth_of, table_of  # noqa: PLC0415 - tantivy is there now

    with tempfile.TemporaryDirectory() as folder:
        by_size = {}
        for size in options.sizes:
            work = (options.keep or Path(folder)) / str(size)
            by_size[size] = _measured_at(size, work, options)
            sys.stdout.write(table_of(by_size[size], size))
    if len(by_size) > 1:
        sys.stdout.write(growth_of(by_size))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sizes",
        type=int,
        nargs="+",
        default=[10_000],
        help="pages; several sizes one after the other (10000)",
    )
    parser.add_argument("--pages", type=Path, default=PAGES, help=f"JSONL, gzipped ({PAGES})")
    parser.add_argument("--keep", type=Path, help="a folder to keep the indexes in for other runs")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    parser.add_argument("--kinds", nargs="+", help="kinds of query, as the table names them (all)")
    parser.add_argument(
        "--clock",
        choices=("wall", "cpu"),
        default="wall",
        help="what milliseconds are counted by; on a busy machine CPU time says more (wall)",
    )
    return parser.parse_args()


def _measured_at(
    size: int, work: Path, options: argparse.Namespace
) -> dict[str, dict[str, list[float]]]:
    work.mkdir(parents=True, exist_ok=True)
    _prepare(size, work, options.pages)
    known = json.loads((work / "queries.json").read_text())["queries"]
    kinds = options.kinds or list(known)
    results = {}
    for name in options.engines:
        if name == "whoosh" and size > MOST_FOR_WHOOSH:
            continue
        built = _built(name, work)
        results[name] = _cold(name, work, kinds) | _run("warm", name, work, kinds)
        results[name] |= _served(name, work, kinds) | _run("update", name, work, kinds) | built
        sys.stderr.write(f"{name} measured at {size:,}\n")
    return results


def _prepare(size: int, work: Path, pages: Path) -> None:
    """Keep the pages and choose the queries, if that was not done before."""
    prepare(pages, size, work)
    if not (work / "queries.json").exists():
        first = list(islice(kept_pages(work), 400))
        update = [asdict(page) for page in first if page.document == first[0].document]
        content = {"queries": choose(kept_pages(work)), "update": update}
        (work / "queries.json").write_text(json.dumps(content, default=str))


def _built(name: str, work: Path) -> dict[str, list[float]]:
    """What a build took; kept with the index."""
    record = work / f"{name}.json"
    if not (work / name).exists():
        record.write_text(json.dumps(_run("build", name, work, [])))
    return dict(json.loads(record.read_text())) if record.exists() else {}


def _cold(name: str, work: Path, kinds: Iterable[str]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    left = set(kinds)
    for _ in range(COLD_STARTS):
        for kind, times in _run("cold", name, work, left).items():
            found.setdefault(kind, []).extend(times)
            if max(times) > SLOW_MS:
                left.discard(kind.removesuffix(", cold"))
    return found


def _served(name: str, work: Path, kinds: Iterable[str]) -> dict[str, list[float]]:
    """Queries of several processes that begin together."""
    processes = [_start("serve", name, work, kinds) for _ in range(PROCESSES)]
    for each in processes:
        each.stdout.readline()
    for each in processes:
        each.stdin.write("go\n")
        each.stdin.flush()
    answers = [json.loads(each.communicate()[0]) for each in processes]
    return {kind: [sum(answer[kind][0] for answer in answers)] for kind in answers[0]}


def _run(how: str, name: str, work: Path, kinds: Iterable[str]) -> dict[str, list[float]]:
    """What a process of its own measures."""
    process = _start(how, name, work, kinds)
    answer, _ = process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    measured: dict[str, list[float]] = json.loads(answer)
    return measured


def _start(how: str, name: str, work: Path, kinds: Iterable[str]) -> Any:
    command = [sys.executable, "-m", "benchmarks.search", "--measure", how, name, str(work), *kinds]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)  # noqa: S603 - ourselves


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        from benchmarks.search_measures import measure

        _how, _name, _work, *_kinds = sys.argv[2:]
        sys.stdout.write(json.dumps(measure(_how, _name, Path(_work), set(_kinds))))
    else:
        main()
