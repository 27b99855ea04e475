"""The JSON of an answer to a search: by page or by document, with its facets."""

from pydantic import BaseModel, Field

from app.schemas import CoverageOut, DocumentOut, HitOut, QueryOut, VariantOut, WarningOut
from index.engine import Sort
from index.facets import Facet


class AskedOut(QueryOut):
    """What was asked, as it was understood."""

    filters: dict[str, list[str]] = Field(
        description="Values by parameter; of each one that is named a page has one of the values."
    )
    sort: Sort


class FacetValueOut(BaseModel):
    """One value of a facet."""

    value: str = Field(description="As the parameter of the facet's name takes it.")
    count: int = Field(description="Pages that have it.")
    selected: bool = Field(description="Whether the answer is narrowed to it.")


class FacetOut(BaseModel):
    """How many pages have each value of a facet.

    Counted over the pages that pass every filter but the facet's own: what another value of it
    would add.
    """

    facet: Facet
    values: list[FacetValueOut] = Field(
        description="The commonest first, then by value; of facts in the text the first hundred."
    )
    left_out: int = Field(description="How many values more there are, which are not listed.")


class AnswerOut(BaseModel):
    """What every answer says, and how far it can be trusted."""

    count: int = Field(description="Pages that match, all of them.")
    next: str | None
    previous: str | None
    query: AskedOut
    warnings: list[WarningOut]
    variants: list[VariantOut] = Field(
        description="Of the words that were looked for misread too, the likeliest first."
    )
    partial: bool = Field(
        description="Whether the time ran out: every result matches, but others may be missing."
    )
    facets: list[FacetOut] = Field(description="Those asked for, in the order asked.")
    coverage: CoverageOut
    took_ms: float
    index_version: str = Field(description="Names exactly what was searched.")


class SearchOut(AnswerOut):
    """One stretch of an answer, page by page."""

    results: list[HitOut]


class DocumentHitsOut(BaseModel):
    """A document with pages that match."""

    document: DocumentOut
    pages: int = Field(description="How many of its pages match.")
    hits: list[HitOut] = Field(description="The best of them, up to three, in the order asked for.")
    all_hits: str = Field(description="Where all of them stand.")


class GroupedOut(AnswerOut):
    """One stretch of an answer, document by document; those with the best pages first."""

    document_count: int = Field(description="Documents with a page that matches, all of them.")
    documents: list[DocumentHitsOut]
