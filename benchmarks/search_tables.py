"""What was measured of searches, as tables in Markdown."""

import statistics
from collections.abc import Mapping

from benchmarks.search_measures import Timings

Results = Mapping[str, Timings]
"""Of each engine."""

UNDER_LIMIT_MS = 10


def table_of(results: Results, size: int) -> str:
    """One row a kind: median / p95 of each engine, and how many times tantivy's median ours is."""
    rows = [
        f"\n{size:,} pages; milliseconds, median / p95\n",
        "| | " + " | ".join(results) + " | to tantivy |",
        "|---|" + "--:|" * (len(results) + 1),
    ]
    for kind in _kinds(results):
        cells = [_cell(each.get(kind)) for each in results.values()]
        rows.append(f"| {kind} | " + " | ".join(cells) + f" | {_ratio(results, kind)} |")
    return "\n".join(rows) + "\n"


def growth_of(by_size: Mapping[int, Results]) -> str:
    """One row a kind: Blotter's median at each size, and how many times tantivy's that is."""
    sizes = [f"{size:,}" for size in by_size]
    rows = [
        "\nBlotter's medians as the pages grow, and how many times tantivy's they are\n",
        "| | " + " | ".join(sizes) + " | " + " | ".join(f"to tantivy at {s}" for s in sizes) + " |",
        "|---|" + "--:|" * 2 * len(sizes),
    ]
    for kind in _kinds(next(iter(by_size.values()))):
        medians = [_median(results.get("blotter", {}).get(kind)) for results in by_size.values()]
        ratios = [_ratio(results, kind) for results in by_size.values()]
        rows.append(f"| {kind} | " + " | ".join([*medians, *ratios]) + " |")
    return "\n".join(rows) + "\n"


def _kinds(results: Results) -> list[str]:
    """All rows, in the order of the engine that has most of them."""
    most: dict[str, list[float]] = max(results.values(), key=len)
    return list(most)


def _cell(times: list[float] | None) -> str:
    if not times:
        return "-"
    if len(times) == 1:
        return _short(times[0])
    return f"{_short(statistics.median(times))} / {_short(_p95(times))}"


def _median(times: list[float] | None) -> str:
    return _short(statistics.median(times)) if times else "-"


def _p95(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, round(0.95 * len(times)))]


def _short(value: float) -> str:
    return f"{value:,.2f}" if value < UNDER_LIMIT_MS else f"{value:,.0f}"


def _ratio(results: Results, kind: str) -> str:
    ours, theirs = (results.get(name, {}).get(kind) for name in ("blotter", "tantivy"))
    if not ours or not theirs:
        return "-"
    return f"{statistics.median(ours) / statistics.median(theirs):.1f}"
