"""Where things truly stand, by searches of the pages' own text layers."""

import re
from collections.abc import Iterator, Mapping

from benchmarks.born_digital import Original
from benchmarks.misread_items import Item, Kind, solid_form
from index.analysis import tokens
from index.engine import IndexPage
from index.match import find
from index.memory_engine import MemoryEngine
from index.parse import parse

Pages = frozenset[int]
"""Places in a collection."""

_LETTERS = re.compile(r"^[a-z]{1,3}(?=\d)")


class Truth:
    """The pages as they truly are.

    Args:
        originals: By place in their collection.

    Attributes:
        places: Of all of them.
    """

    def __init__(self, originals: Mapping[int, Original]) -> None:
        self._pages = {
            place: IndexPage(document_id=str(place), number=1, text=original.page.text)
            for place, original in originals.items()
        }
        self.places = frozenset(originals)
        self._tokens = {place: tokens(page.text) for place, page in self._pages.items()}
        self._engine = MemoryEngine()
        with self._engine.writer(revision=1) as writer:
            for page in self._pages.values():
                writer.add(page)

    def pages(self, item: Item, typed: str) -> Pages:
        """Those that hold an item as it was typed; its forms too, unless they were quoted.

        An identifier is held wherever its letters and digits stand one after the other, whatever
        parts them and with letters before it: an engine that takes look-alikes for the same answers
        false pages.
        """
        if item.kind is Kind.IDENTIFIER:
            solid = solid_form(item.text)
            return frozenset(place for place in self._pages if any(self._solid(place, solid)))
        return frozenset(int(hit.document_id) for hit in self._engine.scan(parse(typed).query))

    def stretches(self, item: Item, typed: str, place: int) -> list[tuple[int, int]]:
        """Where it stands on such a page: offsets in the text, start and past the end."""
        if item.kind is Kind.IDENTIFIER:
            return list(self._solid(place, solid_form(item.text)))
        matches = find(parse(typed).query, self._pages[place]) or ()
        return [(match.start, match.end) for match in matches]

    def _solid(self, place: int, solid: str) -> Iterator[tuple[int, int]]:
        words = self._tokens[place]
        for first, word in enumerate(words):
            for begun in {word.text, _LETTERS.sub("", word.text)}:
                last, text = first, begun
                while solid.startswith(text) and text != solid and last + 1 < len(words):
                    last += 1
                    text += words[last].text
                if text == solid:
                    yield word.start, words[last].end
