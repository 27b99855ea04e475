"""What one process measures of one engine; ``benchmarks.search`` starts it and reads its answer."""

import json
import os
import resource
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path

from benchmarks.peer import Candidate
from benchmarks.search_engines import CANDIDATES, build
from benchmarks.search_pages import Page, kept_pages, page_of
from benchmarks.search_questions import Question, Questions

SAMPLES = 40
"""Timings of each kind of query, unless they take longer than ``BUDGET_S``."""

BUDGET_S = 2.0
"""Seconds for each kind of query; begun ones are finished."""

THREADS = 4
THROUGHPUT_S = 3.0
UPDATES = 5
MIXED = ("rare word", "common word", "AND", "phrase")
"""Kinds that are asked in turn to count queries a second."""

CLOCKS = {"wall": time.perf_counter, "cpu": time.process_time}
"""What milliseconds are counted by; CPU time is that of all threads of this process."""

_clock = CLOCKS[os.environ.get("BENCHMARK_CLOCK", "wall")]

Timings = dict[str, list[float]]
"""Milliseconds, or what the name of the row says."""


def measure(how: str, name: str, work: Path, kinds: set[str]) -> Timings:
    """Measure in this process.

    Args:
        how: ``build``, ``cold``, ``warm``, ``update`` or ``serve``.
        name: Of the engine.
        work: The folder of its index.
        kinds: Of questions.
    """
    if how == "build":
        return _built(name, work)
    content = json.loads((work / "queries.json").read_text())
    if how == "update":
        return _updated(name, work, [page_of(page) for page in content["update"]])
    wanted = kinds if how == "cold" else kinds | set(MIXED)
    questions: Questions = {
        kind: asked for kind, asked in content["queries"].items() if kind in wanted
    }
    return {"cold": _cold, "warm": _warm, "serve": _served}[how](name, work, questions)


def _built(name: str, work: Path) -> Timings:
    begun = time.perf_counter()
    build(name, work / name, kept_pages(work))
    took = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = sum(path.stat().st_size for path in (work / name).rglob("*") if path.is_file())
    return {"build, s": [took], "build, peak MB": [peak], "on disk, MB": [size / 1e6]}


def _cold(name: str, work: Path, questions: Questions) -> Timings:
    """The first answer of this process, then the first of each kind."""
    begun = _clock()
    engine = CANDIDATES[name](work / name)
    engine.open()
    engine.ask(json.loads((work / "queries.json").read_text())["queries"]["common word"][-1])
    found = {"open to first answer": [_since(begun)]}
    for kind, asked in questions.items():
        if engine.offers(asked[0]):
            found[f"{kind}, cold"] = [_timed(engine, asked[0])]
    return found


def _warm(name: str, work: Path, questions: Questions) -> Timings:
    engine = CANDIDATES[name](work / name)
    engine.open()
    offered = {kind: asked for kind, asked in questions.items() if engine.offers(asked[0])}
    found = {kind: _repeated(engine, asked) for kind, asked in offered.items()}
    found["memory, MB"] = [_memory_mb("Rss")]
    found["queries/s, 4 threads"] = [_by_threads(engine, questions)]
    return found


def _since(begun: float) -> float:
    return (_clock() - begun) * 1000


def _timed(engine: Candidate, question: Question) -> float:
    begun = _clock()
    engine.ask(question)
    return _since(begun)


def _repeated(engine: Candidate, questions: list[Question]) -> list[float]:
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


def _by_threads(engine: Candidate, questions: Questions) -> float:
    with ThreadPoolExecutor(THREADS) as threads:
        return sum(threads.map(lambda _: _per_second(engine, questions), range(THREADS)))


def _per_second(engine: Candidate, questions: Questions) -> float:
    """Words, AND and phrases in turn."""
    mixed = [
        asked for five in zip(*(questions[kind] for kind in MIXED), strict=True) for asked in five
    ]
    done, end = 0, time.perf_counter() + THROUGHPUT_S
    for question in cycle(mixed):
        if time.perf_counter() > end:
            break
        engine.ask(question)
        done += 1
    return done / THROUGHPUT_S


def _served(name: str, work: Path, questions: Questions) -> Timings:
    """As one of several processes: says when it is ready, and begins when it is told."""
    engine = CANDIDATES[name](work / name)
    engine.open()
    for kind in MIXED:
        for question in questions[kind]:
            engine.ask(question)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    rate = _per_second(engine, questions)
    return {"queries/s, 2 processes": [rate], "memory of 2 processes, MB": [_memory_mb("Pss")]}


def _updated(name: str, work: Path, pages: list[Page]) -> Timings:
    """On a copy, so that what is kept stays as it was built."""
    copy = work / f"{name}.copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(work / name, copy)
    try:
        engine = CANDIDATES[name](copy)
        engine.open()
        times = []
        for _ in range(UPDATES):
            begun = _clock()
            engine.replace(pages)
            times.append(_since(begun))
    finally:
        shutil.rmtree(copy)
    return {"update of a document": times}


def _memory_mb(what: str) -> float:
    """Resident memory; ``Pss`` counts what processes share once among them."""
    for line in Path("/proc/self/smaps_rollup").read_text().splitlines():
        if line.startswith(f"{what}:"):
            return int(line.split()[1]) / 1024
    return 0.0
