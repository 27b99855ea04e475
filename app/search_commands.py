"""The command ``blotter search``."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

import typer

from app import present_answer, terminal_answer
from app.collection import opened
from app.command_line import AsJson, Data, reported, settings
from app.search_options import SYNTAX, Match, MisreadToo, Narrow, Without, request_of
from index.engine import Sort
from index.parse import Wanted


def search(
    query: Annotated[str, typer.Argument(help=SYNTAX)],
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
    request = request_of(query, narrow, match, misread=misread, without=without)
    with reported(), opened(settings(data)) as collection:
        answer = collection.searcher.search(replace(request, sort=sort), offset=offset, limit=limit)
        if as_json:
            print(present_answer.answer(answer, next_url=None, previous_url=None).model_dump_json())
        else:
            terminal_answer.show_answer(answer, offset=offset)


COMMANDS: tuple[tuple[Callable[..., None], str], ...] = (
    (
        search,
        "blotter search '\"task force\" overtime'  |  blotter search jail --filter year=2017",
    ),
)
"""Each with its examples."""
