"""The API's own description, with errors as they really are."""

from typing import Any

from fastapi import FastAPI

from app.schemas import Problem

PROBLEM_TYPE = "application/problem+json"

PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": text}
    for status, text in (
        (400, "The query or a parameter is not valid; the body says which and what to do."),
        (404, "There is no such document or page."),
        (429, "Too many requests came from this address; `Retry-After` says how long to wait."),
        (503, "The index or the catalogue cannot be read at the moment."),
    )
}

TOO_LARGE: dict[int | str, dict[str, Any]] = {
    413: {"model": Problem, "description": "More was sent than is taken."}
}
"""For addresses that take a body."""


OF_DOCUMENTS = "{document_id}"
# Answers of the addresses of a document, besides.
STANDINGS = {
    "403": "The document is held back until somebody has looked at what is under its redactions, "
    "or its file may not leave.",
    "410": "The document was withdrawn; the body says when and why.",
}


def describe_problems(app: FastAPI) -> None:
    """Make the description say what is sent: problem JSON, and 400 where FastAPI assumes 422."""
    assumed = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = assumed()
            for address, path in schema["paths"].items():
                for operation in path.values():
                    _mend(operation["responses"], of_document=OF_DOCUMENTS in address)
            for name in ("HTTPValidationError", "ValidationError"):
                schema["components"]["schemas"].pop(name, None)
        assert app.openapi_schema is not None  # noqa: S101 - FastAPI keeps what it returned
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]  # the way FastAPI documents


def _mend(responses: dict[str, Any], *, of_document: bool) -> None:
    responses.pop("422", None)
    for status in map(str, (*PROBLEMS, *TOO_LARGE)):
        if status not in responses:
            continue
        content = responses[status]["content"]
        responses[status]["content"] = {PROBLEM_TYPE: next(iter(content.values()))}
    if of_document:
        content = responses["404"]["content"]
        for status, text in STANDINGS.items():
            responses[status] = {"description": text, "content": content}
