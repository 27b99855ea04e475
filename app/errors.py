"""Every error as one JSON body (RFC 9457) or one web page, by one table of classes."""

import logging
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from app import urls
from app.cursors import InvalidCursorError
from app.headers import SECURITY_HEADERS
from app.list_errors import InvalidFormError, InvalidListError, UploadTooLargeError
from app.schemas import Problem
from app.web import templates
from index.errors import (
    IndexDamagedError,
    IndexMissingError,
    IndexStaleError,
    InvalidQueryError,
    SearchError,
)
from ingest.errors import (
    BusyError,
    DataDirectoryError,
    HeldError,
    IngestError,
    OriginalMissingError,
    OriginalWithheldError,
    RenderError,
    UnknownPageError,
    WithdrawnError,
)

log = logging.getLogger(__name__)


class UnknownParameterError(Exception):
    """A parameter the address does not take."""

    code = "unknown-parameter"


class TooManyRequestsError(Exception):
    """One address asked too often.

    Attributes:
        retry_after_s: Whole seconds until it is answered again.
    """

    code = "too-many-requests"

    def __init__(self, message: str, *, retry_after_s: int = 60) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


@dataclass(frozen=True, slots=True)
class _Kind:
    status: HTTPStatus
    title: str


# Looked up along the class's ancestors, so a new subclass needs no line of its own.
KINDS: dict[type[Exception], _Kind] = {
    InvalidQueryError: _Kind(HTTPStatus.BAD_REQUEST, "The query cannot be searched"),
    InvalidCursorError: _Kind(HTTPStatus.BAD_REQUEST, "The list cannot be gone on with"),
    InvalidListError: _Kind(HTTPStatus.BAD_REQUEST, "The list cannot be read"),
    InvalidFormError: _Kind(HTTPStatus.BAD_REQUEST, "The form cannot be read"),
    UploadTooLargeError: _Kind(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Too much was sent"),
    UnknownParameterError: _Kind(HTTPStatus.BAD_REQUEST, "Unknown parameter"),
    RequestValidationError: _Kind(HTTPStatus.BAD_REQUEST, "A parameter is not valid"),
    TooManyRequestsError: _Kind(HTTPStatus.TOO_MANY_REQUESTS, "Too many requests"),
    UnknownPageError: _Kind(HTTPStatus.NOT_FOUND, "No such document or page"),
    HeldError: _Kind(HTTPStatus.FORBIDDEN, "Held back until it has been looked at"),
    WithdrawnError: _Kind(HTTPStatus.GONE, "Withdrawn"),
    OriginalWithheldError: _Kind(HTTPStatus.FORBIDDEN, "The original may not leave"),
    OriginalMissingError: _Kind(HTTPStatus.NOT_FOUND, "The original is missing"),
    BusyError: _Kind(HTTPStatus.SERVICE_UNAVAILABLE, "Too much at once"),
    RenderError: _Kind(HTTPStatus.NOT_FOUND, "No picture of this page"),
    IngestError: _Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "The page cannot be shown"),
    IndexMissingError: _Kind(HTTPStatus.SERVICE_UNAVAILABLE, "There is no index yet"),
    IndexStaleError: _Kind(HTTPStatus.SERVICE_UNAVAILABLE, "The index must be rebuilt"),
    IndexDamagedError: _Kind(HTTPStatus.SERVICE_UNAVAILABLE, "The index must be rebuilt"),
    SearchError: _Kind(HTTPStatus.SERVICE_UNAVAILABLE, "The search failed"),
    DataDirectoryError: _Kind(HTTPStatus.SERVICE_UNAVAILABLE, "The catalogue cannot be read"),
}
_OURS = "internal-error"
_UNEXPECTED = _Kind(HTTPStatus.INTERNAL_SERVER_ERROR, "A fault of ours")


def problem(error: Exception) -> Problem:
    """What an error is to whoever asked."""
    if isinstance(error, HTTPException):
        status = HTTPStatus(error.status_code)
        code = "not-found" if status is HTTPStatus.NOT_FOUND else status.phrase.lower()
        return _problem(_Kind(status, status.phrase), code.replace(" ", "-"), _http_detail(error))
    kind = next((KINDS[c] for c in type(error).__mro__ if c in KINDS), _UNEXPECTED)
    if isinstance(error, RequestValidationError):
        return _problem(kind, "invalid-parameter", _validation_detail(error))
    if kind is _UNEXPECTED:
        return _problem(
            kind,
            _OURS,
            "Something went wrong that is not your doing. It has been logged; please try again "
            "and tell whoever runs this service if it happens again.",
        )
    return _problem(kind, getattr(error, "code", "not-found"), str(error.args[0]))


def _problem(kind: _Kind, code: str, detail: str) -> Problem:
    return Problem(
        type=f"urn:blotter:problem:{code}",
        title=kind.title,
        status=kind.status.value,
        detail=detail,
        code=code,
    )


def _http_detail(error: HTTPException) -> str:
    if error.status_code == HTTPStatus.NOT_FOUND:
        return "There is nothing at this address. The API is described at /api/v1/openapi.json."
    return f"{error.detail}."


def _validation_detail(error: RequestValidationError) -> str:
    said = [f"{'.'.join(str(p) for p in e['loc'][1:])}: {e['msg']}" for e in error.errors()]
    return f"{'; '.join(said)}."


async def respond(request: Request, error: Exception) -> Response:
    """Answer an error: JSON under the API, a page elsewhere."""
    found = problem(error)
    if found.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        # Where it came from helps with a fault of ours only; the rest is told in the sentence.
        log.error("%s: %s", found.code, error, exc_info=_is_ours(found) and error)
    headers = _headers(error)
    if request.url.path.startswith(urls.API):
        kind = "application/problem+json"
        return JSONResponse(found.model_dump(), found.status, headers, media_type=kind)
    html = templates().get_template("problem.html").render(problem=found)
    return HTMLResponse(html, found.status, headers)


def _headers(error: Exception) -> dict[str, str]:
    """With those every answer has: what nobody foresaw is answered outside of all layers."""
    own = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if "Allow" in own:
        own["Allow"] += ", HEAD"  # which the routes know nothing of
    if (wait_s := getattr(error, "retry_after_s", None)) is not None:
        own["Retry-After"] = str(wait_s)
    return {**SECURITY_HEADERS, **own}


def _is_ours(found: Problem) -> bool:
    return found.code in {_OURS, SearchError.code}


def install(app: FastAPI) -> None:
    """Make every error of the application go through ``respond``."""
    for kind in (*KINDS, HTTPException, Exception):
        app.add_exception_handler(kind, respond)
