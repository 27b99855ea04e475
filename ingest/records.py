"""The shared nouns: releases, source files, documents, pages, words and boxes.

Frozen, without third-party imports, so that every package can pass them on.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands on a page.

    Attributes:
        left: Fraction of the displayed page's width, 0.0 to 1.0, from its left edge.
        top: Fraction of the displayed page's height, 0.0 to 1.0, from its top edge.
        right: As ``left``; never smaller.
        bottom: As ``top``; never smaller.

    Raises:
        ValueError: The box is turned inside out or leaves the page.
    """

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        if not (0 <= self.left <= self.right <= 1 and 0 <= self.top <= self.bottom <= 1):
            raise ValueError(f"A box must lie within the page and not be inside out: {self}.")

    @property
    def area(self) -> float:
        """Its share of the page, 0.0 to 1.0."""
        return (self.right - self.left) * (self.bottom - self.top)

    @classmethod
    def clipped(cls, left: float, top: float, right: float, bottom: float) -> "Box":
        """The part of a rectangle that lies on the page; its nearest edge if none does."""
        left, right = sorted((min(max(left, 0.0), 1.0), min(max(right, 0.0), 1.0)))
        top, bottom = sorted((min(max(top, 0.0), 1.0), min(max(bottom, 0.0), 1.0)))
        return cls(left, top, right, bottom)

    def joined(self, other: "Box") -> "Box":
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a page's text and where it stands on the page.

    Attributes:
        start: Offset of the first character in ``Page.text`` (inclusive).
        end: Offset past the last character in ``Page.text`` (exclusive).
        box: Where the word stands on the page.
        confidence: How likely it is read right, 0.0 to 1.0; None for a text layer. The engine's own
            where the page's engine names no confidence map.
    """

    start: int
    end: int
    box: Box
    confidence: float | None = None


class PageSource(StrEnum):
    """Where a page's text came from: every page is in exactly one of these states."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    MIXED = "mixed"
    BLANK = "blank"
    FAILED = "failed"
    UNREAD = "unread"
    """The whole file could not be read: this page has nothing, but its name can be searched."""

    @property
    def is_read(self) -> bool:
        """Whether all that stands on the page is known."""
        return self not in (PageSource.FAILED, PageSource.UNREAD)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a document, as it was read.

    Attributes:
        number: Counts from 1.
        width: Width as displayed, in points (1/72 inch); 0 for formats without a page size.
        height: Height as displayed, in points; 0 for formats without a page size.
        rotation: Degrees clockwise the file asks the page to be turned: 0, 90, 180 or 270.
            Boxes are already turned.
        source: Where the text came from.
        text: The whole text; empty for blank and failed pages.
        words: In the order of the text, not overlapping; empty where there is no page image.
        confidence: Mean of its words', 0.0 to 1.0: the share of what was read that is likely right;
            None where no OCR was done. It says nothing of words that were not read.
        engine: Name and version of what read the text, e.g. ``tesseract 5.5.2``.
        dpi: Pixels per inch of the image that was read; None where no OCR was done.
        seconds: Time spent on the page.
        notes: Full sentences on what was unusual, for the ledger.
        redactions: How many there are on the page as displayed, those that touch counted as one;
            None where nobody could look: plain text, failed pages, pictures too coarse or dark.
        bars: Where they stand; empty too for pages read before places were kept.
        exemptions: Codes of the law printed on them or beside, such as ``(b)(6)``, each once.
        withheld: Boxes that had live text under them, which is in neither text nor words.
    """

    number: int
    width: float
    height: float
    source: PageSource
    text: str = ""
    words: tuple[Word, ...] = ()
    rotation: int = 0
    confidence: float | None = None
    engine: str = ""
    dpi: int | None = None
    seconds: float = 0.0
    notes: tuple[str, ...] = ()
    redactions: int | None = None
    bars: tuple[Box, ...] = ()
    exemptions: tuple[str, ...] = ()
    withheld: tuple[Box, ...] = ()

    @property
    def has_image(self) -> bool:
        """Whether the page can be shown as a picture."""
        return self.width > 0

    @property
    def redacted_share(self) -> float | None:
        """The share of the page under redactions, 0.0 to 1.0; None where their places are unknown.

        They do not overlap but by the edges of slanting ones.
        """
        if self.redactions is None or (self.redactions and not self.bars):
            return None
        return min(sum(box.area for box in self.bars), 1.0)


@dataclass(frozen=True, slots=True)
class Release:
    """One answer to one request for records.

    Attributes:
        id: Short, fit for a URL, unique in the catalogue.
        title: As people call it.
        request_number: The agency's number for the request; empty if unknown.
        agency: Who released the records; empty if unknown.
        requester: Who asked; empty if unknown.
        letter_date: Date of the request's letter.
        release_date: Date of the answer.
        source_url: Where the files were published; empty if nowhere.
    """

    id: str
    title: str
    request_number: str = ""
    agency: str = ""
    requester: str = ""
    letter_date: date | None = None
    release_date: date | None = None
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class SourceFile:
    r"""Bytes as received.

    Attributes:
        path: Where the file was found, made printable: bytes that are no UTF-8 stand as ``\xNN``.
        sha256: Of the bytes, 64 lower-case hexadecimal digits.
        size_bytes: Length.
        media_type: By content, e.g. ``application/pdf``; ``application/octet-stream`` if unknown.
        modified_ns: Modification time in nanoseconds since 1970.
    """

    path: str
    sha256: str
    size_bytes: int
    media_type: str
    modified_ns: int


class DocumentState(StrEnum):
    """How far the reading of a document has come."""

    READING = "reading"
    DONE = "done"
    UNREADABLE = "unreadable"


class Standing(StrEnum):
    """Whether a document may be seen."""

    OPEN = "open"
    HELD = "held"
    CLEARED = "cleared"
    WITHDRAWN = "withdrawn"

    @property
    def is_shown(self) -> bool:
        """Whether its pages may be searched and shown."""
        return self in (Standing.OPEN, Standing.CLEARED)


@dataclass(frozen=True, slots=True)
class Document:
    """One record made of a source file.

    Attributes:
        id: The first hexadecimal digits of the file's SHA-256 (12, more if two would clash), so
            it is the same in every catalogue and survives a second ingest.
        sha256: Of the source file.
        media_type: By content.
        size_bytes: Of the source file.
        title: From the manifest, else the file's own metadata, else the file name.
        file_name: Last part of the path it was first found under.
        date: The document's date; None if unknown.
        date_source: ``manifest`` or ``file`` (its own metadata, for a scan often the day it was
            scanned); empty if there is no date.
        type: Kind of record as the manifest names it, e.g. ``memo``; else what the file is, if that
            is a kind of record too, e.g. ``mail``; empty if unknown.
        source_url: Where this file was published; empty if unknown.
        page_count: None while the file could not be opened, so that nobody takes it for 0.
        state: How far the reading has come.
        releases: Ids of the releases it was found in, in the order they were added.
        revision: Rises whenever anything about the document or its pages changes.
        added: When it was first seen, in UTC.
        properties: What else the file says of itself: names and values, as they are to be shown.
        properties: What else the file says of itself: names and values as they are to be shown.
        standing: Whether it may be seen: held until somebody has looked at it where live text was
            found under its redactions, cleared by that somebody, or withdrawn for good.
    """

    id: str
    sha256: str
    media_type: str
    size_bytes: int
    title: str
    file_name: str
    date: date | None
    date_source: str
    type: str
    source_url: str
    page_count: int | None
    state: DocumentState
    releases: tuple[str, ...]
    revision: int
    added: datetime
    standing: Standing = Standing.OPEN
    properties: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or page that could not be read, and why.

    Attributes:
        path: The file, printable.
        document_id: None where the file itself could not be read.
        page: Counts from 1; None where the whole file is meant.
        step: ``discover``, ``open``, ``text_layer``, ``render`` or ``ocr``.
        code: Stable, one for each cause; see ``docs/errors.md``.
        reason: A full sentence that says what to do next.
        engine: Name and version of the reader that failed; empty if none had started.
        at: When, in UTC.
    """

    path: str
    document_id: str | None
    page: int | None
    step: str
    code: str
    reason: str
    engine: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what was received can be searched.

    Attributes:
        documents: Distinct source files, readable or not.
        pages: Pages known of, in every state.
        searched: Pages whose state is known and not failed: text layer, OCR, mixed or blank.
        by_source: Pages in each state.
        unread_pages: Pages that failed or that a stopped ingest has not read yet.
        unread_files: Files that could not be opened, whose number of pages is unknown.
        waiting_files: Files taken in but not opened yet, because an ingest is under way or was
            stopped.
        held_documents: Documents that are not shown until somebody has looked at them.
        held_pages: Their pages; among ``pages``, not among those searched or unread.
        withdrawn_documents: Documents taken back for good; counted nowhere else.
    """

    documents: int
    pages: int
    searched: int
    by_source: dict[PageSource, int]
    unread_pages: int
    unread_files: int
    waiting_files: int
    held_documents: int = 0
    held_pages: int = 0
    withdrawn_documents: int = 0
