"""Catalogues as older versions of the program made them."""

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
    UPDATE meta SET value = 3 WHERE key = 'version'
"""
"""Statements that make a catalogue of today one of version 3; parted by semicolons."""
