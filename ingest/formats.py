"""Which reader opens a file of which media type."""

from collections.abc import Mapping
from pathlib import Path

from ingest.archive import CompressedReader, SevenZipReader, TarReader, ZipReader
from ingest.comma_separated import TableReader
from ingest.containers import ENCRYPTED_OFFICE
from ingest.errors import EncryptedError, UnsupportedFormatError
from ingest.image import ImageReader
from ingest.mail_message import MailMessageReader
from ingest.mailbox_file import MailboxReader
from ingest.open_document import OpenDocumentReader
from ingest.pdf import PdfReader
from ingest.plain_text import PlainTextReader
from ingest.presentation import PresentationReader
from ingest.reader import OpenReader, Reader
from ingest.rich_text import RichTextReader
from ingest.spreadsheet import SpreadsheetReader
from ingest.web_page import WebPageReader
from ingest.word_document import WordReader

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OASIS = "application/vnd.oasis.opendocument."

OPENERS: Mapping[str, OpenReader] = {
    "application/gzip": CompressedReader,
    "application/mbox": MailboxReader,
    "application/pdf": PdfReader,
    "application/rtf": RichTextReader,
    "application/vnd.ms-excel": SpreadsheetReader,
    "application/vnd.ms-excel.sheet.binary.macroEnabled.12": SpreadsheetReader,
    _OASIS + "presentation": OpenDocumentReader,
    _OASIS + "presentation-template": OpenDocumentReader,
    _OASIS + "spreadsheet": SpreadsheetReader,
    _OASIS + "spreadsheet-template": SpreadsheetReader,
    _OASIS + "text": OpenDocumentReader,
    _OASIS + "text-template": OpenDocumentReader,
    _OFFICE + "presentationml.presentation": PresentationReader,
    _OFFICE + "spreadsheetml.sheet": SpreadsheetReader,
    _OFFICE + "wordprocessingml.document": WordReader,
    "application/x-7z-compressed": SevenZipReader,
    "application/x-bzip2": CompressedReader,
    "application/x-tar": TarReader,
    "application/x-xz": CompressedReader,
    "application/xhtml+xml": WebPageReader,
    "application/xml": WebPageReader,
    "application/zip": ZipReader,
    "image/gif": ImageReader,
    "image/jpeg": ImageReader,
    "image/jp2": ImageReader,
    "image/png": ImageReader,
    "image/tiff": ImageReader,
    "image/webp": ImageReader,
    "message/rfc822": MailMessageReader,
    "text/csv": TableReader,
    "text/html": WebPageReader,
    "text/plain": PlainTextReader,
}
"""The one list of what is read, media type by media type."""


def open_reader(path: Path, media_type: str) -> Reader:
    """Open a file with the reader for its media type.

    Raises:
        UnsupportedFormatError: No reader takes such files.
        IngestError: The file cannot be opened.
    """
    opener = OPENERS.get(media_type)
    if media_type == ENCRYPTED_OFFICE:
        raise EncryptedError(
            "The office file asks for a password. Ask the agency for an unprotected copy, or save "
            "one without a password and ingest that."
        )
    if opener is None:
        raise UnsupportedFormatError(
            f"The file is of the type {media_type}, which is not read. Convert it to PDF and "
            "ingest that."
        )
    return opener(path)
