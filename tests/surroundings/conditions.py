"""Bad surroundings, made around a data directory and taken away again."""

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from filelock import FileLock

from ingest import tables
from ingest.catalogue_backup import MANIFEST
from ingest.paths import DataPaths

Condition = Callable[[Path], Iterator[None]]
TMPFS_MB: Final = 12
KEPT: Final = "kept"
"""The folder, beside the data directory, of a backup to be restored."""
YEARS_AHEAD: Final = timedelta(days=730)


@contextmanager
def disk_full(data: Path) -> Iterator[None]:
    """The data directory is on a disk of its own without a byte left; a real one, so for root."""
    aside = data.with_name("aside")
    shutil.move(data, aside)
    data.mkdir()
    _run("mount", "-t", "tmpfs", "-o", f"size={TMPFS_MB}m", "tmpfs", str(data))
    try:
        shutil.copytree(aside, data, dirs_exist_ok=True)
        filler = data / "filler"
        with filler.open("wb", buffering=0) as file:
            try:
                while file.write(bytes(4096)):
                    pass
            except OSError:
                pass
        yield
        filler.unlink()
        shutil.rmtree(aside)
        shutil.copytree(data, aside)
    finally:
        _run("umount", str(data))
    data.rmdir()
    shutil.move(aside, data)


@contextmanager
def read_only(data: Path) -> Iterator[None]:
    """The data directory is mounted so that not even root may write."""
    _run("mount", "--bind", str(data), str(data))
    try:
        _run("mount", "-o", "remount,ro,bind", str(data))
        yield
    finally:
        _run("umount", str(data))


@contextmanager
def clock_set_back(data: Path) -> Iterator[None]:
    """All that was written says it was two years from now, which is what a clock set back shows."""
    with _changing(data) as connection:
        for table, column in (
            (tables.documents, "added"),
            (tables.decisions, "at"),
            (tables.failures, "at"),
        ):
            rows = connection.execute(sa.select(table.c.id, table.c[column])).all()
            for one, then in rows:
                here = table.c.id == one
                connection.execute(table.update().where(here).values({column: then + YEARS_AHEAD}))
    for path in [*data.rglob("*"), *data.parent.glob("records/*")]:
        stat = path.stat()
        later = stat.st_mtime + YEARS_AHEAD.total_seconds()
        os.utime(path, (later, later))
    yield


@contextmanager
def two_at_once(data: Path) -> Iterator[None]:
    """Another ingest and another index build are running."""
    paths = DataPaths(data)
    with FileLock(paths.write_lock), FileLock(paths.index_lock):
        yield


@contextmanager
def database_locked(data: Path) -> Iterator[None]:
    """Another program has begun to write to the catalogue and does not end."""
    with closing(sqlite3.connect(DataPaths(data).catalogue, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def newer_index(data: Path) -> Iterator[None]:
    """The index was written by a later version."""
    for path in data.glob("index/*/*/generation.json"):
        said = json.loads(path.read_bytes())
        number = next(name for name in said if "schema" in name)
        path.write_text(json.dumps(said | {number: said[number] + 1}))
    yield


@contextmanager
def newer_catalogue(data: Path) -> Iterator[None]:
    """The catalogue was written by a later version."""
    here = tables.meta.c.key == "version"
    with _changing(data) as connection:
        connection.execute(
            tables.meta.update().where(here).values(value=tables.CATALOGUE_VERSION + 1)
        )
    yield
    with _changing(data) as connection:
        connection.execute(tables.meta.update().where(here).values(value=tables.CATALOGUE_VERSION))


@contextmanager
def newer_backup(data: Path) -> Iterator[None]:
    """The backup was made by a later version, which says more of it."""
    manifest = data.with_name(KEPT) / MANIFEST
    before = manifest.read_text()
    said = json.loads(before)
    later = {"catalogue_version": said["catalogue_version"] + 1, "kept_for": "years"}
    manifest.write_text(json.dumps(said | later))
    try:
        yield
    finally:
        manifest.write_text(before)


@contextmanager
def _changing(data: Path) -> Iterator[sa.Connection]:
    database = sa.create_engine(sa.URL.create("sqlite", database=str(DataPaths(data).catalogue)))
    try:
        with database.begin() as connection:
            yield connection
    finally:
        database.dispose()


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


FOR_ROOT: Final = ("disk full", "read-only")
CONDITIONS = {
    "disk full": disk_full,
    "read-only": read_only,
    "clock set back": clock_set_back,
    "another ingest": two_at_once,
    "catalogue locked": database_locked,
    "newer index": newer_index,
    "newer catalogue": newer_catalogue,
    "newer backup": newer_backup,
}
