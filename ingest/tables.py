"""The catalogue's tables, and how its database is opened."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlalchemy.dialects.sqlite

from ingest.errors import DataDirectoryError, DataDirectoryVersionError
from ingest.upgrades import UPGRADES

# Raised whenever a table changes. An older catalogue gets the columns it lacks when it is opened;
# one that cannot be brought up to date so is refused, not guessed at.
CATALOGUE_VERSION = 6

_BY_EFFECTIVE_IDS = os.access in os.supports_effective_ids

BUSY_S = 30.0
"""Seconds one process waits for another that writes to the catalogue."""

metadata = sa.MetaData()

meta = sa.Table(
    "meta",
    metadata,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("value", sa.Integer, nullable=False),
)

_VERSION = sa.select(meta.c.value).where(meta.c.key == "version")

releases = sa.Table(
    "releases",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("request_number", sa.String, nullable=False),
    sa.Column("agency", sa.String, nullable=False),
    sa.Column("requester", sa.String, nullable=False),
    sa.Column("letter_date", sa.Date),
    sa.Column("release_date", sa.Date),
    sa.Column("source_url", sa.String, nullable=False),
)

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("sha256", sa.String, nullable=False, unique=True),
    sa.Column("media_type", sa.String, nullable=False),
    sa.Column("size_bytes", sa.BigInteger, nullable=False),
    sa.Column("file_name", sa.String, nullable=False),
    # What the manifest and the file itself say are kept apart from what is shown, so that a
    # corrected manifest can take effect without reading the file again.
    sa.Column("manifest_title", sa.String, nullable=False, default=""),
    sa.Column("manifest_date", sa.Date),
    sa.Column("file_title", sa.String, nullable=False, default=""),
    sa.Column("file_date", sa.Date),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("date", sa.Date),
    sa.Column("date_source", sa.String, nullable=False, default=""),
    sa.Column("type", sa.String, nullable=False, default=""),
    sa.Column("source_url", sa.String, nullable=False, default=""),
    sa.Column("page_count", sa.Integer),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("notes", sa.JSON, nullable=False, default=list),
    sa.Column("revision", sa.Integer, nullable=False, index=True),
    sa.Column("added", sa.DateTime, nullable=False),
    sa.Column("standing", sa.String, nullable=False, default="open", server_default="open"),
    # ``type`` is what is shown: the manifest's, or else what the file is.
    sa.Column("manifest_type", sa.String, nullable=False, default="", server_default=""),
    sa.Column("file_type", sa.String, nullable=False, default="", server_default=""),
    # Pairs of name and value.
    sa.Column("properties", sa.JSON, nullable=False, default=list, server_default="[]"),
    # Every answer counts by these, without reading the documents themselves.
    sa.Index("ix_documents_standing", "standing", "state", "page_count"),
)

locations = sa.Table(
    "locations",
    metadata,
    # A path that came to hold other bytes has a row for each document that stood there.
    sa.Column("path", sa.String, primary_key=True),
    # Present only where ``path`` had to be made printable and no longer names the file.
    sa.Column("path_bytes", sa.LargeBinary),
    sa.Column("document_id", sa.ForeignKey("documents.id"), primary_key=True, index=True),
    sa.Column("release_id", sa.ForeignKey("releases.id"), nullable=False, index=True),
    sa.Column("is_current", sa.Boolean, nullable=False),
    sa.Column("size_bytes", sa.BigInteger, nullable=False),
    sa.Column("modified_ns", sa.BigInteger, nullable=False),
    # Of what was found in a container: that, the path within it, and when in its order.
    # No foreign key: with two of them every join would have to say which is meant.
    sa.Column("parent_id", sa.String, index=True),
    sa.Column("member", sa.String, nullable=False, default="", server_default=""),
    sa.Column("position", sa.Integer, nullable=False, default=0, server_default="0"),
)

mails = sa.Table(
    "mails",
    metadata,
    sa.Column("document_id", sa.ForeignKey("documents.id"), primary_key=True),
    sa.Column("message_id", sa.String, nullable=False, index=True),
    sa.Column("sent", sa.DateTime),
)

mail_references = sa.Table(
    "mail_references",
    metadata,
    sa.Column("document_id", sa.ForeignKey("documents.id"), primary_key=True),
    # From 0, the message that is answered last.
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("message_id", sa.String, nullable=False, index=True),
)

pages = sa.Table(
    "pages",
    metadata,
    sa.Column("document_id", sa.ForeignKey("documents.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("source", sa.String, nullable=False, index=True),
    sa.Column("width", sa.Float, nullable=False),
    sa.Column("height", sa.Float, nullable=False),
    sa.Column("rotation", sa.Integer, nullable=False),
    sa.Column("confidence", sa.Float),
    sa.Column("engine", sa.String, nullable=False),
    sa.Column("dpi", sa.Integer),
    sa.Column("seconds", sa.Float, nullable=False),
    sa.Column("notes", sa.JSON, nullable=False),
    # Null where nobody looked, as on the pages that were read before version 2.
    sa.Column("redactions", sa.Integer),
    # Boxes, each as left, top, right and bottom; none of those counted before version 6.
    sa.Column("bars", sa.JSON, nullable=False, default=list, server_default="[]"),
    sa.Column("exemptions", sa.JSON, nullable=False, default=list, server_default="[]"),
    sa.Column("withheld", sa.JSON, nullable=False, default=list, server_default="[]"),
    # Last, so that SQLite need not step over it to reach the other columns.
    sa.Column("text", sa.Text, nullable=False),
)

words = sa.Table(
    "words",
    metadata,
    sa.Column("document_id", sa.String, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("packed", sa.LargeBinary, nullable=False),
    sa.ForeignKeyConstraint(["document_id", "number"], ["pages.document_id", "pages.number"]),
)

decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("document_id", sa.ForeignKey("documents.id"), nullable=False, index=True),
    sa.Column("standing", sa.String, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),
)

failures = sa.Table(
    "failures",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("path", sa.String, nullable=False, index=True),
    sa.Column("document_id", sa.ForeignKey("documents.id"), index=True),
    sa.Column("page", sa.Integer),
    sa.Column("step", sa.String, nullable=False),
    sa.Column("code", sa.String, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("engine", sa.String, nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),
)


def open_database(path: Path, *, create: bool) -> sa.Engine:
    """Open the catalogue's database, making it if asked to.

    Raises:
        DataDirectoryError: It cannot be opened or made.
        DataDirectoryVersionError: It is of another version.
    """
    if not create and not os.path.exists(path):  # noqa: PTH110 - Path's raises where it may not look
        raise DataDirectoryError(
            f"There is no catalogue at {path}. Run `blotter ingest FOLDER` first, or name the "
            "right data directory with --data."
        )
    # Not pasted into an address: a folder's name may hold a question mark.
    address = sa.URL.create("sqlite", database=str(path))
    if create or os.access(path.parent, os.W_OK, effective_ids=_BY_EFFECTIVE_IDS):
        database = sa.create_engine(address, connect_args={"timeout": BUSY_S})
    else:
        database = sa.create_engine(
            "sqlite://", creator=partial(_without_a_log, path), poolclass=sa.NullPool
        )
    sa.event.listen(database, "connect", _writing if create else _reading_only)
    try:
        with translated_errors(path):
            if create:
                _prepare(database)
            if _version(database) in UPGRADES:
                _upgrade(address)
            _check_version(database, path)
    except BaseException:
        database.dispose()
        raise
    return database


def _without_a_log(path: Path) -> sqlite3.Connection:
    """Open a catalogue in a folder that may not be written to.

    SQLite makes files beside it for all who read, unless it is told that nobody changes it. Looked
    at anew for each connection: elsewhere the same folder may be written to, and those files be
    there.
    """
    log = path.with_name(f"{path.name}-wal")
    is_still = not log.exists() or log.stat().st_size == 0
    address = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if is_still else ''}"
    return sqlite3.connect(address, uri=True, timeout=BUSY_S, check_same_thread=False)


def _writing(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    # What is withdrawn is overwritten, whatever SQLite was built to do by itself.
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _reading_only(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only=ON")
    cursor.close()


def _prepare(database: sa.Engine) -> None:
    with database.begin() as connection:
        metadata.create_all(connection)
        if connection.scalar(sa.select(sa.func.count()).select_from(meta)) == 0:
            rows = [
                {"key": "version", "value": CATALOGUE_VERSION},
                {"key": "revision", "value": 0},
            ]
            connection.execute(meta.insert(), rows)


def _version(database: sa.Engine) -> int | None:
    with database.connect() as connection:
        return connection.scalar(_VERSION)


def _upgrade(address: sa.URL) -> None:
    """Add what older catalogues lack; only one of several processes does it."""
    writing = sa.create_engine(address, connect_args={"timeout": BUSY_S})
    try:
        with writing.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            while (version := connection.scalar(_VERSION)) in UPGRADES:
                for statement in UPGRADES[version].split(";"):
                    connection.exec_driver_sql(statement)
                here = meta.c.key == "version"
                connection.execute(meta.update().where(here).values(value=meta.c.value + 1))
            connection.commit()
    finally:
        writing.dispose()


def _check_version(database: sa.Engine, path: Path) -> None:
    found = _version(database)
    if found != CATALOGUE_VERSION:
        raise DataDirectoryVersionError(
            f"The catalogue {path} is of version {found}, this program writes version "
            f"{CATALOGUE_VERSION}. Use the version of Blotter that made it, or ingest the "
            "originals into a new data directory."
        )


_ADVICE = {
    "full": "The disk is full. Free some space and run the same command again; what was stored "
    "before is kept.",
    "disk I/O error": "The disk is full or failing. Free some space and run the same command "
    "again; what was stored before is kept.",
    "readonly": "It is read-only. Give write permission or choose another data directory with "
    "--data.",
    "locked": "Another process holds it. Wait for that process to end and run again.",
    "unable to open": "Check that the folder exists and that you may write to it, or choose "
    "another with --data.",
    "no such table": "It is not a catalogue of Blotter. Choose another data directory with --data.",
    "not a database": "It is not a catalogue of Blotter, or it is damaged. Restore it from a "
    "copy, or ingest the originals into a new data directory.",
    "malformed": "It is damaged. Restore it from a copy, or ingest the originals into a new data "
    "directory.",
}


@contextmanager
def translated_errors(path: Path | str) -> Iterator[None]:
    """Turn the database's errors into ours, with what to do next.

    Raises:
        DataDirectoryError: Whenever SQLAlchemy would raise.
    """
    try:
        yield
    except sa.exc.DBAPIError as error:
        said = str(error.orig)
        advice = next((text for sign, text in _ADVICE.items() if sign in said), "")
        raise DataDirectoryError(
            f"The catalogue {path} cannot be used ({said}). {advice}".strip()
        ) from error
