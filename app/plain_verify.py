"""A verification as plain values, for JSON."""

from dataclasses import asdict

from app.present_verify import LESS_COMMON, sentences
from verify.asking import Kind, Way
from verify.estimate import Estimate
from verify.fitting import MEASURES
from verify.report import LookReport, VerifyReport
from verify.vocabulary import Band

_SEARCHES = (
    *((Kind.WORD, way, None) for way in (Way.PLAIN, Way.MISREAD)),
    *((Kind.IDENTIFIER, way, None) for way in Way),
    *((Kind.OWN, way, band) for way in (Way.PLAIN, Way.MISREAD) for band in Band),
)


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
        "looks": list(map(_look, report.looks)),
        "collection": {name: _estimate(one) for name, one in _figures(report).items()},
        "false_pages_in_collection_a_search": dict(report.false_in_collection),
        "meaning": sentences(report),
    }


def _figures(report: VerifyReport) -> dict[str, Estimate | None]:
    planted = {
        f"planted_{kind.name.lower()}s_{way.name.lower()}": report.recall([(kind, way)])
        for kind, way, band in _SEARCHES
        if band is None
    }
    return {
        "word_error": report.word_error,
        "words_found_on_their_page": report.words_found,
        **planted,
        "less_common_words_plain": report.own_recall(Way.PLAIN, LESS_COMMON),
        "less_common_words_misread": report.own_recall(Way.MISREAD, LESS_COMMON),
    }


def _estimate(estimate: Estimate | None) -> dict[str, float] | None:
    if estimate is None:
        return None
    return {name: round(value, 4) for name, value in asdict(estimate).items()}


def _look(look: LookReport) -> dict[str, object]:
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
        "searches": [_search(look, kind, way, band) for kind, way, band in _SEARCHES],
    }


def _search(look: LookReport, kind: Kind, way: Way, band: Band | None) -> dict[str, object]:
    found, asked = look.found(kind, way, band)
    return {
        "kind": kind.value,
        "band": band.value if band else None,
        "way": way.value,
        "asked": asked,
        "found": found,
        "false_pages": look.false_pages(kind, way, band),
    }
