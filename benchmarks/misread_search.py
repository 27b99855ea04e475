"""Every item searched for in every way, and the answers compared with what truly stands there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from app.misreading import EVERYWHERE
from app.search_request import SearchRequest
from benchmarks.aligned import align
from benchmarks.degrade import Grade
from benchmarks.misread_items import Item, Kind
from benchmarks.recall import Gain, Measured, Tally
from benchmarks.scanned import Collection, Scanned
from benchmarks.truth import Pages, Truth
from index.analysis import tokens


def exactly(item: Item) -> SearchRequest:
    """Its very words."""
    return SearchRequest(q=f'"{item.text}"')


def plainly(item: Item) -> SearchRequest:
    """As most people type it: a phrase in quotes, anything else as it is."""
    return exactly(item) if item.kind is Kind.PHRASE else SearchRequest(q=item.text)


def fuzzily(item: Item) -> SearchRequest:
    """Every word within one edit."""
    words = [f"{token.text}~1" for token in tokens(item.text)]
    return SearchRequest(q=words[0] if len(words) == 1 else f'"{" ".join(words)}"')


def tolerantly(item: Item) -> SearchRequest:
    """As most people type it, with the switch for misread words."""
    return replace(plainly(item), misreading=EVERYWHERE)


EXACT, PLAIN, FUZZY, MISREAD = "exact words", "plain", "fuzzy, 1 edit", "misread words"
WAYS: Mapping[str, Callable[[Item], SearchRequest]] = {
    EXACT: exactly,
    PLAIN: plainly,
    FUZZY: fuzzily,
    MISREAD: tolerantly,
}
WIDER = (FUZZY, MISREAD)
"""What is compared with the plain way."""
MOST_HITS = 10_000
"""Of an answer."""


class Measurement:
    """One grade of a collection, searched.

    Args:
        collection: What was damaged.
        grade: How.
        scanned: What became of it.
        truth: What truly stands there.
    """

    def __init__(
        self, collection: Collection, grade: Grade, scanned: Scanned, truth: Truth
    ) -> None:
        self._collection, self._grade = collection, grade
        self._scanned, self._truth = scanned, truth
        self._read: dict[int, frozenset[int]] = {}
        self._answers: dict[SearchRequest, Pages] = {}

    def of(self, items: Iterable[Item]) -> Measured:
        """Search for every item in every way, and add up; nothing is searched for twice."""
        measured = Measured()
        for item in items:
            measured.items += 1
            typed = plainly(item).q
            true = self._truth.pages(item, typed)
            answers = {way: self._known_answer(asked(item)) for way, asked in WAYS.items()}
            # What other text holds is found plainly: it was never misread, and is no gain.
            clean = frozenset(place for place in answers[PLAIN] if place < 0)
            answers = {way: answer - clean for way, answer in answers.items()}
            for way, answer in answers.items():
                wanted = self._truth.pages(item, exactly(item).q) if way == EXACT else true
                measured.tallies.setdefault(way, Tally()).add(wanted, answer)
            missed = true - answers[PLAIN]
            readable = frozenset(p for p in missed if self.is_readable(item, typed, p))
            for way in WIDER:
                gain = measured.gains.setdefault(way, Gain())
                gain.add(true, answers[PLAIN], answers[way], readable)
        return measured

    def answer(self, request: SearchRequest) -> Pages:
        """The places in the product's answer; of other text below 0, of unmeasured pages none."""
        numbers = self._scanned.numbers
        found = self._scanned.searcher.search(request, limit=MOST_HITS)
        places = (numbers.get(hit.document.id, -hit.page.number) for hit in found.hits)
        return frozenset(p for p in places if p < 0 or p in self._truth.places)

    def _known_answer(self, request: SearchRequest) -> Pages:
        if request not in self._answers:
            self._answers[request] = self.answer(request)
        return self._answers[request]

    def is_readable(self, item: Item, typed: str, place: int) -> bool:
        """Whether something was read, be it wrong, for every word of an item on a page."""
        words = self._collection.originals[place].page.words
        read = self._read_on(place)
        return any(
            all(word.start in read for word in words if word.start < end and word.end > start)
            for start, end in self._truth.stretches(item, typed, place)
        )

    def _read_on(self, place: int) -> frozenset[int]:
        """The offsets of the true words on a page in whose place OCR read letters or digits."""
        if place not in self._read:
            page = self._scanned.pages.get(place)
            placed = self._collection.placed_words(place, self._grade)
            groups = align(placed, page) if page else ()
            self._read[place] = frozenset(
                word.start for group in groups if group.read for word in group.true
            )
        return self._read[place]
