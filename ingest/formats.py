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
from ingest.office_program import OfficeReader
from ingest.open_document import OpenDocumentReader
from ingest.outlook_message import OutlookMessageReader
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
    "application/msword": OfficeReader,
    "application/pdf": PdfReader,
    "application/rtf": RichTextReader,
    "application/vnd.ms-excel": SpreadsheetReader,
    "application/vnd.ms-excel.sheet.binary.macroEnabled.12": SpreadsheetReader,
    "application/vnd.ms-outlook": OutlookMessageReader,
    "application/vnd.ms-powerpoint": OfficeReader,
    _OASIS + "presentation": OpenDocumentReader,
    _OASIS + "presentation-template": OpenDocumentReader,
    _OASIS + "spreadsheet": SpreadsheetReader,
    _OASIS + "spreadsheet-template": SpreadsheetReader,
    _OASIS + "text": OpenDocumentReader,
    _OASIS + "text-template": OpenDocumentReader,
    _OFFICE + "presentationml.presentation": PresentationReader,
    _OFFICE + "spreadsheetml.sheet": SpreadsheetReader,
    _OFFICE + "wordprocessingml.document": WordReader,
    "application/vnd.wordperfect": OfficeReader,
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


_ADVICE = {
    "application/vnd.rar": "Unpack it, say with `unar` or `7z x`, and ingest the folder.",
    "application/vnd.ms-outlook-pst": "Run `readpst -e -o FOLDER FILE` (`apt-get install "
    "pst-utils`) and ingest the folder.",
    "image/heic": "Run `heif-convert FILE page.jpg` (`apt-get install libheif-examples`) and "
    "ingest that.",
    "image/vnd.djvu": "Run `ddjvu -format=pdf FILE out.pdf` (`apt-get install djvulibre-bin`) and "
    "ingest that.",
    "application/postscript": "Run `ps2pdf FILE out.pdf` (`apt-get install ghostscript`) and "
    "ingest that.",
    "audio/mpeg": "Ask the agency for a transcript.",
}
"""What to do about formats that are known and not read."""


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
        advice = _ADVICE.get(media_type, "Convert it to PDF and ingest that.")
        raise UnsupportedFormatError(
            f"The file is of the type {media_type}, which is not read. {advice}"
        )
    return opener(path)
