"""The command line: ``blotter ingest | index | search | export | failures | serve`` and more."""

import logging
from importlib import import_module
from typing import Any

import typer
from rich.logging import RichHandler
from typer.core import TyperGroup

from app import terminal

EPILOG = """\
Two commands to begin with: `blotter ingest ~/release` reads a folder of PDFs and builds the index;
`blotter serve` then answers at http://127.0.0.1:8000.
"""

_MODULES = {
    "ingest": "app.ingest_commands",
    "index": "app.ingest_commands",
    "search": "app.search_commands",
    "export": "app.list_commands",
    "report": "app.report_commands",
    "failures": "app.upkeep_commands",
    "serve": "app.serve_command",
    "releases": "app.release_commands",
    "review": "app.review_commands",
    "withdraw": "app.review_commands",
    "status": "app.upkeep_commands",
    "check": "app.upkeep_commands",
    "backup": "app.upkeep_commands",
    "restore": "app.upkeep_commands",
    "reread": "app.reading_commands",
    "explain": "app.reading_commands",
    "verify": "app.verify_commands",
}
"""Every command, in the order of the help, and the module that has it in its ``COMMANDS``. Only
that one is loaded: the web framework and the search engine take a second an ingest can spare."""


class _OnDemand(TyperGroup):
    """Commands whose modules are loaded when they are asked for."""

    # The types are of the click that typer carries within, or of another, by typer's version.
    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        return list(_MODULES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        return _command(cmd_name) if cmd_name in _MODULES else None


cli = typer.Typer(
    cls=_OnDemand,
    help="Search released police records: scans and born-digital PDFs in, cited pages out.",
    epilog=EPILOG,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@cli.callback()
def _root() -> None:
    pass


def _command(name: str) -> Any:
    for command, examples in import_module(_MODULES[name]).COMMANDS:
        if isinstance(command, typer.Typer):
            group = typer.main.get_command(command)
            group.name = name
            return group
        if command.__name__ == name:
            one = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
            one.command(name, epilog=examples)(command)
            return typer.main.get_command(one)
    raise AssertionError(f"{_MODULES[name]} does not have the command {name}.")


def main() -> None:
    """The entry point of the ``blotter`` command."""
    logging.basicConfig(
        level=logging.WARNING,
        format="%(message)s",
        handlers=[RichHandler(console=terminal.err, show_path=False, show_time=False)],
    )
    cli()
