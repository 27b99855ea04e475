"""Which reader opens a file of which media type."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from ingest.containers import ENCRYPTED_OFFICE
from ingest.errors import EncryptedError, UnsupportedFormatError
from ingest.reader import OpenReader, Reader

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OASIS = "application/vnd.oasis.opendocument."

OPENERS: Mapping[str, str] = {
    "application/gzip": "ingest.archive:CompressedReader",
    "application/mbox": "ingest.mailbox_file:MailboxReader",
    "application/msword": "ingest.office_program:OfficeReader",
    "application/pdf": "ingest.pdf:PdfReader",
    "application/rtf": "ingest.rich_text:RichTextReader",
    "application/vnd.ms-excel": "ingest.spreadsheet:SpreadsheetReader",
    "application/vnd.ms-excel.sheet.binary.macroEnabled.12": "ingest.spreadsheet:SpreadsheetReader",
    "application/vnd.ms-outlook": "ingest.outlook_message:OutlookMessageReader",
    "application/vnd.ms-powerpoint": "ingest.office_program:OfficeReader",
    _OASIS + "presentation": "ingest.open_document:OpenDocumentReader",
    _OASIS + "presentation-template": "ingest.open_document:OpenDocumentReader",
    _OASIS + "spreadsheet": "ingest.spreadsheet:SpreadsheetReader",
    _OASIS + "spreadsheet-template": "ingest.spreadsheet:SpreadsheetReader",
    _OASIS + "text": "ingest.open_document:OpenDocumentReader",
    _OASIS + "text-template": "ingest.open_document:OpenDocumentReader",
    _OFFICE + "presentationml.presentation": "ingest.presentation:PresentationReader",
    _OFFICE + "spreadsheetml.sheet": "ingest.spreadsheet:SpreadsheetReader",
    _OFFICE + "wordprocessingml.document": "ingest.word_document:WordReader",
    "application/vnd.wordperfect": "ingest.office_program:OfficeReader",
    "application/x-7z-compressed": "ingest.archive:SevenZipReader",
    "application/x-bzip2": "ingest.archive:CompressedReader",
    "application/x-tar": "ingest.archive:TarReader",
    "application/x-xz": "ingest.archive:CompressedReader",
    "application/xhtml+xml": "ingest.web_page:WebPageReader",
    "application/xml": "ingest.web_page:WebPageReader",
    "application/zip": "ingest.archive:ZipReader",
    "image/gif": "ingest.image:ImageReader",
    "image/jpeg": "ingest.image:ImageReader",
    "image/jp2": "ingest.image:ImageReader",
    "image/png": "ingest.image:ImageReader",
    "image/tiff": "ingest.image:ImageReader",
    "image/webp": "ingest.image:ImageReader",
    "message/rfc822": "ingest.mail_message:MailMessageReader",
    "text/csv": "ingest.comma_separated:TableReader",
    "text/html": "ingest.web_page:WebPageReader",
    "text/plain": "ingest.plain_text:PlainTextReader",
}
"""The one list of what is read, media type by media type: module and reader. A module is
loaded when a file asks for it, for together their libraries take as long as a page of OCR."""


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
    module, _, name = opener.partition(":")
    reader: OpenReader = getattr(import_module(module), name)
    return reader(path)
