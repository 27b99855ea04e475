"""What the generator says about the release it made: the answers tests check."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Kind(StrEnum):
    """The forms of paper a release holds; also ``type`` in ``release.toml``."""

    AFTER_ACTION = "after_action_report"
    AGREEMENT = "agreement"
    COMPLAINT = "complaint"
    DISPATCH_LOG = "dispatch_log"
    EMAIL = "email"
    INCIDENT_REPORT = "incident_report"
    JOURNAL = "journal"
    LETTER = "letter"
    MEMO = "memo"
    NOTES = "notes"
    ORDER = "order"
    PROPERTY = "property"
    ROSTER = "roster"
    TRANSCRIPT = "transcript"


class PageSource(StrEnum):
    """Where a reader should get a page's text from."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    MIXED = "mixed"
    BLANK = "blank"


class Fault(StrEnum):
    """What is wrong with a file, on purpose."""

    ENCRYPTED = "encrypted"
    TRUNCATED = "truncated"
    DUPLICATE = "duplicate"
    WRONG_EXTENSION = "wrong_extension"


class ItemKind(StrEnum):
    """What sort of thing a known item is."""

    NAME = "name"
    IDENTIFIER = "identifier"
    PHRASE = "phrase"
    ADDRESS = "address"
    DATE = "date"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class KnownItem:
    """A piece of text that a search must find on a page.

    Attributes:
        page: Number of the page within its document, from 1.
        text: The words as they stand on the page, with single spaces even where
            the page breaks a line. OCR reads the "I" of an incident number as "1"
            on most scans, so a search must take look-alike letters as one.
        kind: What sort of thing it is.
    """

    page: int
    text: str
    kind: ItemKind


@dataclass(frozen=True, slots=True)
class SampleDocument:
    """One file of the release and what a reader should find in it.

    Attributes:
        path: Path relative to the release folder, with forward slashes.
        kind: The form of paper.
        pages: How many pages one should be able to read; 0 if encrypted.
        page_sources: Where each page's text comes from; empty if encrypted.
        page_texts: The words on each page, row by row; empty for a blank page.
        page_bars: The redactions on each page; None where nobody can look, as in plain text.
        known: Things a search must find; none for encrypted and duplicate files.
        fault: What is wrong with the file; None if nothing is.
    """

    path: str
    kind: Kind
    pages: int
    page_sources: tuple[PageSource, ...]
    page_texts: tuple[str, ...]
    page_bars: tuple[int | None, ...]
    known: tuple[KnownItem, ...]
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class SampleRelease:
    """A generated release on disk.

    Attributes:
        folder: Where it was written; holds ``release.toml``.
        documents: One record a file, in the order of the plan, without
            ``release.toml`` itself.
    """

    folder: Path
    documents: tuple[SampleDocument, ...]
