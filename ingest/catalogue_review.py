"""What whoever runs a collection decides of single documents: held, cleared, withdrawn."""

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from ingest import tables
from ingest.catalogue import Catalogue
from ingest.catalogue_writer import CatalogueWriter
from ingest.errors import WithdrawnError
from ingest.originals import forget_pictures, remove_original
from ingest.paths import DataPaths
from ingest.records import Document, DocumentState, Standing


class Review(CatalogueWriter):
    """The catalogue, for decisions. The caller holds the write lock; used from one thread."""

    def decide(
        self, ids: Sequence[str], standing: Standing, name: str, reason: str
    ) -> tuple[Document, ...]:
        """Change how documents stand, all or none of them, and keep who did it and why.

        Withdrawn ones lose their pages, words and failures; what they were, their hashes and this
        decision stay. Files are the caller's to remove, and the index to bring up to date. Decided
        again in the same words, a decision is kept once.

        Returns:
            The documents as they were before.

        Raises:
            UnknownPageError: There is no such document.
            WithdrawnError: One was withdrawn, which is for good.
        """
        before = tuple(self.document(document_id) for document_id in dict.fromkeys(ids))
        for document in before:
            if document.standing is Standing.WITHDRAWN is not standing:
                raise WithdrawnError(
                    f"The document {document.id} was withdrawn, and nothing of it is left to show. "
                    "Ingest its file into a new data directory if it is to come back."
                )
        with self._transaction() as connection:
            for document in before:
                self._stand(connection, document, standing, name, reason)
        self._forget_log()
        return before

    def _forget_log(self) -> None:
        """Empty the write-ahead log: what was deleted stands in it until it is written over."""
        with tables.translated_errors(self._path), self._database.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def _stand(
        self,
        connection: sa.Connection,
        document: Document,
        standing: Standing,
        name: str,
        reason: str,
    ) -> None:
        if standing is Standing.WITHDRAWN:
            for table in (tables.words, tables.pages, tables.failures):
                connection.execute(table.delete().where(table.c.document_id == document.id))
            self._update(connection, document.id, state=DocumentState.DONE.value, notes=[])
        self._update(connection, document.id, standing=standing.value)
        row = {
            "document_id": document.id,
            "standing": standing.value,
            "name": name,
            "reason": reason,
        }
        if document.standing is not standing or not _is_known(connection, row):
            at = datetime.now(UTC).replace(tzinfo=None)
            connection.execute(tables.decisions.insert().values({**row, "at": at}))


def _is_known(connection: sa.Connection, decision: dict[str, str]) -> bool:
    """Whether it was made before, word for word, as by a command that was killed after it."""
    alike = sa.and_(*(tables.decisions.c[name] == value for name, value in decision.items()))
    return connection.execute(sa.select(tables.decisions.c.id).where(alike)).first() is not None


def remove_withdrawn(catalogue: Catalogue, paths: DataPaths) -> None:
    """Remove what is left of withdrawn documents' files; again after a run that was killed.

    Raises:
        DataDirectoryError: A file cannot be removed.
    """
    for document in catalogue.documents_standing(Standing.WITHDRAWN):
        remove_original(paths, document.sha256)
        forget_pictures(paths, document.sha256)
