"""The command ``blotter export``."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from app import terminal, terminal_answer
from app.collection import opened
from app.command_line import Data, Exit, complain, reported, settings
from app.earlier_list import list_beside, manifest_of
from app.hit_list import HitList
from app.list_changes import ChangeFile, Changes
from app.list_files import Format
from app.list_package import ListPackage, as_text, manifest_name
from app.new_files import new_file
from app.search_options import SYNTAX, Match, MisreadToo, Narrow, Without, request_of
from app.search_request import SearchRequest
from app.settings import Settings
from app.terminal import counted, escape
from index.limits import NO_HURRY
from index.parse import Wanted

To = Annotated[
    Path | None,
    typer.Option(
        "--to",
        metavar="FILE",
        help="Write there, with a manifest beside it: FILE.manifest.json. Its ending chooses the "
        "kind of file.",
        dir_okay=False,
    ),
]
Again = Annotated[
    Path | None,
    typer.Option(
        "--again",
        metavar="MANIFEST",
        help="Make the list of this manifest again and say what is new and gone since.",
        exists=True,
        dir_okay=False,
    ),
]


def export(
    query: Annotated[str | None, typer.Argument(help=SYNTAX)] = None,
    data: Data = None,
    to: To = None,
    kind: Annotated[Format | None, typer.Option("--format", help="The kind of file.")] = None,
    again: Again = None,
    narrow: Narrow = None,
    match: Match = Wanted.ALL,
    misread: MisreadToo = False,
    without: Without = None,
) -> None:
    """Write every hit of a query, one row a hit, without a limit of rows or time.

    To standard output, or with --to to a file with its manifest. With --again the hits that are
    new or gone are written to standard output, or beside the new list.
    """
    if (query is None) == (again is None):
        complain("Give a query, or --again with the manifest of a list.")
        raise typer.Exit(Exit.USAGE)
    chosen, kind = settings(data), _kind(kind, to)
    with reported():
        if again is not None:
            _again(chosen, again, to, kind)
            return
        request = request_of(query or "", narrow, match, misread=misread, without=without)
        _export(chosen, request, to, kind)


def _kind(said: Format | None, to: Path | None) -> Format:
    """The kind of file, by what was said or by its ending."""
    ending = to.suffix.removeprefix(".").lower() if to else ""
    kind = said or (Format(ending) if ending in list(Format) else Format.CSV)
    if kind is Format.XLSX and to is None:
        complain("A spreadsheet goes to a file: name it with --to.")
        raise typer.Exit(Exit.USAGE)
    return kind


def _export(chosen: Settings, request: SearchRequest, to: Path | None, kind: Format) -> None:
    with opened(chosen, NO_HURRY) as collection:
        found = collection.lists.of(request, chosen.base_url)
        package = ListPackage(found, kind, file_name=to.name if to else "")
        _write(package, to)
        _say(found, package)


def _write(package: ListPackage, to: Path | None) -> None:
    if to is None:
        _pour(package.pieces(), sys.stdout.buffer)
        return
    with new_file(to) as file:
        _pour(package.pieces(), file)
    with new_file(to.with_name(manifest_name(to.name))) as file:
        file.write(as_text(package.manifest()).encode())


def _pour(pieces: Iterable[bytes], into: BinaryIO) -> None:
    into.writelines(pieces)
    into.flush()


def _say(found: HitList, package: ListPackage) -> None:
    counts = package.manifest().counts
    terminal.err.print(
        f"{counted(counts.hits, 'hit')} on {counted(counts.pages, 'page')} of "
        f"{counted(counts.documents, 'document')}. Read as: {escape(found.read_as)}"
    )
    if counts.pages_without_place:
        terminal.err.print(
            f"{counted(counts.pages_without_place, 'page')} of them without a word of the text to "
            "mark; each has a row of its own."
        )
    for warning in found.warnings:
        terminal.err.print(f"[yellow]{escape(warning.message)}[/]")
    line = terminal_answer.coverage_line(found.coverage, found.pages_not_indexed)
    terminal.err.print(f"{line} Index {found.index.version}.")


def _again(chosen: Settings, path: Path, to: Path | None, kind: Format) -> None:
    """Make a list again and write what changed."""
    manifest = manifest_of(path.read_bytes())
    changes = Changes(list_beside(path, manifest))
    if to is not None and to.resolve() == path.with_name(manifest.list.file).resolve():
        complain("--to names the earlier list; give the new one another name.")
        raise typer.Exit(Exit.USAGE)
    with opened(chosen, NO_HURRY) as collection:
        found = collection.lists.of(manifest.query.request, chosen.base_url)
        if to is None:
            _only_changes(found, changes, ChangeFile(sys.stdout.buffer, kind))
        else:
            _list_and_changes(found, changes, to, kind)
    terminal.err.print(changes.sentence())


def _only_changes(found: HitList, changes: Changes, file: ChangeFile) -> None:
    for _ in changes.noted(found.rows, file.new):
        pass  # what is new is written as it goes by
    for row in changes.gone_rows():
        file.gone(row)
    sys.stdout.flush()


def _list_and_changes(found: HitList, changes: Changes, to: Path, kind: Format) -> None:
    beside = Format.CSV if kind is Format.XLSX else kind
    with new_file(to.with_name(f"{to.stem}.changes.{beside.value}")) as into:
        file = ChangeFile(into, beside)
        watched = replace(found, rows=changes.noted(found.rows, file.new))
        package = ListPackage(watched, kind, file_name=to.name)
        _write(package, to)
        for row in changes.gone_rows():
            file.gone(row)
    _say(found, package)


COMMANDS: tuple[tuple[Callable[..., None], str], ...] = (
    (
        export,
        "blotter export overtime --to hits.xlsx  |  blotter export --again hits.manifest.json",
    ),
)
"""Each with its examples."""
