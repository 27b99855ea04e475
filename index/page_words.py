"""The words of one page, and of the pages after it as far as a phrase may go on onto them."""

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import takewhile

from index.analysis import Token
from index.engine import IndexPage
from index.expansion import NOT_LIMITED, Covered
from index.field_words import field_words
from index.query import TextField
from index.reading_on import reads_on
from index.seams import seam
from index.word_spans import Span, spans_of

NextPage = Callable[[], "PageWords | None"]
"""Gives the page on which the text goes on; None where it ends."""


def no_next_page() -> None:
    """What stands behind a page that is looked at alone."""


class PageWords:
    """The words of one page, field by field, each field analysed when it is first asked for.

    Args:
        page: Whose words they are.
        covered: The words that prefixes and the like stand for; the rest stand for all that fit.
        next_page: Called only when a phrase or words near each other may go on there.

    Attributes:
        page: As given.
        covered: As given.
        is_over: Asked between the steps of what may take long; never over unless it is set.
        skips: For positions at which a page's text breaks off, the one at which it goes on on the
            next page; empty for a page alone.
    """

    def __init__(
        self,
        page: IndexPage,
        covered: Covered = NOT_LIMITED,
        next_page: NextPage = no_next_page,
    ) -> None:
        self.page = page
        self.covered = covered
        self.is_over: Callable[[], bool] = lambda: False
        self.skips: dict[int, int] = {}
        self._next_page = next_page
        self._following: PageWords | None = None
        self._has_looked = False
        self._analysed: dict[TextField, list[Token]] = {}
        self._by_word: dict[TextField, dict[str, list[Token]]] = {}

    def by_word(self, field: TextField) -> dict[str, list[Token]]:
        """Each word of a field with its places, in the order of the text."""
        if field not in self._by_word:
            self._by_word[field] = _by_word(self._tokens(field))
        return self._by_word[field]

    def spans(self, field: TextField, words: Collection[str]) -> list[Span]:
        """Where some words stand in a field, by their offsets, in the order of the text."""
        if field is TextField.TEXT and field not in self._analysed:
            found = spans_of(self.page.text, words)
            if found is not None:
                return found
        return [(token.start, token.end) for token in self._tokens(field) if token.text in words]

    def length(self, field: TextField) -> int:
        """How many words a field has, a word joined over a line's end counted beside its parts."""
        return len(self._tokens(field))

    def positions(self, field: TextField) -> int:
        """How many positions a field has: its words without the joined ones."""
        found = self._tokens(field)
        return found[-1].position + 1 if found else 0

    def limited_to(self, covered: Covered, next_page: NextPage) -> "PageWords":
        """The same words, for prefixes and the like that stand for these words only."""
        limited = PageWords(self.page, covered, next_page)
        limited._analysed, limited._by_word = self._analysed, self._by_word
        return limited

    def following(self) -> "PageWords | None":
        """The page on which the text goes on; looked up once."""
        if not self._has_looked:
            self._following = self._next_page()
            self._has_looked = True
        return self._following

    def ending(self, field: TextField, positions: int) -> "PageWords":
        """The last words of a field alone."""
        first = self.positions(field) - positions
        last = takewhile(lambda token: token.position >= first, reversed(self._tokens(field)))
        return self._with(field, [*last][::-1])

    def read_on(self, field: TextField, positions: int) -> "PageWords":
        """The words of a field with the first ones of the pages after, in one numbering.

        Offsets, too, count on: the text of a page is followed by one character, then the next.
        """
        if not reads_on(field):
            return self
        skips: dict[int, int] = {}
        onward = self._onward(field, positions, skips)
        joined = self._with(field, [*self._tokens(field), *onward])
        joined.skips = skips
        return joined

    def pieces(self, start: int, end: int) -> Iterator[tuple["PageWords", int, int]]:
        """What a stretch of the text that is read on covers of each page.

        White space is left out, and so are the heads and feet between.
        """
        found: list[tuple[PageWords, int, int]] = []
        page: PageWords | None = self
        while page is not None and end > 0:
            text = page.page.text
            first, past = _trimmed(text, max(start, 0), min(end, len(text)))
            if first < past:
                if found:
                    found[-1], first = _parted(found[-1], text, first, past)
                found.append((page, first, past))
            start, end = start - len(text) - 1, end - len(text) - 1
            page = page.following() if end > 0 else None
        yield from ((page, *_trimmed(page.page.text, start, end)) for page, start, end in found)

    def first(self, field: TextField, positions: int) -> Iterator[Token]:
        """The first words of a field."""
        return takewhile(lambda token: token.position < positions, self._tokens(field))

    def _onward(self, field: TextField, positions: int, skips: dict[int, int]) -> Iterator[Token]:
        """The first words of the pages after this one, numbered on; notes where they skip."""
        before, offset, left = self.positions(field), len(self.page.text) + 1, positions
        text, page = self.page.text, self.following()
        while page is not None and left > 0:
            for token in page.first(field, left):
                yield _moved(token, offset, before)
            if page.page.text.strip():
                between = seam(text, page.page.text)
                skips[before - between.foot_words] = before + between.head_words
                text = page.page.text
            taken = page.positions(field)
            before, left, offset = before + taken, left - taken, offset + len(page.page.text) + 1
            page = page.following()

    def _with(self, field: TextField, found: list[Token]) -> "PageWords":
        """This page with other words in a field."""
        other = PageWords(self.page, self.covered, self.following)
        other._analysed[field] = found
        return other

    def _tokens(self, field: TextField) -> list[Token]:
        if field not in self._analysed:
            self._analysed[field] = field_words(self.page, field)
        return self._analysed[field]


def _by_word(found: Iterable[Token]) -> dict[str, list[Token]]:
    words: dict[str, list[Token]] = {}
    for token in found:
        words.setdefault(token.text, []).append(token)
    return words


def _parted(
    before: tuple[PageWords, int, int], text: str, start: int, end: int
) -> tuple[tuple[PageWords, int, int], int]:
    """A stretch without the feet of its page, and where the next one begins behind its heads."""
    page, first, past = before
    between = seam(page.page.text, text)
    if first < between.foot:
        past = min(past, between.foot)
    return (page, first, past), max(start, between.head) if between.head < end else start


def _moved(token: Token, characters: int, positions: int) -> Token:
    return token._replace(
        start=token.start + characters,
        end=token.end + characters,
        position=token.position + positions,
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of a text without the white space at its ends."""
    inside = text[start:end]
    return start + len(inside) - len(inside.lstrip()), end - len(inside) + len(inside.rstrip())
