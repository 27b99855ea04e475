"""What stands between the text of two pages: their running heads and feet, stamps and page numbers.

A line at the edge of a page is taken for one if it is nothing but numbers, or if it stands, but for
its digits, at the same edge of the other page too. A sentence goes on over such lines; their words
are words of their pages like any others, so what runs into them is found as well.
"""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from index.analysis import tokens

EDGE_LINES: Final = 3
"""Lines at an edge that may be heads or feet."""

MOST_WORDS: Final = 16
"""Words that may be left out at one edge."""

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_DIGITS = re.compile(r"\d+")
_ONLY_NUMBERS = re.compile(r"[\W_]*\d[\W\d_]*")


class Seam(NamedTuple):
    """Where the text of a page breaks off and where it goes on on the next.

    Attributes:
        foot: Offset in the text before at which its feet begin.
        head: Offset in the text after at which its heads are over.
        foot_words: Words from ``foot`` on.
        head_words: Words up to ``head``.
    """

    foot: int
    head: int
    foot_words: int
    head_words: int


def seam(before: str, after: str) -> Seam:
    """The heads and feet between two pages; none where one is blank."""
    lines, others = _lines(before), _lines(after)
    if not lines or not others:
        return Seam(len(before), 0, 0, 0)
    feet = _taken(reversed(lines[1:][-EDGE_LINES:]), others[-EDGE_LINES:])
    heads = _taken(others[:-1][:EDGE_LINES], lines[:EDGE_LINES])
    foot = feet[-1].start() if feet else len(before)
    head = heads[-1].end() if heads else 0
    return Seam(foot, head, sum(map(_words, feet)), sum(map(_words, heads)))


def _lines(text: str) -> list[re.Match[str]]:
    return list(_LINE.finditer(text))


def _taken(lines: Iterable[re.Match[str]], others: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """From the edge inwards the lines that are heads or feet."""
    shapes = {_shape(line) for line in others}
    taken: list[re.Match[str]] = []
    words = 0
    for line in lines:
        words += _words(line)
        is_one = _shape(line) in shapes or _ONLY_NUMBERS.fullmatch(line[0]) is not None
        if not is_one or words > MOST_WORDS:
            break
        taken.append(line)
    return taken


def _shape(line: re.Match[str]) -> str:
    """A line without what changes from page to page."""
    return " ".join(_DIGITS.sub("0", line[0].casefold()).split())


def _words(line: re.Match[str]) -> int:
    return len(tokens(line[0]))
