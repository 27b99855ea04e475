"""Files that a command writes where it was told to: whole, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from app.list_errors import NotWrittenError


@contextmanager
def new_file(target: Path) -> Iterator[BinaryIO]:
    """A file that takes its name, and the place of one that has it, when the block ends well.

    Raises:
        NotWrittenError: The disk does not take it.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(target)
    except OSError as error:
        raise NotWrittenError(
            f"{target} could not be written ({error.strerror or error}). Choose another place with "
            "--to, or free some space."
        ) from error
    finally:
        part.unlink(missing_ok=True)
