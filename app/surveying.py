"""What the scans of a collection look like, as far as pages drawn by lot tell."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from app.settings import Settings
from ingest.catalogue import Catalogue
from ingest.errors import IngestError
from ingest.look import Look
from ingest.records import Document, PageSource
from ingest.report import Progress
from ingest.sandbox import SandboxPool
from verify.looks import Group, SeenPage, grouped
from verify.report import Population
from verify.twin import pattern_of
from verify.vocabulary import Vocabulary

FEWEST_PLACES = 8
"""Words of a page that can be imitated."""
_TEXT_PAGES = 150
"""Pages with a text layer whose words are taken into the vocabulary."""

Task = TypeVar("Task")
Done = TypeVar("Done")
Place = tuple[Document, int]
File = tuple[Path, str, int]
"""A file, its media type, and the number of a page."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What a collection looks like.

    Attributes:
        population: What was counted and looked at.
        groups: The looks, the commonest first; none if no page can be imitated.
        vocabulary: The collection's words, as far as they were met.
    """

    population: Population
    groups: tuple[Group, ...]
    vocabulary: Vocabulary


def survey(settings: Settings, most: int, seed: int, bar: Progress) -> Survey:
    """Look at scanned pages drawn by lot; files are opened in reader processes only.

    Args:
        settings: Of the collection.
        most: Pages that are looked at.
        seed: The same seed and collection give the same pages.
        bar: Told how far it has come.

    Raises:
        DataDirectoryError: There is no catalogue, or it cannot be read.
    """
    chance = np.random.default_rng((seed, 7))
    with closing(Catalogue(settings.paths.catalogue)) as catalogue:
        by_source, scanned, texts = _counted(catalogue)
        sample = _by_lot(scanned, most, chance)
        pages = [catalogue.page(d.id, number, with_words=True) for d, number in sample]
        more = [
            catalogue.page(d.id, number, with_words=True)
            for d, number in _by_lot(texts, _TEXT_PAGES, chance)
        ]
    files = [(settings.paths.original(d.sha256), d.media_type, n) for d, n in sample]
    looks = measured(settings, files, bar)
    seen = [
        SeenPage(page, look, pattern_of(page, look))
        for page, look in zip(pages, looks, strict=True)
        if isinstance(look, Look)
    ]
    writable = [one for one in seen if len(one.pattern.places) >= FEWEST_PLACES]
    unseen = Counter(look.code for look in looks if isinstance(look, IngestError))
    population = Population(by_source, len(sample), unseen, len(seen) - len(writable))
    groups = grouped(writable) if writable else ()
    return Survey(population, groups, Vocabulary.of([*pages, *more]))


def _counted(catalogue: Catalogue) -> tuple[Counter[str], list[Place], list[Place]]:
    """Pages by source; those read by OCR; those with a text layer."""
    by_source: Counter[str] = Counter()
    places: dict[PageSource, list[Place]] = {source: [] for source in PageSource}
    for document in catalogue.documents(limit=None):
        for page in catalogue.pages(document.id):
            by_source[page.source.value] += 1
            places[page.source].append((document, page.number))
    return by_source, places[PageSource.OCR], places[PageSource.TEXT_LAYER]


def _by_lot(places: Sequence[Place], most: int, chance: np.random.Generator) -> list[Place]:
    chosen = chance.permutation(len(places))[:most]
    return [places[int(number)] for number in sorted(chosen)]


def measured(settings: Settings, files: Sequence[File], bar: Progress) -> list[Look | IngestError]:
    """The look of each page, or why it could not be measured; by reader processes."""
    limits = settings.ingest
    pool = SandboxPool(settings.workers, memory_bytes=limits.memory_bytes)

    def measure(file: File) -> Look | IngestError:
        try:
            return pool.measure_page(
                *file, limits.reading.max_pixels, timeout_s=limits.page_timeout_s
            )
        except IngestError as error:
            return error

    with closing(pool):
        return each(settings.workers, measure, files, bar, "looks")


def each(
    workers: int, do: Callable[[Task], Done], tasks: Sequence[Task], bar: Progress, stage: str
) -> list[Done]:
    """Do some tasks in threads; the results in the order of the tasks."""
    bar.begin(stage, len(tasks))
    done = []
    with ThreadPoolExecutor(workers) as executor:
        for one in executor.map(do, tasks):
            bar.advance()
            done.append(one)
    return done
