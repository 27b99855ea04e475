"""Web pages (HTML): their text in the order it stands in, as lines and rows of tables."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from lxml import etree, html

from ingest.embedded import HoldingReader, in_web_page
from ingest.errors import DamagedFileError
from ingest.file_dates import iso_day
from ingest.package import local
from ingest.pdf_facts import title_worth_showing
from ingest.plain_text import decode
from ingest.received import content_of
from ingest.text_document import TextDocument, TextPage, flowing_pages

ENGINE = "web page"

_SILENT = frozenset({"script", "style", "noscript", "template", "head", "svg", "iframe"})
_LINES = frozenset({
    "address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "nav", "ol",
    "option", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
"""What begins and ends a line."""
_CELLS = frozenset({"td", "th"})
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_CHARSET_WITHIN = 4096
_TAG = re.compile(r"<[^>]*>")
_CODE = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_SPACE = re.compile(r"[ \t\r\n]+")
_MANY_LINES = re.compile(r"\n[ \n]*\n")


def read_web_page(path: Path) -> TextDocument:
    """Read an HTML file. Nothing it refers to is fetched.

    Raises:
        UnreadableFileError: The operating system would not give it.
        DamagedFileError: It holds no HTML.
    """
    content = content_of(path)
    text = decoded_html(content)
    root = parsed_html(text)
    head = {
        str(meta.get("name") or meta.get("property") or "").lower(): str(meta.get("content") or "")
        for meta in root.iter("meta")
    }
    said = {"Author": head.get("author", ""), "Description": head.get("description", "")}
    date = head.get("date") or head.get("article:published_time") or head.get("dcterms.date", "")
    return TextDocument(
        tuple(map(TextPage, flowing_pages(text_of(root) or _without_tags(text)))),
        title=title_worth_showing(root.findtext(".//title") or ""),
        date=iso_day(date),
        properties=tuple((name, value.strip()) for name, value in said.items() if value.strip()),
    )


def _without_tags(text: str) -> str:
    """What is left without them: for pages nested so deep that the parser gives up."""
    return " ".join(_TAG.sub(" ", _CODE.sub(" ", text)).split())


def decoded_html(content: bytes, stated: str = "") -> str:
    """HTML as text: by its byte order mark, else as it is stated, else as it looks.

    Args:
        content: The page.
        stated: The encoding as what it came in says; empty for what it says itself.
    """
    if not stated and (said := _CHARSET.search(content[:_CHARSET_WITHIN])):
        stated = said[1].decode("ascii")
    if stated and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return content.decode(stated)
        except (UnicodeDecodeError, LookupError):
            pass  # it says what is not true
    return decode(content)


def parsed_html(text: str) -> "etree._Element":
    """The tree of some HTML, broken or not.

    Raises:
        DamagedFileError: Nothing of it is HTML.
    """
    # Its own statement of an encoding must not be believed again now that it is text.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFileError(
            f"The web page holds nothing to read ({error}). Ask the agency for another copy."
        ) from error
    return root


def text_of(root: "etree._Element") -> str:
    """The text below an element: blocks as lines, cells parted by tabs, white space evened out."""
    lines = (line.strip(" ") for line in "".join(_pieces(root)).split("\n"))
    return _MANY_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def _pieces(root: "etree._Element") -> Iterator[str]:
    """By the events of a walk rather than by recursion: trees may be deep."""
    silent = preserved = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        name, is_start = local(element), event == "start"
        if event in ("comment", "pi"):
            if not silent:
                yield _even(element.tail, is_preserved=bool(preserved))
            continue
        step = 1 if is_start else -1
        silent += step if name in _SILENT else 0
        preserved += step if name == "pre" else 0
        if silent:
            continue
        yield _border(name, is_start=is_start)
        yield _even(element.text if is_start else element.tail, is_preserved=bool(preserved))


def _border(name: str, *, is_start: bool) -> str:
    if name in _CELLS:
        return "" if is_start else "\t"
    if name == "br":
        return "\n" if is_start else ""
    return "\n" if name in _LINES else ""


def _even(text: str | None, *, is_preserved: bool) -> str:
    return (text or "") if is_preserved else _SPACE.sub(" ", text or "")


WebPageReader = partial(HoldingReader, ENGINE, read_web_page, in_web_page)
"""Opens web pages; see ``OpenReader``."""
