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
}
"""Statements parted by semicolons."""
