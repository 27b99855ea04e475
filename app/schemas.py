"""The JSON of the API: what each answer holds, with the same names everywhere."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.suggesting import Kind
from index.misread import VariantKind
from ingest.records import DocumentState, PageSource

Confidence = Annotated[
    float | None,
    Field(ge=0, le=1, description="0 to 1 as the OCR engine reports it; null where none was done."),
]


Redactions = Annotated[
    int | None,
    Field(
        ge=0,
        description="Redactions found on the page; null where nobody looked, as in plain text.",
    ),
]


RedactedShare = Annotated[
    float | None,
    Field(ge=0, le=1, description="Share of the page under redactions; null if unknown."),
]

Exemptions = Annotated[
    list[str],
    Field(description="Codes of the law printed on or beside the redactions, as `(b)(6)`."),
]


class BoxOut(BaseModel):
    """A rectangle on the page as displayed, in fractions 0 to 1 from its top left corner."""

    left: float = Field(ge=0, le=1)
    top: float = Field(ge=0, le=1)
    right: float = Field(ge=0, le=1)
    bottom: float = Field(ge=0, le=1)


class Problem(BaseModel):
    """What went wrong, as RFC 9457 writes it (`application/problem+json`)."""

    type: str = Field(description="An address that names the kind of problem.")
    title: str = Field(description="The kind of problem in a few words.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What happened and what to do next, in a full sentence.")
    code: str = Field(description="Stable name of the problem, listed in docs/errors.md.")


class SuggestionOut(BaseModel):
    """A word that may have been meant."""

    word: str
    pages: int = Field(description="Pages that hold it.")
    query: str = Field(description="The query with this word in the place of the unknown one.")


class SuggestedOut(BaseModel):
    """One way in which what is being typed may go on."""

    model_config = ConfigDict(from_attributes=True)

    text: str = Field(description="What would be put in.")
    kind: Kind
    pages: int = Field(description="Pages that hold it, or belong to it.")
    query: str = Field(description="The whole query with it.")


class WarningOut(BaseModel):
    """Where the answer may differ from what was meant."""

    code: str = Field(description="Stable name of the warning.")
    message: str = Field(description="A full sentence.")
    position: int = Field(description="Offset in the query, from 0.")
    suggestions: list[SuggestionOut] = Field(
        description="Words spelt like one that stands nowhere, the likeliest first."
    )


class QueryOut(BaseModel):
    """The query, as typed and as understood."""

    typed: str
    read_as: str = Field(description="In the query language; typing this gives the same answer.")


class CoverageOut(BaseModel):
    """How much of what was received can be searched."""

    documents: int = Field(description="Distinct files, readable or not.")
    pages: int = Field(description="Pages known of.")
    pages_searched: int = Field(description="Pages read: by text layer, OCR, both, or blank.")
    pages_by_source: dict[PageSource, int] = Field(description="Pages in each state.")
    pages_not_read: int = Field(description="Pages that failed or are still to be read.")
    files_not_read: int = Field(
        description="Files that could not be opened; how many pages they have is not known."
    )
    files_waiting: int = Field(description="Files taken in but not opened yet.")
    documents_held: int = Field(
        description="Documents not shown until somebody has looked at what is under their bars."
    )
    pages_held: int = Field(description="Their pages.")
    documents_withdrawn: int = Field(description="Documents taken back; counted nowhere else.")
    pages_not_indexed: int = Field(
        description="Pages read but not yet in the index that was searched."
    )
    failures: str = Field(description="Where the list of what could not be read stands.")


class SnippetOut(BaseModel):
    """A passage of a page around what matched."""

    text: str
    marks: list[tuple[int, int]] = Field(
        description="Start (inclusive) and end (exclusive) of each matching word in `text`."
    )
    variants: list[tuple[int, int]] = Field(
        description="Those of `marks` that are printed otherwise than asked for, maybe misread."
    )
    page: int = Field(description="The page it stands on: the hit's, or one on which it goes on.")
    start: int = Field(description="Where the passage begins in that page's text.")


class ReleaseOut(BaseModel):
    """One answer to one request for records."""

    id: str
    title: str
    request_number: str
    agency: str
    requester: str
    letter_date: date | None
    release_date: date | None
    source_url: str
    url: str = Field(description="The page about it.")


class DocumentOut(BaseModel):
    """One record made of one source file."""

    id: str = Field(description="The first digits of the SHA-256; the same in every catalogue.")
    title: str
    file_name: str
    media_type: str
    size_bytes: int
    sha256: str
    date: date | None
    date_source: str = Field(description="`manifest`, `file` or empty.")
    type: str
    source_url: str
    page_count: int | None = Field(description="null while the file could not be opened.")
    state: DocumentState
    releases: list[str] = Field(description="Ids of the releases it came with.")
    added: datetime
    url: str = Field(description="The page about it.")


class VariantOut(BaseModel):
    """What a word of the query stands as in the collection."""

    model_config = ConfigDict(populate_by_name=True)

    word: str = Field(description="Of the query; two are neighbours in a phrase, read as one.")
    read_as: str = Field(alias="as", description="As it stands on pages, folded.")
    kind: VariantKind = Field(
        description="`exact` the word itself, `stem` another form of it, `confusion` letters "
        "misread, `split` in two, `joined` run into its neighbour."
    )
    pages: int = Field(description="That hold it, whatever else is asked for.")
    left_out: bool = Field(description="Whether `without` names it; then it matches nothing.")


class HighlightOut(BaseModel):
    """One match on a page."""

    start: int = Field(description="Offset in the page's text, inclusive.")
    end: int = Field(description="Offset in the page's text, exclusive.")
    text: str = Field(description="As printed.")
    variant: bool = Field(
        description="Whether it is printed otherwise than asked for, so that it may be misread."
    )
    boxes: list[BoxOut] = Field(description="One for each line it stands on.")
    continues: bool = Field(
        description="Whether it belongs to something that goes on on the next page."
    )


class HitOut(BaseModel):
    """One page that matches."""

    document: DocumentOut
    page: int = Field(ge=1, description="Counts from 1.")
    continues_on: list[int] = Field(
        description="The pages after it on which the hit goes on, over the end of its page."
    )
    score: float = Field(
        description="Higher is better; comparable within one answer only. Below 0 where the query "
        "holds by misread words only."
    )
    snippets: list[SnippetOut]
    matches: int = Field(description="How often something of the query stands on the page.")
    matched_words: list[str] = Field(description="The distinct words that matched, as printed.")
    highlights: list[HighlightOut] | None = Field(
        description="Where they stand, in the page's text and on its picture; null unless asked "
        "for by `highlights=true`."
    )
    exact: bool = Field(
        description="Whether the query holds there with every word as typed, not as misread."
    )
    text_source: PageSource
    confidence: Confidence
    url: str = Field(description="The page with the words marked: a link to send.")
    api_url: str = Field(description="The same as JSON, with offsets and boxes.")


class TellingWordOut(BaseModel):
    """A word that tells a page from others."""

    word: str
    pages: int = Field(description="How many pages hold it.")


class SimilarHitOut(HitOut):
    """A page that is like another."""

    same_text: bool = Field(description="Whether it says just the same, white space apart.")


class SimilarOut(BaseModel):
    """The pages most like one page, the most alike first."""

    document: str
    page: int = Field(ge=1, description="Counts from 1.")
    words: list[TellingWordOut] = Field(
        description="What they were found by, the most telling first; empty if there are none."
    )
    count: int = Field(description="Other pages that hold any of the words.")
    results: list[SimilarHitOut]
    partial: bool = Field(description="Whether the time ran out, so that pages may be missing.")
    coverage: CoverageOut
    took_ms: float
    index_version: str


class DocumentsOut(BaseModel):
    """One stretch of the list of documents, by title."""

    count: int
    next: str | None
    previous: str | None
    results: list[DocumentOut]


class PageSummaryOut(BaseModel):
    """A page as its document lists it."""

    number: int = Field(ge=1)
    text_source: PageSource
    confidence: Confidence
    redactions: Redactions
    redacted_share: RedactedShare
    exemptions: Exemptions
    url: str


class FailureOut(BaseModel):
    """A file or page that could not be read, and why."""

    path: str
    document: str | None = Field(description="Id; null where the file itself could not be read.")
    page: int | None = Field(description="Counts from 1; null where the whole file is meant.")
    step: str
    code: str = Field(description="Stable name of the cause, listed in docs/errors.md.")
    reason: str = Field(description="What happened and what to do next.")
    at: datetime


class FailuresOut(BaseModel):
    """One stretch of the list of what could not be read."""

    count: int
    next: str | None
    previous: str | None
    results: list[FailureOut]


class LocationOut(BaseModel):
    """A place where the document's bytes were found."""

    path: str
    release: str
    current: bool = Field(description="False once other bytes were found at this path.")


