"""Words in reading order, before they become a page's text: what every reader of text gives."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ingest.records import Box, Word

# C0 and C1 controls stand for no letter, and SQLite or a CSV reader may stop at them; a lone
# surrogate cannot be written as UTF-8 at all.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")


def writable(text: str) -> str:
    """The text with U+FFFD for what cannot be written: controls and lone surrogates."""
    return _UNWRITABLE.sub("\ufffd", text)


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word and where it stands, not yet part of a text.

    Attributes:
        text: Without white space; never empty.
        box: Fractions of the page or image it was read from, as displayed.
        confidence: 0.0 to 1.0; None for a text layer.
    """

    text: str
    box: Box
    confidence: float | None = None


Line = tuple[PlacedWord, ...]
Block = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The words of a page: blocks of lines of words, in reading order.

    Attributes:
        blocks: No block and no line in them is empty.
    """

    blocks: tuple[Block, ...] = ()

    @classmethod
    def of(cls, blocks: Iterable[Iterable[Iterable[PlacedWord]]]) -> "Layout":
        """A layout of whatever was read, without empty lines and blocks."""
        filled = (tuple(line for words in block if (line := tuple(words))) for block in blocks)
        return cls(tuple(block for block in filled if block))

    def words(self) -> Iterator[PlacedWord]:
        """All words in reading order."""
        for block in self.blocks:
            for line in block:
                yield from line

    @property
    def is_empty(self) -> bool:
        """Whether no word was read."""
        return not self.blocks

    @property
    def confidence(self) -> float | None:
        """Mean of the words' confidences, 0.0 to 1.0; None where no word has one."""
        known = [word.confidence for word in self.words() if word.confidence is not None]
        return sum(known) / len(known) if known else None

    def kept(self, is_kept: Callable[[PlacedWord], bool]) -> "Layout":
        """The layout with only some of its words."""
        return Layout.of([filter(is_kept, line) for line in block] for block in self.blocks)

    def moved(self, move: Callable[[Box], Box]) -> "Layout":
        """The layout with every box moved, say from an image to the page."""
        return Layout(
            tuple(
                tuple(
                    tuple(PlacedWord(w.text, move(w.box), w.confidence) for w in line)
                    for line in block
                )
                for block in self.blocks
            )
        )

    def __add__(self, other: "Layout") -> "Layout":
        return Layout(self.blocks + other.blocks)

    def composed(self) -> tuple[str, tuple[Word, ...]]:
        """The text and its words: words by a space, lines by a line feed, blocks by an empty line.

        Characters that cannot be written (controls, lone surrogates) become U+FFFD.
        """
        parts: list[str] = []
        words: list[Word] = []
        length = 0
        for block_number, block in enumerate(self.blocks):
            for line_number, line in enumerate(block):
                for word_number, placed in enumerate(line):
                    gap = _gap(block_number, line_number, word_number)
                    text = writable(placed.text)
                    start = length + len(gap)
                    length = start + len(text)
                    parts += (gap, text)
                    words.append(Word(start, length, placed.box, placed.confidence))
        return "".join(parts), tuple(words)


def _gap(block_number: int, line_number: int, word_number: int) -> str:
    if word_number:
        return " "
    if line_number:
        return "\n"
    return "\n\n" if block_number else ""
