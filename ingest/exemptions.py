"""The grounds of redactions: codes of the exempting law, printed on black bars or beside them."""

import re
from collections.abc import Sequence

from ingest.records import Box, Word

_FEDERAL = r"(?:\([bB]\)\s?\(\s?[1-9]\s?\)(?:\s?\(\s?[A-Fa-f]\s?\))?|[bB][1-9](?:[A-F]\b)?)"
_FOOTNOTE = r"(?:\s?-\s?\d\d?\b(?:,\s?\d\d?\b)*)?"
"""The FBI numbers who is hidden: ``b7C -1``."""
_PRIVACY_ACT = r"\([djk]\)\s?\([1-7]\)"
_CHAPTER = r"\b[Cc](?:h|hapter)?\.?\s?\d{1,3}[A-Z]?,?\s?(?:§|s\.|sec\.?)\s?\d{1,3}[A-Z]?\b"
_CLAUSE = r"(?:\b[Cc]l(?:ause|\.)\s?|7\s?)?\(?26\s?\)?\s?\(\s?[a-v]\s?\)"
"""Of the definition of public records in Massachusetts, chapter 4, section 7."""
_ILLINOIS = r"\b7\s?\(\s?1(?:\.5)?\s?\)\s?\(\s?[a-z]{1,2}\s?\)(?:\s?\(\s?[ivx]{1,4}\s?\))?"
_EXEMPTION = r"\b(?:[Ee]xemption|EXEMPTION|Ex\.)\s?\(?(?:[1-9]|[a-v])\)?(?![\w.])"
_CODE = re.compile(
    rf"{_ILLINOIS}|(?:{_CHAPTER},?\s?)?{_CLAUSE}|{_CHAPTER}|{_PRIVACY_ACT}|{_EXEMPTION}"
    rf"|{_FEDERAL}{_FOOTNOTE}"
)
_NOT_AFTER = re.compile(r"[\w$#./-]$")
_NOT_BEFORE = re.compile(r"[\w%]|[.-]\d")
_BETWEEN = re.compile(r"[\s,;:/&+.()]*(?:and)?[\s,;:/&+.()]*", re.IGNORECASE)
_NEAR_ROWS = 0.012
"""Share of the page's height between a bar and a code printed above or below it."""
_LEAST_ROW = 0.3
"""Share of the height of a code that lies on the rows of a bar, to stand beside it."""


def exemptions(text: str, words: Sequence[Word], bars: Sequence[Box]) -> tuple[str, ...]:
    """The codes printed on bars, on their rows, or right above or below them.

    On the rows of a bar means anywhere on them: some agencies print the codes in the margin.

    Args:
        text: Of the page.
        words: Of the text, in its order.
        bars: On the page as displayed.

    Returns:
        Each once, in the order of the text, in one form however printed: ``(b)(7)(C)`` for
        ``b7C``.
    """
    if not bars:
        return ()
    found = [
        canonical(text[start:end])
        for start, end in _codes(text)
        if any(_is_beside(word.box, bar) for word in _within(words, start, end) for bar in bars)
    ]
    return tuple(dict.fromkeys(found))


def only_codes(text: str) -> bool:
    """Whether a text is codes of exemptions and nothing else, as printed on a bar."""
    spans = _codes(text)
    if not spans:
        return False
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    return all(
        _BETWEEN.fullmatch(text, end, start) for end, start in zip(ends, starts, strict=True)
    )


def canonical(code: str) -> str:
    """A code in the one form by which it is counted; the text itself where no rule knows it."""
    plain = re.sub(r"\s+", "", code)
    if federal := re.match(r"\(?[bB]\)?\(?([1-9])\)?\(?([A-Fa-f])?", plain):
        part = federal[2]
        return f"(b)({federal[1]})" + (f"({part.upper()})" if part else "")
    if re.match(r"[Ee][Xx]", plain):
        return f"exemption ({plain.strip(')')[-1].lower()})"
    if massachusetts := re.search(r"26\)?\(([a-v])\)$", plain):
        return f"26({massachusetts[1]})"
    if chapter := re.match(r"[Cc]\D*(\d+[A-Z]?)\D+(\d+[A-Z]?)$", plain):
        return f"c. {chapter[1]} § {chapter[2]}"
    return plain


def _codes(text: str) -> list[tuple[int, int]]:
    """Where codes stand, as start and end, from the first on."""
    spans = []
    for match in _CODE.finditer(text):
        start, end = match.start(), match.start() + len(match[0].rstrip())
        if not _NOT_AFTER.search(text[:start][-1:]) and not _NOT_BEFORE.match(text, end):
            spans.append((start, end))
    return spans


def _within(words: Sequence[Word], start: int, end: int) -> list[Word]:
    return [word for word in words if word.start < end and word.end > start]


def _is_beside(code: Box, bar: Box) -> bool:
    rows = min(code.bottom, bar.bottom) - max(code.top, bar.top)
    if rows >= _LEAST_ROW * (code.bottom - code.top):
        return True
    near = max(code.top - bar.bottom, bar.top - code.bottom) <= _NEAR_ROWS
    return near and code.left < bar.right and code.right > bar.left
