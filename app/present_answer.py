"""Answers turned into the API's JSON."""

from typing import Any

from app import answer_schemas, present, urls
from app.answers import Answer, HitGroup
from app.filter_values import named
from app.hit_boxes import Boxed
from index.facets import FacetCounts, Filters


def answer(
    of: Answer, *, next_url: str | None, previous_url: str | None, boxed: Boxed | None = None
) -> answer_schemas.SearchOut | answer_schemas.GroupedOut:
    """An answer, by page or by document as it was asked for; with boxes if they are given."""
    common = _common(of) | {"next": next_url, "previous": previous_url}
    if of.documents is None:
        results = [present.hit(one, of.request, boxed) for one in of.hits]
        return answer_schemas.SearchOut(results=results, **common)
    documents = [_group(one, of, boxed) for one in of.groups]
    return answer_schemas.GroupedOut(document_count=of.documents, documents=documents, **common)


def _common(of: Answer) -> dict[str, Any]:
    request = of.request
    return {
        "count": of.total,
        "query": answer_schemas.AskedOut(
            typed=request.q,
            read_as=of.read_as,
            filters=named(request.filters),
            sort=request.sort,
        ),
        "warnings": [present.warning(one) for one in of.warnings],
        "variants": [
            present.variant(words.word, one) for words in of.variants for one in words.variants
        ],
        "partial": of.partial,
        "facets": [_facet(one, request.filters) for one in of.facets],
        "coverage": present.coverage(of.coverage, pages_not_indexed=of.pages_not_indexed),
        "took_ms": round(of.took_ms, 2),
        "index_version": of.index.version,
    }


def _facet(of: FacetCounts, filters: Filters) -> answer_schemas.FacetOut:
    return answer_schemas.FacetOut(
        facet=of.facet,
        values=[
            answer_schemas.FacetValueOut(
                value=value, count=count, selected=(of.facet, value) in filters.values
            )
            for value, count in of.values
        ],
        left_out=of.left_out,
    )


def _group(of: HitGroup, answer: Answer, boxed: Boxed | None) -> answer_schemas.DocumentHitsOut:
    request = answer.request
    return answer_schemas.DocumentHitsOut(
        document=present.document(of.document),
        pages=of.pages,
        hits=[present.hit(one, request, boxed) for one in of.hits],
        all_hits=urls.api_search(request.q, request.in_document(of.document.id).parameters),
    )
