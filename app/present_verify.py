"""A verification as a table and sentences for people."""

from collections.abc import Callable, Iterable, Sequence
from string import ascii_uppercase

from rich.table import Table

from app import terminal
from app.terminal import counted, escape
from verify.asking import Kind, Way
from verify.estimate import Estimate
from verify.fitting import MEASURES
from verify.report import LookReport, VerifyReport
from verify.vocabulary import Band

LESS_COMMON = (Band.USUAL, Band.RARE)
_PLAIN_AND_MISREAD = (Way.PLAIN, Way.MISREAD)
_KINDER = 0.02
"""Of confidence by which made pages read better than real ones before it is said."""
_KINDER_BY_NATURE = (
    "Made pages have neither handwriting, stamps, drawings nor photographs: expect real pages that "
    "have those to be found less well."
)

Row = tuple[str, Callable[[LookReport], str]]


def show(report: VerifyReport) -> None:
    """Print the looks in columns, and what the figures mean; a mil is a thousandth of an inch."""
    terminal.out.print(_population(report))
    if report.looks:
        for letter, look in zip(ascii_uppercase, report.looks, strict=False):
            terminal.out.print(f"  {letter}  {escape(look.group.name)}")
        terminal.out.print(_table(report.looks))
    for sentence in sentences(report):
        terminal.out.print(sentence)


def _population(report: VerifyReport) -> str:
    seen = report.population
    scanned, texts = seen.by_source["ocr"], seen.by_source["text_layer"]
    line = f"{counted(scanned, 'scanned page')}, {seen.sampled:,} of them looked at. "
    line += f"Not measured: {counted(texts, 'page')} with a text layer of their own"
    if seen.by_source["mixed"]:
        line += f", {seen.by_source['mixed']:,} read partly by OCR"
    if seen.unwritable:
        line += f"; of those looked at {seen.unwritable:,} with too few words to imitate"
    for code, count in seen.unseen.items():
        line += f"; {count:,} whose scan could not be measured ({code})"
    return line + "."


def _table(looks: Sequence[LookReport]) -> Table:
    letters = ascii_uppercase[: len(looks)]
    table = Table("", *letters, box=None)
    table.columns[0].no_wrap = True
    for column in table.columns[1:]:
        column.justify = "right"
    for title, rows in _SECTIONS:
        table.add_row(f"[bold]{title}[/]")
        for name, cell in rows:
            table.add_row(f"  {name}", *map(cell, looks))
    return table


def _size(look: LookReport) -> str:
    return f"{look.group.usual('width_in'):.1f} x {look.group.usual('height_in'):.1f}"


def _type(look: LookReport) -> str:
    kinds = sorted(seen.pattern.type.face.kind for seen in look.group.pages)
    return max(kinds, key=kinds.count)


