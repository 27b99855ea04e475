"""Where some words stand in a text, without cutting all of the text into words.

Marking a page asks for a few words of hundreds. They are looked for in the text as it is printed;
only where a word may be written otherwise (accents, apostrophes, parted at a line's end) is a
stretch between white space cut into words, as ``index.analysis`` does it. A word cannot reach over
white space, so such a stretch is cut as it would be in the whole text.
"""

import re
from collections.abc import Collection, Iterator
from itertools import takewhile
from typing import Final

from index.analysis import APOSTROPHES, HYPHENS, LINE_END, Token, tokens

Span = tuple[int, int]

MOST_WORDS: Final = 8
"""More words that begin differently are found sooner by cutting the text into words once."""

SHARED: Final = 2
"""Letters in common from which on words are looked for together, by these letters."""

SPARSE: Final = 100
"""A text with more than one stretch that may be written otherwise for so many characters is cut
into words at once."""

_RUN = re.compile(r"[a-z0-9]*")
_STRETCH = re.compile(r"[^ \t\r\n]*")
_SPACES: Final = " \t\r\n"


def _between() -> frozenset[str]:
    """Characters that part words and are no part of any; none for the ends of a text."""
    plain = (chr(code) for code in range(128))
    dashes_and_quotes = (chr(code) for code in (*range(0x2010, 0x2018), *range(0x201A, 0x2028)))
    parting = {one for one in plain if not one.isalnum() and one not in APOSTROPHES}
    return frozenset({"", *parting, *dashes_and_quotes})


_BETWEEN: Final = _between()
_SPECIAL = re.compile(f"[^a-zA-Z0-9{re.escape(''.join(sorted(_BETWEEN)))}]+")


def spans_of(text: str, words: Collection[str]) -> list[Span] | None:
    """Where words stand, by their offsets: what ``tokens`` finds that is one of them, in its order.

    Args:
        text: To look in.
        words: In their folded form.

    Returns:
        None where cutting the text into words is no more work.
    """
    beginnings = _beginnings(words)
    lowered = text.lower()
    if beginnings is None or len(lowered) != len(text):
        return None
    found = set(_as_printed(lowered, text, words, beginnings))
    if not text.isascii() or "'" in text:
        special = list(_SPECIAL.finditer(text))
        if len(special) * SPARSE > len(text):
            return None
        found.update(_otherwise(text, special, words))
    if any(hyphen in text for hyphen in HYPHENS):
        found.update(_over_line_ends(text, words))
    return sorted(found)


def _beginnings(words: Collection[str]) -> Collection[str] | None:
    """Letters with which one of the words begins, each; None if words cannot be told by them."""
    if not words or not all(map(str.isascii, words)):
        return None
    first, last = min(words), max(words)
    alike = sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(first, last, strict=False)))
    if alike >= SHARED:
        return [first[:alike]]
    return words if len(words) <= MOST_WORDS else None


def _as_printed(
    lowered: str, text: str, words: Collection[str], beginnings: Collection[str]
) -> Iterator[Span]:
    """Words of nothing but letters and digits of ASCII, with nothing at them that might be more."""
    for letters in beginnings:
        start = lowered.find(letters)
        while start >= 0:
            end = _RUN.match(lowered, start + len(letters)).end()  # type: ignore[union-attr] # always
            if (
                lowered[start - 1 : start] in _BETWEEN
                and lowered[end : end + 1] in _BETWEEN
                and lowered[start:end] in words
                and text[start:end].isascii()
            ):
                yield start, end
            start = lowered.find(letters, end)


def _otherwise(
    text: str, special: Collection[re.Match[str]], words: Collection[str]
) -> Iterator[Span]:
    """Words in the stretches that hold characters which may be part of a word."""
    end = 0
    for sign in special:
        if sign.start() >= end:
            start, end = _stretch(text, sign.start())
            yield from _cut(text, start, end, words)


def _over_line_ends(text: str, words: Collection[str]) -> Iterator[Span]:
    """Words joined over the end of a line."""
    for hyphen in LINE_END.finditer(text):
        start, _ = _stretch(text, hyphen.start())
        _, end = _stretch(text, hyphen.end())
        joined = (token for token in tokens(text[start:end]) if token.width > 1)
        yield from _moved(joined, start, words)


def _stretch(text: str, place: int) -> Span:
    """What stands about a place between white space."""
    start = max(text.rfind(space, 0, place) for space in _SPACES) + 1
    return start, _STRETCH.match(text, place).end()  # type: ignore[union-attr] # always


def _cut(text: str, start: int, end: int, words: Collection[str]) -> Iterator[Span]:
    return _moved(tokens(text[start:end]), start, words)


def _moved(
    found: "Iterator[Token] | list[Token]", by: int, words: Collection[str]
) -> Iterator[Span]:
    for token in found:
        if token.text in words:
            yield token.start + by, token.end + by
