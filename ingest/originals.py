"""The originals: every file's bytes as received, kept once under their SHA-256."""

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from ingest.errors import DataDirectoryError, UnreadableFileError
from ingest.paths import DataPaths, printable

CHUNK_BYTES = 1024 * 1024


def keep_original(source: Path, paths: DataPaths) -> str:
    """Copy a file among the originals and give its SHA-256; a known one is left as it is.

    The copy is complete on disk before it gets its final name.

    Raises:
        UnreadableFileError: The source cannot be read.
        DataDirectoryError: The copy cannot be written: disk full or read-only.
    """
    try:
        with source.open("rb") as incoming:
            return _keep(incoming, paths)
    except _WriteError as error:
        raise DataDirectoryError(
            f"{source.name} cannot be copied into {paths.root} ({error.reason.strerror}). "
            + _advice(error.reason)
        ) from error.reason
    except OSError as error:
        raise UnreadableFileError(
            f"{printable(source)} may not be read ({error.strerror}). Give yourself read "
            "permission and run the ingest again."
        ) from error


class _WriteError(Exception):
    """Tells the writing side's trouble from the reading side's."""

    def __init__(self, reason: OSError) -> None:
        super().__init__(reason)
        self.reason = reason


def _keep(incoming: BinaryIO, paths: DataPaths) -> str:
    copy = _new_copy(paths)
    try:
        sha256 = _copy_hashing(incoming, copy)
        _settle(copy, paths.original(sha256))
    finally:
        copy.unlink(missing_ok=True)
    return sha256


def _new_copy(paths: DataPaths) -> Path:
    try:
        paths.incoming.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=paths.incoming)
    except OSError as error:
        raise _WriteError(error) from error
    os.close(handle)
    return Path(name)


def _copy_hashing(incoming: BinaryIO, copy: Path) -> str:
    digest = hashlib.sha256()
    with copy.open("wb") as outgoing:
        while chunk := incoming.read(CHUNK_BYTES):
            digest.update(chunk)
            try:
                outgoing.write(chunk)
            except OSError as error:
                raise _WriteError(error) from error
        try:
            outgoing.flush()
            os.fsync(outgoing.fileno())
        except OSError as error:
            raise _WriteError(error) from error
    return digest.hexdigest()


def _settle(copy: Path, final: Path) -> None:
    if final.exists():
        return
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        copy.chmod(0o444)  # nobody changes an original, not even by accident
        copy.rename(final)
    except OSError as error:
        raise _WriteError(error) from error


def remove_original(paths: DataPaths, sha256: str) -> None:
    """Remove a file's bytes for good; nothing if they are gone already.

    Raises:
        DataDirectoryError: They cannot be removed.
    """
    _remove([paths.original(sha256)])


def forget_pictures(paths: DataPaths, sha256: str) -> None:
    """Remove the pictures made of a file's pages; they are made anew when asked for.

    Raises:
        DataDirectoryError: One cannot be removed.
    """
    _remove(paths.page_images(sha256))


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise DataDirectoryError(
                f"{printable(file)} cannot be removed ({error.strerror}). Give write permission "
                "and run the same command again."
            ) from error


def _advice(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return (
            "The disk is full or a size limit is reached. Free some space and run the same "
            "command again; what was stored before is kept."
        )
    return "Give write permission or choose another data directory with --data."
