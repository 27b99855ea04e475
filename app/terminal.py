"""What the command line shows: progress, reports, and strangers' text made harmless."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.markup import escape as escape_markup
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from ingest.records import PageSource
from ingest.report import IngestReport

if TYPE_CHECKING:  # the search engine takes longer to load than some commands to run
    from index.build import BuildReport

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

# Records and file names are strangers' text: an escape sequence in them must not reach a terminal.
CONTROLS = {code: "\ufffd" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}
STAGES = {
    "files": "taking in files",
    "documents": "opening documents",
    "pages": "reading pages",
    "looks": "looking at scans",
    "making": "making pages",
    "terms": "searching terms",
}


def plain(text: str) -> str:
    """A text without control characters."""
    return text.translate(CONTROLS)


def escape(text: str) -> str:
    """A stranger's text, fit to be printed among markup of our own."""
    return escape_markup(plain(text))


class _PerMinute(ProgressColumn):
    def render(self, task: Task) -> Text:
        """Pages or files a minute."""
        return Text(f"{(task.speed or 0) * 60:.0f}/min")


class Bar:
    """A progress bar a stage on standard error; silent where that is no terminal."""

    def __init__(self) -> None:
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _PerMinute(),
            TimeRemainingColumn(),
            console=err,
            # Pages differ a hundredfold in time; a long window keeps the estimate calm.
            speed_estimate_period=120,
            disable=not sys.stderr.isatty(),
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def begin(self, stage: str, total: int | None) -> None:
        """Begin the bar of a stage."""
        self._task = self._bar.add_task(STAGES[stage], total=total)

    def advance(self) -> None:
        """One more is done."""
        if self._task is not None:
            self._bar.advance(self._task)


def show_ingest(report: IngestReport) -> None:
    """Say what an ingest did."""
    for remark in report.remarks:
        err.print(f"[yellow]Note:[/] {escape(remark)}")
    out.print(
        f"{report.files:,} files: {report.new_documents:,} new, {report.copies:,} copies of known "
        f"bytes, {report.known_files:,} unchanged."
    )
    if report.unpacked_files:
        out.print(f"{report.unpacked_files:,} of them came out of archives, mails and mailboxes.")
    if report.resumed_documents:
        out.print(f"Went on with {report.resumed_documents:,} documents an earlier run left.")
    read = report.pages.total()
    if not read and not report.failures:
        out.print("Nothing new to read.")
    else:
        by_source = ", ".join(
            f"{source.value.replace('_', ' ')} {report.pages[source]:,}"
            for source in PageSource
            if source is not PageSource.UNREAD  # files, and those are counted below
        )
        rate = read / report.seconds * 60 if report.seconds else 0
        out.print(f"{read:,} pages: {by_source}. {rate:,.0f} pages a minute.")
    for code, count in report.failures.most_common():
        out.print(f"  not read: {code} {count:,}")
    if report.failures_before:
        out.print(
            f"{report.failures_before:,} failures of earlier runs were left alone; --retry-failed "
            "tries them again."
        )
    out.print(f"Done in {report.seconds:.1f} s.")


def show_build(report: "BuildReport") -> None:
    """Say what became of the index."""
    reason = f" ({report.reason})" if report.reason else ""
    out.print(
        f"Index {report.mode}{escape(reason)}: {report.pages_added:,} pages added, "
        f"{report.pages_removed:,} removed, in {report.seconds:.1f} s."
    )


def counted(number: int, noun: str) -> str:
    """A number with its noun, in the plural where it is not one."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
