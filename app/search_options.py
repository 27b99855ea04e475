"""What ``search``, ``export`` and ``report`` take on the command line to say what is meant."""

from typing import Annotated

import typer

from app.command_line import Exit, complain
from app.misreading import Misreading
from app.search_request import SearchRequest
from index.facets import Facet, Filters
from index.facts import FactKind
from index.fields import FACT_FIELDS
from index.named_numbers import asked_number
from index.parse import Wanted

SYNTAX = 'Words (all of them), "phrases", OR, -not, prefix*, field:value.'

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


def request_of(
    query: str,
    narrow: list[str] | None,
    match: Wanted,
    *,
    misread: bool,
    without: list[str] | None,
) -> SearchRequest:
    """What is asked of a search.

    Raises:
        typer.Exit: A filter does not begin with the name of a facet; it has been named.
    """
    misreading = Misreading(misread, tuple(without or ()))
    return SearchRequest(query, filters=_filters(narrow or []), wanted=match, misreading=misreading)


def _filters(given: list[str]) -> Filters:
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
