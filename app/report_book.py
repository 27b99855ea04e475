"""A report as a spreadsheet: summary, hits, matrix, settings, problems."""

from collections.abc import Iterable, Sequence
from typing import Final

from app.hit_rows import COLUMNS, Row, values_of
from app.list_changes import Change
from app.list_files import one_cell
from app.list_manifest import plainly
from app.report_changes import ReportChanges
from app.report_manifest import ReportOut
from app.spreadsheet import MOST_COLUMNS, Book
from app.term_list import TermLine
from app.term_report import Outcome, Reporter, TermResult, problems

SUMMARY: Final = (
    "line",
    "term",
    "outcome",
    "documents",
    "pages",
    "hits",
    "read_as",
    "nearest_spellings",
    "remarks",
)
_MATRIX: Final = ("document", "title")
_PROBLEMS: Final = ("line", "term", "outcome", "remarks", "nearest_spellings")


class ReportBook:
    """Writes one report, row by row.

    Args:
        book: Where to.
        changes: Since an earlier report, if there was one; they have two sheets more.
    """

    def __init__(self, book: Book, changes: ReportChanges | None = None) -> None:
        self._book = book
        self._changes = changes
        self._summary = book.table("Summary", SUMMARY)
        self._hits = book.table("Hits", ("line", *COLUMNS))
        self._results: list[TermResult] = []
        if changes:
            self._changed = book.table("Changes", ("change", "line", *COLUMNS))

    def hit(self, line: TermLine, row: Row) -> None:
        """Write a hit of a term."""
        cells = (line.number, *map(one_cell, values_of(row)))
        self._hits.add(cells)
        if self._changes and self._changes.note(line, row):
            self._changed.add((Change.NEW.value, *cells))

    def result(self, one: TermResult) -> None:
        """Write what became of a line."""
        self._results.append(one)
        if one.outcome is not Outcome.HEADING:
            counts = (one.documents, one.pages, one.hits)
            about = (one.read_as, _nearest(one), one.problem)
            self._summary.add((one.line.number, one.line.term, one.outcome.value, *counts, *about))

    def finish(self, report: ReportOut, reporter: Reporter) -> None:
        """Write what is known when all lines are done."""
        remarks = [*self._write_matrix(reporter)]
        if self._changes:
            self._write_changes(self._changes)
        settings = self._book.table("Settings", ("what", "value"))
        troubles = self._book.table("Problems", _PROBLEMS)
        for one in problems(self._results):
            troubles.add(
                (one.line.number, one.line.term, one.outcome.value, one.problem, _nearest(one))
            )
        told = report.model_copy(update={"terms": ()})
        for row in (*plainly(told, but="list"), *remarks, *self._book.remarks()):
            settings.add(row)

    def _write_changes(self, changes: ReportChanges) -> None:
        for row in changes.gone():
            self._changed.add((Change.GONE.value, row["line"], *(row.get(n, "") for n in COLUMNS)))
        terms = self._book.table("Changes by term", ("line", "term", "then", "now", "new", "gone"))
        for one in changes.by_term():
            terms.add(one)

    def _write_matrix(self, reporter: Reporter) -> Iterable[tuple[str, str]]:
        """Documents down, terms across, pages that match in the cells."""
        searched = reporter.searched
        shown = searched[: MOST_COLUMNS - len(_MATRIX)]
        matrix = self._book.table("Matrix", (*_MATRIX, *_headings(shown)))
        for document, title, pages in reporter.matrix.by_document():
            matrix.add((document, title, *(pages.get(at) for at in range(len(shown)))))
        yield "Matrix", "Documents down, terms across, in the cells the pages that match."
        if len(shown) < len(searched):
            left_out = len(searched) - len(shown)
            said = (
                f"The last {left_out:,} terms are not in it: a sheet has {MOST_COLUMNS:,} columns."
            )
            yield "Matrix, cut", said


def _headings(lines: Sequence[TermLine]) -> list[str]:
    return [line.term for line in lines]


def _nearest(of: TermResult) -> str:
    return "; ".join(f"{one.word} ({one.pages:,})" for one in of.nearest)
