"""Routes of the reports on lists of terms: the form, the page, the spreadsheet, the JSON."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from itertools import chain
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse, StreamingResponse

from app import urls
from app.context import Context, ContextHere, base_url
from app.list_files import CHUNK_BYTES, Format
from app.openapi import TOO_LARGE
from app.parameters import NarrowedBy, only_known
from app.report_book import ReportBook
from app.report_manifest import (
    ReportLimitsOut,
    ReportOut,
    ReportWithMatrixOut,
    cells,
    report_of,
)
from app.search_request import SearchRequest
from app.spreadsheet import temporary_book
from app.term_list import Layout, TermList, decoded, read_terms
from app.term_report import Outcome, Reporter, TermResult
from app.uploads import FormHere, Sent
from app.web import templates
from index.limits import MAX_EXPANSION
from index.parse import Wanted
from ingest.errors import BusyError

api = APIRouter(prefix=urls.API, tags=["search"], dependencies=[Depends(only_known)])
web = APIRouter(include_in_schema=False)

_NAME = "blotter-report.xlsx"
_WAIT_S = 5.0
"""Longer than this a report does not wait for those under way."""
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "A term a line, or CSV whose heading names a column `term`.",
        "content": {kind: {"schema": {"type": "string"}} for kind in ("text/plain", "text/csv")},
    }
}


class ReportFormat(StrEnum):
    """What a report is given as."""

    JSON = "json"
    XLSX = "xlsx"


LayoutBy = Annotated[
    Layout,
    Query(description="`auto` by its first line, or `lines`, or `table`, where that is wrong."),
]


@api.post(
    "/report",
    openapi_extra=_BODY,
    response_model=ReportWithMatrixOut,
    responses={
        **TOO_LARGE,
        200: {
            "description": "What became of every line; as a spreadsheet with all the hits too.",
            "content": {Format.XLSX.media_type: {"schema": {"type": "string", "format": "binary"}}},
        },
    },
)
def report(
    here: ContextHere,
    http: Request,
    body: Sent,
    narrowed: NarrowedBy,
    layout: LayoutBy = Layout.AUTO,
    format: Annotated[  # noqa: A002 - the parameter's public name
        ReportFormat, Query(description="`json` or `xlsx`.")
    ] = ReportFormat.JSON,
) -> Response | ReportWithMatrixOut:
    """Search every term of a list, which is sent as it is; nothing of it is stored.

    The number of terms and the time are bounded; lines that were left out for it say so.
    """
    task = _Task(here, read_terms(body, layout), narrowed, base_url(here, http))
    if format is ReportFormat.XLSX:
        return _spreadsheet(task)
    with task.turn():
        results = [*task.results()]
    made = task.data(results)
    return ReportWithMatrixOut(**made.model_dump(), matrix=cells(task.reporter))


@web.get("/report")
def form_page() -> HTMLResponse:
    """The form to give a list of terms."""
    return HTMLResponse(_page(text="", layout=Layout.AUTO, wanted=Wanted.ALL))


@web.post("/report")
def report_page(here: ContextHere, http: Request, form: FormHere) -> Response:
    """The report on a list that was typed or sent, as a page or a spreadsheet."""
    data = form.data("file") or form.data("terms")
    layout = _one_of(Layout, form.text("layout"), Layout.AUTO)
    wanted = _one_of(Wanted, form.text("match"), Wanted.ALL)
    terms = read_terms(data, layout)
    task = _Task(here, terms, SearchRequest(wanted=wanted), base_url(here, http))
    if form.text("as") == ReportFormat.XLSX:
        return _spreadsheet(task)
    with task.turn():
        results = [*task.results()]
    text, _ = decoded(data)
    shown = {"report": task.data(results), "results": results}
    return HTMLResponse(_page(text=text, layout=layout, wanted=wanted, **shown))


def _one_of(kind: Any, said: str, usual: Any) -> Any:  # a value of an enumeration
    return kind(said) if said in list(kind) else usual


def _page(**shown: object) -> str:
    given = {"q": "", "report": None, "results": (), "outcomes": Outcome} | shown
    return templates().get_template("report.html").render(given)


class _Task:
    """One report for one request."""

    def __init__(self, here: Context, terms: TermList, asked: SearchRequest, base: str) -> None:
        settings = here.settings
        self._here = here
        self._asked = asked
        self.terms = terms
        self.reporter = Reporter(
            here.lists,
            asked,
            base,
            most_terms=settings.report_terms,
            seconds=settings.report_timeout_s,
        )

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits until fewer reports than may be are under way; they take long.

        Raises:
            BusyError: It took too long.
        """
        if not self._here.reporting.acquire(timeout=_WAIT_S):
            raise BusyError("Other reports are being made. Try again in a minute.")
        try:
            yield
        finally:
            self._here.reporting.release()

    def results(self) -> Iterator[TermResult]:
        return self.reporter.results(self.terms, lambda _line, _row: None)

    def data(self, results: list[TermResult]) -> ReportOut:
        here, settings = self._here, self._here.settings
        coverage = here.catalogue.coverage()
        return report_of(
            self.terms,
            results,
            asked=self._asked,
            limits=ReportLimitsOut(
                terms=settings.report_terms,
                seconds=settings.report_timeout_s,
                words_an_expansion=MAX_EXPANSION,
            ),
            coverage=coverage,
            pages_not_indexed=here.searcher.pages_not_indexed(coverage),
            index=here.engines.current().info(),
        )

    def spreadsheet(self) -> Iterator[bytes]:
        """The report as a spreadsheet, in pieces; the first comes when all of it is made."""
        with self.turn(), temporary_book(self._here.settings.paths.lists) as (book, path):
            sheets = ReportBook(book)
            results = []
            for result in self.reporter.results(self.terms, sheets.hit):
                sheets.result(result)
                results.append(result)
            sheets.finish(self.data(results), self.reporter)
            book.close()
            with path.open("rb") as file:
                yield from iter(lambda: file.read(CHUNK_BYTES), b"")


def _spreadsheet(task: _Task) -> StreamingResponse:
    pieces = task.spreadsheet()
    first = next(pieces)  # what cannot be made is told by an error, not by half a file
    return StreamingResponse(
        chain((first,), pieces),
        media_type=Format.XLSX.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{_NAME}"',
            "Cache-Control": "no-store",
        },
    )
