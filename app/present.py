"""Records turned into the API's JSON."""

from collections.abc import Mapping
from dataclasses import dataclass

from app import page_schemas, schemas, urls
from app.answers import Hit
from app.hit_boxes import Boxed
from app.links import Links
from app.marked_page import MarkedPage
from app.page_facts import PageFact
from app.reading_on import MarkedContinuation
from app.search_request import SearchRequest
from app.similar_pages import SimilarPages
from app.stepping import HitPages
from index.highlight import Highlight
from index.misread import Variant
from index.query_warnings import QueryWarning
from index.snippets import Snippet
from ingest.catalogue_family import Kin
from ingest.catalogue_rows import Location
from ingest.catalogue_status import RedactionCounts
from ingest.records import Box, Coverage, Document, Failure, Page, PageSource, Release, Word


def box(of: Box) -> schemas.BoxOut:
    """A box; rounded to a ten-thousandth of the page, a fiftieth of a millimetre."""
    return schemas.BoxOut(
        left=round(of.left, 4),
        top=round(of.top, 4),
        right=round(of.right, 4),
        bottom=round(of.bottom, 4),
    )


def document(of: Document) -> schemas.DocumentOut:
    """A document."""
    return schemas.DocumentOut.model_validate(_document_fields(of))


def _document_fields(of: Document) -> dict[str, object]:
    names = schemas.DocumentOut.model_fields.keys() - {"url"}
    return {name: getattr(of, name) for name in names} | {
        "releases": list(of.releases),
        "url": urls.document(of.id),
    }


@dataclass(frozen=True)
class Custody:
    """Where a document came from, as ``Catalogue`` has it, and whether its file is given out."""

    locations: tuple[Location, ...]
    notes: tuple[str, ...]
    has_original: bool


@dataclass(frozen=True)
class Family:
    """What a document holds, what holds it, and the thread it belongs to; see ``Catalogue``."""

    members: tuple[Kin, ...]
    member_count: int
    containers: tuple[Kin, ...]
    thread: tuple[Document, ...]


def kin(of: Kin) -> schemas.KinOut:
    """A document that holds another, or is held."""
    return schemas.KinOut(
        document=of.document.id,
        title=of.document.title,
        media_type=of.document.media_type,
        member=of.member,
        url=urls.document(of.document.id),
    )


def redactions(of: RedactionCounts) -> schemas.RedactionsOut:
    """What was taken out."""
    return schemas.RedactionsOut(pages=of.pages, redactions=of.redactions, exemptions=of.exemptions)


@dataclass(frozen=True)
class Contents:
    """A stretch of a document's pages, and what is known of all of them."""

    pages: tuple[Page, ...]
    failures: tuple[Failure, ...]
    sources: Mapping[PageSource, int]
    hits: HitPages | None
    redactions: RedactionCounts
    links: Links


def document_detail(
    of: Document, *, custody: Custody, contents: Contents, family: Family
) -> schemas.DocumentDetailOut:
    """A document with everything known of it."""
    hits = contents.hits
    return schemas.DocumentDetailOut.model_validate(
        _document_fields(of)
        | {
            "locations": [
                schemas.LocationOut(
                    path=place.path, release=place.release_id, current=place.is_current
                )
                for place in custody.locations
            ],
            "original": urls.original(of.id) if custody.has_original else None,
            "flattened": urls.flattened(of.id),
            "notes": list(custody.notes),
            "pages": [page_summary(of.id, page) for page in contents.pages],
            "pages_count": sum(contents.sources.values()),
            "pages_next": contents.links.next,
            "pages_previous": contents.links.previous,
            "pages_by_source": contents.sources,
            "matching_pages": list(hits.numbers) if hits else None,
            "partial": bool(hits and hits.partial),
            "redactions": redactions(contents.redactions),
            "failures": [failure(one) for one in contents.failures],
            "properties": dict(of.properties),
            "contains": [kin(one) for one in family.members],
            "contains_count": family.member_count,
            "contained_in": [kin(one) for one in family.containers],
            "thread": [one.id for one in family.thread],
        }
    )


def page_summary(document_id: str, of: Page) -> schemas.PageSummaryOut:
    """A page as its document lists it."""
    return schemas.PageSummaryOut(
        number=of.number,
        text_source=of.source,
        confidence=of.confidence,
        redactions=of.redactions,
        redacted_share=of.redacted_share,
        exemptions=list(of.exemptions),
        url=urls.page(document_id, of.number),
    )


def release(of: Release) -> schemas.ReleaseOut:
    """A release."""
    return schemas.ReleaseOut.model_validate(release_fields(of))


def release_fields(of: Release) -> dict[str, object]:
    """What every answer says of a release."""
    names = schemas.ReleaseOut.model_fields.keys() - {"url"}
    return {name: getattr(of, name) for name in names} | {"url": urls.release(of.id)}


def failure(of: Failure) -> schemas.FailureOut:
    """A failure."""
    return schemas.FailureOut(
        path=of.path,
        document=of.document_id,
        page=of.page,
        step=of.step,
        code=of.code,
        reason=of.reason,
        at=of.at,
    )


def warning(of: QueryWarning) -> schemas.WarningOut:
    """A warning about a query."""
    return schemas.WarningOut(
        code=of.code.value,
        message=of.message,
        position=of.position,
        suggestions=[
            schemas.SuggestionOut(word=one.word, pages=one.pages, query=one.query)
            for one in of.suggestions
        ],
    )


