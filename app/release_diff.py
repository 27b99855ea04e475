"""What changed from one release to another, page by page."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.analysis import sorting_form
from index.limits import NO_HASTE, Budget
from index.near_pages import Key, Runs, near_pairs, runs_of
from ingest.catalogue import Catalogue
from ingest.records import Document, Page, PageSource, Standing


class Change(StrEnum):
    """What became of a page."""

    SAME = "same"
    RENUMBERED = "renumbered"
    REDACTED = "re-redacted"
    CHANGED = "changed"
    NEW = "new"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A page as it is cited.

    Attributes:
        document: Id of its document.
        title: The document's.
        file_name: As received.
        number: Counts from 1.
        redactions: Black bars; None where nobody could look.
    """

    document: str
    title: str
    file_name: str
    number: int
    redactions: int | None


@dataclass(frozen=True, slots=True)
class PageChange:
    """One page and what became of it.

    Attributes:
        change: What.
        before: None for a new one.
        after: None for a withdrawn one.
        likeness: 0 to 1 of what the poorer of the two says; None without two.
    """

    change: Change
    before: PagePlace | None
    after: PagePlace | None
    likeness: float | None = None


@dataclass(frozen=True, slots=True)
class ReleaseDiff:
    """What changed from one release to another.

    Attributes:
        before: Id of the one.
        after: Id of the other.
        changes: Every page of either once, those that changed first: withdrawn, re-redacted,
            changed, renumbered, new, then the same; in each the order of title and number.
        not_compared: Pages of either without a word that could be read: blank, failed, held.
    """

    before: str
    after: str
    changes: tuple[PageChange, ...]
    not_compared: tuple[PagePlace, ...]

    @property
    def counts(self) -> dict[Change, int]:
        """Pages of each kind of change, in the order of ``Change``."""
        found = Counter(one.change for one in self.changes)
        return {change: found[change] for change in Change}


_ORDER = (
    Change.WITHDRAWN,
    Change.REDACTED,
    Change.CHANGED,
    Change.RENUMBERED,
    Change.NEW,
    Change.SAME,
)

# A file that nobody could open is one page without a word of its own.
_WITHOUT_TEXT = {PageSource.FAILED, PageSource.BLANK, PageSource.UNREAD}


def release_diff(
    catalogue: Catalogue, before: str, after: str, budget: Budget = NO_HASTE
) -> ReleaseDiff:
    """Compare two releases; the text of what they do not share is held in memory meanwhile.

    Raises:
        UnknownPageError: There is no such release.
        DataDirectoryError: The catalogue cannot be read.
        OutOfTimeError: The time is over.
    """
    sides = catalogue.documents_of(before), catalogue.documents_of(after)
    shared = {one.id for one in sides[0]} & {one.id for one in sides[1]}
    old, new = (_Side(catalogue, documents, shared, budget) for documents in sides)
    changes = sorted(_changes(old, new, budget), key=_place_of)
    return ReleaseDiff(before, after, tuple(changes), (*old.unread, *new.unread))


class _Side:
    """The pages of one release; of the documents that both have only where they stand."""

    def __init__(
        self,
        catalogue: Catalogue,
        documents: Sequence[Document],
        shared: Container[str],
        budget: Budget,
    ) -> None:
        self.texts: dict[Key, str] = {}
        self.places: dict[Key, PagePlace] = {}
        self.runs: dict[Key, Runs] = {}
        self.unread: list[PagePlace] = []
        for document in documents:
            for page in catalogue.pages(document.id):
                budget.check()
                self._add(document, page, is_shared=document.id in shared)
            if document.standing is Standing.HELD:
                numbers = range(1, (document.page_count or 0) + 1)
                self.unread += [_place(document, number) for number in numbers]

    def _add(self, document: Document, page: Page, *, is_shared: bool) -> None:
        place = _place(document, page.number, page.redactions)
        if page.source in _WITHOUT_TEXT or not _has_words(page.text):
            self.unread.append(place)
            return
        key = (document.id, page.number)
        self.places[key] = place
        if not is_shared:
            self.runs[key], self.texts[key] = runs_of(page.text), sorting_form(page.text)


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def _changes(old: _Side, new: _Side, budget: Budget) -> Iterator[PageChange]:
    here = set(old.places) & set(new.places)  # pages of the very same files
    for key in here:
        yield PageChange(Change.SAME, old.places[key], new.places[key], 1.0)
    pairs = near_pairs(old.runs, new.runs, budget)
    for pair in pairs:
        change = _kind(old, new, pair.before, pair.after)
        yield PageChange(change, old.places[pair.before], new.places[pair.after], pair.likeness)
    yield from _alone(old, here | {pair.before for pair in pairs}, Change.WITHDRAWN)
    yield from _alone(new, here | {pair.after for pair in pairs}, Change.NEW)


def _alone(side: _Side, known: Iterable[Key], change: Change) -> Iterator[PageChange]:
    for key in set(side.places).difference(known):
        place = side.places[key]
        is_new = change is Change.NEW
        yield PageChange(change, None if is_new else place, place if is_new else None)


def _kind(old: _Side, new: _Side, before: Key, after: Key) -> Change:
    one, other = old.places[before], new.places[after]
    # A bar over a picture takes no word away; of a text nobody knows what it looked like.
    if None not in (one.redactions, other.redactions) and one.redactions != other.redactions:
        return Change.REDACTED
    if old.texts[before] != new.texts[after]:
        return Change.CHANGED
    return Change.SAME if one.number == other.number else Change.RENUMBERED


def _place(document: Document, number: int, redactions: int | None = None) -> PagePlace:
    return PagePlace(document.id, document.title, document.file_name, number, redactions)


def _place_of(one: PageChange) -> tuple[int, str, str, int]:
    place = one.before or one.after
    if place is None:
        raise AssertionError("A change is of a page.")
    return _ORDER.index(one.change), place.title, place.document, place.number
