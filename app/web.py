"""The templates of the web pages, and the text they mark."""

import re
from collections.abc import Container, Sequence
from functools import cache
from pathlib import Path

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
    environment.filters["per_cent"] = per_cent
    environment.filters["share"] = share
    environment.filters["number"] = number
    environment.filters["in_xml"] = in_xml
    return environment


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


def per_cent(fraction: float) -> str:
    """A fraction as whole per cent."""
    return f"{fraction * 100:.0f} %"


def share(fraction: float) -> str:
    """A fraction as whole per cent, without taking a little for nothing."""
    return per_cent(fraction) if fraction >= 0.005 else "under 1 %"


def number(value: int) -> str:
    """A number with thousands parted."""
    return f"{value:,}"
