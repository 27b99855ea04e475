"""The command line: ``blotter ingest | index | search | export | failures | serve``."""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from rich.logging import RichHandler

from app import (
    hit_list,
    present,
    present_answer,
    reading_commands,
    review_commands,
    terminal,
    upkeep_commands,
)
from app.command_line import AsJson, Data, Exit, complain, reported, settings
from app.hit_list import Format
from app.ingesting import run_index, run_ingest
from app.main import create_app
from app.misreading import Misreading
from app.release_commands import releases
from app.search_request import SearchRequest
from app.searching import Searcher
from app.settings import Settings
from app.terminal import escape
from app.upkeep import run_retry
from app.watching import keep_ingesting
from index.engine import Sort
from index.facets import Facet, Filters
from index.live import LiveEngine
from index.parse import Wanted
from ingest.catalogue import Catalogue

EPILOG = """\
Two commands to begin with: `blotter ingest ~/release` reads a folder of PDFs and builds the index;
`blotter serve` then answers at http://127.0.0.1:8000.
"""


cli = typer.Typer(
    help="Search released police records: scans and born-digital PDFs in, cited pages out.",
    epilog=EPILOG,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@cli.command(epilog="blotter ingest ~/release  |  blotter ingest --watch ~/incoming")
def ingest(
    named: Annotated[
        list[Path], typer.Argument(help="Files and folders.", metavar="FOLDER...", exists=True)
    ],
    data: Data = None,
    workers: Annotated[int | None, typer.Option(help="Reader processes; one a core.")] = None,
    no_index: Annotated[bool, typer.Option("--no-index", help="Leave the index alone.")] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Also try again what failed before.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on, and take in what is put there later.")
    ] = False,
    every: Annotated[float, typer.Option(min=0.2, help="Seconds between looks.")] = 5.0,
    as_json: AsJson = False,
) -> None:
    """Take in files and folders, read every page, and bring the index up to date.

    A second run does only what is new; a run that was stopped goes on where it was. With --watch
    a file is taken in once it has stopped growing, until Ctrl-C.
    """
    chosen = settings(data, workers=workers)

    def take_in() -> None:
        _ingest(chosen, named, retry_failed=retry_failed, no_index=no_index, as_json=as_json)

    with reported():
        if watch:
            keep_ingesting(chosen, named, take_in, every)
        else:
            take_in()


def _ingest(
    chosen: Settings, named: list[Path], *, retry_failed: bool, no_index: bool, as_json: bool
) -> None:
    with terminal.Bar() as bar:
        report = run_ingest(chosen, named, retry_failed=retry_failed, progress=bar)
    # Before the index is tried: what was read has to be told even if that fails.
    if as_json:
        print(json.dumps({"ingest": report.as_plain()}, default=str), flush=True)
    else:
        terminal.show_ingest(report)
    if not no_index:
        built = run_index(chosen)
        if as_json:
            print(json.dumps({"index": asdict(built)}, default=str), flush=True)
        else:
            terminal.show_build(built)


