"""A report that was made before, read again to be made anew and compared."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from app.earlier_list import EarlierList, Fields, no_manifest
from app.list_errors import InvalidListError
from app.list_files import Format
from app.report_manifest import ReportOut
from app.search_request import SearchRequest
from app.term_list import TermLine, TermList
from app.term_report import Outcome


class EarlierReport:
    """A report's manifest and the spreadsheet beside it.

    Args:
        manifest: What it says of itself.
        book: The spreadsheet.
    """

    def __init__(self, manifest: ReportOut, book: Path) -> None:
        self.manifest = manifest
        self._list = EarlierList(lambda: book.open("rb"), Format.XLSX)

    def terms(self) -> TermList:
        """The lines it was made of, to be searched again."""
        lines = tuple(
            TermLine(one.line, one.term, one.outcome is Outcome.HEADING, one.note)
            for one in self.manifest.terms
        )
        return TermList(lines, self.manifest.read)

    def asked(self) -> SearchRequest:
        """What every term was asked with."""
        return self.manifest.asked.request

    def hits(self) -> Iterator[Fields]:
        """Its hits, each with the ``line`` of its term.

        Raises:
            InvalidListError: The spreadsheet is no report.
        """
        return self._list.rows()


def report_beside(path: Path) -> EarlierReport:
    """The report whose manifest a file is.

    Raises:
        InvalidListError: It is none, or the spreadsheet is not beside it.
    """
    try:
        manifest = ReportOut.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise no_manifest(path.name, "report", error) from error
    book = path.parent / Path(manifest.list.file if manifest.list else "").name
    if not book.is_file():
        raise InvalidListError(f"The report {book.name} is not beside its manifest {path.name}.")
    return EarlierReport(manifest, book)
