"""The command ``blotter verify``: how much of this collection searching can find."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from app import plain_verify, present_verify, terminal
from app.command_line import AsJson, Data, Exit, complain, reported, settings
from app.verifying import Asked, run_verify


def verify(
    data: Data = None,
    pages: Annotated[int, typer.Option(min=1, max=2000, help="Pages to make.")] = 24,
    seed: Annotated[
        int, typer.Option(min=0, help="Another one chooses other pages and words.")
    ] = 0,
    keep: Annotated[
        Path | None,
        typer.Option(help="New folder to keep the made pages and their data directory in."),
    ] = None,
    workers: Annotated[int | None, typer.Option(help="Reader processes; one a core.")] = None,
    as_json: AsJson = False,
) -> None:
    """Measure how well this collection's scans are read and found, on this machine.

    Looks at scanned pages drawn by lot, makes pages that look like them with words that are known,
    reads, indexes and searches those, and says what share was found. The collection is left as it
    is.
    """
    if keep is not None and keep.exists() and (not keep.is_dir() or any(keep.iterdir())):
        complain(f"--keep {keep}: there is something already. Name a new or an empty folder.")
        raise typer.Exit(Exit.USAGE)
    chosen = settings(data, workers=workers)
    with reported(), terminal.Bar() as bar:
        report = run_verify(chosen, Asked(pages, seed, keep), bar)
    if as_json:
        print(json.dumps(plain_verify.as_plain(report)))
    else:
        present_verify.show(report)


COMMANDS: tuple[tuple[Callable[..., None], str], ...] = (
    (verify, "blotter verify  |  blotter verify --pages 60 --json"),
)
"""Each with its examples."""
