"""A check of everything a data directory holds, and its mending."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from app.ingesting import run_index
from app.settings import Settings
from index.checking import index_troubles
from ingest.catalogue_mending import CheckedCatalogue, MendingWriter
from ingest.checking import Trouble, troubles
from ingest.lock import only_writer


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was not as it should be.

    Attributes:
        code: Stable, one for each kind; see ``docs/errors.md``.
        what: A full sentence, with what to do.
        is_mended: Whether it is as it should be now.
    """

    code: str
    what: str
    is_mended: bool = False


def check(settings: Settings, *, repair: bool = False) -> tuple[Checked, ...]:
    """Compare catalogue, originals and index with one another; reads every original whole.

    Args:
        settings: Whose data directory.
        repair: Mend what can be mended: bring back originals from where they were found, let
            missing pages be read by the next ingest, remove what is left of withdrawn documents,
            and build the index anew.

    Raises:
        DataDirectoryError: There is no catalogue, or it cannot be read; with ``repair`` also if
            another process is writing.
        SearchError: The index cannot be built.
    """
    with closing(CheckedCatalogue(settings.paths.catalogue)) as catalogue:
        found = tuple(troubles(catalogue, settings.paths))
    checked = _mended(settings, found) if repair else [Checked(t.code, t.what) for t in found]
    wrong = _of_index(settings)
    if wrong and repair:
        run_index(settings, rebuild=True)
    mended = repair and not _of_index(settings) if wrong else False
    return (*checked, *(Checked("index", what, mended) for what in wrong))


def _mended(settings: Settings, found: tuple[Trouble, ...]) -> list[Checked]:
    with _writing(settings) as writer:
        return [
            Checked(one.code, one.what, one.mend is not None and one.mend(writer)) for one in found
        ]


@contextmanager
def _writing(settings: Settings) -> Iterator[MendingWriter]:
    with (
        only_writer(settings.paths.write_lock),
        closing(MendingWriter(settings.paths.catalogue)) as writer,
    ):
        yield writer


def _of_index(settings: Settings) -> tuple[str, ...]:
    with (
        closing(CheckedCatalogue(settings.paths.catalogue)) as catalogue,
        catalogue.snapshot() as still,
    ):
        return index_troubles(still, settings.paths.indexes, settings.engine)
