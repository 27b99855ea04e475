"""The command ``blotter report``."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from app import terminal
from app.collection import Collection, opened
from app.command_line import AsJson, Data, Exit, complain, reported, settings
from app.earlier_report import EarlierReport, report_beside
from app.list_errors import InvalidListError
from app.list_manifest import ListOut, Written
from app.list_package import manifest_name
from app.new_files import new_file
from app.report_book import ReportBook
from app.report_changes import ReportChanges
from app.report_manifest import ReportLimitsOut, ReportOut, ReportWithMatrixOut, cells, report_of
from app.search_options import Match, MisreadToo, Narrow, Without, request_of
from app.search_request import SearchRequest
from app.settings import Settings
from app.spreadsheet import temporary_book
from app.term_list import Layout, TermList, read_terms
from app.term_report import OnRow, Outcome, Reporter, TermResult
from app.terminal import counted, escape
from index.limits import NO_HURRY
from index.parse import Wanted

_CHUNK = 1024 * 1024
_SHOWN = 60
"""Characters of a term on the terminal."""


@dataclass(frozen=True, slots=True)
class _Task:
    terms: TermList
    asked: SearchRequest
    earlier: EarlierReport | None


Terms = Annotated[
    Path | None,
    typer.Argument(
        help="A text file, a term a line; or CSV whose heading names a column `term`.",
        exists=True,
        dir_okay=False,
    ),
]
To = Annotated[
    Path | None,
    typer.Option("--to", metavar="FILE.xlsx", help="Write a spreadsheet, and its manifest."),
]
Again = Annotated[
    Path | None,
    typer.Option(
        "--again",
        metavar="MANIFEST",
        help="Make the report of this manifest again and say what is new and gone since.",
        exists=True,
        dir_okay=False,
    ),
]
ReadAs = Annotated[
    Layout, typer.Option("--read-as", help="How the list is read, if not by its first line.")
]


def report(
    terms: Terms = None,
    data: Data = None,
    to: To = None,
    again: Again = None,
    layout: ReadAs = Layout.AUTO,
    narrow: Narrow = None,
    match: Match = Wanted.ALL,
    misread: MisreadToo = False,
    without: Without = None,
    as_json: AsJson = False,
) -> None:
    """Search every term of a list, and say of every line what became of it.

    The spreadsheet has a summary, every hit, a matrix of documents and terms, the settings and what
    needs a look. Nothing is cut; a term takes the time it needs.
    """
    if (terms is None) == (again is None) or (to is not None and to.suffix.lower() != ".xlsx"):
        complain("Give a list of terms, or --again with a report's manifest; --to ends in .xlsx.")
        raise typer.Exit(Exit.USAGE)
    chosen = settings(data)
    with reported():
        if again is None:
            asked = request_of("", narrow, match, misread=misread, without=without)
            task = _Task(read_terms(_bytes(terms), layout), asked, None)
        else:
            earlier = report_beside(again)
            task = _Task(earlier.terms(), earlier.asked(), earlier)
        _run(chosen, task, to, as_json=as_json)


def _bytes(path: Path | None) -> bytes:
    try:
        return path.read_bytes() if path else b""
    except OSError as error:
        raise InvalidListError(f"{path} cannot be read ({error.strerror}).") from error


def _run(chosen: Settings, task: _Task, to: Path | None, *, as_json: bool) -> None:
    with opened(chosen, NO_HURRY) as collection:
        reporter = Reporter(collection.lists, task.asked, chosen.base_url)
        changes = ReportChanges(task.earlier) if task.earlier else None
        if to is None:
            results = list(_with_bar(reporter, task.terms, _watch(changes)))
            made = _as_data(collection, task, results)
        else:
            results, made = _to_file(collection, task, reporter, changes, to)
    if as_json:
        print(ReportWithMatrixOut(**made.model_dump(), matrix=cells(reporter)).model_dump_json())
    elif to is None:
        _show(results)
    _say(made, changes, to)


def _watch(changes: ReportChanges | None) -> OnRow:
    return changes.note if changes else lambda _line, _row: None


def _with_bar(reporter: Reporter, terms: TermList, on_row: OnRow) -> Iterator[TermResult]:
    with terminal.Bar() as bar:
        bar.begin("terms", len(terms.lines))
        for result in reporter.results(terms, on_row):
            bar.advance()
            yield result


def _to_file(
    collection: Collection,
    task: _Task,
    reporter: Reporter,
    changes: ReportChanges | None,
    to: Path,
) -> tuple[list[TermResult], ReportOut]:
    """Write the spreadsheet and the manifest beside it."""
    results = []
    with temporary_book(to.parent) as (book, path):
        sheets = ReportBook(book, changes)
        for result in _with_bar(reporter, task.terms, sheets.hit):
            sheets.result(result)
            results.append(result)
        made = _as_data(collection, task, results)
        sheets.finish(made, reporter)
        book.close()
        written = Written()
        with new_file(to) as target, path.open("rb") as source:
            for piece in written.noted(iter(lambda: source.read(_CHUNK), b"")):
                target.write(piece)
    file = ListOut(file=to.name, format="xlsx", sha256=written.sha256, bytes=written.bytes)
    with new_file(to.with_name(manifest_name(to.name))) as target:
        whole = made.model_copy(update={"list": file})
        target.write((whole.model_dump_json(indent=2) + "\n").encode())
    return results, made


def _as_data(collection: Collection, task: _Task, results: list[TermResult]) -> ReportOut:
    limits = ReportLimitsOut(terms=None, seconds=None, words_an_expansion=NO_HURRY.expansion)
    searcher, coverage = collection.searcher, collection.catalogue.coverage()
    return report_of(
        task.terms,
        results,
        asked=task.asked,
        limits=limits,
        coverage=coverage,
        pages_not_indexed=searcher.pages_not_indexed(coverage),
        index=collection.engines.current().info(),
    )


def _show(results: list[TermResult]) -> None:
    table = Table("line", "term", "documents", "pages", "hits", "remarks", box=None)
    for one in results:
        if one.outcome not in {Outcome.BLANK, Outcome.HEADING}:
            counts = ("" if n is None else f"{n:,}" for n in (one.documents, one.pages, one.hits))
            nearest = ", ".join(word.word for word in one.nearest)
            remarks = one.problem + (f" Did you mean {nearest}?" if nearest else "")
            table.add_row(
                str(one.line.number),
                escape(one.line.term[:_SHOWN]),
                *counts,
                escape(remarks.strip()),
            )
    terminal.out.print(table)
    sys.stdout.flush()


def _say(made: ReportOut, changes: ReportChanges | None, to: Path | None) -> None:
    outcomes = ", ".join(f"{outcome.value} {count:,}" for outcome, count in made.outcomes.items())
    where = f" In {to}." if to else ""
    terminal.err.print(f"{counted(len(made.terms), 'line')}: {outcomes}.{escape(where)}")
    terminal.err.print(f"{escape(made.read)} Index {made.index.version}.")
    if changes is not None:
        for sentence in changes.sentences():
            terminal.err.print(escape(sentence))


COMMANDS: tuple[tuple[Callable[..., None], str], ...] = (
    (
        report,
        "blotter report terms.txt --to report.xlsx  |  blotter report --again report.manifest.json",
    ),
)
"""Each with its examples."""
