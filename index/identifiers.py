"""Identifiers: numbers of cases, incidents, badges, plates and telephones, however printed.

An identifier is words of a text one after the other, with separators between them: hyphen, dot,
slash, colon, ``#``, a line's end after one of these, the bracket of a telephone number, or one
space where both sides look like parts of one. Under its folded form the separators are gone and
characters that scans take for each other are one, so ``IAD2019-0412``, ``I.A.D. 2019 0412`` and
the misread ``lAD2019-O412`` are the same. Each part of an identifier is one too, so ``2019-0412``
is found inside it. Dates, times and rows of a table are none.
"""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from typing import Final

from index.analysis import HYPHENS, Token, tokens

MOST_WORDS: Final = 6
SHORTEST: Final = 5  # characters of the folded form
LONGEST: Final = 32
LEAST_DIGITS: Final = 2
"""Of an identifier on a page; in one that is asked for they may all be misread."""

LETTERS: Final = 3
"""Letters that a word without digits may have as part of an identifier; others are just words."""

MOST_SPACES: Final = 4
"""What has more of them in a row is a row of a table."""

_CLASSES: Final = str.maketrans("oqil|zsb", "00111258")
_SEPARATORS: Final = rf"{HYPHENS}\u2013./:#_|"
_TIGHT = re.compile(rf"[{_SEPARATORS}]{{1,2}}")
_LINE_END = re.compile(rf"[{HYPHENS}\u2013./:#][ \t]*\r?\n[ \t]*")
_LOOSE = re.compile(r"\.? |[#:] | #")
_DATE = re.compile(
    r"(?<![\w])(?:\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?(?: ?[aApP]\.?[mM])?)(?![\w])"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTED = re.compile(r"\d+(?:st|[nr]d|th|s|k|am|pm|mm|cm|km|kg|lb|lbs|ft|mph|hrs?|yrs?)")
_LETTERS_FIRST = re.compile(rf"[a-zA-Z]{{1,{LETTERS}}}(?=\d)")
_BARS = re.compile(r"[|\[\]!]{1,2}\Z")
_HALVES_OF_DAYS: Final = frozenset({"am", "pm"})


def folded(written: str) -> str:
    """The form under which an identifier is indexed and asked for.

    Args:
        written: Words folded by ``index.analysis`` with separators between.
    """
    return "".join(filter(str.isalnum, written.translate(_CLASSES)))


def plain_form(printed: str) -> str:
    """The letters and digits of an identifier as printed, without what separates them."""
    return "".join(token.text for token in tokens(printed) if token.width == 1)


def written(text: str, words: Sequence[Token]) -> str:
    """Words of a text that are one after the other, as an identifier is shown.

    Hyphens stand between them, or the bar that may be a misread 1.
    """
    first, *rest = words
    return first.text + "".join(
        ("|" if "|" in text[left.end : right.start] else "-") + right.text
        for left, right in zip(words, rest, strict=False)
    )


def is_findable(asked: str) -> bool:
    """Whether a folded form is one that pages can be indexed under."""
    return SHORTEST <= len(asked) <= LONGEST and 2 * _digits(asked) >= len(asked)


def looks_like_one(words: Sequence[str]) -> bool:
    """Whether words, typed without saying what they are, are an identifier.

    It goes by the words alone, so it does not matter what separates them. Plain numbers of fewer
    than six digits, dates, times, amounts and measures are none.
    """
    if not 0 < len(words) <= MOST_WORDS or not all(map(_is_part, words)):
        return False
    form = folded("".join(words))
    real = sum(map(str.isdecimal, "".join(words)))
    if not is_findable(form) or real < 3 or _digits(form) < 4:
        return False
    if len(words) == 1:
        return not (_COUNTED.fullmatch(words[0]) or (words[0].isdecimal() and len(words[0]) < 6))
    return not _is_day_or_amount(words)


def identifiers(text: str, words: Sequence[Token]) -> list[Token]:
    """The identifiers on a page and all their parts, by their positions.

    Args:
        text: Of the page.
        words: As ``index.analysis.tokens`` gives them.
    """
    found: list[Token] = []
    for run in _runs(text, [word for word in words if word.width == 1]):
        for first in range(len(run)):
            for end in range(first + 1, min(first + MOST_WORDS, len(run)) + 1):
                part = run[first:end]
                if part[-1].end - part[0].start >= SHORTEST:  # most numbers are shorter
                    found += _indexed(text, part)
    return found


def _indexed(text: str, part: Sequence[Token]) -> Iterator[Token]:
    """A part of a run as an identifier, and what else its first word may have been.

    Without its letters, so that ``2019-0412`` is found in ``IAD2019-0412``; and with the bars
    before it, which are what scans make of a first ``I`` or ``1``.
    """
    left, right = part[0], part[-1]
    begins = [(left.start, left.text)]
    letters = _LETTERS_FIRST.match(text, left.start, left.end) if len(part) > 1 else None
    if letters:
        begins.append((letters.end(), left.text[letters.end() - left.start :]))
    if bars := _BARS.search(text, max(left.start - 2, 0), left.start):
        begins.append((bars.start(), f"1{left.text}"))
    for start, word in begins:
        if form := _indexed_form(text, [left._replace(text=word), *part[1:]]):
            yield Token(form, start, right.end, left.position, len(part))


def _runs(text: str, words: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Words that may be parts of one identifier, cut at spaces where there are too many.

    Only what stands round a digit is looked at: most words of most pages stand nowhere near one.
    """
    numbered = [place for place, word in enumerate(words) if not word.text.isalpha()]
    days = {place for day in _DATE.finditer(text) for place in range(*day.span())}
    end = 0
    for place in numbered:
        if place >= end and words[place].start not in days:
            begin = place
            while begin > end and _joins(text, words[begin - 1], words[begin], days):
                begin -= 1
            end = place + 1
            while end < len(words) and _joins(text, words[end - 1], words[end], days):
                end += 1
            yield from _cut(text, words[begin:end])


def _cut(text: str, run: Sequence[Token]) -> Iterator[Sequence[Token]]:
    loose = [place for place in range(1, len(run)) if _is_loose(text, run[place - 1], run[place])]
    if len(loose) <= MOST_SPACES:
        yield run
    else:
        yield from (run[begin:end] for begin, end in pairwise([0, *loose, len(run)]))


def _joins(text: str, left: Token, right: Token, days: Container[int]) -> bool:
    """Whether two words are parts of one identifier for what separates them."""
    if not (_is_part(left.text) and _is_part(right.text)):
        return False
    if left.start in days or right.start in days:
        return False
    gap = text[left.end : right.start]
    if _TIGHT.fullmatch(gap) or _LINE_END.fullmatch(gap):
        return True
    if gap in (")", ") ") and left.text.isdecimal() and len(left.text) == 3:
        return text[left.start - 1 : left.start] == "("
    return _is_loose(text, left, right) and _go_together(text, gap, left, right)


def _is_loose(text: str, left: Token, right: Token) -> bool:
    return _LOOSE.fullmatch(text, left.end, right.start) is not None


def _go_together(text: str, gap: str, left: Token, right: Token) -> bool:
    """Whether words with one space between look like parts of one identifier."""
    is_initial = len(left.text) == 1 and gap == ". " and text[left.start].isupper()
    if len(right.text) == 1 and right.text.isalpha():
        return is_initial and text[right.end : right.end + 1] == "."
    if len(right.text) < 3 or not _has_digit(right.text):
        return False
    if not _has_digit(left.text):
        capitals = sum(map(str.isupper, text[left.start : left.end]))
        return is_initial or (2 * capitals > len(left.text) and left.text not in _HALVES_OF_DAYS)
    if left.text.isdecimal() and right.text.isdecimal():
        return len(left.text) >= 3 and not (_is_year(left.text) and _is_year(right.text))
    return True


def _indexed_form(text: str, part: Sequence[Token]) -> str:
    """The folded form of a part of a run; empty if it is none to be found by."""
    if len(part) == 1 and (_is_year(part[0].text) or _COUNTED.fullmatch(part[0].text)):
        return ""
    form = folded(written(text, part) if len(part) > 1 else part[0].text)
    real = sum(character.isdecimal() for word in part for character in word.text)
    return form if real >= LEAST_DIGITS and is_findable(form) else ""


def _digits(form: str) -> int:
    return sum(map(str.isdecimal, form))


def _is_part(word: str) -> bool:
    return _has_digit(word) or len(word) <= LETTERS


def _has_digit(word: str) -> bool:
    return not word.isalpha() and any(map(str.isdecimal, word))


def _is_year(word: str) -> bool:
    return _YEAR.fullmatch(word) is not None


def _is_day_or_amount(words: Sequence[str]) -> bool:
    """Whether several words are a date, a time, years, or the groups of digits of an amount."""
    short = [len(word) <= 2 for word in words]
    years = list(map(_is_year, words))
    if not all(map(str.isdecimal, words)):
        return all(year or not _has_digit(word) for word, year in zip(words, years, strict=True))
    if len(words) <= 3 and all(map(bool.__or__, short, years)):
        return True
    return all(len(word) == 3 for word in words[1:]) and len(words[0]) <= 3
