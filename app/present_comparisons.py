"""Comparisons turned into the API's JSON."""

from collections.abc import Sequence

from app import compare_schemas, present, urls
from app.counterparts import Counterparts
from app.links import Links
from app.page_comparing import ComparedPage, PageComparison
from app.release_comparing import Comparison
from app.release_diff import PageChange, PagePlace
from ingest.records import Page


def release_comparison(
    of: Comparison, listed: Sequence[PageChange], count: int, links: Links
) -> compare_schemas.ReleaseComparisonOut:
    """What changed, with one stretch of the pages."""
    return compare_schemas.ReleaseComparisonOut(
        before=present.release(of.before),
        after=present.release(of.after),
        documents_same=len(of.same),
        documents_only_before=len(of.only_before),
        documents_only_after=len(of.only_after),
        pages=of.diff.counts if of.diff else None,
        pages_not_compared=len(of.diff.not_compared) if of.diff else None,
        count=count,
        next=links.next,
        previous=links.previous,
        results=[_change(one) for one in listed],
    )


def _change(of: PageChange) -> compare_schemas.PageChangeOut:
    return compare_schemas.PageChangeOut(
        change=of.change,
        before=_place(of.before) if of.before else None,
        after=_place(of.after) if of.after else None,
        likeness=of.likeness,
        compare=_both(of.before, of.after) if of.before and of.after else None,
    )


def _both(before: PagePlace, after: PagePlace) -> str:
    return urls.compare_pages(before.document, before.number, after.document, after.number)


def _place(of: PagePlace) -> compare_schemas.PlaceOut:
    return compare_schemas.PlaceOut(
        document=of.document,
        title=of.title,
        file_name=of.file_name,
        page=of.number,
        redactions=of.redactions,
        url=urls.page(of.document, of.number),
    )


def page_comparison(of: PageComparison) -> compare_schemas.PageComparisonOut:
    """Two pages."""
    one, other = of.before, of.after
    return compare_schemas.PageComparisonOut(
        before=_side(one),
        after=_side(other),
        likeness=round(of.diff.likeness, 4),
        words_in_common=of.diff.common,
        cut=of.diff.is_cut,
        partial=of.diff.is_partial,
        url=urls.compare_pages(
            one.document.id, one.page.number, other.document.id, other.page.number
        ),
    )


def _side(of: ComparedPage) -> compare_schemas.ComparedPageOut:
    page = of.page
    return compare_schemas.ComparedPageOut(
        document=present.document(of.document),
        page=page.number,
        text=page.text,
        text_source=page.source,
        own=list(of.own),
        own_boxes=[present.box(one) for one in of.boxes],
        redactions=page.redactions,
        redacted_share=page.redacted_share,
        exemptions=list(page.exemptions),
        bars=[present.box(one) for one in page.bars],
        url=urls.page(of.document.id, page.number),
        image=urls.page_image(of.document.id, page.number) if page.has_image else None,
    )


def counterparts(document_id: str, page: Page, of: Counterparts) -> compare_schemas.CounterpartsOut:
    """Where a page stands a second time."""
    return compare_schemas.CounterpartsOut(
        document=document_id,
        page=page.number,
        results=[
            compare_schemas.CounterpartOut(
                document=present.document(one.document),
                page=one.page.number,
                likeness=round(one.likeness, 4),
                redactions=one.page.redactions,
                url=urls.page(one.document.id, one.page.number),
                compare=urls.compare_pages(
                    document_id, page.number, one.document.id, one.page.number
                ),
            )
            for one in of.found
        ],
        partial=of.partial,
    )
