"""How much of a collection searching can find: pages made in its look, read and searched."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.ingesting import run_index, run_ingest
from app.judging import false_in, judged
from app.settings import Settings
from app.surveying import Survey, each, survey
from ingest.report import NoProgress, Progress
from verify.asking import questions
from verify.making import Job, MadePage, jobs, make
from verify.report import LookReport, VerifyReport

_LOOKED_AT = 3
"""Pages of the collection that are looked at for each that is made."""
_FEWEST_LOOKED_AT = 12
_FEWEST_WORDS = 30
"""Distinct words that pages can be written with."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a verification.

    Attributes:
        pages: To be made.
        seed: Chooses pages and words; the same seed and collection give the same.
        keep: Empty or new folder for the made pages and their data directory; None for a
            temporary one.
    """

    pages: int = 24
    seed: int = 0
    keep: Path | None = None


def run_verify(settings: Settings, asked: Asked, progress: Progress | None = None) -> VerifyReport:
    """Make pages in the look of a collection's scans, and read, index and search them.

    The collection itself is only read.

    Returns:
        A report without looks if there is no scanned page, or none that can be imitated.

    Raises:
        DataDirectoryError: There is no catalogue, or it cannot be read.
        SearchError: The made pages cannot be indexed.
    """
    begun = time.monotonic()
    bar = progress or NoProgress()
    most = max(asked.pages * _LOOKED_AT, _FEWEST_LOOKED_AT)
    seen = survey(settings, most, asked.seed, bar)
    if not seen.groups or len(seen.vocabulary.printed) < _FEWEST_WORDS:
        return VerifyReport(seen.population, (), {}, asked.seed, time.monotonic() - begun)
    with _folder(asked.keep) as folder:
        made = _made(settings, seen, asked, folder / "scans", bar)
        own = settings.model_copy(update={"data": folder / "data"})
        run_ingest(own, [folder / "scans"], progress=bar)
        run_index(own)
        wanted = questions(made, seen.vocabulary, asked.seed)
        read = judged(own, made, wanted)
    looks = tuple(
        LookReport(group, tuple(one for one in read if one.made.group == number))
        for number, group in enumerate(seen.groups)
    )
    false = false_in(settings, wanted)
    return VerifyReport(seen.population, looks, false, asked.seed, time.monotonic() - begun)


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="blotter-verify-") as name:
            yield Path(name)
        return
    keep.mkdir(parents=True, exist_ok=True)
    yield keep.absolute()


def _made(
    settings: Settings, seen: Survey, asked: Asked, folder: Path, bar: Progress
) -> Sequence[MadePage]:
    folder.mkdir(parents=True)

    def one(job: Job) -> MadePage:
        return make(job, seen.vocabulary, folder, asked.seed)

    wanted = list(jobs(seen.groups, seen.vocabulary, asked.pages, asked.seed))
    return each(settings.workers, one, wanted, bar, "making")
