"""Commands about how pages are read: ``blotter reread`` and ``blotter explain``."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from app import terminal
from app.command_line import AsJson, Data, Exit, complain, reported, settings
from app.ingesting import run_index, run_reread
from app.settings import Settings
from app.terminal import counted, escape
from ingest.errors import IngestError
from ingest.media_types import media_type
from ingest.records import Page
from ingest.sandbox import SandboxPool
from ingest.selection import Condition

Where = Annotated[
    list[str],
    typer.Option(
        "--where",
        metavar="CONDITION",
        help="Which pages, e.g. 'confidence<0.6', 'engine=tesseract 5.5.2', 'source=ocr'; "
        "given again, all must hold.",
    ),
]


def reread(
    where: Where,
    data: Data = None,
    *,
    workers: Annotated[int | None, typer.Option(help="Reader processes; one a core.")] = None,
    no_index: Annotated[bool, typer.Option("--no-index", help="Leave the index alone.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read stored pages again, say with a newer engine, and keep the better reading of each.

    Ids and links stay. The index is brought up to date afterwards.
    """
    chosen = settings(data, workers=workers)
    try:
        conditions = [Condition.parse(typed) for typed in where]
    except ValueError as error:
        complain(f"--where: {error}")
        raise typer.Exit(Exit.USAGE) from error
    with reported():
        with terminal.Bar() as bar:
            report = run_reread(chosen, conditions, progress=bar)
        if not no_index:
            run_index(chosen)
    if as_json:
        print(json.dumps(asdict(report)))
        return
    failed = sum(report.failures.values())
    terminal.out.print(
        f"{counted(report.replaced, 'page')} read anew, {report.kept:,} kept as they were because "
        f"the old reading has more sure letters, {failed:,} could not be read now and stay."
    )


def explain(
    file: Annotated[Path, typer.Argument(help="A file.", exists=True, dir_okay=False)],
    as_json: AsJson = False,
) -> None:
    """Read a file without storing anything, and say of each page how it was read.

    By what, at which resolution, with which repairs, how surely, and in what time.
    """
    with reported():
        pages = list(_read(file.absolute(), settings()))
    if as_json:
        print(json.dumps([_plain(one) for one in pages]))
        return
    table = Table("page", "source", "reader", "dpi", "words", "confidence", "seconds", box=None)
    for one in pages:
        if isinstance(one, Page):
            table.add_row(*_row(one))
    terminal.out.print(table)
    for number, one in enumerate(pages, 1):
        for note in one.notes if isinstance(one, Page) else (str(one),):
            terminal.out.print(f"[dim]page {number}:[/] {escape(note)}")


def _read(file: Path, chosen: Settings) -> Iterator[Page | IngestError]:
    limits = chosen.ingest
    with closing(SandboxPool(1, memory_bytes=limits.memory_bytes)) as pool:
        try:
            kind = media_type(file)
            facts = pool.open_file(file, kind, timeout_s=limits.open_timeout_s)
        except IngestError as error:
            complain(str(error))
            raise typer.Exit(Exit.FAULT) from error
        for number in range(1, facts.page_count + 1):
            try:
                yield pool.read_page(
                    file, kind, number, limits.reading, timeout_s=limits.page_timeout_s
                )
            except IngestError as error:
                yield error


def _row(page: Page) -> tuple[str, ...]:
    return (
        str(page.number),
        page.source.value.replace("_", " "),
        escape(page.engine),
        str(page.dpi or ""),
        f"{len(page.words):,}",
        "" if page.confidence is None else f"{page.confidence:.2f}",
        f"{page.seconds:.2f}",
    )


def _plain(one: Page | IngestError) -> dict[str, object]:
    if isinstance(one, IngestError):
        return {"source": "failed", "code": one.code, "notes": [str(one)]}
    shown = ("number", "source", "engine", "dpi", "confidence", "seconds", "notes")
    return {name: getattr(one, name) for name in shown} | {"words": len(one.words)}


COMMANDS: tuple[tuple[Callable[..., None], str], ...] = (
    (reread, "blotter reread --where 'confidence<0.6'  |  blotter reread --where source=ocr"),
    (explain, "blotter explain scan.pdf  |  blotter explain --json scan.pdf"),
)
