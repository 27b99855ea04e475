"""The commands ``blotter releases list`` and ``blotter releases diff``."""

import json
from contextlib import closing
from dataclasses import asdict
from typing import Annotated

import typer

from app import present, terminal
from app.command_line import AsJson, Data, Exit, complain, reported, settings
from app.release_diff import Change, PageChange, PagePlace, release_diff
from app.terminal import counted, escape
from ingest.catalogue import Catalogue
from ingest.errors import UnknownPageError

releases = typer.Typer(
    help="List the releases, or compare two of them page by page.",
    epilog="blotter releases list  |  blotter releases diff 2019-0417 2020-0093",
    no_args_is_help=True,
)


COMMANDS: tuple[tuple[typer.Typer, str], ...] = ((releases, ""),)
"""One group; its examples are its own."""


@releases.command("list", epilog="blotter releases list --json")
def list_releases(data: Data = None, as_json: AsJson = False) -> None:
    """List the releases, newest first."""
    with reported(), closing(Catalogue(settings(data).paths.catalogue)) as catalogue:
        found = catalogue.releases()
    if as_json:
        print(json.dumps([present.release(one).model_dump(mode="json") for one in found]))
        return
    for one in found:
        date = f"  {one.release_date}" if one.release_date else ""
        terminal.out.print(f"[bold]{escape(one.id)}[/]  {escape(one.title)}{date}")


@releases.command(epilog="blotter releases diff 2019-0417 2020-0093 --same")
def diff(
    before: Annotated[str, typer.Argument(help="Id of the earlier release.", metavar="BEFORE")],
    after: Annotated[str, typer.Argument(help="Id of the later one.", metavar="AFTER")],
    data: Data = None,
    *,
    same: Annotated[bool, typer.Option("--same", help="Name the unchanged pages too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Name the pages withdrawn, re-redacted, changed, renumbered and new from one to the other."""
    with reported(), closing(Catalogue(settings(data).paths.catalogue)) as catalogue:
        try:
            found = release_diff(catalogue, before, after)
        except UnknownPageError as error:
            complain(str(error))
            raise typer.Exit(Exit.USAGE) from error
    if as_json:
        print(json.dumps(asdict(found)))
        return
    for one in found.changes:
        if same or one.change is not Change.SAME:
            terminal.out.print(_line(one))
    counts = ", ".join(f"{change.value} {count:,}" for change, count in found.counts.items())
    terminal.out.print(f"Pages: {counts}.")
    if found.not_compared:
        said = counted(len(found.not_compared), "page")
        terminal.out.print(f"{said} could not be compared: blank, not read, or held back.")


def _line(one: PageChange) -> str:
    places = [_named(place) for place in (one.before, one.after) if place is not None]
    like = f"  [dim]{one.likeness:.0%} alike[/]" if one.likeness is not None else ""
    return f"[bold]{one.change.value:<12}[/] {' → '.join(places)}{like}"


def _named(place: PagePlace) -> str:
    bars = f", {counted(place.redactions, 'redaction')}" if place.redactions else ""
    return f"{escape(place.title)}, page {place.number}{bars} [dim]({place.document})[/]"