def coverage(of: Coverage, *, pages_not_indexed: int = 0) -> schemas.CoverageOut:
    """How much was searched."""
    return schemas.CoverageOut(
        documents=of.documents,
        pages=of.pages,
        pages_searched=of.searched - pages_not_indexed,
        pages_by_source=of.by_source,
        pages_not_read=of.unread_pages,
        files_not_read=of.unread_files,
        files_waiting=of.waiting_files,
        documents_held=of.held_documents,
        pages_held=of.held_pages,
        documents_withdrawn=of.withdrawn_documents,
        pages_not_indexed=pages_not_indexed,
        failures=urls.failures(),
    )


def snippet(of: Snippet, page: int) -> schemas.SnippetOut:
    """A passage of a page."""
    return schemas.SnippetOut(
        text=of.text,
        marks=list(of.marks),
        variants=list(of.variants),
        page=page,
        start=of.start,
    )


def hit(of: Hit, request: SearchRequest, boxed: Boxed | None = None) -> schemas.HitOut:
    """A hit; with its boxes, if those of its answer are given."""
    return schemas.HitOut(
        document=document(of.document),
        page=of.page.number,
        continues_on=list(of.continues_on),
        score=round(of.score, 4),
        snippets=[
            *(snippet(one, of.page.number) for one in of.snippets),
            *(snippet(one, on.page) for on in of.continues for one in on.snippets),
        ],
        matches=len(of.matches),
        matched_words=list(of.matched_words),
        text_source=of.page.source,
        confidence=of.page.confidence,
        highlights=None if boxed is None else _highlights(of, boxed),
        exact=of.exact,
        url=urls.page(of.document.id, of.page.number, request.q, request.reading),
        api_url=urls.api_page(of.document.id, of.page.number, request.q, request.reading),
    )


def _highlights(of: Hit, boxed: Boxed) -> list[schemas.HighlightOut]:
    """Matches on pages without a picture have no boxes."""
    without = tuple(Highlight(match, ()) for match in of.matches)
    marked = boxed.get((of.document.id, of.page.number), without)
    return [highlight(one, of.page.text) for one in marked]


def similar(of: SimilarPages) -> schemas.SimilarOut:
    """The pages most like one."""
    request = of.answer.request
    return schemas.SimilarOut(
        document=of.document.id,
        page=of.page.number,
        words=[schemas.TellingWordOut(word=one.word, pages=one.pages) for one in of.words],
        count=of.total,
        results=[
            schemas.SimilarHitOut(**hit(one.hit, request).model_dump(), same_text=one.same_text)
            for one in of.found
        ],
        partial=of.answer.partial,
        coverage=coverage(of.answer.coverage, pages_not_indexed=of.answer.pages_not_indexed),
        took_ms=round(of.answer.took_ms, 2),
        index_version=of.answer.index.version,
    )


def variant(word: str, of: Variant) -> schemas.VariantOut:
    """What a word stands as."""
    return schemas.VariantOut(
        word=word, read_as=of.text, kind=of.kind, pages=of.pages, left_out=of.left_out
    )


def highlight(of: Highlight, text: str) -> schemas.HighlightOut:
    """A match on a page."""
    return schemas.HighlightOut(
        start=of.match.start,
        end=of.match.end,
        text=text[of.match.start : of.match.end],
        variant=of.match.variant,
        boxes=[box(one) for one in of.boxes],
        continues=of.match.runs_on,
    )


def fact(of: PageFact) -> page_schemas.FactOut:
    """A fact."""
    return page_schemas.FactOut(
        kind=of.fact.kind,
        value=of.fact.value,
        start=of.fact.start,
        end=of.fact.end,
        text=of.printed,
        misread=of.fact.misread,
        boxes=[box(one) for one in of.boxes],
        query=of.query,
    )


def continuation(
    of: MarkedContinuation, document_id: str, request: SearchRequest
) -> page_schemas.ContinuationOut:
    """What of a page's matches stands on a page after it."""
    page = of.what.page
    return page_schemas.ContinuationOut(
        page=page,
        highlights=[highlight(one, of.what.text) for one in of.marked],
        url=urls.page(document_id, page, request.q, request.reading),
        api_url=urls.api_page(document_id, page, request.q, request.reading),
    )


def word(of: Word, text: str) -> page_schemas.WordOut:
    """A word of a page."""
    return page_schemas.WordOut(
        start=of.start,
        end=of.end,
        text=text[of.start : of.end],
        box=box(of.box),
        confidence=of.confidence,
    )


def marked_page(
    of: MarkedPage, request: SearchRequest, failures: tuple[Failure, ...]
) -> page_schemas.PageOut:
    """A page with the words of a query."""
    page, here = of.page, of.document
    failed = next((failure(f) for f in failures if f.page == page.number), None)
    return page_schemas.PageOut(
        document=document(here),
        number=page.number,
        text=page.text,
        text_source=page.source,
        confidence=page.confidence,
        engine=page.engine,
        dpi=page.dpi,
        width=page.width,
        height=page.height,
        rotation=page.rotation,
        redactions=page.redactions,
        redacted_share=page.redacted_share,
        exemptions=list(page.exemptions),
        bars=[box(one) for one in page.bars],
        notes=list(page.notes),
        query=schemas.QueryOut(typed=request.q, read_as=of.read_as) if of.parsed else None,
        warnings=[warning(one) for one in of.warnings],
        page_matches=of.highlights.page_matches if of.highlights else None,
        highlights=[highlight(one, page.text) for one in of.marked],
        continues=[continuation(one, here.id, request) for one in of.continues],
        begun_on=list(of.begun_on),
        facts=[fact(one) for one in of.facts],
        failure=failed,
        url=urls.page(here.id, page.number, request.q, request.reading),
        image=urls.page_image(here.id, page.number) if page.has_image else None,
    )
