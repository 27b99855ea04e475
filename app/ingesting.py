"""Ingests and index builds put together from their parts, for the command line."""

import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.settings import Settings
from ingest.catalogue import Catalogue
from ingest.catalogue_review import remove_withdrawn
from ingest.catalogue_writer import CatalogueWriter
from ingest.lock import only_writer
from ingest.pipeline import Pipeline
from ingest.records import PageSource
from ingest.report import IngestReport, Progress, RereadReport
from ingest.sandbox import SandboxPool
from ingest.selection import Condition

if TYPE_CHECKING:
    from index.build import BuildReport


def run_ingest(
    settings: Settings,
    named: Sequence[Path],
    *,
    retry_failed: bool = False,
    retry: str | None = None,
    progress: Progress | None = None,
) -> IngestReport:
    """Ingest files and folders into the settings' data directory; see ``Pipeline.run``.

    Raises:
        DataDirectoryError: It is locked, full, read-only or of another version.
    """
    with _pipeline(settings, progress) as (pipeline, catalogue):
        try:
            return pipeline.run(named, retry_failed=retry_failed, retry=retry)
        finally:
            # Bytes withdrawn before may have come again.
            remove_withdrawn(catalogue, settings.paths)


def run_reread(
    settings: Settings, where: Sequence[Condition], *, progress: Progress | None = None
) -> RereadReport:
    """Read again the pages of which all the conditions hold; see ``Pipeline.read_again``.

    Pages of documents that are held back or withdrawn are left alone, and pages that failed:
    those are retried by an ingest.

    Raises:
        DataDirectoryError: It is locked, full, read-only or of another version.
    """
    with _pipeline(settings, progress) as (pipeline, catalogue):
        wanted = [
            (document, page.number)
            for document in catalogue.documents(limit=None)
            for page in catalogue.pages(document.id)
            if page.source is not PageSource.FAILED
            and all(condition.holds(document, page) for condition in where)
        ]
        return pipeline.read_again(wanted)


@contextmanager
def _pipeline(
    settings: Settings, progress: Progress | None
) -> Iterator[tuple[Pipeline, CatalogueWriter]]:
    """A pipeline with its readers, for the one process that may write."""
    with only_writer(settings.paths.write_lock), _catalogue(settings) as catalogue:
        paths = settings.paths
        for rubbish in (paths.scratch, paths.incoming):
            shutil.rmtree(rubbish, ignore_errors=True)  # of a run that was killed; we hold the lock
        pool = SandboxPool(
            settings.workers, memory_bytes=settings.ingest.memory_bytes, scratch=paths.scratch
        )
        try:
            with ThreadPoolExecutor(settings.workers) as executor:
                pipeline = Pipeline(
                    catalogue=catalogue,
                    paths=paths,
                    readers=pool,
                    executor=executor,
                    settings=settings.ingest,
                    progress=progress,
                )
                yield pipeline, catalogue
        finally:
            pool.close()
            shutil.rmtree(paths.scratch, ignore_errors=True)


@contextmanager
def _catalogue(settings: Settings) -> Iterator[CatalogueWriter]:
    catalogue = CatalogueWriter(settings.paths.catalogue)
    try:
        yield catalogue
    finally:
        catalogue.close()


def run_index(settings: Settings, *, rebuild: bool = False) -> "BuildReport":
    """Bring the index up to date with the catalogue, or build it anew.

    Raises:
        DataDirectoryError: There is no catalogue.
        SearchError: The index cannot be written; the old one stays in use.
    """
    # Loaded here, for an ingest that leaves the index alone is spared the search engine.
    from index.build import build  # noqa: PLC0415
    from index.catalogue_pages import CataloguePages  # noqa: PLC0415

    catalogue = Catalogue(settings.paths.catalogue)
    try:
        # The lock comes before the snapshot: one taken earlier could be older than the index
        # another process has just finished, and would undo its work.
        with only_writer(settings.paths.index_lock), catalogue.snapshot() as still:
            source = CataloguePages(still)
            return build(source, settings.paths.indexes, settings.engine, rebuild=rebuild)
    finally:
        catalogue.close()
