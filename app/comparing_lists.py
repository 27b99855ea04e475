"""Routes that compare a list that is sent with what is found now; nothing of it is stored."""

import io
import tempfile
from collections.abc import Iterator
from enum import StrEnum
from typing import IO, Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse

from app import urls
from app.context import Context, ContextHere, base_url
from app.earlier_list import EarlierList, manifest_of
from app.list_changes import ChangeFile, Changes
from app.list_errors import InvalidListError
from app.list_files import CHUNK_BYTES, Format
from app.openapi import TOO_LARGE
from app.parameters import NarrowedBy, only_known
from app.search_request import SearchRequest
from app.uploads import Form, FormHere

api = APIRouter(prefix=urls.API, tags=["search"], dependencies=[Depends(only_known)])

IN_MEMORY = 4 * 1024**2
"""Bytes of changes that are kept in memory; more go to a file without a name meanwhile."""
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["list"],
                    "properties": {
                        "list": {
                            "type": "string",
                            "format": "binary",
                            "description": "The earlier list, CSV or JSON lines.",
                        },
                        "manifest": {
                            "type": "string",
                            "format": "binary",
                            "description": "Its manifest; then `q` and filters are taken from it.",
                        },
                    },
                }
            }
        },
    }
}


class ChangesFormat(StrEnum):
    """What changes are given as."""

    CSV = "csv"
    JSONL = "jsonl"


@api.post(
    "/export/compare",
    openapi_extra=_BODY,
    response_class=StreamingResponse,
    responses={
        **TOO_LARGE,
        200: {
            "description": "The rows that are new, then those that are gone, with a column "
            "`change` in front. The headers Blotter-Then, Blotter-Now, Blotter-New and "
            "Blotter-Gone count them.",
            "content": {
                kind.media_type: {"schema": {"type": "string", "format": "binary"}}
                for kind in (Format.CSV, Format.JSONL)
            },
        },
    },
)
def compare(
    here: ContextHere,
    http: Request,
    narrowed: NarrowedBy,
    form: FormHere,
    q: Annotated[str, Query(description="The query, if no manifest is sent.")] = "",
    format: Annotated[  # noqa: A002 - the parameter's public name
        ChangesFormat, Query(description="`csv` or `jsonl`.")
    ] = ChangesFormat.CSV,
) -> StreamingResponse:
    """Make a list again and say what is new and gone since the one that is sent."""
    kind = Format(format.value)
    changes, file = compared(here, narrowed.of(q), form, base_url(here, http), kind)
    return changes_answer(changes, file, kind)


def compared(
    here: Context, asked: SearchRequest, form: Form, base: str, kind: Format
) -> tuple[Changes, IO[bytes]]:
    """Compare the list of a form with what is found now.

    Args:
        here: What answers.
        asked: What to find, if the form has no manifest.
        form: With the fields ``list`` and ``manifest``.
        base: The service's address.
        kind: Of the file of changes.

    Returns:
        The counts, and the file of changes at its beginning; it is gone when it is closed.

    Raises:
        InvalidListError: There is no list, or it cannot be read.
    """
    request = asked
    if manifest := form.data("manifest"):
        request = manifest_of(manifest).query.request
    if not request.q.strip():
        raise InvalidListError("Say what to find: send the list's manifest, or give its query.")
    changes = Changes(_earlier(form.data("list")))
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed when it is sent
    try:
        writer = ChangeFile(file, kind)
        for _ in changes.noted(here.lists.of(request, base).rows, writer.new):
            pass  # what is new is written as it goes by
        for row in changes.gone_rows():
            writer.gone(row)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return changes, file


def _earlier(data: bytes) -> EarlierList:
    if data.startswith(b"PK"):
        raise InvalidListError(
            "Spreadsheets and archives are not opened here. Send the list as CSV or JSON lines, "
            "or compare it by `blotter export --again`."
        )
    if not data.strip():
        raise InvalidListError("No earlier list was sent.")
    kind = Format.JSONL if data.lstrip().startswith(b"{") else Format.CSV
    return EarlierList(lambda: io.BytesIO(data), kind)


def changes_answer(changes: Changes, file: IO[bytes], kind: Format) -> StreamingResponse:
    """Changes as a file."""

    def pieces() -> Iterator[bytes]:
        with file:
            yield from iter(lambda: file.read(CHUNK_BYTES), b"")

    return StreamingResponse(
        pieces(),
        media_type=kind.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="blotter-changes.{kind.value}"',
            "Cache-Control": "no-store",
            "Blotter-Then": str(changes.then),
            "Blotter-Now": str(changes.now),
            "Blotter-New": str(changes.new),
            "Blotter-Gone": str(changes.gone),
        },
    )
