"""Commands of whoever runs a collection: ``blotter review`` and ``blotter withdraw``."""

import getpass
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from app import terminal
from app.command_line import AsJson, Data, Exit, complain, reported, settings
from app.deciding import decide, held, kept_elsewhere
from app.settings import Settings
from app.terminal import counted, escape
from ingest.errors import UnknownPageError, WithdrawnError
from ingest.records import Standing

Ids = Annotated[list[str] | None, typer.Argument(help="Ids of documents.", metavar="[DOCUMENT]...")]
Name = Annotated[str, typer.Option("--by", help="Who decides; the name you are logged in under.")]
Reason = Annotated[str, typer.Option("--reason", help="Why, for the ledger; readers see it.")]


def review(
    ids: Ids = None,
    data: Data = None,
    *,
    clear: Annotated[
        bool, typer.Option("--clear", help="Let the named documents be seen.")
    ] = False,
    hold: Annotated[
        bool, typer.Option("--hold", help="Hide the named documents until they are cleared.")
    ] = False,
    name: Name = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """List the documents held back because live text stands under their redactions, or decide.

    That text was never stored: a document that is cleared is shown without it, the bars painted
    black on its pictures.
    """
    if not (clear or hold):
        _list(settings(data), as_json=as_json)
        return
    if clear == hold or not ids:
        complain("Say --clear or --hold, and name the documents: blotter review --clear DOCUMENT.")
        raise typer.Exit(Exit.USAGE)
    _decide(settings(data), ids, Standing.CLEARED if clear else Standing.HELD, name, reason)


def withdraw(
    ids: Annotated[list[str], typer.Argument(help="Ids of documents.", metavar="DOCUMENT...")],
    reason: Annotated[str, typer.Option("--reason", help="Why; readers of the ledger see it.")],
    data: Data = None,
    name: Name = "",
) -> None:
    """Take documents back for good: text, words, pictures, originals and index entries go at once.

    What stays is a line in the ledger: file name, SHA-256, when, who and why. Of a file that came
    in an archive or mail, or that held others, it says what has to be withdrawn besides.
    """
    _decide(settings(data), ids, Standing.WITHDRAWN, name, reason)


COMMANDS: tuple[tuple[Callable[..., None], str], ...] = (
    (review, "blotter review  |  blotter review --clear 3f2a9c17d04b --reason 'looked at'"),
    (withdraw, "blotter withdraw 3f2a9c17d04b --reason 'The agency asked for it back.'"),
)
"""Each with its examples."""


def _list(chosen: Settings, *, as_json: bool) -> None:
    with reported():
        found = held(chosen)
    if as_json:
        print(json.dumps([asdict(one) for one in found]))
        return
    for one in found:
        name = f"[dim]{escape(one.file_name)}[/]"
        terminal.out.print(f"[bold]{one.document}[/]  {escape(one.title)}  {name}")
        pages = ", ".join(f"{page.number} ({counted(page.bars, 'bar')})" for page in one.pages)
        terminal.out.print(f"   text under redactions on page {pages}" if pages else "   by hand")
    terminal.out.print(f"{counted(len(found), 'document')} held for review.")
    if found:
        terminal.out.print(
            "Look at the originals. Then `blotter review --clear DOCUMENT` shows them without that "
            "text, and `blotter withdraw DOCUMENT --reason WHY` takes them back."
        )


def _decide(
    chosen: Settings, ids: Sequence[str], standing: Standing, name: str, reason: str
) -> None:
    with reported():
        try:
            decided = decide(chosen, ids, standing, name or getpass.getuser(), reason)
        except (UnknownPageError, WithdrawnError) as error:
            complain(str(error))
            raise typer.Exit(Exit.USAGE) from error
        left = kept_elsewhere(chosen, decided) if standing is Standing.WITHDRAWN else ()
    for document in decided:
        terminal.out.print(f"{document.id}  {escape(document.title)}: {standing.value}.")
    for said in left:
        terminal.out.print(escape(said))
