"""What a search found out about a query, as warnings beside those of the parser."""

from collections.abc import Iterable, Iterator

from index.expansion import Expansion
from index.query import IdentifierPrefix, Misread, Stem
from index.query_warnings import QueryWarning, WarningCode
from index.show import show

# Words of an expansion that a warning names, the commonest.
WORDS_NAMED = 5


def warnings_of(
    typed: str, expansions: Iterable[Expansion], *, partial: bool
) -> Iterator[QueryWarning]:
    """What each prefix, wildcard and fuzzy word stood for, and whether the time ran out."""
    for expansion in expansions:
        if isinstance(expansion.leaf, Stem | Misread):
            continue  # forms are no surprise, and variants are listed in the answer
        shown = show(expansion.leaf)
        code, message = _covered(shown, expansion)
        yield QueryWarning(code, message, max(typed.lower().find(shown.rstrip("~12")), 0))
    if partial:
        message = (
            "The time for the query ran out. Every page shown does match, but others may be "
            "missing, and the count is of those found; narrow the query to see all."
        )
        yield QueryWarning(WarningCode.PARTIAL, message, 0)


def _identifiers(shown: str, count: int, *, capped: bool) -> tuple[WarningCode, str]:
    """As of words, but none is named: folded forms are nothing a reader would know again."""
    if capped:
        message = (
            f"More identifiers fit {shown} than are searched for; the {count:,} commonest were "
            "taken. Type more of it to reach the rest."
        )
        return WarningCode.EXPANSION_CAPPED, message
    what = "1 identifier" if count == 1 else f"{count:,} identifiers or parts of them"
    return WarningCode.EXPANDED, f"{shown} stood for {what}."


def unmarked(hits: int) -> Iterator[QueryWarning]:
    """That there was no time to mark the words of so many hits; nothing if there are none."""
    if hits:
        which = "one of these pages" if hits == 1 else f"{hits} of these pages"
        message = (
            f"The time for the query ran out before the words that matched on {which} were found, "
            "so nothing is marked there; open a page to see its words marked."
        )
        yield QueryWarning(WarningCode.UNMARKED, message, 0)


def unmarked_page() -> QueryWarning:
    """That there was no time to mark the words of the one page that is looked at."""
    message = (
        "The time for the query ran out before its words on this page were found, so nothing is "
        "marked. Ask for fewer words or nearer ones, or have the operator raise "
        "BLOTTER_QUERY_TIMEOUT_S."
    )
    return QueryWarning(WarningCode.UNMARKED, message, 0)


def _covered(shown: str, expansion: Expansion) -> tuple[WarningCode, str]:
    count = len(expansion.words)
    if not count:
        return WarningCode.FITS_NO_WORD, f"No word of the collection fits {shown}."
    if isinstance(expansion.leaf, IdentifierPrefix):
        return _identifiers(shown, count, capped=expansion.capped)
    named = ", ".join(f"{word} ({pages:,})" for word, pages in expansion.words[:WORDS_NAMED])
    more = ", …" if count > WORDS_NAMED else ""
    if expansion.capped:
        message = (
            f"More words fit {shown} than are searched for; the {count:,} commonest were taken: "
            f"{named}{more}. In brackets: pages. Type more letters to reach the rest."
        )
        return WarningCode.EXPANSION_CAPPED, message
    what = "1 word" if count == 1 else f"{count:,} words"
    return WarningCode.EXPANDED, f"{shown} stood for {what}: {named}{more}. In brackets: pages."
