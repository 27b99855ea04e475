"""Searches: Blotter's engine, tantivy, SQLite FTS5 and Whoosh's own searcher over the same pages.

Run with ``python -m benchmarks.search``; ``--help`` lists its options. Every engine is measured in
processes of its own, one after the other.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import date
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.search_pages import Page, Question, choose, read_pages

PAGES = Path("../shared/data/scale/pages.jsonl.gz")
SAMPLES = 40
"""Timings of each kind of query, unless they take longer than ``BUDGET_S``."""

BUDGET_S = 2.0
"""Seconds for each kind of query; begun ones are finished."""

THREADS = 4
THREADS_S = 3.0
COLD_STARTS = 5
UPDATES = 5


def main() -> None:
    """Build what is not there, measure, print a table."""
    options = _options()
    if not options.pages.exists():
        sys.stderr.write(f"Skipped: no pages in {options.pages}; name a file with --pages.\n")
        return
    if find_spec("tantivy") is None:
        sys.exit("Tantivy is not installed. Run `pip install '.[bench]'`.")
    with tempfile.TemporaryDirectory() as folder:
        work = options.keep or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        _prepare(work, options)
        results = {}
        for name in options.engines:
            cold = [_measured(name, work, "cold") for _ in range(COLD_STARTS)]
            results[name] = _joined(cold) | _measured(name, work, "warm")
            sys.stderr.write(f"{name} measured\n")
        _print(results, options.size)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=10_000, help="pages (10000)")
    parser.add_argument("--pages", type=Path, default=PAGES, help=f"JSONL, gzipped ({PAGES})")
    parser.add_argument("--keep", type=Path, help="a folder to keep the indexes in for other runs")
    names = ["blotter", "tantivy", "fts5", "whoosh"]
    parser.add_argument("--engines", nargs="+", choices=names, default=names)
    parser.add_argument("--measure", nargs=3, help=argparse.SUPPRESS)
    return parser.parse_args()


def _prepare(work: Path, options: argparse.Namespace) -> None:
    """Choose the queries and build the indexes that are not there yet."""
    from benchmarks.search_engines import build  # noqa: PLC0415 - tantivy may not be there

    if not (work / "queries.json").exists():
        chosen = choose(read_pages(options.pages, options.size), options.size)
        pages = list(islice(read_pages(options.pages, 400), 400))
        update = [asdict(page) for page in pages if page.document == pages[0].document]
        content = {"queries": chosen, "update": update}
        (work / "queries.json").write_text(json.dumps(content, default=str))
    for name in options.engines:
        if not (work / name).exists():
            begun = time.perf_counter()
            build(name, work / name, read_pages(options.pages, options.size))
            sys.stderr.write(f"{name} built in {time.perf_counter() - begun:.0f} s\n")


def _measured(name: str, work: Path, how: str) -> dict[str, list[float]]:
    """What a process of its own measures."""
    command = [sys.executable, "-m", "benchmarks.search", "--measure", name, str(work), how]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    measured: dict[str, list[float]] = json.loads(done.stdout)
    return measured


def _joined(cold: list[dict[str, list[float]]]) -> dict[str, list[float]]:
    return {kind: [one for each in cold for one in each[kind]] for kind in cold[0]}


def measure(name: str, work: Path, how: str) -> dict[str, list[float]]:
    """Timings in milliseconds of one engine, by kind of query; cold ones are named so."""
    from benchmarks.search_engines import CANDIDATES  # noqa: PLC0415 - as above

    content = json.loads((work / "queries.json").read_text())
    queries: dict[str, list[Question]] = content["queries"]
    engine = CANDIDATES[name](work / name)
    begun = time.perf_counter()
    engine.open()
    engine.ask(queries["common word"][-1])
    if how == "cold":
        found = {"open to first answer": [_since(begun)]}
        return found | {
            f"{kind}, cold": [_timed(engine, each[0])] for kind, each in queries.items()
        }
    found = {kind: _repeated(engine, questions) for kind, questions in queries.items()}
    found["memory, MB"] = [_resident_mb()]
    found["queries/s, 4 threads"] = [_per_second(engine, queries)]
    found["update of a document"] = _updated(engine, content["update"])
    return found


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000


def _timed(engine: Any, question: Question) -> float:
    begun = time.perf_counter()
    engine.ask(question)
    return _since(begun)


def _repeated(engine: Any, questions: list[Question]) -> list[float]:
    """Each question once unmeasured, if time allows, then one after the other."""
    begun = time.perf_counter()
    for question in questions:
        if time.perf_counter() - begun < BUDGET_S:
            engine.ask(question)
    begun, times = time.perf_counter(), []
    for question in islice(cycle(questions), SAMPLES):
        times.append(_timed(engine, question))
        if time.perf_counter() - begun > BUDGET_S:
            break
    return times


def _per_second(engine: Any, queries: dict[str, list[Question]]) -> float:
    """Words, AND and phrases in turn, from several threads."""
    kinds = ("rare word", "common word", "AND", "phrase")
    mixed = [queries[kind][place] for place in range(5) for kind in kinds]
    end = time.perf_counter() + THREADS_S

    def ask(_thread: int) -> int:
        done = 0
        for question in cycle(mixed):
            if time.perf_counter() > end:
                return done
            engine.ask(question)
            done += 1
        return done

    with ThreadPoolExecutor(THREADS) as threads:
        return sum(threads.map(ask, range(THREADS))) / THREADS_S


def _updated(engine: Any, update: list[dict[str, Any]]) -> list[float]:
    pages = [Page(**page | {"day": date.fromisoformat(page["day"])}) for page in update]
    times = []
    for _ in range(UPDATES):
        begun = time.perf_counter()
        engine.replace(pages)
        times.append(_since(begun))
    return times


def _resident_mb() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def _print(results: dict[str, dict[str, list[float]]], size: int) -> None:
    """One row a kind: median / p95 of each engine, and how many times tantivy's median ours is."""
    rows = [
        f"\n{size:,} pages; milliseconds, median / p95\n",
        "| | " + " | ".join(results) + " | to tantivy |",
        "|---|" + "--:|" * (len(results) + 1),
    ]
    for kind in next(iter(results.values())):
        cells = [_cell(each[kind]) for each in results.values()]
        rows.append(f"| {kind} | " + " | ".join(cells) + f" | {_ratio(results, kind)} |")
    sys.stdout.write("\n".join(rows) + "\n")


def _cell(times: list[float]) -> str:
    if len(times) == 1:
        return f"{times[0]:,.0f}"
    return f"{_short(statistics.median(times))} / {_short(_p95(times))}"


def _p95(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, round(0.95 * len(times)))]


def _short(time_ms: float) -> str:
    return f"{time_ms:,.2f}" if time_ms < 10 else f"{time_ms:,.0f}"


def _ratio(results: dict[str, dict[str, list[float]]], kind: str) -> str:
    if not {"blotter", "tantivy"} <= results.keys():
        return ""
    ours, theirs = (statistics.median(results[name][kind]) for name in ("blotter", "tantivy"))
    return f"{ours / theirs:.1f}"


if __name__ == "__main__":
    if "--measure" in sys.argv:
        _name, _work, _how = sys.argv[-3:]
        sys.stdout.write(json.dumps(measure(_name, Path(_work), _how)))
    else:
        main()
