"""What to mark on a page that was found, for as long as there is time."""

from typing import Final

from index.engine import PageHit
from index.limits import OutOfTimeError
from index.match import Found, find_on
from index.page_words import PageWords
from index.query import Query

_NOTHING: Final = Found((), ())


def marks_of(query: Query, plain: Query, text: PageWords, hit: PageHit) -> tuple[Found, bool, bool]:
    """What to mark of a hit, whether it is exact, and whether there was time to find out."""
    try:
        if not text.is_over():
            exact = plain is query or _is_exact(plain, text, hit)
            return find_on(query, text) or _NOTHING, exact, True
    except OutOfTimeError:
        pass
    return _NOTHING, hit.score >= 0, False


def _is_exact(plain: Query, text: PageWords, hit: PageHit) -> bool:
    """Whether a query holds as typed; a hit that has a score says so by it."""
    return hit.score > 0 or (hit.score == 0 and find_on(plain, text) is not None)
