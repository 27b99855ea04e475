"""The commands ``blotter ingest`` and ``blotter index``."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from app import terminal
from app.command_line import AsJson, Data, reported, settings
from app.ingesting import run_index, run_ingest
from app.settings import Settings
from app.watching import keep_ingesting


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


COMMANDS: tuple[tuple[Callable[..., None], str], ...] = (
    (ingest, "blotter ingest ~/release  |  blotter ingest --watch ~/incoming"),
    (index, "blotter index  |  blotter index --rebuild"),
)
"""Each with its examples."""