class KinOut(BaseModel):
    """A document that holds another, or is held by it."""

    document: str
    title: str
    media_type: str
    member: str = Field(description="Path of the one that is held within the other.")
    url: str


class RedactionsOut(BaseModel):
    """What was taken out of pages."""

    pages: int = Field(description="Pages with redactions.")
    redactions: int = Field(description="On them.")
    exemptions: dict[str, int] = Field(
        description="By the code printed beside them, how many pages have it; the most first."
    )


class DocumentDetailOut(DocumentOut):
    """A document with its pages and provenance."""

    locations: list[LocationOut]
    original: str | None = Field(description="The file as received; null where it may not leave.")
    flattened: str = Field(description="A copy of the pages' pictures as a PDF.")
    notes: list[str] = Field(description="What was unusual about the file.")
    pages: list[PageSummaryOut] = Field(
        description="Pages that were read or failed: one stretch of them, by number."
    )
    pages_count: int = Field(description="In all stretches together.")
    pages_next: str | None
    pages_previous: str | None
    pages_by_source: dict[PageSource, int] = Field(description="Pages in each state.")
    matching_pages: list[int] | None = Field(
        description="The numbers of the pages that match `q`; null without it, and without an index"
    )
    partial: bool = Field(description="Whether the time ran out, so that some may be missing.")
    redactions: RedactionsOut
    failures: list[FailureOut]
    properties: dict[str, str] = Field(description="What else the file says of itself.")
    contains: list[KinOut] = Field(description="Documents in it, the first thousand of them.")
    contains_count: int = Field(description="How many documents are in it.")
    contained_in: list[KinOut] = Field(description="Documents it was found in.")
    thread: list[str] = Field(description="Ids of the messages of its thread, in their order.")


class HealthOut(BaseModel):
    """Whether the service can answer."""

    status: str = Field(description="`ok`.")
    index_version: str
    pages: int = Field(description="Pages in the index.")
