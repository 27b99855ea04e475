"""What the made pages of a collection say of it, look by look and as a whole."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ingest.confidence import share_right
from ingest.look import Look
from ingest.records import Page
from verify.asking import Kind, Outcome, Way
from verify.estimate import Counts, Estimate, estimated
from verify.fitting import MEASURES
from verify.looks import Group, mean
from verify.making import MadePage
from verify.vocabulary import Band
from verify.word_error import WordError, word_error


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A made page and what became of it.

    Attributes:
        made: The page.
        look: Of its scan, measured like the collection's own; None if it could not be measured.
        page: As it was read; None if reading failed.
        outcomes: Of the searches for what stands on it.
    """

    made: MadePage
    look: Look | None
    page: Page | None
    outcomes: tuple[Outcome, ...]

    @property
    def error(self) -> WordError:
        """What was wrong in its reading; all of it where reading failed."""
        return word_error(self.made.text, self.page.text if self.page else "")

    def found(self, kind: Kind, way: Way, band: Band | None = None) -> tuple[int, int]:
        """How many searches of a kind found it, and how many there were."""
        told = [
            one.is_found
            for one in self.outcomes
            if (one.question.kind, one.question.way, one.question.band) == (kind, way, band)
        ]
        return sum(told), len(told)


@dataclass(frozen=True, slots=True)
class LookReport:
    """One look of the collection, and how pages made in it were read.

    Attributes:
        group: The collection's pages of that look.
        pages: The made ones.
    """

    group: Group
    pages: tuple[ReadPage, ...]

    @property
    def error(self) -> WordError:
        """Of its pages together."""
        return sum((page.error for page in self.pages), WordError())

    @property
    def confidence(self) -> float | None:
        """Mean of the made pages'."""
        return mean(share_right(page.page) for page in self.pages if page.page)

    @property
    def seconds(self) -> float | None:
        """Mean time a page took to read."""
        return mean(page.page.seconds for page in self.pages if page.page)

    def found(self, kind: Kind, way: Way, band: Band | None = None) -> tuple[int, int]:
        """How many searches of a kind found their page, and how many there were."""
        told = [page.found(kind, way, band) for page in self.pages]
        return sum(found for found, _ in told), sum(asked for _, asked in told)

    def false_pages(self, kind: Kind, way: Way, band: Band | None = None) -> int:
        """Hits that do not hold what was asked for; of all bands without one."""
        return sum(
            one.false_pages
            for page in self.pages
            for one in page.outcomes
            if (one.question.kind, one.question.way) == (kind, way)
            and band in (None, one.question.band)
        )

    def asked_and_got(self) -> list[tuple[str, float, float]]:
        """For each measure its label, the mean of the pages that were imitated, and of the made."""
        measured = [page for page in self.pages if page.look is not None]
        return [
            (
                measure.label,
                mean(getattr(one.made.asked, measure.name) for one in measured) or 0.0,
                mean(getattr(one.look, measure.name) for one in measured) or 0.0,
            )
            for measure in MEASURES
        ]


@dataclass(frozen=True, slots=True)
class Population:
    """Pages of the collection and which of them were measured.

    Attributes:
        by_source: All pages that may be seen, by where their text came from.
        sampled: Scanned pages drawn by lot.
        unseen: Of these, pages whose scan could not be measured, by reason.
        unwritable: Of these, pages with too few words read to be imitated.
    """

    by_source: Counter[str]
    sampled: int
    unseen: Counter[str]
    unwritable: int


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """How well a collection's scans are read and found, as far as made pages tell.

    Attributes:
        population: What was looked at.
        looks: The commonest first; none if no page was made.
        false_in_collection: For each way of searching, hits in the collection itself for planted
            words, which it does not hold, a query; empty if it has no index.
        seed: The same seed and collection give the same pages.
        seconds: Wall time.
    """

    population: Population
    looks: tuple[LookReport, ...]
    false_in_collection: dict[Way, float]
    seed: int
    seconds: float

    def over_all(self, count: Callable[[ReadPage], tuple[int, int]]) -> Estimate | None:
        """A share over the collection, each look weighted by its pages; None if nothing counts."""
        counts = [
            Counts(len(look.group.pages), tuple(count(page) for page in look.pages))
            for look in self.looks
        ]
        return estimated(counts, self.seed)

    @property
    def word_error(self) -> Estimate | None:
        """Edits a true word."""
        return self.over_all(lambda page: (page.error.edits, page.error.words))

    @property
    def words_found(self) -> Estimate | None:
        """Share of true words read somewhere on their page."""
        return self.over_all(lambda page: (page.error.found, page.error.words))

    def recall(self, kinds: Iterable[tuple[Kind, Way]]) -> Estimate | None:
        """Share of searches that found their page, planted ones, of these kinds together."""
        asked = tuple(kinds)
        return self.over_all(lambda page: _added(page.found(kind, way) for kind, way in asked))

    def own_recall(self, way: Way, bands: Sequence[Band]) -> Estimate | None:
        """The same for words of the collection of some bands."""
        return self.over_all(lambda page: _added(page.found(Kind.OWN, way, band) for band in bands))


def _added(counts: Iterable[tuple[int, int]]) -> tuple[int, int]:
    told = list(counts)
    return sum(found for found, _ in told), sum(asked for _, asked in told)
