"""A copy of everything that cannot be made again: the catalogue and the originals."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from ingest import tables
from ingest.catalogue import Catalogue
from ingest.durable import replace_file
from ingest.errors import DataDirectoryError, DataDirectoryVersionError, UnreadableFileError
from ingest.originals import keep_original, remove_original
from ingest.paths import DataPaths
from ingest.received import sha256_of
from ingest.records import Standing

MANIFEST: Final = "backup.json"
"""Written last: a folder without it is no backup, or one that was never finished."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds.

    Attributes:
        made: When, in UTC, ISO 8601.
        catalogue_version: Of its tables.
        catalogue_sha256: Of its file.
        revision: The catalogue's.
        documents: Withdrawn ones too.
        originals: Files.
    """

    made: str
    catalogue_version: int
    catalogue_sha256: str
    revision: int
    documents: int
    originals: int


def back_up(paths: DataPaths, target: Path) -> BackedUp:
    """Copy catalogue and originals into a folder; only what is not there yet is copied again.

    The caller holds the write lock. Killed half way, the next run goes on. Originals withdrawn
    since the last backup leave it too.

    Raises:
        DataDirectoryError: The folder is the data directory itself or holds something else, it
            cannot be written, or an original is not what it was.
    """
    copy = DataPaths(target)
    with _told(target), closing(Catalogue(paths.catalogue)) as catalogue:
        _check_target(paths, copy)
        target.mkdir(parents=True, exist_ok=True)
        originals = _copied(catalogue, paths, copy)
        (target / MANIFEST).unlink(missing_ok=True)
        _copy_catalogue(paths.catalogue, copy.catalogue)
        made = BackedUp(
            made=datetime.now(UTC).isoformat(timespec="seconds"),
            catalogue_version=tables.CATALOGUE_VERSION,
            catalogue_sha256=sha256_of(copy.catalogue),
            revision=catalogue.revision(),
            documents=len(catalogue.documents(limit=None)),
            originals=originals,
        )
        replace_file(target / MANIFEST, json.dumps(asdict(made), indent=2))
    return made


def restore(backup: Path, paths: DataPaths) -> BackedUp:
    """Make a data directory of a backup. The caller holds the write lock, and builds the index.

    The catalogue comes last: killed half way, the same command goes on. So it does if the catalogue
    is there as it was backed up: the index may not have been built.

    Raises:
        DataDirectoryError: It is no backup, or not what it was when it was made; or the data
            directory holds a catalogue, or cannot be written.
        DataDirectoryVersionError: A later version of Blotter made it.
    """
    with _told(paths.root):
        made = _manifest(backup)
        copy = DataPaths(backup)
        _check_restorable(copy, paths, made)
        part = paths.catalogue.with_suffix(".part")
        paths.root.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(copy.catalogue, part)
        with closing(Catalogue(part)) as catalogue:
            _copied(catalogue, copy, paths)
        part.replace(paths.catalogue)
    return made


def _check_restorable(copy: DataPaths, paths: DataPaths, made: BackedUp) -> None:
    if paths.catalogue.exists() and sha256_of(paths.catalogue) != made.catalogue_sha256:
        raise DataDirectoryError(
            f"{paths.root} holds a catalogue already. Name a new data directory with --data."
        )
    if sha256_of(copy.catalogue) != made.catalogue_sha256:
        raise DataDirectoryError(
            f"The catalogue in {copy.root} is not the one that was backed up. Use another backup."
        )


def _check_target(paths: DataPaths, copy: DataPaths) -> None:
    if copy.root.resolve() == paths.root.resolve():
        raise DataDirectoryError("A backup belongs elsewhere than into the data directory itself.")
    is_ours = (copy.root / MANIFEST).exists() or (copy.root / "originals").exists()
    if copy.root.exists() and any(copy.root.iterdir()) and not is_ours:
        raise DataDirectoryError(f"{copy.root} holds something else. Name an empty folder.")


def _copied(catalogue: Catalogue, source: DataPaths, target: DataPaths) -> int:
    """Copy the originals of all documents; how many there are now."""
    count = 0
    for document in catalogue.documents(limit=None):
        if document.standing is Standing.WITHDRAWN:
            remove_original(target, document.sha256)
            continue
        count += 1
        if target.original(document.sha256).exists():
            continue
        try:
            found = keep_original(source.original(document.sha256), target)
        except UnreadableFileError as error:
            raise DataDirectoryError(f"{error} (the original of {document.file_name})") from error
        if found != document.sha256:
            remove_original(target, found)
            raise DataDirectoryError(
                f"The original of {document.file_name} ({document.id}) is not what was received. "
                "Run `blotter check --repair` first."
            )
    shutil.rmtree(target.incoming, ignore_errors=True)
    return count


def _copy_catalogue(source: Path, target: Path) -> None:
    """A copy as of one moment, whatever is written meanwhile."""
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    databases = [
        sa.create_engine(sa.URL.create("sqlite", database=str(path))) for path in (source, part)
    ]
    try:
        with (
            tables.translated_errors(source),
            closing(databases[0].raw_connection()) as reading,
            closing(databases[1].raw_connection()) as writing,
        ):
            reading.driver_connection.backup(writing.driver_connection)  # type: ignore[union-attr]  # SQLite's own
    finally:
        for database in databases:
            database.dispose()
    part.replace(target)


def _manifest(backup: Path) -> BackedUp:
    try:
        said = json.loads((backup / MANIFEST).read_bytes())
        version = int(said["catalogue_version"])
        if version > tables.CATALOGUE_VERSION:
            raise _made_later(backup, version)
        return BackedUp(**said)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise DataDirectoryError(
            f"{backup} is no backup, or one that was never finished ({error}). Name the folder "
            "that `blotter backup` wrote."
        ) from error


def _made_later(backup: Path, version: int) -> DataDirectoryVersionError:
    return DataDirectoryVersionError(
        f"The backup {backup} was made by a later version of Blotter: its catalogue is of version "
        f"{version}, this program writes version {tables.CATALOGUE_VERSION}. Restore it with that "
        "version of Blotter or a later one."
    )


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DataDirectoryError(
            f"{folder} cannot be written or read ({error.strerror}). Free some space or give "
            "permission, and run the same command again; it goes on where it was."
        ) from error
