"""Commands of whoever runs a collection: its status and failures, checks and backups."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from app import present, terminal
from app.checking import check as run_check
from app.command_line import AsJson, Data, Exit, reported, settings
from app.terminal import counted, escape
from app.upkeep import run_backup, run_restore, run_retry
from ingest.catalogue import Catalogue
from ingest.catalogue_status import RedactionCounts, ReleaseStatus, Status
from ingest.records import Coverage, PageSource

COLUMNS = (
    "release",
    "documents",
    "pages",
    "text layer",
    "ocr",
    "mixed",
    "blank",
    "failed",
    "to read",
    "held",
    "withdrawn",
)


def status(data: Data = None, as_json: AsJson = False) -> None:
    """Say what became of everything that was received, by release, and what failed, by reason."""
    with reported(), closing(Status(settings(data).paths.catalogue)) as catalogue:
        releases, coverage = catalogue.by_release(), catalogue.coverage()
        counts, revision = catalogue.failure_counts(), catalogue.revision()
        redactions = catalogue.redactions()
    if as_json:
        said = {
            "revision": revision,
            "coverage": present.coverage(coverage).model_dump(mode="json"),
            "failures": counts,
            "redactions": asdict(redactions),
            "releases": [asdict(one) | {"to_read": one.to_read} for one in releases],
        }
        print(json.dumps(said))
        return
    terminal.out.print(_table(releases))
    terminal.out.print(_searched(coverage))
    if redactions.pages:
        terminal.out.print(_redacted(redactions))
    for code, count in counts.items():
        terminal.out.print(f"  not read: {code} {count:,}  (blotter failures --retry {code})")


def _searched(coverage: Coverage) -> str:
    return (
        f"{coverage.searched:,} of {coverage.pages:,} pages can be searched; "
        f"{counted(coverage.unread_pages, 'page')} and {counted(coverage.unread_files, 'file')} "
        f"could not be read, {counted(coverage.waiting_files, 'file')} still to be opened, "
        f"{counted(coverage.held_pages, 'page')} held back, "
        f"{counted(coverage.withdrawn_documents, 'document')} withdrawn."
    )


def _redacted(counts: RedactionCounts) -> str:
    grounds = ", ".join(f"{code} on {pages:,}" for code, pages in counts.exemptions.items())
    said = f"{counted(counts.redactions, 'redaction')} on {counted(counts.pages, 'page')}"
    return escape(f"{said}; exemptions printed beside them: {grounds or 'none'}.")


def _table(releases: tuple[ReleaseStatus, ...]) -> Table:
    table = Table(*COLUMNS, box=None)
    for column in table.columns[1:]:
        column.justify = "right"
    for one in releases:
        pages = (one.by_source[source] for source in PageSource)
        numbers = (one.documents, one.pages, *pages, one.to_read, one.held, one.withdrawn)
        table.add_row(escape(one.title), *(f"{number:,}" for number in numbers))
    return table


def check(
    data: Data = None,
    *,
    repair: Annotated[bool, typer.Option("--repair", help="Mend what can be mended.")] = False,
    as_json: AsJson = False,
) -> None:
    """Compare catalogue, originals and index with one another, every byte of the originals too.

    Ends with exit code 1 if anything is wrong that was not mended.
    """
    with reported():
        found = run_check(settings(data), repair=repair)
    if as_json:
        print(json.dumps([asdict(one) for one in found]))
    else:
        for one in found:
            mended = "[green]mended[/]" if one.is_mended else "[red]wrong[/]"
            terminal.out.print(f"{mended}  [bold]{one.code}[/]  {escape(one.what)}")
        terminal.out.print(
            f"{counted(len(found), 'thing')} wrong." if found else "All is as it should be."
        )
    if not all(one.is_mended for one in found):
        raise typer.Exit(Exit.FAULT)


def backup(
    folder: Annotated[Path, typer.Argument(help="Where to; may hold an earlier backup.")],
    data: Data = None,
) -> None:
    """Copy the catalogue and the originals, which cannot be made again; the index can."""
    with reported():
        made = run_backup(settings(data), folder)
    terminal.out.print(
        f"{counted(made.documents, 'document')}, {counted(made.originals, 'original')} in "
        f"{escape(str(folder))}, as of revision {made.revision}."
    )


def restore(
    folder: Annotated[Path, typer.Argument(help="What `blotter backup` wrote.", exists=True)],
    data: Data = None,
) -> None:
    """Make a new data directory of a backup, every original compared with its hash."""
    with reported():
        made = run_restore(settings(data), folder)
    terminal.out.print(
        f"{counted(made.documents, 'document')} as of {made.made}, revision {made.revision}."
    )


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


COMMANDS: tuple[tuple[Callable[..., None], str], ...] = (
    (status, "blotter status  |  blotter status --json"),
    (failures, "blotter failures  |  blotter failures --retry time-limit"),
    (check, "blotter check  |  blotter check --repair"),
    (backup, "blotter backup /mnt/backup/blotter"),
    (restore, "blotter restore /mnt/backup/blotter --data /srv/blotter"),
)
"""Each with its examples."""
