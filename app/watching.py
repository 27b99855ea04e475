"""Ingests that go on for as long as somebody puts files into a folder."""

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from app import terminal
from app.settings import Settings
from ingest.watching import Watch


def keep_ingesting(
    chosen: Settings, named: Sequence[Path], take_in: Callable[[], None], every_s: float
) -> None:
    """Take in whenever something has settled, until an interrupt or a request to end.

    What is being read then is given up and read again by the next run; what was read is kept.

    Args:
        chosen: The settings.
        named: Folders and files.
        take_in: Takes in what is new and says what it did.
        every_s: Seconds between looks.
    """
    watch = Watch([path.absolute() for path in named], chosen.paths.root)
    terminal.err.print("Watching; stop with Ctrl-C.")
    with _ended_like_an_interrupt():
        try:
            while True:
                if watch.has_settled():
                    take_in()
                time.sleep(every_s)
        except KeyboardInterrupt:
            terminal.err.print("Stopped watching. What was read is kept.")


@contextmanager
def _ended_like_an_interrupt() -> Iterator[None]:
    """Both signals do what Ctrl-C does, also where a shell has switched that off."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    both = (signal.SIGINT, signal.SIGTERM)
    former = [signal.signal(one, interrupt) for one in both]
    try:
        yield
    finally:
        for one, handler in zip(both, former, strict=True):
            signal.signal(one, handler)
