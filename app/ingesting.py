"""Ingests and index builds put together from their parts, for the command line."""

import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from app.settings import Settings
from index.build import BuildReport, build
from index.catalogue_pages import CataloguePages
from ingest.catalogue import Catalogue
from ingest.catalogue_review import remove_withdrawn
from ingest.catalogue_writer import CatalogueWriter
from ingest.lock import only_writer
from ingest.pipeline import Pipeline
from ingest.report import IngestReport, Progress
from ingest.sandbox import SandboxPool


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
                    paths=settings.paths,
                    readers=pool,
                    executor=executor,
                    settings=settings.ingest,
                    progress=progress,
                )
                return pipeline.run(named, retry_failed=retry_failed, retry=retry)
        finally:
            remove_withdrawn(catalogue, paths)  # bytes withdrawn before may have come again
            pool.close()
            shutil.rmtree(paths.scratch, ignore_errors=True)


@contextmanager
def _catalogue(settings: Settings) -> Iterator[CatalogueWriter]:
    catalogue = CatalogueWriter(settings.paths.catalogue)
    try:
        yield catalogue
    finally:
        catalogue.close()


def run_index(settings: Settings, *, rebuild: bool = False) -> BuildReport:
    """Bring the index up to date with the catalogue, or build it anew.

    Raises:
        DataDirectoryError: There is no catalogue.
        SearchError: The index cannot be written; the old one stays in use.
    """
    catalogue = Catalogue(settings.paths.catalogue)
    try:
        # The lock comes before the snapshot: one taken earlier could be older than the index
        # another process has just finished, and would undo its work.
        with only_writer(settings.paths.index_lock), catalogue.snapshot() as still:
            source = CataloguePages(still)
            return build(source, settings.paths.indexes, settings.engine, rebuild=rebuild)
    finally:
        catalogue.close()
