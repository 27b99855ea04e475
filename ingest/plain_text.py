"""Plain text: reports of the line-printer age and later, split into pages."""

import codecs
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NoReturn

from charset_normalizer import from_bytes

from ingest.errors import RenderError
from ingest.reader import FileFacts, ReadOptions
from ingest.received import content_of
from ingest.records import Page, PageSource

ENGINE = "plain text"

_LINES_PER_PAGE = 66
"""The line printer's page: eleven inches at six lines an inch."""
_LONGEST_PAGE = 20_000
"""Characters; a page of 66 wide lines has half of that. Without an end a file that is one long
line would be one page, too large to find anything on and slow to mark."""
_WESTERN = "cp1252"
_SAMPLE_BYTES = 100_000
"""How much of the file the guess at its encoding looks at: it is slow on more."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_END_OF_FILE = "\x1a"
"""What DOS programs put after the last character."""


class PlainTextReader:
    """One text file, read whole and once; see ``Reader``.

    Args:
        path: The file.

    Raises:
        UnreadableFileError: The operating system would not give it.
    """

    def __init__(self, path: Path) -> None:
        self._pages = split_pages(decode(content_of(path)))

    def facts(self) -> FileFacts:
        """What the file says of itself: how many pages it has."""
        return FileFacts(page_count=len(self._pages))

    def read_page(self, number: int, options: ReadOptions) -> Page:  # noqa: ARG002 - the seam's
        """A page's text. Without words: there is no picture on which they could be marked."""
        started = time.perf_counter()
        text = self._pages[number - 1]
        return Page(
            number=number,
            width=0,
            height=0,
            source=PageSource.TEXT_LAYER if text else PageSource.BLANK,
            text=text,
            engine=ENGINE,
            seconds=time.perf_counter() - started,
        )

    def render_page(self, number: int, width_px: int) -> NoReturn:  # noqa: ARG002 - the seam's
        """Plain text has no picture.

        Raises:
            RenderError: Always.
        """
        raise RenderError("Plain text has no picture; show its text.")

    def close(self) -> None:
        """Let go of the text."""
        self._pages = []


def decode(content: bytes) -> str:
    """Text in whatever encoding it was written.

    By its byte order mark; else UTF-8 if it is that; else what charset-normalizer takes it for;
    else Windows-1252, with U+FFFD for the bytes that mean nothing there.
    """
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(marked)
    except UnicodeDecodeError:
        pass  # to be guessed, then
    encoding = _guessed_encoding(content[:_SAMPLE_BYTES])
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):  # the guess was true of the beginning only
        return content.decode(_WESTERN, errors="replace")


def _guessed_encoding(sample: bytes) -> str:
    """The likeliest encoding; the Western one if it explains the bytes as well as any other."""
    guesses = from_bytes(sample)
    best = guesses.best()
    if best is None:
        return _WESTERN
    equals = (guess for guess in guesses if guess.chaos <= best.chaos)
    return _WESTERN if any(_WESTERN in g.could_be_from_charset for g in equals) else best.encoding


def split_pages(text: str) -> list[str]:
    """A text's pages: at its form feeds; without any, every 66 lines. At least one.

    A page of over 20,000 characters is parted again, between words where it has any. Line ends
    become line feeds; a page that has nothing but white space becomes empty.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip(_END_OF_FILE)
    if "\f" in text:
        pages = text.split("\f")
        if len(pages) > 1 and not pages[-1].strip():
            pages.pop()  # the form feed after the last page begins no other
    else:
        lines = text.split("\n")
        starts = range(0, len(lines), _LINES_PER_PAGE)
        pages = ["\n".join(lines[start : start + _LINES_PER_PAGE]) for start in starts]
    parted = chain.from_iterable(map(_parted, pages))
    return [page.strip("\n") if page.strip() else "" for page in parted]


def _parted(page: str) -> Iterator[str]:
    start = 0
    while len(page) - start > _LONGEST_PAGE:
        past = start + _LONGEST_PAGE
        space = max(page.rfind(character, start, past) for character in " \n")
        past = space + 1 if space > start else past
        yield page[start:past]
        start = past
    yield page[start:]
