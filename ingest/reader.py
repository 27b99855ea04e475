"""What a reader of one file format gives: the seam between the pipeline and the formats."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from PIL import Image

from ingest.records import Page


class OcrWay(StrEnum):
    """How Tesseract is run.

    Attributes:
        AUTO: By the library if it is installed and no program is named, else by the program.
        LIBRARY: In the reader's own process, the model kept loaded.
        PROGRAM: By a program started for every page.
    """

    AUTO = "auto"
    LIBRARY = "library"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How pages are to be read.

    Attributes:
        languages: Tesseract's names joined by ``+``, e.g. ``eng`` or ``eng+spa``; the first reads
            every page where the languages of pages can be told.
        ocr: How Tesseract is run.
        tesseract: Path of the executable; empty to look for one.
        max_pixels: Most pixels a page image may have.
        second_reader: Read the text layer with the second library, because the first one hung
            or died on this page.
        raw_confidence: Give the OCR engine's own confidences, as to learn the map from.
        ocr_timeout_s: Seconds the OCR engine may take for one reading of a page.
        text_layer_timeout_s: Processor seconds the first library may take for the text layer of a
            page; the second library reads it then.
    """

    languages: str = "eng"
    ocr: OcrWay = OcrWay.AUTO
    tesseract: str = ""
    max_pixels: int = 150_000_000
    second_reader: bool = False
    raw_confidence: bool = False
    ocr_timeout_s: float = 120.0
    text_layer_timeout_s: float = 20.0


@dataclass(frozen=True, slots=True)
class MailFacts:
    """What tells a message's place among others.

    Attributes:
        message_id: Its own; empty if it has none.
        references: Ids of the messages before it in its thread, the nearest last.
        sent: When, as it says; None if it does not.
    """

    message_id: str
    references: tuple[str, ...] = ()
    sent: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file says of itself.

    Attributes:
        page_count: At least 1.
        title: Empty if the file has none worth showing.
        date: The file's own date; None if it has none.
        notes: Full sentences on what was unusual, e.g. that it had to be repaired.
        properties: What else it says of itself: names and values in the order to be shown in.
        kind: Kind of record if the format is one, e.g. ``mail``; empty otherwise.
        holds_files: Whether other files are in it; its reader is ``Unpackable`` then.
        mail: What tells a message's place among others; None if it is none.
    """

    page_count: int
    title: str = ""
    date: dt.date | None = None
    notes: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    holds_files: bool = False
    mail: MailFacts | None = None


class Reader(Protocol):
    """One opened file. Used in one process and one thread."""

    def facts(self) -> FileFacts:
        """What the file says of itself."""

    def read_page(self, number: int, options: ReadOptions) -> Page:
        """Read a page's text, by text layer or OCR.

        Raises:
            IngestError: The page cannot be read.
        """

    def render_page(self, number: int, width_px: int) -> Image.Image:
        """A picture of the page as displayed, ``width_px`` pixels wide.

        Raises:
            IngestError: There is no picture of this page.
        """

    def close(self) -> None:
        """Let go of the file. The reader is of no use afterwards."""


class OpenReader(Protocol):
    """Opens a file of the formats one reader takes."""

    def __call__(self, path: Path, /) -> Reader:
        """Open the file.

        Raises:
            IngestError: The file cannot be opened.
        """
