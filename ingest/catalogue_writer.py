"""Writing the catalogue: each method is one transaction, whole or not at all."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from ingest import tables
from ingest.catalogue import Catalogue
from ingest.catalogue_contents import (
    NAME_PAGE,
    Inside,
    is_within,
    leave_below,
    name_page,
    place_members,
    save_mail,
)
from ingest.catalogue_pages import FinishedPage, delete_pages, replace_pages
from ingest.catalogue_rows import failure_values, page_values
from ingest.reader import FileFacts
from ingest.records import (
    Document,
    DocumentState,
    Failure,
    Page,
    PageSource,
    Release,
    SourceFile,
    Standing,
)

ID_DIGITS = 12


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """What a release's manifest says of one file; empty and None where it is silent.

    Attributes:
        title: As it should be shown.
        date: The document's date.
        type: Kind of record, e.g. ``memo``.
        source_url: Where the file was published.
    """

    title: str = ""
    date: dt.date | None = None
    type: str = ""
    source_url: str = ""


def _now() -> datetime:
    return datetime.now(UTC)


class CatalogueWriter(Catalogue):
    """The catalogue, for the one process that writes. Used from one thread."""

    def __init__(self, path: Path, *, now: Callable[[], datetime] = _now) -> None:
        super().__init__(path, create=True)
        self._now = now

    def save_release(self, release: Release, *, is_certain: bool = True) -> None:
        """Add a release, or bring a known one up to date.

        Args:
            release: What is known of it.
            is_certain: False if that is but a folder's name, which a known release goes before.
        """
        table = tables.releases
        values = {column.name: getattr(release, column.name) for column in table.columns}
        with self._transaction() as connection:
            known = connection.execute(sa.select(table).where(table.c.id == release.id)).first()
            if known is None:
                connection.execute(table.insert().values(values))
            elif is_certain and dict(known._mapping) != values:  # noqa: SLF001 - SQLAlchemy's public name
                connection.execute(table.update().where(table.c.id == release.id).values(values))
                self._touch_release(connection, release.id)

    def save_found(
        self,
        file: SourceFile,
        release_id: str,
        entry: ManifestEntry,
        raw_path: bytes | None = None,
        inside: Inside | None = None,
    ) -> bool:
        """Record where a file was found; True if its bytes are a new document.

        Args:
            file: The file, its bytes already kept among the originals.
            release_id: A release saved before.
            entry: What the manifest says of it.
            raw_path: The path's bytes where ``file.path`` had to be made printable.
            inside: Where in a container it was; None for a file by itself.
        """
        with self._transaction() as connection:
            known = self._known_id(connection, file.sha256)
            document_id = known or self._add_document(connection, file)
            self._place(connection, file, document_id, release_id, raw_path, inside)
            # What is found within itself is not placed for ever.
            if known and (inside is None or not is_within(connection, inside.parent_id, known)):
                place_members(connection, known, file.path, release_id)
            self._apply_manifest(connection, document_id, entry)
            self._forget_failures(connection, file.path, None)
        return known is None

    def save_manifest_entry(self, document_id: str, entry: ManifestEntry) -> None:
        """Let a changed manifest take effect on a document already known."""
        with self._transaction() as connection:
            self._apply_manifest(connection, document_id, entry)

    def save_facts(self, document_id: str, facts: FileFacts) -> None:
        """Record what the opened file says of itself, above all how many pages it has."""
        with self._transaction() as connection:
            self._update(
                connection,
                document_id,
                page_count=facts.page_count,
                file_title=facts.title,
                file_date=facts.date,
                notes=list(facts.notes),
                properties=[list(pair) for pair in facts.properties],
                file_type=facts.kind,
                state=DocumentState.READING.value,
            )
            delete_pages(connection, [(document_id, NAME_PAGE)])
            if facts.mail is not None:
                save_mail(connection, document_id, facts.mail)
            self._refresh_shown(connection, document_id)

    def save_page(self, document_id: str, page: Page, failure: Failure | None = None) -> None:
        """Record a page in place of what was known of it, with its failure if it failed."""
        self.save_pages([FinishedPage(document_id, page, failure)])

    def save_pages(self, read: Sequence[FinishedPage]) -> None:
        """Record pages, of one or more documents, all or none; as ``save_page`` does one.

        Args:
            read: Each page once.
        """
        failures = [failure_values(one.failure) for one in read if one.failure is not None]
        withheld = {one.document_id for one in read if one.page.withheld}
        with self._transaction() as connection:
            replace_pages(connection, read)
            if failures:
                connection.execute(tables.failures.insert(), failures)
            for document_id in dict.fromkeys(one.document_id for one in read):
                if document_id in withheld:
                    self._hold(connection, document_id)
                self._close_if_complete(connection, document_id)

    def save_failed_file(self, failure: Failure) -> None:
        """Record that a whole file could not be read, in place of what was known of it."""
        with self._transaction() as connection:
            self._forget_failures(connection, failure.path, failure.document_id)
            connection.execute(tables.failures.insert().values(failure_values(failure)))
            if failure.document_id is None:
                self._next_revision(connection)
            else:
                unreadable = DocumentState.UNREADABLE.value
                self._update(connection, failure.document_id, state=unreadable)
                # Its name can be searched at least.
                place = (failure.document_id, NAME_PAGE)
                delete_pages(connection, [place], with_failures=False)
                name = self._document_row(connection, failure.document_id)["file_name"]
                values = page_values(failure.document_id, name_page(name))
                connection.execute(tables.pages.insert().values(values))

    def save_refusals(self, document_id: str, refusals: Iterable[Failure]) -> None:
        """Record what of a container was not unpacked, in place of what was known of that."""
        table = tables.failures
        mine = (table.c.document_id == document_id) & table.c.page.is_(None)
        with self._transaction() as connection:
            connection.execute(table.delete().where(mine))
            for failure in refusals:
                connection.execute(table.insert().values(failure_values(failure)))
            self._next_revision(connection)

    def forget_unreachable(self, named: str) -> None:
        """Drop what was said of files at or below a path that are no document, to look anew."""
        table = tables.failures
        below = table.c.path.startswith(named.rstrip("/") + "/", autoescape=True)
        mine = table.c.document_id.is_(None) & ((table.c.path == named) | below)
        with self._transaction() as connection:
            if connection.execute(table.delete().where(mine)).rowcount:
                self._next_revision(connection)

    def forget_failures(self, document_id: str, code: str | None = None) -> None:
        """Drop a document's failures and failed pages, so that they are read again.

        Args:
            document_id: Of the document.
            code: Only those of this kind; None for all.
        """
        table, pages = tables.failures, tables.pages
        mine = table.c.document_id == document_id
        if code is not None:
            mine &= table.c.code == code
        numbers = sa.select(table.c.page).where(mine)
        unread = pages.c.number.in_(numbers) | (pages.c.source == PageSource.UNREAD.value)
        failed = (pages.c.document_id == document_id) & unread
        whole_file = sa.select(sa.func.count()).where(mine & table.c.page.is_(None))
        with self._transaction() as connection:
            connection.execute(pages.delete().where(failed))
            # What a container did not give is asked for by opening it again.
            again = {"page_count": None} if connection.scalar(whole_file) else {}
            connection.execute(table.delete().where(mine))
            self._update(connection, document_id, state=DocumentState.READING.value, **again)

    def missing_pages(self, document: Document) -> tuple[int, ...]:
        """Numbers of the pages that have neither been read nor failed."""
        table = tables.pages
        query = sa.select(table.c.number).where(table.c.document_id == document.id)
        have = {row.number for row in self._rows(query)}
        return tuple(n for n in range(1, (document.page_count or 0) + 1) if n not in have)

    def unfinished(self) -> tuple[Document, ...]:
        """Documents whose reading was interrupted, in the order they were added."""
        reading = tables.documents.c.state == DocumentState.READING.value
        return tuple(sorted(self._documents(reading), key=lambda d: (d.added, d.id)))

    @contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        with tables.translated_errors(self._path), self._database.begin() as connection:
            yield connection

    def _known_id(self, connection: sa.Connection, sha256: str) -> str | None:
        table = tables.documents
        return connection.scalar(sa.select(table.c.id).where(table.c.sha256 == sha256))

    def _add_document(self, connection: sa.Connection, file: SourceFile) -> str:
        new = self._free_id(connection, file.sha256)
        values = {
            "id": new,
            "sha256": file.sha256,
            "media_type": file.media_type,
            "size_bytes": file.size_bytes,
            "file_name": file.path.rsplit("/", 1)[-1],
            "title": file.path.rsplit("/", 1)[-1],
            "state": DocumentState.READING.value,
            "revision": self._next_revision(connection),
            "added": self._now().replace(tzinfo=None),
        }
        connection.execute(tables.documents.insert().values(values))
        return new

    def _free_id(self, connection: sa.Connection, sha256: str) -> str:
        table = tables.documents
        for digits in range(ID_DIGITS, len(sha256) + 1):
            taken = sa.select(table.c.id).where(table.c.id == sha256[:digits])
            if connection.scalar(taken) is None:
                return sha256[:digits]
        raise AssertionError(f"Two documents share the SHA-256 {sha256}.")

    def _place(
        self,
        connection: sa.Connection,
        file: SourceFile,
        document_id: str,
        release_id: str,
        raw_path: bytes | None,
        inside: Inside | None,
    ) -> None:
        table = tables.locations
        values = {
            "path": file.path,
            "path_bytes": raw_path,
            "document_id": document_id,
            "release_id": release_id,
            "size_bytes": file.size_bytes,
            "modified_ns": file.modified_ns,
            "is_current": True,
        } | ({} if inside is None else asdict(inside))
        here = table.c.path == file.path
        before = connection.execute(sa.select(table).where(here)).all()
        mine = here & (table.c.document_id == document_id)
        connection.execute(table.delete().where(mine))
        connection.execute(table.update().where(here).values(is_current=False))
        connection.execute(table.insert().values(values))
        for row in before:
            if row.is_current and row.document_id != document_id:
                for gone in (row.document_id, *leave_below(connection, file.path)):
                    self._update(connection, gone)
        if (document_id, release_id) not in {(row.document_id, row.release_id) for row in before}:
            self._update(connection, document_id)

    def _apply_manifest(
        self, connection: sa.Connection, document_id: str, entry: ManifestEntry
    ) -> None:
        """A further location without an entry must not wipe what another's manifest said."""
        places = tables.locations.c
        here = (places.document_id == document_id) & places.is_current
        is_only = connection.scalar(sa.select(sa.func.count()).where(here)) == 1
        said = {
            "manifest_title": entry.title,
            "manifest_date": entry.date,
            "manifest_type": entry.type,
            "source_url": entry.source_url,
        }
        row = self._document_row(connection, document_id)
        new = {
            name: value for name, value in said.items() if (value or is_only) and row[name] != value
        }
        if new:
            self._update(connection, document_id, **new)
            self._refresh_shown(connection, document_id)

    def _refresh_shown(self, connection: sa.Connection, document_id: str) -> None:
        row = self._document_row(connection, document_id)
        dated_by = "manifest" if row["manifest_date"] else "file" if row["file_date"] else ""
        self._update(
            connection,
            document_id,
            title=row["manifest_title"] or row["file_title"] or row["file_name"],
            date=row["manifest_date"] or row["file_date"],
            type=row["manifest_type"] or row["file_type"],
            date_source=dated_by,
        )

    def _document_row(self, connection: sa.Connection, document_id: str) -> dict[str, Any]:
        table = tables.documents
        row = connection.execute(sa.select(table).where(table.c.id == document_id)).one()
        return dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for the columns

    def _update(self, connection: sa.Connection, document_id: str, **values: Any) -> None:
        values["revision"] = self._next_revision(connection)
        table = tables.documents
        connection.execute(table.update().where(table.c.id == document_id).values(values))

    def _touch_release(self, connection: sa.Connection, release_id: str) -> None:
        table = tables.locations
        query = sa.select(table.c.document_id).where(table.c.release_id == release_id).distinct()
        for document_id in connection.scalars(query).all():
            self._update(connection, document_id)

    def _next_revision(self, connection: sa.Connection) -> int:
        table = tables.meta
        here = table.c.key == "revision"
        connection.execute(table.update().where(here).values(value=table.c.value + 1))
        return int(connection.scalar(sa.select(table.c.value).where(here)) or 0)

    def _forget_failures(
        self, connection: sa.Connection, path: str, document_id: str | None
    ) -> None:
        """Only what was said of the file as a whole; a page's failure goes with the page."""
        table = tables.failures
        mine = (table.c.path == path) & (table.c.document_id.is_(None))
        if document_id is not None:
            mine |= (table.c.document_id == document_id) & table.c.page.is_(None)
        connection.execute(table.delete().where(mine))

    def _hold(self, connection: sa.Connection, document_id: str) -> None:
        """Nobody but whoever runs the collection may see it now, unless they have let it go."""
        table = tables.documents
        still_open = table.c.standing == Standing.OPEN.value
        here = (table.c.id == document_id) & still_open
        connection.execute(table.update().where(here).values(standing=Standing.HELD.value))

    def _close_if_complete(self, connection: sa.Connection, document_id: str) -> None:
        row = self._document_row(connection, document_id)
        table = tables.pages
        count = sa.select(sa.func.count()).where(table.c.document_id == document_id)
        done = connection.scalar(count) == row["page_count"]
        state = DocumentState.DONE if done else DocumentState.READING
        self._update(connection, document_id, state=state.value)
