"""A verification as tables and sentences, and as plain values for JSON."""

from dataclasses import asdict

from rich.table import Table

from app import terminal
from app.terminal import counted, escape
from verify.asking import Kind, Way
from verify.estimate import Estimate
from verify.fitting import MEASURES
from verify.report import LookReport, VerifyReport
from verify.vocabulary import Band

_PLANTED = (
    ("planted words", Kind.WORD, Way.PLAIN),
    ("with misread", Kind.WORD, Way.MISREAD),
    ("identifiers", Kind.IDENTIFIER, Way.PLAIN),
    ("with misread", Kind.IDENTIFIER, Way.MISREAD),
    ("by id:", Kind.IDENTIFIER, Way.IDENTIFIER),
)
_KINDER_BY_NATURE = (
    "Made pages have neither handwriting, stamps, drawings nor photographs: expect real pages that "
    "have those to be found less well."
)
_RARE = (Band.USUAL, Band.RARE)
_KINDER = 0.05
"""Of confidence by which made pages read better than real ones before it is said."""


def show(report: VerifyReport) -> None:
    """Print the tables and what they mean."""
    terminal.out.print(_population(report))
    if not report.looks:
        terminal.out.print(_nothing(report))
        return
    terminal.out.print(_looks(report.looks))
    terminal.out.print(_reading(report.looks))
    terminal.out.print(_finding(report.looks))
    terminal.out.print(_likeness(report.looks))
    for sentence in sentences(report):
        terminal.out.print(sentence)


def as_plain(report: VerifyReport) -> dict[str, object]:
    """The report as plain values; shares from 0 to 1, null where nothing was counted."""
    population = report.population
    return {
        "pages": dict(population.by_source),
        "looked_at": population.sampled,
        "not_measured": dict(population.unseen),
        "too_few_words_to_imitate": population.unwritable,
        "seed": report.seed,
        "seconds": round(report.seconds, 1),
        "looks": [_plain_look(look) for look in report.looks],
        "collection": {name: _plain(one) for name, one in _figures(report).items()},
        "false_pages_in_collection_a_search": dict(report.false_in_collection),
        "meaning": sentences(report) if report.looks else [_nothing(report)],
    }


def _figures(report: VerifyReport) -> dict[str, Estimate | None]:
    return {
        "word_error": report.word_error,
        "words_found_on_their_page": report.words_found,
        "planted_words_plain": report.recall([(Kind.WORD, Way.PLAIN)]),
        "planted_words_misread": report.recall([(Kind.WORD, Way.MISREAD)]),
        "planted_identifiers_plain": report.recall([(Kind.IDENTIFIER, Way.PLAIN)]),
        "planted_identifiers_misread": report.recall([(Kind.IDENTIFIER, Way.MISREAD)]),
        "planted_identifiers_by_id": report.recall([(Kind.IDENTIFIER, Way.IDENTIFIER)]),
        "common_words_plain": report.own_recall(Way.PLAIN, [Band.COMMON]),
        "usual_words_plain": report.own_recall(Way.PLAIN, [Band.USUAL]),
        "rare_words_plain": report.own_recall(Way.PLAIN, [Band.RARE]),
        "own_words_plain": report.own_recall(Way.PLAIN, _RARE),
        "own_words_misread": report.own_recall(Way.MISREAD, _RARE),
    }


def _plain(estimate: Estimate | None) -> dict[str, float] | None:
    if estimate is None:
        return None
    return {name: round(value, 4) for name, value in asdict(estimate).items()}


def _plain_look(look: LookReport) -> dict[str, object]:
    error = look.error
    return {
        "look": look.group.name,
        "pages_looked_at": len(look.group.pages),
        "made": len(look.pages),
        "dpi": round(look.group.usual("dpi")),
        "measures": {
            measure.name: {"asked": asked, "got": got}
            for measure, (_, asked, got) in zip(MEASURES, look.asked_and_got(), strict=True)
        },
        "confidence": {"real": look.group.confidence, "made": look.confidence},
        "words": error.words,
        "word_error": error.rate,
        "words_found_on_their_page": error.recall,
        "seconds_a_page": look.seconds,
        "searches": [_plain_search(look, kind, way) for _, kind, way in _PLANTED]
        + [_plain_search(look, Kind.OWN, way, band) for way in _WAYS for band in Band],
    }


_WAYS = (Way.PLAIN, Way.MISREAD)


def _plain_search(
    look: LookReport, kind: Kind, way: Way, band: Band | None = None
) -> dict[str, object]:
    found, asked = look.found(kind, way, band)
    return {
        "kind": kind.value,
        "band": band.value if band else None,
        "way": way.value,
        "asked": asked,
        "found": found,
        "false_pages": look.false_pages(kind, way, band),
    }


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


def _nothing(report: VerifyReport) -> str:
    if not report.population.by_source["ocr"]:
        return "There are no scanned pages, so there is nothing to verify."
    return (
        "Too few words were read on the scanned pages to make others like them: look at them "
        "with `blotter search 'source:ocr' --sort confidence`."
    )


