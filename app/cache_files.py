"""Files of the cache: written beside, then put in place, so that nobody is given half of one."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import DataDirectoryError


@contextmanager
def put_in_place(target: Path) -> Iterator[Path]:
    """A new file to be written, which becomes the target when the block ends well.

    Raises:
        DataDirectoryError: It cannot be made.
    """
    part = _new_file(target.parent)
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _new_file(folder: Path) -> Path:
    """An empty file in a folder that is made for it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
    except OSError as error:
        raise DataDirectoryError(
            f"The picture of a page cannot be stored in {folder} ({error.strerror}). Free some "
            "space or give write permission; texts and searches need neither."
        ) from error
    os.close(handle)
    return Path(name)
