"""The commands ``blotter search`` and ``blotter export``."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from app import hit_list, present_answer, terminal, terminal_answer
from app.command_line import AsJson, Data, Exit, complain, reported, settings
from app.hit_list import Format
from app.misreading import Misreading
from app.search_request import SearchRequest
from app.searching import Searcher
from app.settings import Settings
from app.terminal import escape
from index.engine import Sort
from index.facets import Facet, Filters
from index.facts import FactKind
from index.fields import FACT_FIELDS
from index.live import LiveEngine
from index.named_numbers import asked_number
from index.parse import Wanted
from ingest.catalogue import Catalogue


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
        values.add((Facet(name), _normal(name, value)))
    return Filters(frozenset(values))


def _normal(facet: str, value: str) -> str:
    """A value as it is counted: numbers of facts in their normal form, if they have one."""
    return (asked_number(FactKind(facet), value) if facet in FACT_FIELDS else "") or value


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
            terminal_answer.show_answer(answer, offset=offset)


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
    terminal.err.print(f"{terminal_answer.coverage_line(answer)} Index {answer.index.version}.")


COMMANDS: tuple[tuple[Callable[..., None], str], ...] = (
    (
        search,
        "blotter search '\"task force\" overtime'  |  blotter search jail --filter year=2017",
    ),
    (export, "blotter export 'overtime' > hits.csv  |  blotter export 'memo*' --format jsonl"),
)
"""Each with its examples."""
