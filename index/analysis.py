"""Text to words: the one place that decides what a word is.

A word is a run of letters and digits with their accents. It is indexed and asked for in a folded
form: compatibility characters and ligatures opened (NFKC), case folded, accents taken off.

- Apostrophes between letters belong to the word and leave its form (``O'Brien`` is ``obrien``);
  a possessive ending is dropped (``officer's`` is ``officer``).
- Soft hyphens and zero-width characters inside a word are not there.
- Everything else separates: ``02091-C-71`` is three words one after the other, so it is found
  whole (a query of it becomes a phrase) and in its parts.
- A hyphen at the end of a line may part a word or join two, and nobody can tell ``immi-gration``
  from ``full-time`` without knowing the language. So both readings are there: the parts at
  positions p and p + 1, and the joined word at p with a width of 2. A phrase goes on at position
  plus width, so ``full-time employee``, ``immigration law`` and ``federal immigration law`` all
  are phrases of their pages. (Giving the next word position p + 1, as engines without widths
  must, would lose the first of these.)
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache, partial
from itertools import accumulate, chain, count, pairwise, repeat
from typing import Any, Final, NamedTuple

Columns = tuple[list[Any], ...]

APOSTROPHES: Final = "'\u2019\u2018\u02bc"
HYPHENS: Final = "-\u2010\u2011\u00ad"
IGNORED: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

LINE_END: Final = re.compile(rf"[{HYPHENS}](?<=[^\W\d_].)[ \t]*\r?\n\s*(?=[^\W\d_])")
"""A hyphen that may part a word at the end of a line, and the space after it."""

_POSSESSIVE = re.compile(rf"[{APOSTROPHES}][sS]$")


class Token(NamedTuple):
    """One word of a text.

    Attributes:
        text: The folded form: letters and digits only, never empty.
        start: Offset of its first character in the text.
        end: Offset past its last character in the text.
        position: Counts the words of the text from 0.
        width: Positions it stands for: 2 for a word joined over the end of a line, else 1.
    """

    text: str
    start: int
    end: int
    position: int
    width: int = 1


_TOKEN: Final[Callable[[Iterable[Any]], Token]] = partial(tuple.__new__, Token)
"""Makes a token of its values, without a step of Python for each of them."""


def tokens(text: str) -> list[Token]:
    """The words of a text in the order of their positions; folding each slice gives its form."""
    joins = {hyphen.start(): hyphen.end() for hyphen in LINE_END.finditer(text)}
    plain = _plain_tokens(text)
    return _with_joined(text, plain, joins) if joins else plain


def fold(word: str) -> str:
    """The form under which a word is indexed and asked for; empty if it has no letter or digit."""
    if word.isascii() and word.isalnum():
        return word.lower()
    return _fold_any(word)


def readings(text: str) -> list[list[Token]]:
    """The text as sequences of words: line-end hyphens kept as gaps and, if any, joined."""
    found = tokens(text)
    parts = [token for token in found if token.width == 1]
    if len(parts) == len(found):
        return [parts]
    return [parts, _joined_reading(found)]


def sorting_form(text: str) -> str:
    """The form by which titles are put in order: their folded words."""
    return " ".join(token.text for token in tokens(text) if token.width == 1)


def _joined_reading(found: list[Token]) -> list[Token]:
    """Every joined word in the place of its parts."""
    joined = {token.position: token for token in found if token.width > 1}
    reading: list[Token] = []
    following = 0
    for token in found:
        if token.position >= following and joined.get(token.position, token) is token:
            reading.append(token)
            following = token.position + token.width
    return reading


def _plain_tokens(text: str) -> list[Token]:
    """The words without those joined over a line's end; nearly all of the work is done in C."""
    if text.isascii():
        gaps_and_words = _ascii_word_pattern().split(text.lower())
        words = gaps_and_words[1::2]
        if "'" in text:
            words = [word if word.isalnum() else _fold_any(word) for word in words]
    else:
        gaps_and_words = _word_pattern().split(text)
        words = [
            word.lower() if word.isascii() and word.isalnum() else _fold_any(word)
            for word in gaps_and_words[1::2]
        ]
    offsets = list(accumulate(map(len, gaps_and_words)))
    columns: Columns = words, offsets[::2], offsets[1::2]
    if not all(words):
        columns = _without_empty(*columns)
    return list(map(_TOKEN, zip(*columns, count(), repeat(1), strict=False)))


def _without_empty(words: list[str], *offsets: list[int]) -> Columns:
    kept = [place for place, word in enumerate(words) if word]
    every: tuple[list[Any], ...] = (words, *offsets)
    return tuple([column[place] for place in kept] for column in every)


def _with_joined(text: str, plain: list[Token], joins: dict[int, int]) -> list[Token]:
    found = plain[:1]
    for left, right in pairwise(plain):
        if joins.get(left.end) == right.start:
            whole = fold(text[left.start : left.end] + text[right.start : right.end])
            found.append(Token(whole, left.start, right.end, left.position, 2))
        found.append(right)
    return found


@lru_cache(maxsize=65_536)
def _fold_any(word: str) -> str:
    """As ``fold``, for any word; repeated until stable, since some foldings make new letters."""
    word = _POSSESSIVE.sub("", word)
    while (folded := _folded_once(word)) != word:
        word = folded
    return word


def _folded_once(word: str) -> str:
    opened = unicodedata.normalize("NFKC", word).casefold()
    letters = (
        character
        for character in unicodedata.normalize("NFD", opened)
        if character.isalnum() and character not in APOSTROPHES
    )
    return unicodedata.normalize("NFC", "".join(letters))


@cache
def _word_pattern() -> re.Pattern[str]:
    r"""A word in a text. ``\w`` knows letters and digits but not combining marks, so add them."""
    marks = _combining_marks()
    return re.compile(
        r"([^\W_]+"
        r"(?:(?=['\x80-\U0010ffff])(?:"  # a third faster: most words end before the long class
        rf"[{marks}]+[^\W_]*"  # an accent that is a character of its own
        rf"|[{IGNORED}]+[^\W_]+"
        rf"|(?<!\d)[{APOSTROPHES}](?=[^\W\d_])[^\W_]+"
        rf"|[{APOSTROPHES}][sS](?![^\W_])))*)"  # 1990's
    )


@cache
def _ascii_word_pattern() -> re.Pattern[str]:
    """What ``_word_pattern`` finds in a text of ASCII in small letters, twice as fast."""
    return re.compile(r"([a-z0-9]+(?:'(?:(?<![0-9]')(?=[a-z])[a-z0-9]+|s(?![a-z0-9])))*)")


def _combining_marks() -> str:
    """Every combining mark, as ranges for a character class."""
    ranges: list[list[int]] = []
    for code in chain(range(0x300, 0x20000), range(0xE0000, 0xE1000)):  # no marks elsewhere
        if unicodedata.category(chr(code)).startswith("M"):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
