"""Why a file or page could not be ingested: one class for each cause a person can act on."""

from typing import ClassVar


class IngestError(Exception):
    """Something could not be ingested.

    The message is a full sentence: what failed, why, and what to do next.

    Attributes:
        code: Stable name of the cause, as stored in the ledger and listed in ``docs/errors.md``.
        step: Where in the life of a file it happened: ``discover``, ``open``, ``unpack``,
            ``text_layer``, ``render``, ``ocr``, or ``read`` where a killed reader leaves that
            unknown.
    """

    code: ClassVar[str] = "ingest-failed"
    step: str = "open"

    def __init__(self, message: str, *, step: str | None = None) -> None:
        super().__init__(message)
        if step is not None:
            self.step = step


def error_with_code(code: str, message: str, *, step: str) -> IngestError:
    """The error of the class that has this code, as it was before it crossed a process border."""
    for kind in IngestError.__subclasses__():
        if kind.code == code:
            return kind(message, step=step)
    return IngestError(message, step=step)


class EmptyFileError(IngestError):
    """The file has no bytes."""

    code = "empty-file"


class UnreadableFileError(IngestError):
    """The operating system would not give the file or folder."""

    code = "unreadable-file"


class UnsupportedFormatError(IngestError):
    """The content is of a kind no reader takes."""

    code = "unsupported-format"


class UnpackLimitError(IngestError):
    """A container holds more than may be unpacked from it."""

    code = "unpack-limit"
    step = "unpack"


class OfficeMissingError(IngestError):
    """The format needs an office program, and none is installed."""

    code = "office-missing"


class EncryptedError(IngestError):
    """The file asks for a password."""

    code = "encrypted"


class DamagedFileError(IngestError):
    """The file is cut short or broken, and repairing it did not help."""

    code = "damaged-file"


class NoPagesError(IngestError):
    """The file opens, but holds no page."""

    code = "no-pages"


class PageTooLargeError(IngestError):
    """The page has more pixels than the limit allows."""

    code = "page-too-large"
    step = "render"


class DamagedPageError(IngestError):
    """The file opens, but this page of it cannot be read."""

    code = "damaged-page"
    step = "text_layer"


class RenderError(IngestError):
    """No picture could be made of the page."""

    code = "render-failed"
    step = "render"


class OcrError(IngestError):
    """The OCR engine failed on the page."""

    code = "ocr-failed"
    step = "ocr"


class OcrMissingError(IngestError):
    """No OCR engine is installed."""

    code = "ocr-missing"
    step = "ocr"


class TimeLimitError(IngestError):
    """The reader took longer than the limit and was stopped."""

    code = "time-limit"


class ReaderDiedError(IngestError):
    """The process that read the file died: out of memory, or a fault in a library."""

    code = "reader-died"


class MemoryLimitError(IngestError):
    """The reader asked for more memory than it may have."""

    code = "memory-limit"


class BusyError(IngestError):
    """All reader processes are at work; the same request will do later.

    Attributes:
        retry_after_s: Whole seconds until asking again makes sense.
    """

    code = "busy"
    retry_after_s = 5


class UnexpectedError(IngestError):
    """A fault nobody foresaw, in a library or in ours; worth a report."""

    code = "unexpected"


class ManifestError(IngestError):
    """A release manifest cannot be understood."""

    code = "bad-manifest"
    step = "discover"


class DataDirectoryError(Exception):
    """The data directory cannot be used: read-only, full, locked, or of another version.

    Stops the run: nothing that follows could be stored. What was stored before is kept.
    """

    code: ClassVar[str] = "data-directory"


class DataDirectoryLockedError(DataDirectoryError):
    """Another process is writing to the data directory."""

    code = "data-directory-locked"


class DataDirectoryVersionError(DataDirectoryError):
    """The catalogue was written by another version of the program."""

    code = "data-directory-version"


class HeldError(Exception):
    """The document is not shown until somebody has looked at it."""

    code = "held"


class OriginalWithheldError(Exception):
    """The bytes as received hold text that must not leave."""

    code = "original-withheld"


class OriginalMissingError(LookupError):
    """The bytes as received are gone from the data directory."""

    code = "original-missing"


class WithdrawnError(Exception):
    """The document was taken back."""

    code = "withdrawn"


class UnknownPageError(LookupError):
    """The catalogue has no such document or page."""
