"""The JSON of releases, coverage and the ledger."""

from datetime import date, datetime

from pydantic import BaseModel, Field

from app.schemas import CoverageOut, RedactionsOut, ReleaseOut
from ingest.records import PageSource, Standing


class ReleaseStatusOut(BaseModel):
    """What became of the files of one release."""

    release: str = Field(description="Its id.")
    title: str
    documents: int = Field(description="Distinct files, readable or not.")
    files_not_read: int = Field(description="Of these, files that could not be opened.")
    documents_held: int = Field(description="Of these, held back for review.")
    documents_withdrawn: int = Field(description="Of these, taken back.")
    pages: int = Field(description="Pages known of.")
    pages_held: int = Field(description="Of these, pages of documents held back.")
    pages_by_source: dict[PageSource, int] = Field(description="The others in each state.")
    pages_to_read: int = Field(description="Pages that were neither read nor failed yet.")
    url: str = Field(description="The page about it.")


class CoverageDetailOut(CoverageOut):
    """How much can be searched, by reason and by release."""

    failures_by_code: dict[str, int] = Field(description="The most frequent first.")
    redactions: RedactionsOut
    by_release: list[ReleaseStatusOut] = Field(description="The newest first.")
    ledger: str = Field(description="Where what was held, withdrawn and replaced is listed.")


class DecisionOut(BaseModel):
    """What whoever runs the collection decided of a document."""

    document: str = Field(description="Its id; the address of a withdrawn one answers 410.")
    sha256: str
    file_name: str
    releases: list[str] = Field(description="Ids of the releases it came with.")
    decided: Standing
    reason: str = Field(description="In their words; empty if they gave none.")
    at: datetime


class HeldOut(BaseModel):
    """A document that waits to be looked at."""

    document: str
    sha256: str
    file_name: str
    page_count: int | None
    releases: list[str]


class ReplacedOut(BaseModel):
    """A file that was replaced by other bytes under its name."""

    file_name: str
    release: str
    before: str = Field(description="Id of the document that stood there; it is kept.")
    before_sha256: str
    before_standing: Standing
    after: str | None = Field(description="Id of what stands there now; null if nothing does.")
    after_sha256: str | None


class LedgerOut(BaseModel):
    """What is not, or no longer, shown as it was received. Nothing of the text is in it."""

    held: list[HeldOut] = Field(description="Waiting to be looked at, by title.")
    decisions: list[DecisionOut] = Field(description="The latest first.")
    replaced: list[ReplacedOut] = Field(description="By the path of the file.")


class ReleaseDetailOut(ReleaseOut):
    """One release with what became of it."""

    first_date: date | None = Field(description="Of its documents with a date, the earliest.")
    last_date: date | None
    status: ReleaseStatusOut
    failures_by_code: dict[str, int]
    redactions: RedactionsOut
    ledger: LedgerOut
    documents: str = Field(description="Where its documents are listed.")


class ExampleOut(BaseModel):
    """A query that finds something in this collection."""

    query: str = Field(description="As it would be typed.")
    shows: str = Field(description="What it is an example of.")
    pages: int = Field(description="How many pages it finds.")


class CollectionOut(BaseModel):
    """What a collection is."""

    name: str
    about: str
    coverage: CoverageOut
    release_count: int
    releases: list[ReleaseOut] = Field(description="The newest five.")
    examples: list[ExampleOut]
