"""The fields of the index, in no engine's words.

==========  ===========================  ==================================================
field       holds                        asked for by
==========  ===========================  ==================================================
document    the document's id            the engine itself: deleting, telling hits apart
number      the page's number, from 1    ``page:``; the order of hits
text        the page's words             words, prefixes and phrases
title       the title's words            ``title:``; the order ``sort=title``
release     the releases' words          ``release:``
agency      the releases' agencies       ``agency:``
type        the kind of record           ``type:``
id          the text's identifiers       ``id:``, and plain words that look like one
fact        the text's facts             ``badge:`` and the like, ``mentions:``; facets
date        the document's date          ``date:``; the orders ``sort=date`` and ``-date``
source      where the text came from     ``source:``
confidence  the OCR's, 0.0 to 1.0        ``confidence:``
facets      the page's, all together     filters and counts, see ``index.facets``
==========  ===========================  ==================================================

The page's text itself is not kept in the index: the catalogue has it.
"""

from typing import Final

from index.facts import FactKind
from index.query import NumberField, TextField
from ingest.records import PageSource

SCHEMA_VERSION: Final = 7
"""Raise it with any change to the fields above, to the words ``index.analysis`` makes or to what
``index.identifiers`` and ``index.page_facts`` find.

An index written under another version is stale and is rebuilt.
"""

WORD_FIELDS: Final = tuple(TextField)
"""Fields that are analysed into words."""

STEMMED_FIELDS: Final = (TextField.TEXT, TextField.TITLE)
"""Fields in which a plain word stands for all its forms; in the others words are names."""

NAMED_FIELDS: Final = tuple(
    field for field in TextField if field not in (TextField.TEXT, TextField.ID, TextField.FACT)
)
"""Fields of words that a query names with a prefix, as in ``title:memo``."""

DATE_FIELD: Final = "date"
"""The name by which a query asks for dates, as in ``date:2017``."""

MENTIONS_FIELD: Final = "mentions"
"""The name by which a query asks for dates written in the text, as in ``mentions:2017``."""

FACT_FIELDS: Final = tuple(kind for kind in FactKind if kind is not FactKind.DATE)
"""The kinds of numbers; a query asks for them by their names, as in ``badge:4411``."""

SOURCE_FIELD: Final = "source"
"""The name by which a query asks where the text came from, as in ``source:ocr``."""

FIELD_NAMES: Final = (
    *map(str, (*NAMED_FIELDS, TextField.ID, *FACT_FIELDS, DATE_FIELD, MENTIONS_FIELD)),
    *map(str, NumberField),
    SOURCE_FIELD,
)
"""Every name that a query can put before a colon."""

SOURCES: Final = tuple(source for source in PageSource if source is not PageSource.FAILED)
"""Where an indexed page's text can come from; an index keeps the place of one in this list."""