def _table(*columns: str) -> Table:
    table = Table(*columns, box=None, title_justify="left")
    for column in table.columns[1:]:
        column.justify = "right"
    return table


def _looks(looks: tuple[LookReport, ...]) -> Table:
    table = _table("look", "pages", "made", "dpi", "size, in", "type", "letters, in", "JPEG")
    for look in looks:
        group = look.group
        kinds = sorted(seen.pattern.type.face.kind for seen in group.pages)
        quality = [seen.look.quality for seen in group.pages if seen.look.quality]
        table.add_row(
            escape(group.name),
            f"{len(group.pages):,}",
            f"{len(look.pages):,}",
            f"{group.usual('dpi'):.0f}",
            f"{group.usual('width_in'):.1f} x {group.usual('height_in'):.1f}",
            max(kinds, key=kinds.count),
            f"{group.usual('letter_in'):.2f}",
            f"{sorted(quality)[len(quality) // 2]}" if quality else "",
        )
    return table


def _reading(looks: tuple[LookReport, ...]) -> Table:
    table = _table("read", "words", "word error", "found on page", "confidence", "of real", "s")
    for look in looks:
        error = look.error
        table.add_row(
            escape(look.group.name),
            f"{error.words:,}",
            f"{error.rate:.1%}",
            f"{error.recall:.1%}",
            _number(look.confidence),
            _number(look.group.confidence),
            _number(look.seconds),
        )
    return table


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _finding(looks: tuple[LookReport, ...]) -> Table:
    names = [name for name, _, _ in _PLANTED]
    table = _table("searched for", *names, *(f"{band} words" for band in Band), "false pages")
    for look in looks:
        shares = [_share(look.found(kind, way)) for _, kind, way in _PLANTED]
        own = [_share(look.found(Kind.OWN, Way.PLAIN, band)) for band in Band]
        table.add_row(escape(look.group.name), *shares, *own, _false(look))
    return table


def _share(count: tuple[int, int]) -> str:
    found, asked = count
    return f"{found:,} of {asked:,}" if asked else ""


def _false(look: LookReport) -> str:
    """Plain and with misread words, all searches together."""
    counts = [sum(look.false_pages(kind, way) for kind in Kind) for way in _WAYS]
    return f"{counts[0]:,}, misread {counts[1]:,}"


def _likeness(looks: tuple[LookReport, ...]) -> Table:
    """What was asked of the made pages and what they measured, means of each look."""
    table = _table("asked / got", *(measure.label for measure in MEASURES))
    for look in looks:
        cells = [
            f"{asked:.{measure.digits}f} / {got:.{measure.digits}f}"
            for measure, (_, asked, got) in zip(MEASURES, look.asked_and_got(), strict=True)
        ]
        table.add_row(escape(look.group.name), *cells)
    return table


def sentences(report: VerifyReport) -> list[str]:
    """What the figures mean, in words; each is a whole sentence."""
    said = []
    plain = report.recall([(Kind.WORD, Way.PLAIN)])
    misread = report.recall([(Kind.WORD, Way.MISREAD)])
    if plain and misread:
        said.append(
            f"Of 100 names and other rare words that stand on a scanned page of this collection, "
            f"searching finds about {_range(plain)}, and {_range(misread)} with misread words."
        )
    ids = report.recall([(Kind.IDENTIFIER, Way.PLAIN)])
    if ids:
        said.append(f"Of 100 identifiers it finds about {_range(ids)}.")
    own = report.own_recall(Way.PLAIN, _RARE)
    if own:
        said.append(f"Of 100 of the collection's own less common words it finds {_range(own)}.")
    error, found = report.word_error, report.words_found
    if error and found:
        said.append(
            f"Of 100 words about {_range(found)} were read somewhere on their page; "
            f"with the order of reading the word error is {_range(error)} in 100."
        )
    if report.false_in_collection:
        false = ", ".join(
            f"{way.value} {count:.2f}" for way, count in report.false_in_collection.items()
        )
        said.append(
            f"Searches for words that the collection does not hold find there, on average: {false} "
            "pages."
        )
    return said + _caveats(report)


def _range(estimate: Estimate) -> str:
    low, high = estimate.low * 100, estimate.high * 100
    return f"{estimate.share * 100:.0f} ({low:.0f} to {high:.0f})"


def _caveats(report: VerifyReport) -> list[str]:
    """Where the made pages are kinder than the real ones."""
    said = [_KINDER_BY_NATURE]
    for look in report.looks:
        real, made = look.group.confidence, look.confidence
        if real is not None and made is not None and made - real > _KINDER:
            said.append(
                f"Real pages of the look “{look.group.name}” were read with less confidence "
                f"({real:.2f}) than those made ({made:.2f}): there the figures are too good."
            )
    return said
