"""Opening a PDF: passwords, damage and emptiness told apart before any page is read."""

import io
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2.raw as pdfium_c
from pypdfium2 import PdfDocument, PdfiumError

from ingest.errors import DamagedFileError, EncryptedError, NoPagesError

REPAIRED = "The file was damaged and has been repaired before reading."


@dataclass(frozen=True, slots=True)
class OpenedPdf:
    """A PDF that opens and has pages.

    Attributes:
        document: Open in PDFium; the holder closes it.
        repaired: The bytes after the repair; None where the file is read as it is.
    """

    document: PdfDocument
    repaired: bytes | None = None


def open_pdf(path: Path) -> OpenedPdf:
    """Open a PDF, repaired in memory if it is damaged.

    A file that only restricts what may be done with it (an owner password) opens as any other.

    Raises:
        EncryptedError: It asks for a password.
        DamagedFileError: It is broken beyond repair.
        NoPagesError: It holds no page.
    """
    try:
        document = PdfDocument(path)
    except PdfiumError as error:
        if error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
            raise _encrypted() from error
        return _open_repaired(path)  # PDFium refuses files without pages, too
    return OpenedPdf(document)


def _open_repaired(path: Path) -> OpenedPdf:
    repaired = _repair(path)
    try:
        return OpenedPdf(PdfDocument(repaired), repaired)
    except PdfiumError as error:
        raise _damaged() from error


def _repair(path: Path) -> bytes:
    """The file as qpdf writes it after having found its objects again."""
    target = io.BytesIO()
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            if not len(pdf.pages) and not pdf.get_warnings():
                raise _without_pages()
            pdf.save(target)
    except pikepdf.PasswordError as error:
        raise _encrypted() from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise _damaged() from error
    return target.getvalue()


def _encrypted() -> EncryptedError:
    return EncryptedError(
        "The file asks for a password. Ask the agency for an unprotected copy, or, if you "
        "have the password, run `qpdf --password=… --decrypt in.pdf out.pdf` and ingest the result."
    )


def _without_pages() -> NoPagesError:
    return NoPagesError(
        "The file is a PDF without pages. Ask the agency whether the right file was sent."
    )


def _damaged() -> DamagedFileError:
    return DamagedFileError(
        "The file is a PDF that is cut short or broken, and repairing it did not help. "
        "Fetch it again, or ask the agency for another copy."
    )
