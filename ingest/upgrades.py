"""How the catalogue of an older version is brought up to date."""

from typing import Final

# By the version a catalogue was made in, what brings it to the next.
UPGRADES: Final[dict[int | None, str]] = {
    1: "ALTER TABLE pages ADD COLUMN redactions INTEGER",
    # Nobody had looked under the bars of its pages: the next ingest reads those again.
    2: """
        ALTER TABLE pages ADD COLUMN withheld JSON NOT NULL DEFAULT '[]';
        ALTER TABLE documents ADD COLUMN standing VARCHAR NOT NULL DEFAULT 'open';
        CREATE TABLE IF NOT EXISTS decisions (
            id INTEGER NOT NULL PRIMARY KEY,
            document_id VARCHAR NOT NULL REFERENCES documents (id),
            standing VARCHAR NOT NULL,
            name VARCHAR NOT NULL,
            reason VARCHAR NOT NULL,
            at DATETIME NOT NULL
        );
        UPDATE documents SET state = 'reading' WHERE id IN (
            SELECT document_id FROM pages
            WHERE redactions > 0 AND source IN ('text_layer', 'mixed')
        );
        DELETE FROM words WHERE EXISTS (
            SELECT 1 FROM pages
            WHERE pages.document_id = words.document_id AND pages.number = words.number
            AND redactions > 0 AND source IN ('text_layer', 'mixed')
        );
        DELETE FROM pages WHERE redactions > 0 AND source IN ('text_layer', 'mixed');
        UPDATE meta SET value = value + 1 WHERE key = 'revision'
    """,
    # What could not be read is looked at again: most of it can be now.
    3: """
        ALTER TABLE documents ADD COLUMN manifest_type VARCHAR NOT NULL DEFAULT '';
        ALTER TABLE documents ADD COLUMN file_type VARCHAR NOT NULL DEFAULT '';
        ALTER TABLE documents ADD COLUMN properties JSON NOT NULL DEFAULT '[]';
        UPDATE documents SET manifest_type = type;
        ALTER TABLE locations ADD COLUMN parent_id VARCHAR;
        ALTER TABLE locations ADD COLUMN member VARCHAR NOT NULL DEFAULT '';
        ALTER TABLE locations ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX IF NOT EXISTS ix_locations_parent_id ON locations (parent_id);
        CREATE TABLE IF NOT EXISTS mails (
            document_id VARCHAR NOT NULL PRIMARY KEY REFERENCES documents (id),
            message_id VARCHAR NOT NULL,
            sent DATETIME
        );
        CREATE INDEX IF NOT EXISTS ix_mails_message_id ON mails (message_id);
        CREATE TABLE IF NOT EXISTS mail_references (
            document_id VARCHAR NOT NULL REFERENCES documents (id),
            position INTEGER NOT NULL,
            message_id VARCHAR NOT NULL,
            PRIMARY KEY (document_id, position)
        );
        CREATE INDEX IF NOT EXISTS ix_mail_references_message_id ON mail_references (message_id);
        UPDATE documents SET state = 'reading' WHERE page_count IS NULL AND id IN (
            SELECT document_id FROM failures WHERE code = 'unsupported-format'
        );
        DELETE FROM failures WHERE code = 'unsupported-format' AND page IS NULL
    """,
    4: """
        CREATE INDEX IF NOT EXISTS ix_documents_standing
        ON documents (standing, state, page_count)
    """,
    5: """
        ALTER TABLE pages ADD COLUMN bars JSON NOT NULL DEFAULT '[]';
        ALTER TABLE pages ADD COLUMN exemptions JSON NOT NULL DEFAULT '[]'
    """,
}
"""Statements parted by semicolons."""
