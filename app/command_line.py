"""What the commands share: options, exit codes, and how a failure is told."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from app import terminal
from app.list_errors import InvalidListError, NotWrittenError
from app.settings import Settings
from app.terminal import escape
from index.errors import InvalidQueryError, SearchError
from ingest.errors import DataDirectoryError


class Exit(IntEnum):
    """What the exit code means; each is listed in ``docs/errors.md``."""

    OK = 0
    FAULT = 1
    USAGE = 2
    DATA_DIRECTORY = 3
    INDEX = 4


Data = Annotated[
    Path | None,
    typer.Option("--data", help="The data directory (BLOTTER_DATA, default ./blotter-data)."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for machines.")]


def settings(data: Path | None = None, **given: object) -> Settings:
    """The settings of the environment, with what the command line says in front.

    Raises:
        typer.Exit: A value is not valid; it has been named.
    """
    said = {name: value for name, value in {"data": data, **given}.items() if value is not None}
    try:
        return Settings.model_validate(Settings(**said))  # type: ignore[arg-type]  # validated there
    except ValidationError as error:
        for one in error.errors():
            name = "_".join(str(part) for part in one["loc"]).upper()
            complain(f"BLOTTER_{name} is {one['input']!r}: {one['msg']}.")
        raise typer.Exit(Exit.USAGE) from error


def complain(message: str) -> None:
    """Say on standard error what is wrong."""
    terminal.err.print(f"[bold red]blotter:[/] {escape(message)}")


@contextmanager
def reported() -> Iterator[None]:
    """Turn what stops a command into a sentence and an exit code."""
    try:
        yield
    except DataDirectoryError as error:
        complain(str(error))
        raise typer.Exit(Exit.DATA_DIRECTORY) from error
    except InvalidQueryError as error:
        complain(str(error))
        raise typer.Exit(Exit.USAGE) from error
    except InvalidListError as error:
        complain(str(error))
        raise typer.Exit(Exit.USAGE) from error
    except NotWrittenError as error:
        complain(str(error))
        raise typer.Exit(Exit.FAULT) from error
    except SearchError as error:
        complain(str(error))
        raise typer.Exit(Exit.INDEX) from error
    except KeyboardInterrupt as error:
        complain("Stopped. What was stored is kept; the same command goes on from here.")
        raise typer.Exit(Exit.FAULT) from error
    except BrokenPipeError:
        # The reader of our output has seen enough, as `| head` has.
        sys.stderr.close()
        raise typer.Exit(Exit.OK) from None
