"""The templates of the web pages, and the text they mark."""

import re
from collections.abc import Container, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from app import urls

HERE = Path(__file__).parent
STATIC = HERE / "static"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@cache
def templates() -> Environment:
    """The templates; everything put into them is escaped."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["urls"] = urls
    environment.filters["marked"] = marked
    environment.filters["told_apart"] = told_apart
    environment.filters["per_cent"] = per_cent
    environment.filters["share"] = share
    environment.filters["number"] = number
    environment.filters["in_xml"] = in_xml
    environment.filters["counted"] = counted
    environment.tests["web_address"] = is_web_address
    return environment


def rendered(name: str, **values: object) -> HTMLResponse:
    """A web page: the template of this name, filled in."""
    return HTMLResponse(templates().get_template(name).render(**values))


def marked(
    text: str, marks: Sequence[tuple[int, int]], variants: Container[tuple[int, int]] = ()
) -> Markup:
    """A text as HTML with stretches in ``<mark>``: escaped first, so that no text can add tags.

    Args:
        text: As it stands in the record.
        marks: Start (inclusive) and end (exclusive) offsets, in order, not overlapping.
        variants: Those of them that are printed otherwise than asked for, maybe misread.
    """
    parts: list[Markup] = []
    done = 0
    for start, end in marks:
        printed = text[start:end]
        tag = Markup("<mark>")
        if (start, end) in variants:
            tag = Markup('<mark class="variant" title="read as {}">').format(printed)
        parts += [escape(text[done:start]), tag, escape(printed), Markup("</mark>")]
        done = end
    parts.append(escape(text[done:]))
    return Markup("").join(parts)


def in_xml(text: str) -> str:
    """A text without the characters that XML cannot hold, not even escaped."""
    return _NOT_XML.sub("\ufffd", text)


def told_apart(text: str, stretches: Sequence[tuple[int, int]], *, is_new: bool) -> Markup:
    """A text as HTML with what the other one does not say as deleted, or as inserted."""
    tag = Markup("<ins>{}</ins>") if is_new else Markup("<del>{}</del>")
    parts: list[Markup] = []
    done = 0
    for start, end in stretches:
        parts += [escape(text[done:start]), tag.format(text[start:end])]
        done = end
    parts.append(escape(text[done:]))
    return Markup("").join(parts)


def per_cent(fraction: float) -> str:
    """A fraction as whole per cent."""
    return f"{fraction * 100:.0f} %"


def share(fraction: float) -> str:
    """A fraction as whole per cent, without taking a little for nothing."""
    return per_cent(fraction) if fraction >= 0.005 else "under 1 %"


def number(value: int) -> str:
    """A number with thousands parted."""
    return f"{value:,}"


def counted(count: int, noun: str) -> str:
    """A number of things, as ``1 page`` or ``1,204 pages``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def is_web_address(url: str) -> bool:
    """Whether a link may lead there: an address of the web, not one that runs something."""
    try:
        found = urlsplit(url)
    except ValueError:
        return False
    return found.scheme in {"http", "https"} and bool(found.netloc)
