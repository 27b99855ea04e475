"""Reading a file as it was received: the operating system's refusals become ours."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import UnreadableFileError


@contextmanager
def system_refusals_told() -> Iterator[None]:
    """A block in which a file is opened or read.

    Raises:
        UnreadableFileError: The operating system would not give it.
    """
    try:
        yield
    except OSError as error:
        raise UnreadableFileError(
            f"The file cannot be read ({error.strerror}). Check its permissions."
        ) from error


def content_of(path: Path) -> bytes:
    """All of a file.

    Raises:
        UnreadableFileError: The operating system would not give it.
    """
    with system_refusals_told():
        return path.read_bytes()


def sha256_of(path: Path) -> str:
    """Of a file's bytes, in hexadecimal; raises ``OSError`` if it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
