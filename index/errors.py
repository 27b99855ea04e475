"""What can go wrong with a search, sorted by who can act on it."""

from typing import ClassVar


class SearchError(Exception):
    """A search or an index failed.

    The message is a full sentence that says what to do next.

    Attributes:
        code: Stable name of the cause, listed in ``docs/errors.md``.
    """

    code: ClassVar[str] = "search-failed"


class InvalidQueryError(SearchError):
    """The person who typed can mend this.

    Attributes:
        position: Offset in the query, from 0, where the trouble is.
    """

    code = "invalid-query"

    def __init__(self, message: str, *, position: int = 0) -> None:
        super().__init__(message)
        self.position = position


class QueryTooLongError(InvalidQueryError):
    """The query has more characters or words than the limit allows."""

    code = "query-too-long"


class QueryTooSlowError(InvalidQueryError):
    """The query takes longer than it may, and half an answer would not do."""

    code = "query-too-slow"


class IndexMissingError(SearchError):
    """There is no index yet; the operator builds one."""

    code = "index-missing"


class IndexStaleError(SearchError):
    """The index on disk was written under another schema; the operator rebuilds it."""

    code = "index-stale"


class IndexLockedError(SearchError):
    """Another process is writing to the index."""

    code = "index-locked"


class IndexDamagedError(SearchError):
    """The index on disk cannot be read; the operator rebuilds it."""

    code = "index-damaged"


class IndexWriteError(SearchError):
    """The disk refused to take the index; the old content stays in use."""

    code = "index-not-written"


class IndexCountError(SearchError):
    """A built index does not hold the pages it was given; the old one stays in use."""

    code = "index-count"


class UnknownEngineError(SearchError):
    """The settings name an engine that does not exist."""

    code = "unknown-engine"
