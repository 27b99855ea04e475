"""The offer to search for any of the words, where all of them together gave little."""

from dataclasses import dataclass, replace
from typing import Final

from app.answers import Answer
from app.search_request import SearchRequest
from app.searching import Searcher
from index.parse import Wanted

FEW: Final = 5
"""Pages; an answer with more is not too little."""


@dataclass(frozen=True, slots=True)
class AnyWords:
    """A search that would find more.

    Attributes:
        request: What to ask instead.
        total: Pages it finds.
    """

    request: SearchRequest
    total: int


def offer(searcher: Searcher, answer: Answer) -> AnyWords | None:
    """The search for any of the words of an answer's query; None if it would find no more.

    Raises:
        SearchError: The index cannot be read.
    """
    asked = answer.request
    request = replace(asked, wanted=Wanted.ANY)
    if answer.total > FEW or request.parsed().query == asked.parsed().query:
        return None
    total = searcher.count(request)
    return AnyWords(request, total) if total > answer.total else None
