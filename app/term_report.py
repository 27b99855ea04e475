"""Reports on lists of terms: what became of every line, and where each term stands."""

import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from app.hit_list import HitList, HitLists
from app.hit_rows import Row, Tally
from app.search_request import SearchRequest
from app.term_list import TermLine, TermList
from index.errors import InvalidQueryError, QueryTooSlowError
from index.limits import Budget
from index.query_warnings import QueryWarning, Suggestion
from index.show import show


class Outcome(StrEnum):
    """What became of a line."""

    FOUND = "found"
    NOTHING = "nothing"
    REFUSED = "refused"
    DUPLICATE = "duplicate"
    BLANK = "blank"
    HEADING = "heading"
    NOT_SEARCHED = "not searched"


@dataclass(frozen=True, slots=True)
class TermResult:
    """What became of one line of a list.

    Attributes:
        line: The line.
        outcome: What became of it.
        documents: That have a page that matches; None where it was not searched.
        pages: That match; likewise.
        hits: Places on them; likewise.
        read_as: The term as it was understood; empty where it was not.
        warnings: Where that may differ from what was meant.
        reason: Why it was refused or not searched, or what it repeats; empty if neither.
    """

    line: TermLine
    outcome: Outcome
    documents: int | None = None
    pages: int | None = None
    hits: int | None = None
    read_as: str = ""
    warnings: tuple[QueryWarning, ...] = ()
    reason: str = ""

    @property
    def nearest(self) -> tuple[Suggestion, ...]:
        """Words spelt like those that stand nowhere, the likeliest first."""
        return tuple(one for warning in self.warnings for one in warning.suggestions)

    @property
    def problem(self) -> str:
        """All there is to say of it, in sentences; empty if nothing."""
        said = (self.reason, self.line.note, *(warning.message for warning in self.warnings))
        return " ".join(filter(None, said))


@dataclass(slots=True)
class Matrix:
    """How many pages of each document match each term; only where it is any.

    Attributes:
        documents: Titles by document id, in the order they were found.
        terms: For each cell which of the terms that were searched.
        at: For each cell which of the documents.
        pages: For each cell how many pages.
    """

    documents: dict[str, str] = field(default_factory=dict)
    terms: "array[int]" = field(default_factory=lambda: array("L"))
    at: "array[int]" = field(default_factory=lambda: array("L"))
    pages: "array[int]" = field(default_factory=lambda: array("L"))
    _places: dict[str, int] = field(default_factory=dict)

    def noted(self, term: int, rows: Iterator[Row]) -> Iterator[Row]:
        """The same rows, by document, then page, each page counted for a term."""
        last = ("", 0)
        for row in rows:
            if row.document != last[0]:
                self._begin(term, row)
            if (row.document, row.page) != last:
                self.pages[-1] += 1
            last = (row.document, row.page)
            yield row

    def _begin(self, term: int, row: Row) -> None:
        self.documents.setdefault(row.document, row.title)
        place = self._places.setdefault(row.document, len(self._places))
        self.terms.append(term)
        self.at.append(place)
        self.pages.append(0)

    def by_document(self) -> Iterator[tuple[str, str, dict[int, int]]]:
        """Document id, title, and pages by term, in the order the documents were found."""
        order = sorted(range(len(self.at)), key=self.at.__getitem__)
        cell = 0
        for place, (document, title) in enumerate(self.documents.items()):
            pages = {}
            while cell < len(order) and self.at[order[cell]] == place:
                pages[self.terms[order[cell]]] = self.pages[order[cell]]
                cell += 1
            yield document, title, pages


OnRow = Callable[[TermLine, Row], object]


class Reporter:
    """Searches the terms of a list, one after the other. For one thread, once.

    Args:
        lists: What makes hit lists.
        asked: What every term is asked with: filters, any or all words, misread words.
        base_url: Of the service, in the links of the rows.
        most_terms: That are searched.
        seconds: For all of them; None for as long as it takes.
        clock: Seconds from some moment on.

    Attributes:
        matrix: Of the terms searched so far, counted from 0.
        searched: The lines of these.
        last: The list of the last term that was searched, for what was searched.
    """

    def __init__(
        self,
        lists: HitLists,
        asked: SearchRequest,
        base_url: str,
        *,
        most_terms: int | None = None,
        seconds: float | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._lists = lists
        self._asked = asked
        self._base_url = base_url
        self._most_terms = most_terms
        self._seconds = seconds
        self._budget = Budget(seconds, clock=clock)
        self._seen: dict[str, int] = {}
        self.matrix = Matrix()
        self.searched: list[TermLine] = []
        self.last: HitList | None = None

    def results(self, terms: TermList, on_row: OnRow) -> Iterator[TermResult]:
        """What becomes of each line, in their order; ``on_row`` is given each hit as it comes."""
        for line in terms.lines:
            if line.is_heading:
                yield TermResult(line, Outcome.HEADING)
            elif not line.term:
                yield TermResult(line, Outcome.BLANK)
            else:
                yield self._result(line, on_row)

    def _result(self, line: TermLine, on_row: OnRow) -> TermResult:
        request = self._asked.of(line.term)
        try:
            read_as = show(request.query)
        except InvalidQueryError as error:
            return TermResult(line, Outcome.REFUSED, reason=str(error))
        before = self._seen.setdefault(read_as, line.number)
        if before != line.number:
            reason = f"It is read as line {before} is."
            return TermResult(line, Outcome.DUPLICATE, read_as=read_as, reason=reason)
        if reason := self._no_more():
            return TermResult(line, Outcome.NOT_SEARCHED, read_as=read_as, reason=reason)
        try:
            return self._searched(line, request, on_row)
        except QueryTooSlowError as error:
            return TermResult(line, Outcome.NOT_SEARCHED, read_as=read_as, reason=str(error))

    def _no_more(self) -> str:
        """Why no more terms are searched; empty if they are."""
        if self._most_terms is not None and len(self.searched) >= self._most_terms:
            return f"Only {self._most_terms:,} terms are searched at once here; {_COMMAND}"
        if self._budget.is_over():
            return f"The {self._seconds:g} seconds for a report were over; {_COMMAND}"
        return ""

    def _searched(self, line: TermLine, request: SearchRequest, on_row: OnRow) -> TermResult:
        found = self._lists.of(request, self._base_url)
        self.last = found
        self.searched.append(line)
        tally = Tally()
        rows = self.matrix.noted(len(self.searched) - 1, tally.counted(found.rows))
        for row in rows:
            on_row(line, row)
            if self._budget.is_over():
                reason = (
                    f"The {self._seconds:g} seconds for a report were over before all of its hits "
                    f"were looked at: {tally.pages:,} of {found.total:,} pages were; {_COMMAND}"
                )
                return replace(_result(line, found, tally), reason=reason)
        return _result(line, found, tally)


_COMMAND: Final = "`blotter report` has no such limit."


def _result(line: TermLine, found: HitList, tally: Tally) -> TermResult:
    outcome = Outcome.FOUND if tally.pages else Outcome.NOTHING
    return TermResult(
        line=line,
        outcome=outcome,
        documents=tally.documents,
        pages=tally.pages,
        hits=tally.hits,
        read_as=found.read_as,
        warnings=found.warnings,
    )


def problems(results: Sequence[TermResult]) -> Iterator[TermResult]:
    """The lines somebody should look at: not searched, nothing found, or read with a remark."""
    for one in results:
        if one.outcome is Outcome.HEADING or (one.outcome is Outcome.BLANK and not one.line.note):
            continue
        if one.outcome is not Outcome.FOUND or one.problem:
            yield one
