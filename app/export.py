"""Route of the exports: every hit of a query as a file."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse

from app import filter_values, marks, present, urls
from app.context import ContextHere, base_url
from app.hit_list import HitList
from app.list_files import Format
from app.list_package import NAME, ListPackage
from app.openapi import TOO_LARGE
from app.parameters import NarrowedBy, QueryText, only_known
from app.uploads import FormHere

api = APIRouter(prefix=urls.API, tags=["search"], dependencies=[Depends(only_known)])

_ZIP = "application/zip"
_BINARY = {"schema": {"type": "string", "format": "binary"}}

_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "One row a hit, by document, page and place. The headers say what was "
        "searched: Blotter-Pages, Blotter-Read-As, Blotter-Filters, Blotter-Coverage, "
        "Blotter-Index-Version.",
        "content": {one.media_type: _BINARY for one in Format} | {_ZIP: _BINARY},
    }
}

FormatBy = Annotated[Format, Query(description="`csv`, `jsonl` or `xlsx`.")]
ManifestBy = Annotated[
    bool,
    Query(
        description="Whether to give a ZIP archive of the list and its manifest: query, filters, "
        "coverage, limits, warnings, counts, index version, SHA-256, meaning of the columns."
    ),
]


@api.get(
    "/export",
    response_class=StreamingResponse,
    responses=_ANSWERS,
)
def export(
    here: ContextHere,
    http: Request,
    q: QueryText,
    narrowed: NarrowedBy,
    format: FormatBy = Format.CSV,  # noqa: A002 - the parameter's public name
    manifest: ManifestBy = False,  # noqa: FBT002 - an address names it
) -> StreamingResponse:
    """Every hit of a query, without a limit, streamed."""
    found = here.lists.of(narrowed.of(q), base_url(here, http))
    package = ListPackage(found, format, folder=here.settings.paths.lists)
    return streamed(package, found, format, with_manifest=manifest)


@api.post(
    "/export",
    response_class=StreamingResponse,
    responses=_ANSWERS | TOO_LARGE,
    openapi_extra={
        "requestBody": {
            "content": {
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "properties": {
                            "marks": {
                                "type": "string",
                                "description": "JSON: a list of objects with document, page, "
                                "start, end, review (`seen`, `relevant`, `not relevant`), note.",
                            }
                        },
                    }
                }
            }
        }
    },
)
def export_with_marks(  # noqa: PLR0913, PLR0917 - one argument a parameter
    here: ContextHere,
    http: Request,
    q: QueryText,
    narrowed: NarrowedBy,
    form: FormHere,
    format: FormatBy = Format.CSV,  # noqa: A002 - the parameter's public name
    manifest: ManifestBy = False,  # noqa: FBT002 - an address names it
) -> StreamingResponse:
    """Every hit of a query with what a reader made of it, which is sent along and not kept."""
    sent = marks.marks_of(form.data("marks"))
    found = here.lists.of(narrowed.of(q), base_url(here, http))
    folder = here.settings.paths.lists
    package = ListPackage(found, format, more=marks.COLUMNS, adding=sent.of, folder=folder)
    return streamed(package, found, format, with_manifest=manifest)


def streamed(
    package: ListPackage, found: HitList, kind: Format, *, with_manifest: bool
) -> StreamingResponse:
    """A list as an answer."""
    name = f"{NAME}.zip" if with_manifest else package.file_name
    return StreamingResponse(
        package.archive() if with_manifest else package.pieces(),
        media_type=_ZIP if with_manifest else kind.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Blotter-Pages": str(found.total),
            # Headers are Latin-1; JSON's escapes carry the rest.
            "Blotter-Read-As": json.dumps(found.read_as),
            "Blotter-Filters": json.dumps(filter_values.named(found.request.filters)),
            "Blotter-Coverage": present.coverage(
                found.coverage, pages_not_indexed=found.pages_not_indexed
            ).model_dump_json(),
            "Blotter-Index-Version": found.index.version,
        },
    )
