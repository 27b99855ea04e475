"""What the command line shows of the answer to a query: hits with marked passages."""

from rich.text import Text

from app import urls
from app.answers import Answer, Hit
from app.misreading import WordVariants
from app.search_request import SearchRequest
from app.terminal import counted, escape, out, plain
from index.query_warnings import QueryWarning
from index.snippets import Snippet
from ingest.records import Coverage

VARIANTS_SHOWN = 12


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
    out.print(coverage_line(answer.coverage, answer.pages_not_indexed))


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


def coverage_line(coverage: Coverage, pages_not_indexed: int) -> str:
    """How much was searched, in one sentence."""
    searched = coverage.searched - pages_not_indexed
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
    if pages_not_indexed:
        line += f"; {pages_not_indexed:,} are not indexed yet (blotter index)"
    return line + "."
