"""What became new and what is gone, term by term, from one report to the next."""

from collections import Counter
from collections.abc import Iterator

from app.earlier_list import Fields
from app.earlier_report import EarlierReport
from app.hit_rows import Row
from app.list_changes import key_of, told
from app.term_list import TermLine

MOST_NAMED = 20
"""Terms whose changes are named one by one on the terminal; the spreadsheet has all."""


class ReportChanges:
    """Compares an earlier report with one whose hits go by. For one thread, once.

    Terms are told apart by their lines, hits as in ``list_changes``.

    Args:
        earlier: The earlier report.

    Raises:
        InvalidListError: It cannot be read.
    """

    def __init__(self, earlier: EarlierReport) -> None:
        self._earlier = earlier
        self._then = {_key(row) for row in earlier.hits()}
        self._gone = set(self._then)
        self._terms = {one.line: one.term for one in earlier.manifest.terms}
        self._counts = {name: Counter[int]() for name in ("then", "now", "new", "gone")}
        for row in earlier.hits():
            self._counts["then"][int(row["line"])] += 1

    def note(self, line: TermLine, row: Row) -> bool:
        """Count a hit of the new report, and say whether it is new."""
        key = _key(told(row) | {"line": line.number})
        is_new = key not in self._then
        self._gone.discard(key)
        self._counts["now"][line.number] += 1
        self._counts["new"][line.number] += is_new
        return is_new

    def gone(self) -> Iterator[Fields]:
        """The hits that did not go by, in the order of the earlier report; once, when all have."""
        for row in self._earlier.hits():
            if _key(row) in self._gone:
                yield row

    def by_term(self) -> Iterator[tuple[int, str, int, int, int, int]]:
        """Line, term, hits then, hits now, new ones, gone ones, for every term that changed."""
        then, now, new = (self._counts[name] for name in ("then", "now", "new"))
        for line, term in self._terms.items():
            gone = then[line] - (now[line] - new[line])
            if new[line] or gone:
                yield line, term, then[line], now[line], new[line], gone

    def sentences(self) -> Iterator[str]:
        """What came of it, the whole and then the terms that changed."""
        then, now, new = (self._counts[name].total() for name in ("then", "now", "new"))
        yield f"Then {then:,} rows, now {now:,}: {new:,} new, {len(self._gone):,} gone."
        changed = list(self.by_term())
        for line, term, before, after, more, less in changed[:MOST_NAMED]:
            counts = f"then {before:,}, now {after:,}; {more:,} new, {less:,} gone"
            yield f"Line {line}, {term}: {counts}."
        if len(changed) > MOST_NAMED:
            yield f"{len(changed) - MOST_NAMED:,} more terms changed."


def _key(row: Fields) -> bytes:
    return int(row["line"]).to_bytes(8, "big") + key_of(row)
