"""What stands beside a hit list: what was asked and searched, so that it can be made again."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import version
from typing import Any, Final, Literal

from pydantic import BaseModel, Field, field_validator

from app import filter_values, present, schemas
from app.filter_values import DOCUMENT
from app.hit_list import HitList
from app.hit_rows import COLUMNS, Tally
from app.misreading import Misreading
from app.search_request import SearchRequest
from index.facets import Facet, Filters
from index.parse import Wanted
from index.show import show

KIND: Final = "blotter-hit-list"


class ListOut(BaseModel):
    """The file."""

    file: str = Field(description="Its name; the manifest is looked for beside it.")
    format: str
    sha256: str = Field(description="Of the file.")
    bytes: int


class ListQueryOut(schemas.QueryOut):
    """What was asked; with it the list can be made again."""

    match: Wanted
    misread: bool = Field(description="Whether words were looked for as OCR misreads them.")
    without: list[str] = Field(description="Variants that were left out.")
    filters: dict[str, list[str]]

    @field_validator("filters")
    @classmethod
    def _known(cls, filters: dict[str, list[str]]) -> dict[str, list[str]]:
        """Refuse what cannot be asked again: without it the list would be another."""
        if unknown := filters.keys() - {*Facet, DOCUMENT}:
            raise ValueError(f"this version knows no filter {', '.join(sorted(unknown))}")
        return filters

    @property
    def request(self) -> SearchRequest:
        """The same, to be asked again."""
        values = {
            (Facet(name), value)
            for name, values in self.filters.items()
            if name != DOCUMENT
            for value in values
        }
        return SearchRequest(
            q=self.typed,
            filters=Filters(frozenset(values), frozenset(self.filters.get(DOCUMENT, ()))),
            wanted=self.match,
            misreading=Misreading(self.misread, tuple(self.without)),
        )


class ListCountsOut(BaseModel):
    """How much is in the list."""

    documents: int = Field(description="That have a page that matches.")
    pages: int = Field(description="That match.")
    hits: int = Field(description="Places on these pages where something of the query stands.")
    pages_without_place: int = Field(
        description="Pages that match without a word of their text, as by a title or a date; each "
        "has one row, without a hit number."
    )
    rows: int = Field(description="`hits` and `pages_without_place` together.")


class CapOut(BaseModel):
    """A word that stood for more words than were searched for."""

    word: str
    searched: int


class ListLimitsOut(BaseModel):
    """What bounded the work, and whether anything was left out for it."""

    rows: Literal["none"] = "none"
    seconds: float | None = Field(
        description="For finding the pages; None for as long as it takes. Where they do not "
        "suffice there is no list."
    )
    words_an_expansion: int = Field(
        description="Words that a prefix, a wildcard or a fuzzy word stands for at most."
    )
    capped: list[CapOut] = Field(description="Where that was not enough.")
    pages_left_out: int = Field(
        description="Pages the index found whose documents are held back or withdrawn since."
    )


class ListIndexOut(BaseModel):
    """The index that answered."""

    version: str = Field(description="Names exactly what was searched.")
    schema_version: int
    pages: int


class ListManifest(BaseModel):
    """The manifest of a hit list."""

    kind: Literal["blotter-hit-list"] = KIND
    manifest_version: Literal[1] = 1
    made: dt.datetime = Field(description="UTC.")
    software: str
    list: ListOut
    query: ListQueryOut
    counts: ListCountsOut
    limits: ListLimitsOut
    warnings: Sequence[schemas.WarningOut]
    variants: Sequence[schemas.VariantOut]
    coverage: schemas.CoverageOut
    index: ListIndexOut
    columns: dict[str, str] = Field(description="What each means, in their order.")


class Written:
    """Counts and hashes a file as it goes by.

    Attributes:
        bytes: So far.
    """

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.bytes = 0

    def noted(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The same pieces."""
        for piece in pieces:
            self._hash.update(piece)
            self.bytes += len(piece)
            yield piece

    @property
    def sha256(self) -> str:
        """Of what went by."""
        return self._hash.hexdigest()


def software() -> str:
    """This program and its version."""
    return f"blotter {version('blotter')}"


def manifest(
    of: HitList,
    tally: Tally,
    file: ListOut,
    more: dict[str, str],
    *,
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
) -> ListManifest:
    """The manifest of a list whose rows have all gone by.

    Args:
        of: The list.
        tally: Of its rows.
        file: What they were written to.
        more: Columns that were added, with their meaning.
        now: The time.
    """
    return ListManifest(
        made=now().replace(microsecond=0),
        software=software(),
        list=file,
        query=_query(of),
        counts=ListCountsOut(
            documents=tally.documents,
            pages=tally.pages,
            hits=tally.hits,
            pages_without_place=tally.pages_without_place,
            rows=tally.rows,
        ),
        limits=_limits(of, tally),
        warnings=[present.warning(one) for one in of.warnings],
        variants=[
            present.variant(words.word, one) for words in of.variants for one in words.variants
        ],
        coverage=present.coverage(of.coverage, pages_not_indexed=of.pages_not_indexed),
        index=ListIndexOut(
            version=of.index.version, schema_version=of.index.schema_version, pages=of.index.pages
        ),
        columns=COLUMNS | more,
    )


def _query(of: HitList) -> ListQueryOut:
    request = of.request
    return ListQueryOut(
        typed=request.q,
        read_as=of.read_as,
        match=request.wanted,
        misread=request.misreading.everywhere,
        without=list(request.misreading.without),
        filters=filter_values.named(request.filters),
    )


def _limits(of: HitList, tally: Tally) -> ListLimitsOut:
    capped = [one for one in of.expansions if one.capped]
    return ListLimitsOut(
        seconds=of.limits.seconds,
        words_an_expansion=of.limits.expansion,
        capped=[CapOut(word=show(one.leaf), searched=len(one.words)) for one in capped],
        pages_left_out=max(0, of.total - tally.pages),
    )


def plainly(of: BaseModel, *, but: str = "") -> Iterator[tuple[str, Any]]:
    """A manifest as rows of names and values for people to read, without one of its parts."""
    for name, value in of.model_dump(mode="json", exclude={but}).items():
        yield from _plainly(name.replace("_", " "), value)


def _plainly(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    match value:
        case dict():
            for key, inner in value.items():
                yield from _plainly(f"{name}: {key.replace('_', ' ')}", inner)
        case list():
            for inner in value:
                yield from _plainly(name, inner)
        case _:
            yield name, value