@cli.command(epilog="blotter index  |  blotter index --rebuild")
def index(
    data: Data = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Build it anew.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring the index up to date with the catalogue.

    A rebuild is made beside the old index, counted, and swapped in; searches go on meanwhile.
    """
    with reported():
        report = run_index(settings(data), rebuild=rebuild)
    if as_json:
        print(json.dumps(asdict(report), default=str))
    else:
        terminal.show_build(report)


@contextmanager
def opened(chosen: Settings) -> Iterator[Searcher]:
    """A searcher on the data directory."""
    catalogue = Catalogue(chosen.paths.catalogue)
    live = LiveEngine(chosen.paths.indexes, chosen.engine)
    try:
        yield Searcher(catalogue, live, chosen.limits)
    finally:
        live.close()
        catalogue.close()


Query = Annotated[
    str, typer.Argument(help='Words (all of them), "phrases", OR, -not, prefix*, field:value.')
]
Match = Annotated[Wanted, typer.Option(help="Whether pages need all of the words, or any.")]
MisreadToo = Annotated[
    bool, typer.Option("--misread", help="Also match words as OCR misread them.")
]
Without = Annotated[
    list[str] | None,
    typer.Option("--without", help="A misread word not to be matched; may be repeated."),
]

Narrow = Annotated[
    list[str] | None,
    typer.Option(
        "--filter",
        metavar="FACET=VALUE",
        help="Narrow to pages with this value; one facet again widens, another narrows further: "
        f"{', '.join(Facet)}.",
    ),
]


def filters_of(given: list[str]) -> Filters:
    """Filters as the command line takes them.

    Raises:
        typer.Exit: One does not begin with the name of a facet; it has been named.
    """
    values = set()
    for one in given:
        name, _, value = one.partition("=")
        if name not in list(Facet) or not value:
            complain(f"--filter {one!r} is not FACET=VALUE; facets are {', '.join(Facet)}.")
            raise typer.Exit(Exit.USAGE)
        values.add((Facet(name), value))
    return Filters(frozenset(values))


@cli.command(
    epilog="blotter search '\"task force\" overtime'  |  "
    "blotter search overtime --filter year=2017 --json"
)
def search(
    query: Query,
    data: Data = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Hits shown.")] = 10,
    page: Annotated[int, typer.Option(min=1, help="Which page of hits, from 1.")] = 1,
    sort: Annotated[Sort, typer.Option(help="The order.")] = Sort.RELEVANCE,
    narrow: Narrow = None,
    match: Match = Wanted.ALL,
    misread: MisreadToo = False,
    without: Without = None,
    as_json: AsJson = False,
) -> None:
    """Search the pages; each hit is a page with its best passages."""
    offset = (page - 1) * limit
    with reported(), opened(settings(data)) as searcher:
        misreading = Misreading(misread, tuple(without or ()))
        request = SearchRequest(
            query, sort, filters_of(narrow or []), wanted=match, misreading=misreading
        )
        answer = searcher.search(request, offset=offset, limit=limit)
        if as_json:
            print(present_answer.answer(answer, next_url=None, previous_url=None).model_dump_json())
        else:
            terminal.show_answer(answer, offset=offset)


@cli.command(
    epilog="blotter export 'overtime' > hits.csv  |  blotter export 'memo*' --format jsonl"
)
def export(
    query: Query,
    data: Data = None,
    kind: Annotated[Format, typer.Option("--format", help="The kind of file.")] = Format.CSV,
    narrow: Narrow = None,
    match: Match = Wanted.ALL,
    misread: MisreadToo = False,
    without: Without = None,
) -> None:
    """Write every hit of a query to standard output, one row a hit, without a limit."""
    chosen = settings(data)
    with reported(), opened(chosen) as searcher:
        misreading = Misreading(misread, tuple(without or ()))
        request = SearchRequest(
            query, filters=filters_of(narrow or []), wanted=match, misreading=misreading
        )
        answer = searcher.search(request, limit=0)
        rows = (hit_list.row(hit, request, chosen.base_url) for hit in searcher.every_hit(request))
        for line in hit_list.lines(rows, kind):
            sys.stdout.buffer.write(line.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    terminal.err.print(f"{answer.total:,} hits. Read as: {escape(answer.read_as)}")
    terminal.err.print(f"{terminal.coverage_line(answer)} Index {answer.index.version}.")


@cli.command(epilog="blotter failures  |  blotter failures --retry time-limit")
def failures(
    data: Data = None,
    as_json: AsJson = False,
    retry: Annotated[
        str | None, typer.Option(help="Try again what failed with this code.", metavar="CODE")
    ] = None,
) -> None:
    """List every file and page that could not be read, why, and what to do."""
    if retry is not None:
        with reported(), terminal.Bar() as bar:
            terminal.show_ingest(run_retry(settings(data), retry, bar))
    with reported():
        catalogue = Catalogue(settings(data).paths.catalogue)
        found = catalogue.failures()
        catalogue.close()
    if as_json:
        print(json.dumps([present.failure(one).model_dump(mode="json") for one in found]))
        return
    for one in found:
        page = f", page {one.page}" if one.page else ""
        terminal.out.print(f"[bold]{escape(one.path)}[/]{page}  [dim]{one.code}[/]")
        terminal.out.print(f"   {escape(one.reason)}")
    terminal.out.print(f"{len(found):,} files and pages in all could not be read.")


@cli.command(
    epilog="blotter serve  |  blotter serve --host 0.0.0.0 --port 8080 --data /srv/blotter"
)
def serve(
    data: Data = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on (127.0.0.1).")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on (8000).")] = None,
) -> None:
    """Answer searches over HTTP, as web pages and JSON."""
    chosen = settings(data, host=host, port=port)
    with reported():
        app = create_app(chosen)
        terminal.err.print(f"Blotter answers at {chosen.base_url} - stop it with Ctrl-C.")
        # No access log: it would keep what people search for.
        uvicorn.run(app, host=chosen.host, port=chosen.port, access_log=False, log_level="warning")


cli.add_typer(releases, name="releases")
for command, examples in (
    *review_commands.COMMANDS,
    *upkeep_commands.COMMANDS,
    *reading_commands.COMMANDS,
):
    cli.command(epilog=examples)(command)


def main() -> None:
    """The entry point of the ``blotter`` command."""
    logging.basicConfig(
        level=logging.WARNING,
        format="%(message)s",
        handlers=[RichHandler(console=terminal.err, show_path=False, show_time=False)],
    )
    cli()
