"""What the command line shows: progress, tables and marked passages."""

import sys
from types import TracebackType
from typing import Self

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

from app import urls
from app.misreading import WordVariants
from app.search_request import SearchRequest
from app.searching import Answer, Hit
from index.build import BuildReport
from index.query_warnings import QueryWarning
from index.snippets import Snippet
from ingest.records import PageSource
from ingest.report import IngestReport

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

# Records and file names are strangers' text: an escape sequence in them must not reach a terminal.
CONTROLS = {code: "\ufffd" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}
VARIANTS_SHOWN = 12
STAGES = {"files": "taking in files", "documents": "opening documents", "pages": "reading pages"}


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


def show_build(report: BuildReport) -> None:
    """Say what became of the index."""
    reason = f" ({report.reason})" if report.reason else ""
    out.print(
        f"Index {report.mode}{escape(reason)}: {report.pages_added:,} pages added, "
        f"{report.pages_removed:,} removed, in {report.seconds:.1f} s."
    )


def show_answer(answer: Answer, *, offset: int) -> None:
    """Show the hits of a query."""
    matching = "page matches" if answer.total == 1 else "pages match"
    out.print(f"{answer.total:,} {matching}. Read as: [bold]{escape(answer.read_as)}[/]")
    for warning in answer.warnings:
        out.print(f"[yellow]{escape(warning.message + _meant(warning))}[/]")
    for words in answer.variants:
        _show_variants(words)
    for place, hit in enumerate(answer.hits, offset + 1):
        _show_hit(place, hit, answer.request)
    out.print(coverage_line(answer))


def _meant(warning: QueryWarning) -> str:
    words = ", ".join(f"{one.word} ({one.pages:,})" for one in warning.suggestions)
    return f" Did you mean {words}? In brackets: pages." if words else ""


def _show_variants(words: WordVariants) -> None:
    """What a word was misread as, the likeliest first."""
    named = [f"{one.text} ({one.pages:,})" for one in words.misreadings if one.is_searched]
    if named:
        shown = ", ".join(named[:VARIANTS_SHOWN])
        more = f" and {len(named) - VARIANTS_SHOWN:,} more" if len(named) > VARIANTS_SHOWN else ""
        out.print(f"{escape(words.word)} also as: {escape(shown)}{more}. In brackets: pages.")


def _show_hit(place: int, hit: Hit, request: SearchRequest) -> None:
    misread = "" if hit.exact else ", by misread words only"
    confidence = "" if hit.page.confidence is None else f", confidence {hit.page.confidence:.0%}"
    out.print(
        f"\n{place}. [bold]{escape(hit.document.title)}[/], {_pages(hit)}"
        f"  [dim]{hit.page.source.value}{confidence}, score {hit.score:.2f}{misread}[/]"
    )
    address = urls.page(hit.document.id, hit.page.number, request.q, request.reading)
    out.print(f"   [dim]{escape(address)}[/]")
    for snippet in hit.snippets:
        out.print(Text("   ").append_text(_marked(snippet)))
    for onward in hit.continues:
        out.print(f"   [dim]- page {onward.page} -[/]")
        for snippet in onward.snippets:
            out.print(Text("   ").append_text(_marked(snippet)))


def _pages(hit: Hit) -> str:
    """The page of a hit, or the first and the last if it goes on."""
    first = hit.page.number
    return f"pages {first}-{hit.continues_on[-1]}" if hit.continues_on else f"page {first}"


def _marked(snippet: Snippet) -> Text:
    text = Text(("… " if snippet.cut_before else "") + plain(snippet.text))
    shift = 2 if snippet.cut_before else 0
    for start, end in snippet.marks:
        text.stylize("bold black on yellow", start + shift, end + shift)
    return text.append(" …" if snippet.cut_after else "")


def counted(number: int, noun: str) -> str:
    """A number with its noun, in the plural where it is not one."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def coverage_line(answer: Answer) -> str:
    """How much was searched, in one sentence."""
    coverage = answer.coverage
    searched = coverage.searched - answer.pages_not_indexed
    line = f"Searched {searched:,} of {coverage.pages:,} pages"
    if coverage.unread_pages or coverage.unread_files:
        line += (
            f"; {counted(coverage.unread_pages, 'page')} and "
            f"{counted(coverage.unread_files, 'file')} could not be read (blotter failures lists "
            "them)"
        )
    if coverage.waiting_files:
        line += f"; {counted(coverage.waiting_files, 'file')} still to be opened (blotter ingest)"
    if coverage.held_documents:
        line += f"; {counted(coverage.held_pages, 'page')} held back (blotter review)"
    if answer.pages_not_indexed:
        line += f"; {answer.pages_not_indexed:,} are not indexed yet (blotter index)"
    return line + "."
