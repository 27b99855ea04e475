"""Routes of whole files: originals as received, and flattened copies where those may not leave."""

from fastapi import APIRouter, Depends
from fastapi.responses import FileResponse

from app import urls
from app.context import ContextHere
from app.parameters import only_known
from ingest.errors import OriginalMissingError, OriginalWithheldError
from ingest.records import Document

api = APIRouter(
    prefix=urls.API + "/documents/{document_id}",
    tags=["documents"],
    dependencies=[Depends(only_known)],
    default_response_class=FileResponse,
)
# Whether a file may leave can change at any time: each copy is asked for anew, and told to be the
# same by its hash.
_HEADERS = {"Cache-Control": "no-cache"}


@api.get(
    "/original",
    responses={200: {"content": {"application/octet-stream": {}}, "description": "The bytes."}},
)
def original(here: ContextHere, document_id: str) -> FileResponse:
    """The file as received, to be saved; its SHA-256 is its ETag.

    Refused (403, `original-withheld`) if it holds live text under its redactions, or a file of
    which that is so; see `flattened`.
    """
    document = here.catalogue.shown_document(document_id)
    if here.catalogue.holds_secrets(document_id):
        raise OriginalWithheldError(
            f"The original of {document.file_name} has text under its redactions, or holds a file "
            "that may not be seen, and is not given out. Ask for the flattened copy, or whoever "
            "runs this collection."
        )
    path = here.settings.paths.original(document.sha256)
    if not path.exists():
        raise OriginalMissingError(
            f"The original of {document.file_name} is missing from the data directory. Whoever "
            "runs this collection brings it back by `blotter check --repair`."
        )
    return FileResponse(
        path,
        media_type="application/octet-stream",
        filename=document.file_name,
        headers=_headers(document),
    )


@api.get(
    "/flattened",
    responses={200: {"content": {"application/pdf": {}}, "description": "The copy."}},
)
def flattened(here: ContextHere, document_id: str) -> FileResponse:
    """A PDF of the pages' pictures, redactions painted black, to be saved.

    The copy for those documents whose original may not leave; it has no text to search or copy.
    """
    document = here.catalogue.shown_document(document_id)
    return FileResponse(
        here.flattener.copy(document),
        media_type="application/pdf",
        filename=f"{document.file_name.removesuffix('.pdf')} (flattened).pdf",
        headers=_HEADERS,
    )


def _headers(document: Document) -> dict[str, str]:
    return _HEADERS | {"ETag": f'"{document.sha256}"'}
