"""Backups, and trying failures again, put together from their parts for the command line."""

from contextlib import closing
from pathlib import Path

from app.ingesting import run_index, run_ingest
from app.settings import Settings
from ingest.catalogue import Catalogue
from ingest.catalogue_backup import BackedUp, back_up, restore
from ingest.lock import only_writer
from ingest.report import IngestReport, Progress


def run_backup(settings: Settings, target: Path) -> BackedUp:
    """Copy what cannot be made again; searches go on meanwhile.

    Raises:
        DataDirectoryError: See ``back_up``; also if another process is writing.
    """
    with only_writer(settings.paths.write_lock):
        return back_up(settings.paths, target)


def run_restore(settings: Settings, backup: Path) -> BackedUp:
    """Make the settings' data directory of a backup, and its index.

    Raises:
        DataDirectoryError: See ``restore``.
        SearchError: The index cannot be written.
    """
    with only_writer(settings.paths.write_lock):
        made = restore(backup, settings.paths)
    run_index(settings, rebuild=True)
    return made


def run_retry(settings: Settings, code: str, progress: Progress | None = None) -> IngestReport:
    """Try again what failed for one reason, and bring the index up to date.

    Files that never became documents are looked for where they were.

    Raises:
        DataDirectoryError: There is no catalogue, or it cannot be written.
        SearchError: The index cannot be written.
    """
    with closing(Catalogue(settings.paths.catalogue)) as catalogue:
        failed = [one for one in catalogue.failures() if one.code == code]
    places = {Path(one.path) for one in failed if one.document_id is None}
    named = sorted(place for place in places if place.exists())
    report = run_ingest(settings, named, retry_failed=True, retry=code, progress=progress)
    run_index(settings)
    return report
