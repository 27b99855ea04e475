"""The fields of the index, in no engine's words.

==========  ===========================  ==================================================
field       holds                        asked for by
==========  ===========================  ==================================================
document    the document's id            the engine itself: deleting, telling hits apart
number      the page's number, from 1    the order of hits
text        the page's words             words, prefixes and phrases
title       the title's words            ``title:``; the order ``sort=title``
release     the releases' words          ``release:``
date        the document's date          ``date:``; the orders ``sort=date`` and ``-date``
==========  ===========================  ==================================================

The page's text itself is not kept in the index: the catalogue has it.
"""

from typing import Final

from index.query import TextField

SCHEMA_VERSION: Final = 1
"""Raise it with any change to the fields above or to the words ``index.analysis`` makes.

An index written under another version is stale and is rebuilt.
"""

WORD_FIELDS: Final = (TextField.TEXT, TextField.TITLE, TextField.RELEASE)
"""Fields that are analysed into words."""

NAMED_FIELDS: Final = (TextField.TITLE, TextField.RELEASE)
"""Fields of words that a query names with a prefix, as in ``title:memo``."""

DATE_FIELD: Final = "date"
"""The name by which a query asks for dates, as in ``date:2017``."""
