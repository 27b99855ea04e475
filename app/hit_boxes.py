"""Where the words that matched stand on the pictures of the pages that were found."""

from collections.abc import Mapping, Sequence

from app.answers import Answer, Hit
from index.highlight import Highlight, boxes_of
from ingest.catalogue import Catalogue

Boxed = Mapping[tuple[str, int], tuple[Highlight, ...]]
"""What to mark on a page, by its document's id and its number; of pages that have a picture."""


def boxed(catalogue: Catalogue, answer: Answer) -> Boxed:
    """The boxes of all hits of an answer, in one look at the catalogue.

    Raises:
        DataDirectoryError: The catalogue cannot be read.
    """
    hits = {
        (hit.document.id, hit.page.number): hit
        for hit in answer.every_hit
        if hit.matches and hit.page.has_image
    }
    words = catalogue.words_within({key: _stretches(hit) for key, hit in hits.items()})
    return {
        key: tuple(
            Highlight(match, boxes_of(match.start, match.end, words[key])) for match in hit.matches
        )
        for key, hit in hits.items()
        if key in words
    }


def _stretches(hit: Hit) -> Sequence[tuple[int, int]]:
    return [(match.start, match.end) for match in hit.matches]
