"""The words of one piece of a query, with the stars, question marks and tildes round them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.analysis import Token
from index.fields import STEMMED_FIELDS
from index.query import Fuzzy, Misread, Prefix, Stem, Term, TextField, Wildcard, Word
from index.query_warnings import QueryWarning, WarningCode
from index.spelling import MAX_DISTANCE
from index.stems import has_stem

_TILDE_BEFORE = re.compile(r"(?<![\w~*?])~\Z")
_SIGNS_BEFORE = re.compile(r"[*?]+\Z")
_SIGNS = re.compile(r"[*?]+")
_TILDE = re.compile(r"~(\d{0,4})(?![\w*?])")


class PieceReader:
    """Reads one piece; ``warnings`` holds what was left out of it, by its place in the piece.

    Args:
        text: The piece.
        field: Where its words are looked for.
        exact: Whether each of its words stands for itself alone, not for its other forms.
    """

    def __init__(self, text: str, field: TextField, *, exact: bool) -> None:
        self.warnings: list[QueryWarning] = []
        self._text = text
        self._field = field
        self._exact = exact or field not in STEMMED_FIELDS
        self._read = [False] * len(text)

    def words(self, found: Sequence[Token]) -> tuple[Word, ...]:
        """The words of one reading of the piece, as ``index.analysis`` found them.

        Several are a phrase, which is exact.
        """
        words: list[Word] = []
        end = 0
        for run in self._runs(found):
            if run[0].start < end:
                continue  # the number behind a tilde
            word, end = self._word(run)
            words.append(word)
        return tuple(words if len(words) == 1 else map(_exact, words))

    def warn_of_the_rest(self) -> None:
        """Tell of the first star that belongs to no word, and of the first such tilde."""
        for sign, code, message in _LEFT_OUT:
            if place := sign.search(self._unread()):
                self.warnings.append(QueryWarning(code, message, place.start()))

    def _unread(self) -> str:
        """The piece with what was read of it blotted out; nothing is left of one without words."""
        if not any(self._read):
            return ""
        return "".join(
            "\N{FULL BLOCK}" if read else character
            for character, read in zip(self._text, self._read, strict=True)
        )

    def _runs(self, found: Sequence[Token]) -> Iterator[list[Token]]:
        """Tokens with nothing but stars and question marks between them are one pattern."""
        run: list[Token] = []
        for token in found:
            if run and not _SIGNS.fullmatch(self._text, run[-1].end, token.start):
                yield run
                run = []
            run.append(token)
        if run:
            yield run

    def _word(self, run: Sequence[Token]) -> tuple[Word, int]:
        """A run as one word, and where what was read of it ends."""
        start, end = run[0].start, run[-1].end
        if signs := _SIGNS_BEFORE.search(self._text, 0, start):
            start = signs.start()
        if signs := _SIGNS.match(self._text, end):
            end = signs.end()
        is_misread = _TILDE_BEFORE.search(self._text, 0, start) is not None
        pattern = self._pattern(run, start, end)
        if "*" not in pattern and "?" not in pattern:
            word, end = self._plain(pattern, end, is_misread=is_misread)
            start -= is_misread and isinstance(word, Misread)
        elif "*" not in pattern[:-1] and "?" not in pattern and pattern != "*":
            word = Prefix(pattern[:-1], self._field)
        else:
            word = Wildcard(pattern, self._field)
        self._read[start:end] = [True] * (end - start)
        return word, end

    def _pattern(self, run: Sequence[Token], start: int, end: int) -> str:
        pieces = [self._text[start : run[0].start]]
        for token, after in zip(run, [*run[1:], None], strict=True):
            until = end if after is None else after.start
            pieces += [token.text, self._text[token.end : until]]
        pattern = re.sub(r"\*+", "*", "".join(pieces))
        asked = pattern.rstrip("?")
        if asked != pattern and "*" not in asked and "?" not in asked:
            message = (
                "A question mark at the end of a word was taken for punctuation; type a star, as "
                "in harass*, for words that begin so."
            )
            place = run[-1].end
            self._warn(WarningCode.QUESTION_MARK_DROPPED, message, place)
            return asked
        return pattern

    def _plain(self, word: str, end: int, *, is_misread: bool) -> tuple[Word, int]:
        tilde = _TILDE.match(self._text, end)
        if tilde is None:
            stands_for_forms = not self._exact and has_stem(word)
            if is_misread:
                return Misread(word, stands_for_forms, self._field), end
            return (Stem if stands_for_forms else Term)(word, self._field), end
        distance = int(tilde[1] or 1)
        if distance > MAX_DISTANCE:
            message = f"{word} was looked for with {MAX_DISTANCE} edits; that is the most."
            self._warn(WarningCode.DISTANCE_LIMITED, message, tilde.start())
            distance = MAX_DISTANCE
        if not distance:
            return Term(word, self._field), tilde.end()
        return Fuzzy(word, distance, self._field), tilde.end()

    def _warn(self, code: WarningCode, message: str, place: int) -> None:
        warning = QueryWarning(code, message, place)
        if warning not in self.warnings:  # the other reading of the piece told it already
            self.warnings.append(warning)


def _exact(word: Word) -> Word:
    if isinstance(word, Misread):
        return replace(word, stemmed=False)
    return Term(word.token, word.field) if isinstance(word, Stem) else word


_LEFT_OUT = (
    (
        re.compile(r"\*"),
        WarningCode.STAR_DROPPED,
        "A star stands before, in or after a word, as in harass*; it was left out.",
    ),
    (
        re.compile(r"~(?=\w|\N{FULL BLOCK})"),
        WarningCode.TILDE_DROPPED,
        "A tilde stands before or after a word, as in ~flores and flores~1; it was left out.",
    ),
)
