"""What a report on a list of terms says, as data: its file's manifest, and the API's answer."""

import datetime as dt
from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, Field

from app import filter_values, present, schemas
from app.list_manifest import ListIndexOut, ListOut, ListQueryOut, software
from app.search_request import SearchRequest
from app.term_list import TermList
from app.term_report import Outcome, Reporter, TermResult
from index.engine import IndexInfo
from ingest.records import Coverage


class TermOut(BaseModel):
    """What became of one line."""

    line: int = Field(description="Of the list, counted from 1.")
    term: str = Field(description="As typed.")
    outcome: Outcome
    documents: int | None = Field(
        description="That have a page that matches; null if not searched."
    )
    pages: int | None = Field(description="That match.")
    hits: int | None = Field(description="Places on them.")
    read_as: str = Field(description="In the query language; empty where it was not understood.")
    reason: str = Field(description="Why it was refused or not searched, or what it repeats.")
    note: str = Field(description="What is to be known of how the line was read.")
    warnings: Sequence[schemas.WarningOut]


class ReportLimitsOut(BaseModel):
    """What bounded the work; lines it stopped say so."""

    terms: int | None = Field(description="That are searched; null for all.")
    seconds: float | None = Field(description="For all of them; null for as long as it takes.")
    words_an_expansion: int


class CellOut(BaseModel):
    """How many pages of a document match a term."""

    line: int
    document: str
    pages: int


class ReportOut(BaseModel):
    """A report on a list of terms."""

    kind: Literal["blotter-report"] = "blotter-report"
    manifest_version: Literal[1] = 1
    made: dt.datetime = Field(description="UTC.")
    software: str
    list: ListOut | None = Field(None, description="The file, in its manifest.")
    read: str = Field(description="How the list of terms was read.")
    asked: ListQueryOut = Field(description="What every term was asked with; `typed` is empty.")
    outcomes: dict[Outcome, int] = Field(description="Lines by what became of them.")
    terms: Sequence[TermOut] = Field(description="Every line, in their order.")
    limits: ReportLimitsOut
    coverage: schemas.CoverageOut
    index: ListIndexOut


class ReportWithMatrixOut(ReportOut):
    """The same with where the terms stand."""

    matrix: Sequence[CellOut] = Field(description="Only where there are any pages.")


def report_of(  # noqa: PLR0913 - what was asked, what came of it, and what was searched
    terms: TermList,
    results: Sequence[TermResult],
    *,
    asked: SearchRequest,
    limits: ReportLimitsOut,
    coverage: Coverage,
    pages_not_indexed: int,
    index: IndexInfo,
) -> ReportOut:
    """A report as data."""
    return ReportOut(
        made=dt.datetime.now(dt.UTC).replace(microsecond=0),
        software=software(),
        read=terms.how,
        asked=ListQueryOut(
            typed="",
            read_as="",
            match=asked.wanted,
            misread=asked.misreading.everywhere,
            without=list(asked.misreading.without),
            filters=filter_values.named(asked.filters),
        ),
        outcomes={
            outcome: count
            for outcome in Outcome
            if (count := sum(one.outcome is outcome for one in results))
        },
        terms=[_term(one) for one in results],
        limits=limits,
        coverage=present.coverage(coverage, pages_not_indexed=pages_not_indexed),
        index=ListIndexOut(
            version=index.version, schema_version=index.schema_version, pages=index.pages
        ),
    )


def _term(of: TermResult) -> TermOut:
    return TermOut(
        line=of.line.number,
        term=of.line.term,
        outcome=of.outcome,
        documents=of.documents,
        pages=of.pages,
        hits=of.hits,
        read_as=of.read_as,
        reason=of.reason,
        note=of.line.note,
        warnings=[present.warning(one) for one in of.warnings],
    )


def cells(reporter: Reporter) -> list[CellOut]:
    """The cells of a report's matrix, by document."""
    return [
        CellOut(line=reporter.searched[term].number, document=document, pages=pages)
        for document, _, found in reporter.matrix.by_document()
        for term, pages in sorted(found.items())
    ]
