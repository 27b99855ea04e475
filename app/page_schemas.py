"""The JSON of one page: its text, its words, its facts, and what a query marks on it."""

from pydantic import BaseModel, Field

from app.schemas import (
    BoxOut,
    Confidence,
    DocumentOut,
    Exemptions,
    FailureOut,
    HighlightOut,
    QueryOut,
    RedactedShare,
    Redactions,
    WarningOut,
)
from index.facts import FactKind
from ingest.records import PageSource


class ContinuationOut(BaseModel):
    """What of a page's matches stands on a page after it."""

    page: int = Field(ge=2)
    highlights: list[HighlightOut] = Field(description="Offsets and boxes are that page's.")
    url: str = Field(description="That page with the words marked.")
    api_url: str = Field(description="The same as JSON.")


class FactOut(BaseModel):
    """A number or a date that the text of a page names."""

    kind: FactKind
    value: str = Field(description="Its normal form, the same however it is printed.")
    start: int = Field(description="Offset in the page's text, inclusive.")
    end: int = Field(description="Offset in the page's text, exclusive.")
    text: str = Field(description="As printed.")
    misread: bool = Field(description="Whether letters were read as the digits they stand for.")
    boxes: list[BoxOut] = Field(description="One for each line it stands on.")
    query: str = Field(description="Finds the pages that have it.")


class PageOut(BaseModel):
    """One page: its text, how it was read, and the words of a query on it."""

    document: DocumentOut
    number: int = Field(ge=1)
    text: str
    text_source: PageSource
    confidence: Confidence
    engine: str = Field(description="Name and version of what read the text.")
    dpi: int | None = Field(description="Pixels per inch of the image read; null without OCR.")
    width: float = Field(description="As displayed, in points (1/72 inch); 0 for plain text.")
    height: float = Field(description="As displayed, in points (1/72 inch); 0 for plain text.")
    rotation: int = Field(description="Degrees clockwise the file asks for; already applied.")
    redactions: Redactions
    redacted_share: RedactedShare
    exemptions: Exemptions
    bars: list[BoxOut] = Field(description="Where the redactions stand on the page.")
    notes: list[str] = Field(description="What was unusual about reading it.")
    query: QueryOut | None
    warnings: list[WarningOut]
    page_matches: bool | None = Field(
        description="Whether the page answers the query; null without one, or without time for it."
    )
    highlights: list[HighlightOut]
    continues: list[ContinuationOut] = Field(
        description="What begins on this page and goes on on the pages after it."
    )
    begun_on: list[int] = Field(
        description="Pages before on which something begins that goes on, and is marked, here."
    )
    facts: list[FactOut] = Field(description="In the order of the text, apart from each other.")
    failure: FailureOut | None = Field(description="Why the page could not be read.")
    url: str
    image: str | None = Field(description="The page's picture; null where it has none.")


class WordOut(BaseModel):
    """One word of a page."""

    start: int
    end: int
    text: str
    box: BoxOut
    confidence: Confidence


class WordsOut(BaseModel):
    """The words of a page in the order of its text."""

    document: str
    number: int
    words: list[WordOut]
