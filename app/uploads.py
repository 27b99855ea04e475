"""What is sent to the service to be read at once: bounded, kept in memory, never stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesHeaderParser
from typing import Annotated

from fastapi import Depends, Request

from app.context import ContextHere
from app.list_errors import InvalidFormError, UploadTooLargeError

_FORM = "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Form:
    """A form that was sent.

    Attributes:
        parts: What each field holds, in bytes; of a field given twice the last that holds anything.
    """

    parts: Mapping[str, bytes] = field(default_factory=dict)

    def data(self, name: str) -> bytes:
        """What a field holds; nothing if there is none of the name."""
        return self.parts.get(name, b"")

    def text(self, name: str) -> str:
        """The same as text; what is no UTF-8 becomes U+FFFD."""
        return self.data(name).decode("utf-8", "replace")


async def sent(request: Request, here: ContextHere) -> bytes:
    """The body of a request.

    Raises:
        UploadTooLargeError: It is larger than what is taken; the rest is not even read.
    """
    most = here.settings.upload_mb * 1024**2
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise UploadTooLargeError(
                f"More was sent than the {here.settings.upload_mb} megabytes that are taken. Send "
                "less, or use the command line, which has no such limit."
            )
    return bytes(body)


Sent = Annotated[bytes, Depends(sent)]


def form(request: Request, body: Sent) -> Form:
    """The form that was sent.

    Raises:
        InvalidFormError: It is none.
    """
    return parsed(request.headers.get("content-type", ""), body)


FormHere = Annotated[Form, Depends(form)]


def parsed(content_type: str, body: bytes) -> Form:
    """A form of the kind ``multipart/form-data``, as browsers and curl send files.

    Raises:
        InvalidFormError: It is none.
    """
    said = Message()
    said["Content-Type"] = content_type
    boundary = said.get_param("boundary")
    if said.get_content_type() != _FORM or not isinstance(boundary, str) or not boundary:
        raise InvalidFormError(f"Send {_FORM} with a boundary, as `curl -F field=@file` does.")
    begun = b"\r\n--" + boundary.encode("utf-8", "replace")
    before, *chunks = (b"\r\n" + body).split(begun)
    if before or not chunks or not chunks[-1].startswith(b"--"):
        raise InvalidFormError("The form that was sent is cut short or has another boundary.")
    found: dict[str, bytes] = {}
    for chunk in chunks[:-1]:
        head, _, content = chunk.partition(b"\r\n\r\n")
        name = (
            BytesHeaderParser()
            .parsebytes(head.strip())
            .get_param("name", header="content-disposition")
        )
        if isinstance(name, str) and (content or name not in found):
            found[name] = content
    return Form(found)
