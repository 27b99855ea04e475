"""What an ingest says while it runs and when it has ended."""

from collections import Counter
from dataclasses import dataclass, field, fields
from typing import Protocol

from ingest.records import PageSource


class Progress(Protocol):
    """Told how far an ingest has come."""

    def begin(self, stage: str, total: int | None) -> None:
        """A stage (``files``, ``documents`` or ``pages``) begins; None if its length is unknown."""

    def advance(self) -> None:
        """One more file, document or page is done."""


class NoProgress:
    """Tells nobody."""

    def begin(self, stage: str, total: int | None) -> None:
        """Say nothing."""

    def advance(self) -> None:
        """Say nothing."""


@dataclass(slots=True)
class IngestReport:
    """What one run did.

    Attributes:
        files: Files seen.
        new_documents: Of these, files whose bytes were not known.
        known_files: Of these, files that stand as they were at the last run.
        copies: Of these, further places of bytes that are already a document.
        unpacked_files: Files that came out of others in this run; each is a new document or a
            copy too.
        pages: Pages read in this run, by source; failed ones too.
        failures: Failures of this run by code, files and pages together.
        failures_before: Failures of earlier runs that were left alone.
        resumed_documents: Documents an earlier run had not finished.
        seconds: Wall time.
        remarks: Full sentences on what the operator should know, e.g. of the manifest.
    """

    files: int = 0
    new_documents: int = 0
    known_files: int = 0
    copies: int = 0
    unpacked_files: int = 0
    pages: Counter[PageSource] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    failures_before: int = 0
    resumed_documents: int = 0
    seconds: float = 0.0
    remarks: list[str] = field(default_factory=list)

    def as_plain(self) -> dict[str, object]:
        """The report as plain dictionaries and numbers, for JSON."""
        plain = {one.name: getattr(self, one.name) for one in fields(self)}
        return plain | {"pages": dict(self.pages), "failures": dict(self.failures)}


@dataclass(slots=True)
class RereadReport:
    """What reading pages again did.

    Attributes:
        replaced: Pages whose new reading is kept.
        kept: Pages whose old reading was better.
        failures: Pages that could not be read now, by code; their old reading is kept.
    """

    replaced: int = 0
    kept: int = 0
    failures: Counter[str] = field(default_factory=Counter)
