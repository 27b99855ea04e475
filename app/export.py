"""Route of the exports: every hit of a query as a file."""

import json
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse

from app import hit_list, present, present_answer, urls
from app.context import ContextHere
from app.hit_list import Format
from app.parameters import NarrowedBy, QueryText, only_known

api = APIRouter(prefix=urls.API, tags=["search"], dependencies=[Depends(only_known)])

# Rows are sent in pieces of about this size; one packet a row would be slow.
PIECE_CHARACTERS = 64 * 1024


@api.get(
    "/export",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "One row a hit, by document, then page. The headers say what was "
            "searched: Blotter-Count, Blotter-Read-As, Blotter-Filters, Blotter-Coverage, "
            "Blotter-Index-Version.",
            "content": {"text/csv": {}, "application/x-ndjson": {}},
        }
    },
)
def export(
    here: ContextHere,
    http: Request,
    q: QueryText,
    narrowed: NarrowedBy,
    format: Annotated[  # noqa: A002 - the parameter's public name
        Format, Query(description="`csv` or `jsonl`.")
    ] = Format.CSV,
) -> StreamingResponse:
    """Every hit of a query, without a limit, streamed."""
    request = narrowed.of(q)
    answer = here.searcher.search(request, limit=0)
    base = here.settings.public_url.rstrip("/") or str(http.base_url).rstrip("/")
    rows = (hit_list.row(hit, request, base) for hit in here.searcher.every_hit(request))
    coverage = present.coverage(answer.coverage, pages_not_indexed=answer.pages_not_indexed)
    return StreamingResponse(
        _pieces(hit_list.lines(rows, format)),
        media_type=format.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="blotter-hits.{format.value}"',
            "Blotter-Count": str(answer.total),
            # Headers are Latin-1; JSON's escapes carry the rest.
            "Blotter-Read-As": json.dumps(answer.read_as),
            "Blotter-Filters": json.dumps(present_answer.named(request.filters)),
            "Blotter-Coverage": coverage.model_dump_json(),
            "Blotter-Index-Version": answer.index.version,
        },
    )


def _pieces(lines: Iterator[str]) -> Iterator[bytes]:
    waiting: list[str] = []
    size = 0
    for line in lines:
        waiting.append(line)
        size += len(line)
        if size >= PIECE_CHARACTERS:
            yield "".join(waiting).encode("utf-8", "replace")
            waiting, size = [], 0
    yield "".join(waiting).encode("utf-8", "replace")
