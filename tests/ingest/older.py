"""Catalogues as older versions of the program made them."""

import sqlalchemy as sa

from ingest import tables
from ingest.catalogue_writer import CatalogueWriter

SINCE_VERSION_3 = """
    DELETE FROM pages WHERE source = 'unread';
    DROP INDEX ix_locations_parent_id;
    DROP TABLE mails;
    DROP TABLE mail_references;
    ALTER TABLE documents DROP COLUMN manifest_type;
    ALTER TABLE documents DROP COLUMN file_type;
    ALTER TABLE documents DROP COLUMN properties;
    ALTER TABLE locations DROP COLUMN parent_id;
    ALTER TABLE locations DROP COLUMN member;
    ALTER TABLE locations DROP COLUMN position;
    ALTER TABLE pages DROP COLUMN bars;
    ALTER TABLE pages DROP COLUMN exemptions;
    UPDATE meta SET value = 3 WHERE key = 'version'
"""
"""Statements that make a catalogue of today one of version 3; parted by semicolons."""

SINCE_VERSION_2 = """
    ALTER TABLE pages DROP COLUMN withheld;
    DROP INDEX ix_documents_standing;
    ALTER TABLE documents DROP COLUMN standing;
    DROP TABLE decisions
"""
SINCE_VERSION_1 = "ALTER TABLE pages DROP COLUMN redactions"


def make_older(catalogue: CatalogueWriter, version: int, *undone: str) -> None:
    """Undo what later versions added, and have it be of an older one."""
    with catalogue._transaction() as connection:
        for statement in ";".join(undone).split(";"):
            connection.execute(sa.text(statement))
        here = tables.meta.c.key == "version"
        connection.execute(tables.meta.update().where(here).values(value=version))
