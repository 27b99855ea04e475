"""An ingest from end to end: take files in, open what is new, read every page once.

A killed run may leave any of the three passes half done. The next run asks the catalogue what
is missing and goes on there, so nothing stored is read twice and nothing is left out.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar

from ingest.catalogue_writer import CatalogueWriter
from ingest.errors import EmptyFileError, IngestError, ReaderDiedError, TimeLimitError
from ingest.intake import EMPTY_TYPE, Intake
from ingest.page_batches import PageBatches
from ingest.paths import DataPaths
from ingest.quality import sure_letters
from ingest.reader import FileFacts, ReadOptions
from ingest.records import Document, Failure, Page, PageSource
from ingest.report import IngestReport, NoProgress, Progress, RereadReport
from ingest.settings import IngestSettings
from ingest.unpacking import Found, Unpackers, Unpacking

log = logging.getLogger(__name__)

Job = TypeVar("Job")
Result = TypeVar("Result")

# Jobs handed out ahead of the readers, so that none waits while a page is being stored.
JOBS_AHEAD = 2
# The step of an error that came with the death of its reader.
KILLED_STEP = "read"


class Readers(Unpackers, Protocol):
    """What opens, reads and unpacks files, from several threads; see ``SandboxPool``."""

    def open_file(self, path: Path, media_type: str, *, timeout_s: float) -> FileFacts:
        """Open a file and say what it is, or raise ``IngestError``."""

    def read_page(
        self, path: Path, media_type: str, number: int, options: ReadOptions, *, timeout_s: float
    ) -> Page:
        """Read one page, or raise ``IngestError``."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """What an opened file says of itself, and what came out of it if it holds others."""

    facts: FileFacts
    found: Found | None = None


class Pipeline:
    """One ingest. The caller holds the write lock; everything is stored from one thread."""

    def __init__(
        self,
        *,
        catalogue: CatalogueWriter,
        paths: DataPaths,
        readers: Readers,
        executor: Executor,
        settings: IngestSettings,
        progress: Progress | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._paths = paths
        self._readers = readers
        self._executor = executor
        self._settings = settings
        self._progress = progress or NoProgress()
        self._report = IngestReport()
        self._unpacking = Unpacking(catalogue, paths, readers, settings.unpacking, self._report)

    def run(
        self, named: Iterable[Path], *, retry_failed: bool = False, retry: str | None = None
    ) -> IngestReport:
        """Ingest files and folders, and finish what an earlier run left.

        Args:
            named: Files and folders.
            retry_failed: Whether to read again what failed before.
            retry: The code of the only failures to try again then; None for all.

        Raises:
            DataDirectoryError: Nothing more can be stored; what was stored before is kept.
        """
        begun = time.monotonic()
        self._report.resumed_documents = len(self._catalogue.unfinished())
        if retry_failed:
            self._forget_failures(retry)
        self._report.failures_before = len(self._catalogue.failures())
        Intake(self._catalogue, self._paths, self._report, self._progress).take_in(named)
        self._open_new()
        self._read_pages()
        self._report.seconds = time.monotonic() - begun
        return self._report

    def read_again(self, wanted: Sequence[tuple[Document, int]]) -> RereadReport:
        """Read pages again, and keep of each the reading that has more sure letters.

        Ids, numbers and links stay as they are. A page that cannot be read now stays as it was.

        Args:
            wanted: Documents that may be seen, and numbers of their pages.

        Raises:
            DataDirectoryError: Nothing more can be stored; what was stored before is kept.
        """
        report = RereadReport()
        self._progress.begin("pages", len(wanted))
        for (document, number), page in self._each(self._read, wanted):
            if isinstance(page, IngestError):
                report.failures[page.code] += 1
            elif sure_letters(page) >= sure_letters(self._stored(document, number)):
                self._catalogue.save_page(document.id, page)
                report.replaced += 1
            else:
                report.kept += 1
            self._progress.advance()
        return report

    def _stored(self, document: Document, number: int) -> Page:
        return self._catalogue.page(document.id, number, with_words=True)

    def _forget_failures(self, code: str | None) -> None:
        failed = (f for f in self._catalogue.failures() if code in (None, f.code))
        for document_id in {f.document_id for f in failed if f.document_id}:
            self._catalogue.forget_failures(document_id, code)

    def _open_new(self) -> None:
        """Open what is new, then what came out of that, until nothing new comes out."""
        while new := [d for d in self._catalogue.unfinished() if d.page_count is None]:
            self._progress.begin("documents", len(new))
            for document, opened in self._each(self._open, new):
                if isinstance(opened, IngestError):
                    self._save_failed_file(document, opened)
                else:
                    self._save_opened(document, opened)
                self._progress.advance()

    def _save_opened(self, document: Document, opened: _Opened) -> None:
        # First what came out: a run that is killed in between opens the file again.
        if opened.found is not None:
            try:
                self._unpacking.store(document, opened.found)
            finally:
                opened.found.remove()
        self._catalogue.save_facts(document.id, opened.facts)

    def _open(self, document: Document) -> _Opened | IngestError:
        try:
            if document.media_type == EMPTY_TYPE:
                raise EmptyFileError(
                    "The file is empty (0 bytes). Ask the agency to send it again."
                )
            facts = self._readers.open_file(
                self._paths.original(document.sha256),
                document.media_type,
                timeout_s=self._settings.open_timeout_s,
            )
        except IngestError as error:
            return error
        if not facts.holds_files:
            return _Opened(facts)
        room = self._unpacking.room_for(document)
        return _Opened(facts, self._unpacking.unpack(document, room))

    def _read_pages(self) -> None:
        jobs = [
            (document, number)
            for document in self._catalogue.unfinished()
            for number in self._catalogue.missing_pages(document)
        ]
        self._progress.begin("pages", len(jobs))
        batches = PageBatches(self._catalogue)
        try:
            for (document, number), page in self._each(self._read, jobs, batches):
                if isinstance(page, IngestError):
                    self._add_failed_page(batches, document, number, page)
                else:
                    batches.add(document.id, page)
                    self._report.pages[page.source] += 1
                self._progress.advance()
        finally:
            batches.store()

    def _read(self, job: tuple[Document, int]) -> Page | IngestError:
        document, number = job
        options = self._settings.reading
        try:
            try:
                return self._read_with(document, number, options)
            except (TimeLimitError, ReaderDiedError) as error:
                if error.step != KILLED_STEP:
                    raise
                # What hangs or kills the first library often means nothing to the second.
                again = replace(options, second_reader=True)
                return self._read_with(document, number, again)
        except IngestError as error:
            return error

    def _read_with(self, document: Document, number: int, options: ReadOptions) -> Page:
        return self._readers.read_page(
            self._paths.original(document.sha256),
            document.media_type,
            number,
            options,
            timeout_s=self._settings.page_timeout_s,
        )

    def _each(
        self,
        do: Callable[[Job], Result],
        jobs: Iterable[Job],
        batches: PageBatches | None = None,
    ) -> Iterator[tuple[Job, Result]]:
        """Do the jobs in parallel and give each with its result as soon as it is there.

        Meanwhile what waits in the batches is stored when its time is over.
        """
        waiting = iter(jobs)
        running: dict[Future[Result], Job] = {}
        ahead = self._settings.workers * JOBS_AHEAD
        try:
            while True:
                for job in islice(waiting, ahead - len(running)):
                    running[self._executor.submit(do, job)] = job
                if not running:
                    return
                timeout = batches.wait_s if batches else None
                for done in wait(running, timeout, return_when=FIRST_COMPLETED).done:
                    yield running.pop(done), done.result()
                if batches:
                    batches.store_if_due()
        finally:
            for future in running:
                future.cancel()

    def _save_failed_file(self, document: Document, error: IngestError) -> None:
        log.info("%s: %s", document.file_name, error)
        self._report.failures[error.code] += 1
        self._catalogue.save_failed_file(self._failure(document, None, error))

    def _add_failed_page(
        self, batches: PageBatches, document: Document, number: int, error: IngestError
    ) -> None:
        log.info("%s, page %d: %s", document.file_name, number, error)
        self._report.failures[error.code] += 1
        self._report.pages[PageSource.FAILED] += 1
        page = Page(number=number, width=0, height=0, source=PageSource.FAILED)
        batches.add(document.id, page, self._failure(document, number, error))

    def _failure(self, document: Document, page: int | None, error: IngestError) -> Failure:
        places = self._catalogue.locations(document.id)
        return Failure(
            # A document whose file has since changed has no place any more, only a name.
            path=places[0].path if places else document.file_name,
            document_id=document.id,
            page=page,
            step=error.step,
            code=error.code,
            reason=str(error),
            engine="",
            at=datetime.now(UTC),
        )
