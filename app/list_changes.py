"""What became new and what is gone from one making of a hit list to the next."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import IO, Any, Final

from app.earlier_list import NEEDED, EarlierList, Fields
from app.hit_rows import COLUMNS, Row, values_of
from app.list_files import Format, Lines

_NO_LETTERS: Final = re.compile(r"[\W_]+")


class Change(StrEnum):
    """What became of a hit."""

    NEW = "new"
    GONE = "gone"


class Changes:
    """Compares an earlier list with one whose rows go by. For one thread, once.

    A hit is the same if it stands in a file of the same bytes, on the same page, at the same
    place, and the same letters and digits are printed there: numbers of hits, titles, links and
    the form of the file do not count.

    Attributes:
        then: Rows of the earlier list.
        now: Rows that went by.
        new: Of them, those that were not in the earlier list.
        gone: Rows of the earlier list that did not go by; right when all have.

    Args:
        earlier: The earlier list.

    Raises:
        InvalidListError: It cannot be read.
    """

    def __init__(self, earlier: EarlierList) -> None:
        self._earlier = earlier
        self._then: set[bytes] = set()
        self.then = self.now = self.new = 0
        for row in earlier.rows():
            self.then += 1
            self._then.add(key_of(row))
        self._gone = set(self._then)

    def noted(self, rows: Iterable[Row], on_new: Callable[[Row], None]) -> Iterator[Row]:
        """The same rows; ``on_new`` is given the new ones as they come."""
        for row in rows:
            key = key_of(told(row))
            self.now += 1
            self._gone.discard(key)
            if key not in self._then:
                self.new += 1
                on_new(row)
            yield row

    @property
    def gone(self) -> int:
        """How many rows of the earlier list did not go by."""
        return len(self._gone)

    def gone_rows(self) -> Iterator[Fields]:
        """The rows of the earlier list that did not go by, in its order."""
        return (row for row in self._earlier.rows() if key_of(row) in self._gone)

    def sentence(self) -> str:
        """What came of it, in one line."""
        return (
            f"Then {self.then:,}, now {self.now:,}: {self.new:,} "
            f"{'is' if self.new == 1 else 'are'} new, {self.gone:,} "
            f"{'is' if self.gone == 1 else 'are'} gone."
        )


class ChangeFile:
    """Writes what changed as a list with one column more in front.

    Args:
        into: Where.
        kind: ``CSV`` or ``JSONL``.
    """

    def __init__(self, into: IO[bytes], kind: Format) -> None:
        self._into = into
        self._lines = Lines(kind, ("change", *COLUMNS))
        self._write(self._lines.heading())

    def new(self, row: Row) -> None:
        """Write a row that is new."""
        self._write(self._lines.line((Change.NEW.value, *values_of(row))))

    def gone(self, row: Fields) -> None:
        """Write a row that is gone, with what the earlier list said in the columns of today."""
        values = [row.get(name, "") for name in COLUMNS]
        self._write(self._lines.line((Change.GONE.value, *values)))

    def _write(self, line: str) -> None:
        self._into.write(line.encode("utf-8", "replace"))


def told(row: Row) -> dict[str, Any]:
    """What of a row tells its hit from others."""
    return {name: getattr(row, name) for name in NEEDED}


def key_of(row: Fields) -> bytes:
    """What tells a hit from another, in sixteen bytes: lists can be long."""
    words = _NO_LETTERS.sub("", str(row["matched_words"]))
    place = [str("" if row[name] is None else row[name]) for name in ("page", "start", "end")]
    whole = "\0".join((str(row["sha256"]), *place, words))
    return hashlib.blake2b(whole.encode("utf-8", "replace"), digest_size=16).digest()
