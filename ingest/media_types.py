"""What a file is, by its content."""

import codecs
import re
from pathlib import Path

import puremagic

from ingest.comma_separated import separator_of
from ingest.containers import ole_type, zip_type
from ingest.errors import EmptyFileError
from ingest.received import system_refusals_told

UNKNOWN = "application/octet-stream"

_HEAD_BYTES = 64 * 1024
_PDF = re.compile(rb"%PDF-\d")
_PDF_WITHIN = 1024
"""Bytes: ISO 32000-1, annex H, 3.4.1, note 13: readers accept the header anywhere in these."""
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),  # BigTIFF
    (b"MM\x00+", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    (b"%!PS", "application/postscript"),
    (b"\xffWPC", "application/vnd.wordperfect"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "image/jp2"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"!BDN", "application/vnd.ms-outlook-pst"),
    (b"AT&TFORM", "image/vnd.djvu"),
)
_TAR_AT = 257
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis"})
_TEXT_SIGNATURES = (
    (
        # Each comment is taken whole or not at all: forty of them must not be tried in 2^40 ways.
        re.compile(
            rb"\s*+(?>(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
        ),
        "text/html",
    ),
    (re.compile(rb"\s*<\?xml\b.{0,2000}?<html\b", re.IGNORECASE | re.DOTALL), "text/html"),
    (re.compile(rb"\s*<\?xml\b", re.IGNORECASE), "application/xml"),
)
_MAILBOX = re.compile(rb"From \S+[^\n]*\n[\w-]+:")
_HEADER = re.compile(rb"([\w-]+):")
_MAIL_HEADERS = frozenset({b"mime-version", b"message-id", b"received", b"content-type"})
"""What only mail programs write: a typed memo has From, To and Subject as well."""
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
"""Bytes no text has. Allowed are white space, escape sequences and DOS's end of file."""
_UNICODE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def media_type(path: Path) -> str:
    """What a file is, by its content alone: names lie.

    Returns:
        A media type; ``application/octet-stream`` if nothing is known of such bytes.

    Raises:
        EmptyFileError: The file has no bytes.
        UnreadableFileError: The operating system would not give it.
    """
    with system_refusals_told(), path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if not head:
        raise EmptyFileError("The file is empty (0 bytes). Ask the agency to send it again.")
    return _known(path, head) or _textual(head) or _by_puremagic(head)


def _known(path: Path, head: bytes) -> str:
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    # Archives first: one that holds a PDF unpacked has its header near the beginning too.
    is_pdf = _PDF.search(head[: _PDF_WITHIN + 8])
    return _packed(path, head) or ("application/pdf" if is_pdf else ole_type(path, head))


def _packed(path: Path, head: bytes) -> str:
    """The type of what is known by signs that do not stand at its beginning, or are of many."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return zip_type(path)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head[_TAR_AT : _TAR_AT + 5] == b"ustar":
        return "application/x-tar"
    is_heif = head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS
    return "image/heic" if is_heif else ""


def _textual(head: bytes) -> str:
    """The type of what is text, or nothing."""
    if head.startswith(_UNICODE_MARKS):
        text = codecs.getincrementaldecoder("utf-16")(errors="replace").decode(head)
        return "" if "\x00" in text or "\ufffd" in text else _table_or_text(text)
    if _CONTROLS.search(head):
        return ""
    head = head.removeprefix(codecs.BOM_UTF8)
    for pattern, kind in _TEXT_SIGNATURES:
        if pattern.match(head):
            return kind
    if _MAILBOX.match(head):
        return "application/mbox"
    if _has_mail_headers(head):
        return "message/rfc822"
    return _table_or_text(head.decode("latin-1"))  # what parts columns is ASCII


def _table_or_text(text: str) -> str:
    return "text/csv" if separator_of(text) else "text/plain"


def _has_mail_headers(head: bytes) -> bool:
    for line in head.splitlines():
        header = _HEADER.match(line)
        if header and header[1].lower() in _MAIL_HEADERS:
            return True
        if not header and not line.startswith((b" ", b"\t")):
            return False  # the headers, if there were any, are over
    return False


def _by_puremagic(head: bytes) -> str:
    try:
        # The confident answers only: two matching bytes have made a song of a spreadsheet.
        matches = [match for match in puremagic.magic_string(head) if match.confidence >= 0.5]
    except (puremagic.PureError, ValueError):
        return UNKNOWN
    return next((str(match.mime_type) for match in matches if match.mime_type), UNKNOWN)
