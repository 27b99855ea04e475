"""The JSON of comparisons: of two releases, of two pages, and a page's counterparts."""

from pydantic import BaseModel, Field

from app.release_diff import Change
from app.schemas import BoxOut, DocumentOut, Exemptions, RedactedShare, Redactions, ReleaseOut
from ingest.records import PageSource


class PlaceOut(BaseModel):
    """A page as it is cited."""

    document: str
    title: str
    file_name: str
    page: int = Field(description="Counts from 1.")
    redactions: Redactions
    url: str


class PageChangeOut(BaseModel):
    """One page and what became of it."""

    change: Change
    before: PlaceOut | None = Field(description="null for a new page.")
    after: PlaceOut | None = Field(description="null for a withdrawn one.")
    likeness: float | None = Field(
        description="0 to 1: how much of what the poorer of the two says the other says too; null "
        "without two."
    )
    compare: str | None = Field(description="The page that shows both; null without two.")


class ReleaseComparisonOut(BaseModel):
    """What changed from one release to another."""

    before: ReleaseOut
    after: ReleaseOut
    documents_same: int = Field(description="Documents that both have, byte for byte.")
    documents_only_before: int
    documents_only_after: int
    pages: dict[Change, int] | None = Field(
        description="Pages by what became of them; null where comparing them would take too long, "
        "as the limits of the service have it. `blotter releases diff` has none."
    )
    pages_not_compared: int | None = Field(
        description="Pages without a word that could be read: blank, failed, held back."
    )
    count: int = Field(description="Changes in all stretches together.")
    next: str | None
    previous: str | None
    results: list[PageChangeOut] = Field(
        description="One stretch of them: those that changed first, the same ones only if asked "
        "for."
    )


class ComparedPageOut(BaseModel):
    """One of two pages."""

    document: DocumentOut
    page: int = Field(ge=1, description="Counts from 1.")
    text: str
    text_source: PageSource
    own: list[tuple[int, int]] = Field(
        description="Start (inclusive) and end (exclusive) of what the other does not say there."
    )
    own_boxes: list[BoxOut] = Field(description="Where that stands on the picture; up to 400.")
    redactions: Redactions
    redacted_share: RedactedShare
    exemptions: Exemptions
    bars: list[BoxOut] = Field(description="Where the redactions stand.")
    url: str
    image: str | None


class PageComparisonOut(BaseModel):
    """Two pages side by side."""

    before: ComparedPageOut
    after: ComparedPageOut
    likeness: float = Field(
        description="Share of the words of the shorter text that the other has too, 0 to 1."
    )
    words_in_common: int
    cut: bool = Field(description="Whether only the first 4,000 words of each were compared.")
    partial: bool = Field(description="Whether there was no time to compare their words.")
    url: str


class CounterpartOut(BaseModel):
    """A page of another document that says nearly the same."""

    document: DocumentOut
    page: int = Field(ge=1, description="Counts from 1.")
    likeness: float = Field(
        description="Share of the runs of three words of the poorer page that the other has, 0 to 1"
    )
    redactions: Redactions
    url: str
    compare: str = Field(description="The page that shows both.")


class CounterpartsOut(BaseModel):
    """Where a page stands a second time, with other redactions maybe."""

    document: str
    page: int = Field(ge=1, description="Counts from 1.")
    results: list[CounterpartOut] = Field(description="The likest first, up to 10.")
    partial: bool = Field(
        description="Whether some may be missing: there was no time, or the page is too long."
    )
