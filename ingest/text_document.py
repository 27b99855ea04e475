"""Documents that are text without a picture: what their formats are read into, and its reader."""

import datetime as dt
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from ingest.errors import NoPagesError, RenderError
from ingest.layout import writable
from ingest.reader import FileFacts, ReadOptions
from ingest.records import Page, PageSource

PAGE_BREAK = "\f"
"""Where a format says that a page ends."""
_LONGEST_PAGE = 4_000
"""Characters of a page of running text where the format knows of none: a sheet of close print."""
_LONGEST_BROKEN = 10_000
"""Characters of a page that ends at a break. A longer one holds breaks that nobody wrote down, and
is parted as if it had none."""


@dataclass(frozen=True, slots=True)
class TextPage:
    """One page of text.

    Attributes:
        text: White space as it should be shown.
        notes: Full sentences for the ledger.
    """

    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextDocument:
    """A whole document as text.

    Attributes:
        pages: In their order.
        title: As the file says; empty if it does not or it is not worth showing.
        date: As the file says.
        notes: Full sentences on what was unusual about the whole file.
        properties: What else the file says of itself: names and values, in order.
    """

    pages: tuple[TextPage, ...]
    title: str = ""
    date: dt.date | None = None
    notes: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = field(default=())


class TextDocumentReader:
    """A document read whole and once; see ``Reader``.

    Args:
        engine: Name of what reads it.
        read: Reads the file.
        path: The file.

    Raises:
        IngestError: What ``read`` raises.
        NoPagesError: It holds no page.
    """

    def __init__(self, engine: str, read: Callable[[Path], TextDocument], path: Path) -> None:
        self._engine = engine
        self._document = read(path)
        if not self._document.pages:
            raise NoPagesError(
                "The file opens but holds nothing to read. Ask the agency whether the right file "
                "was sent."
            )

    def facts(self) -> FileFacts:
        """What the file says of itself."""
        document = self._document
        return FileFacts(
            page_count=len(document.pages),
            title=writable(document.title),
            date=document.date,
            notes=document.notes,
            properties=tuple((name, writable(value)) for name, value in document.properties),
        )

    def read_page(self, number: int, options: ReadOptions) -> Page:  # noqa: ARG002 - the seam's
        """A page's text. Without words: there is no picture on which they could be marked."""
        started = time.perf_counter()
        page = self._document.pages[number - 1]
        text = writable(page.text).lstrip("\n").rstrip()
        return Page(
            number=number,
            width=0,
            height=0,
            source=PageSource.TEXT_LAYER if text else PageSource.BLANK,
            text=text,
            engine=self._engine,
            seconds=time.perf_counter() - started,
            notes=page.notes,
        )

    def render_page(self, number: int, width_px: int) -> NoReturn:  # noqa: ARG002 - the seam's
        """Text has no picture.

        Raises:
            RenderError: Always.
        """
        raise RenderError("This kind of file has no picture; show its text.")

    def close(self) -> None:
        """Let go of the text."""
        self._document = TextDocument(())


def flowing_pages(text: str) -> tuple[str, ...]:
    """The pages of running text; none of it is lost but the breaks.

    At its page breaks if it has any, else at the ends of paragraphs, so that a page has at most
    4,000 characters, unless a single paragraph has more: that is parted between words.
    """
    if PAGE_BREAK in text.strip(PAGE_BREAK):
        pages = text.strip(PAGE_BREAK).split(PAGE_BREAK)
        return tuple(part for page in pages for part in _parted(page, _LONGEST_BROKEN))
    return tuple(_parted(text.strip(PAGE_BREAK), _LONGEST_PAGE))


def _parted(text: str, bearable: int) -> Iterable[str]:
    start = 0
    while len(text) - start > bearable:
        bearable = _LONGEST_PAGE
        past = start + _LONGEST_PAGE
        for border in ("\n", " "):
            # Half a page at least: a break right after the start would make slips of pages.
            found = text.rfind(border, start + _LONGEST_PAGE // 2, past)
            if found >= 0:
                past = found + 1
                break
        yield text[start:past]
        start = past
    yield text[start:]
