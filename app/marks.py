"""What a reader made of hits, sent with a request and added to the list; nothing is stored."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from app.hit_rows import Row
from app.list_errors import InvalidListError

COLUMNS: Final[Mapping[str, str]] = {
    "review": "What the reader made of it: seen, relevant, not relevant; empty if nothing.",
    "note": "What the reader noted.",
}
"""Columns added to a list, with their meaning."""

Place = tuple[str, int, int | None, int | None]


class MarkIn(BaseModel):
    """What a reader made of one hit."""

    model_config = ConfigDict(extra="forbid")

    document: Annotated[str, Field(max_length=64)]
    page: int
    start: int | None = Field(None, description="Of the hit; null on a page without a place.")
    end: int | None = None
    review: Literal["", "seen", "relevant", "not relevant"] = ""
    note: Annotated[str, Field(max_length=4000)] = ""


_MARKS = TypeAdapter(list[MarkIn])


class Marks:
    """The marks of one list.

    Args:
        marks: In any order; of two on one hit the last counts.
    """

    def __init__(self, marks: Sequence[MarkIn]) -> None:
        self._by_place: dict[Place, tuple[str, str]] = {
            (one.document, one.page, one.start, one.end): (one.review, one.note) for one in marks
        }

    def of(self, row: Row) -> Sequence[str]:
        """The values of the added columns for a hit."""
        return self._by_place.get((row.document, row.page, row.start, row.end), ("", ""))


def marks_of(text: bytes) -> Marks:
    """Marks out of JSON.

    Raises:
        InvalidListError: They are none.
    """
    try:
        return Marks(_MARKS.validate_json(text or b"[]"))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the field"
        raise InvalidListError(f"The marks cannot be read ({where}: {first['msg']}).") from error
