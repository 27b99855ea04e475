"""The facts of one page: see ``index.facts``."""

import re
from itertools import chain

from index.facts import Fact, apart
from index.named_numbers import named_numbers
from index.written_dates import written_dates

_DIGIT = re.compile(r"\d")


def facts_in(text: str) -> tuple[Fact, ...]:
    """The facts of a text, in its order; none overlaps another."""
    if not _DIGIT.search(text):
        return ()
    return tuple(apart(chain(named_numbers(text), written_dates(text))))