def _quality(look: LookReport) -> str:
    known = sorted(seen.look.quality for seen in look.group.pages if seen.look.quality)
    return str(known[len(known) // 2]) if known else ""


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _found(kind: Kind, way: Way, band: Band | None = None) -> Callable[[LookReport], str]:
    def cell(look: LookReport) -> str:
        found, asked = look.found(kind, way, band)
        return f"{found:,} of {asked:,}" if asked else ""

    return cell


def _false(way: Way) -> Callable[[LookReport], str]:
    return lambda look: f"{sum(look.false_pages(kind, way) for kind in Kind):,}"


def _asked_and_got(place: int) -> Callable[[LookReport], str]:
    digits, scale = MEASURES[place].digits, MEASURES[place].scale

    def cell(look: LookReport) -> str:
        _, asked, got = look.asked_and_got()[place]
        return f"{asked * scale:.{digits}f} / {got * scale:.{digits}f}"

    return cell


_SECTIONS: tuple[tuple[str, tuple[Row, ...]], ...] = (
    (
        "the collection",
        (
            ("looked at", lambda look: f"{len(look.group.pages):,}"),
            ("dpi", lambda look: f"{look.group.usual('dpi'):.0f}"),
            ("size, in", _size),
            ("type", _type),
            ("JPEG quality", _quality),
        ),
    ),
    (
        "made: asked / got",
        (
            ("made", lambda look: f"{len(look.pages):,}"),
            *((measure.label, _asked_and_got(place)) for place, measure in enumerate(MEASURES)),
        ),
    ),
    (
        "read",
        (
            ("words", lambda look: f"{look.error.words:,}"),
            ("word error", lambda look: f"{look.error.rate:.1%}"),
            ("found on their page", lambda look: f"{look.error.recall:.1%}"),
            ("confidence", lambda look: _number(look.confidence)),
            ("  of real pages", lambda look: _number(look.group.confidence)),
            ("seconds a page", lambda look: _number(look.seconds)),
        ),
    ),
    (
        "found by searching",
        (
            ("planted words", _found(Kind.WORD, Way.PLAIN)),
            ("  misread too", _found(Kind.WORD, Way.MISREAD)),
            ("planted identifiers", _found(Kind.IDENTIFIER, Way.PLAIN)),
            ("  misread too", _found(Kind.IDENTIFIER, Way.MISREAD)),
            ("  by id:", _found(Kind.IDENTIFIER, Way.IDENTIFIER)),
            *((f"{band} words", _found(Kind.OWN, Way.PLAIN, band)) for band in Band),
            *((f"{band}, misread too", _found(Kind.OWN, Way.MISREAD, band)) for band in Band),
            ("false pages", _false(Way.PLAIN)),
            ("  misread too", _false(Way.MISREAD)),
        ),
    ),
)
"""Rows of the table: a name, and what stands in the column of a look."""


def sentences(report: VerifyReport) -> list[str]:
    """What the figures mean, in words; each is a whole sentence."""
    if not report.looks:
        return [_nothing(report)]
    return [*_recalled(report), *_read(report), *_false_pages(report), *_caveats(report)]


def _nothing(report: VerifyReport) -> str:
    if not report.population.by_source["ocr"]:
        return "There are no scanned pages, so there is nothing to verify."
    return (
        "Too few words were read on the scanned pages to make others like them: look at them with "
        "`blotter search source:ocr --sort confidence`."
    )


def _recalled(report: VerifyReport) -> Iterable[str]:
    plain, misread = (report.recall([(Kind.WORD, way)]) for way in _PLAIN_AND_MISREAD)
    if plain and misread:
        yield (
            "Of 100 names and other words no dictionary has, standing on scanned pages, searching "
            f"finds about {_of_100(plain)}, and {_of_100(misread)} with misread words."
        )
    numbers = report.recall([(Kind.IDENTIFIER, Way.PLAIN)])
    if numbers:
        yield f"Of 100 identifiers it finds about {_of_100(numbers)}."
    plain, misread = (report.own_recall(way, LESS_COMMON) for way in _PLAIN_AND_MISREAD)
    if plain and misread:
        yield (
            "Of 100 of the collection's own less common words it finds about "
            f"{_of_100(plain)}, and {_of_100(misread)} with misread words."
        )


def _read(report: VerifyReport) -> Iterable[str]:
    error, found = report.word_error, report.words_found
    if error and found:
        yield (
            f"Of 100 words about {_of_100(found)} were read somewhere on their page; the order of "
            f"reading counted too, {_of_100(error)} were wrong."
        )


def _false_pages(report: VerifyReport) -> Iterable[str]:
    if report.false_in_collection:
        told = (f"{count:.2f} ({way})" for way, count in report.false_in_collection.items())
        yield (
            "What was planted is nowhere in the collection; searched for there, it found pages "
            f"nevertheless, on average {', '.join(told)}."
        )


def _of_100(estimate: Estimate) -> str:
    low, high = estimate.low * 100, estimate.high * 100
    return f"{estimate.share * 100:.0f} ({low:.0f} to {high:.0f})"


def _caveats(report: VerifyReport) -> Iterable[str]:
    """Where the made pages are kinder than the real ones."""
    yield _KINDER_BY_NATURE
    for letter, look in zip(ascii_uppercase, report.looks, strict=False):
        real, made = look.group.confidence, look.confidence
        if real is not None and made is not None and made - real > _KINDER:
            yield (
                f"Real pages of the look {letter} were read with less confidence ({real:.2f}) than "
                f"those made ({made:.2f}): there the figures are too good."
            )
