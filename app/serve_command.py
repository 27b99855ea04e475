"""The command ``blotter serve``."""

from collections.abc import Callable
from typing import Annotated

import typer
import uvicorn

from app import terminal
from app.command_line import Data, reported, settings
from app.main import create_app


def serve(
    data: Data = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on (127.0.0.1).")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on (8000).")] = None,
) -> None:
    """Answer searches over HTTP, as web pages and JSON."""
    chosen = settings(data, host=host, port=port)
    with reported():
        app = create_app(chosen)
        terminal.err.print(f"Blotter answers at {chosen.base_url} - stop it with Ctrl-C.")
        # No access log: it would keep what people search for.
        uvicorn.run(app, host=chosen.host, port=chosen.port, access_log=False, log_level="warning")


COMMANDS: tuple[tuple[Callable[..., None], str], ...] = (
    (serve, "blotter serve  |  blotter serve --host 0.0.0.0 --port 8080 --data /srv/blotter"),
)
"""With its examples."""
