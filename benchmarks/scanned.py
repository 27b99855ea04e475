"""A collection of damaged pages of one grade, ingested and indexed by Blotter itself."""

import shutil
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from app.ingesting import run_index, run_ingest
from app.searching import Searcher
from app.settings import Settings
from benchmarks.born_digital import DPI, Original, Part, choose
from benchmarks.degrade import Grade, degrade
from index.live import LiveEngine
from ingest.catalogue import Catalogue
from ingest.geometry import tilted
from ingest.records import Page, Word

_PAGE = "page-"


@dataclass(frozen=True, slots=True)
class Collection:
    """Chosen pages and where their scans, as far as they were made, are kept.

    Attributes:
        folder: Holds the choice, and for each grade the scans and a data directory.
        originals: A page's place here is its number everywhere else.
        seed: Of the damage.
    """

    folder: Path
    originals: tuple[Original, ...]
    seed: int = 0

    def ingest(self, grade: Grade, workers: int) -> Settings:
        """Scan, read and index what is not there yet; gives the settings of the data directory."""
        scans = self.folder / f"scans-{grade.number}"
        scans.mkdir(parents=True, exist_ok=True)
        for number, original in enumerate(self.originals):
            path = scans / f"{_PAGE}{number:04d}.pdf"
            if not path.exists():
                scan = degrade(original.picture(), DPI, grade, self._seed(number))
                unfinished = path.with_suffix(".part")
                scan.save(unfinished)
                unfinished.rename(path)
        run_ingest(self.settings(grade, workers), [scans])
        return self.index(grade)

    def index(self, grade: Grade) -> Settings:
        """Index what has been read so far; gives the settings of the data directory."""
        settings = self.settings(grade)
        run_index(settings)
        return settings

    def settings(self, grade: Grade, workers: int = 1) -> Settings:
        """Of the data directory of a grade."""
        data = self.folder / f"data-{grade.number}"
        return Settings(data=data, workers=workers, query_timeout_s=60)

    def placed_words(self, number: int, grade: Grade) -> list[Word]:
        """The words of an original with their boxes on its scan, in the order of its text."""
        page = self.originals[number].page
        degrees = grade.degrees(self._seed(number))
        return [
            replace(word, box=tilted(word.box, degrees, page.width, page.height))
            for word in page.words
        ]

    def _seed(self, number: int) -> int:
        return self.seed * 100_000 + number


@dataclass(frozen=True, slots=True)
class Scanned:
    """One grade of a collection, open for searching.

    Attributes:
        searcher: The product's own.
        numbers: Each scanned document's place in the collection.
        pages: What OCR read, with words, by place; a page that failed is left out.
    """

    searcher: Searcher
    numbers: dict[str, int]
    pages: dict[int, Page]


def collect(
    keep: Path, folders: Sequence[Path], part: Part, count: int, seed: int = 0
) -> Collection:
    """Choose pages, or take the choice that is kept."""
    asked = zlib.crc32("\n".join(map(str, folders)).encode())
    folder = keep / f"{part}-{count}-{asked:08x}-{seed}"
    choice = folder / "originals.json"
    if not choice.exists():
        folder.mkdir(parents=True, exist_ok=True)
        choice.write_bytes(msgspec.json.encode(choose(folders, part, count)))
    originals = msgspec.json.decode(choice.read_bytes(), type=tuple[Original, ...])
    return Collection(folder, originals, seed)


def mixed(settings: Settings, other: Path) -> Settings:
    """The same scans among the pages of a text file, in a data directory beside theirs."""
    together = settings.model_copy(
        update={"data": settings.data.with_name(f"{settings.data.name}-mixed")}
    )
    if not together.data.exists():
        shutil.copytree(settings.data, together.data)
    run_ingest(together, [other])
    run_index(together)
    return together


@contextmanager
def opened(settings: Settings) -> Iterator[Scanned]:
    """Open a data directory of scans."""
    catalogue = Catalogue(settings.paths.catalogue)
    engines = LiveEngine(settings.paths.indexes, settings.engine)
    try:
        documents = catalogue.documents(limit=catalogue.document_count())
        numbers = {
            d.id: int(Path(d.file_name).stem.removeprefix(_PAGE))
            for d in documents
            if d.file_name.startswith(_PAGE)
        }
        pages = {
            place: catalogue.page(document, page.number, with_words=True)
            for document, place in numbers.items()
            for page in catalogue.indexable_pages(document)
        }
        yield Scanned(Searcher(catalogue, engines, settings.limits), numbers, pages)
    finally:
        engines.close()
        catalogue.close()
