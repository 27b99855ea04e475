"""The folders of an index on disk: generations side by side, and which one is in use.

::

    root/<engine>/CURRENT          the name of the generation in use
    root/<engine>/LOCK             held by whoever builds
    root/<engine>/<generation>/    one build from scratch, and the updates since
"""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from index.engines import check_name
from index.errors import IndexDamagedError, IndexLockedError, IndexMissingError
from ingest.durable import replace_file, sync_folder


class Generations:
    """Finds, switches and removes the generations of one engine.

    Args:
        root: The folder of all indexes; made when something is written to it.
        engine_name: As in ``index.engines``.

    Raises:
        UnknownEngineError: There is no engine of this name.
    """

    def __init__(self, root: Path, engine_name: str) -> None:
        check_name(engine_name)
        self.folder = root / engine_name
        self.pointer = self.folder / "CURRENT"

    def current(self) -> Path:
        """The folder of the generation in use.

        Raises:
            IndexMissingError: There is none yet.
            IndexDamagedError: What names it cannot be read.
        """
        try:
            name = self.pointer.read_text(encoding="utf-8").strip()
        except FileNotFoundError as error:
            message = "There is no index yet. Run `blotter index` to build it."
            raise IndexMissingError(message) from error
        except (OSError, ValueError) as error:
            message = f"{self.pointer} cannot be read. Run `blotter index --rebuild`."
            raise IndexDamagedError(message) from error
        if not name or "/" in name or not (self.folder / name).is_dir():
            message = f"The index {name!r} is gone. Run `blotter index --rebuild`."
            raise IndexDamagedError(message)
        return self.folder / name

    def new_name(self) -> str:
        """A name no generation had: the day, in UTC, and six random digits."""
        return f"{datetime.now(UTC):%Y%m%d}-{secrets.token_hex(3)}"

    def switch_to(self, name: str) -> None:
        """Put another generation in use: at once, and for good even if the power fails."""
        sync_folder(self.folder)
        replace_file(self.pointer, f"{name}\n")

    def remove_others(self) -> None:
        """Remove every generation that is not in use, half-built ones too."""
        try:
            in_use: Path | None = self.current()
        except (IndexMissingError, IndexDamagedError):
            in_use = None
        for folder in self.folder.iterdir():
            if folder.is_dir() and folder != in_use:
                shutil.rmtree(folder)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep every other process from building meanwhile; the lock ends with the process.

        Raises:
            IndexLockedError: Another one is building.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / "LOCK", timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            message = "Another process is building the index. Try again when it is done."
            raise IndexLockedError(message) from error
        try:
            yield
        finally:
            lock.release()
