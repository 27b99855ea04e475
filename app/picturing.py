"""Small pictures of pages beside hits, with the words that matched marked on them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from app import urls
from app.answers import Answer
from app.hit_boxes import boxed
from index.highlight import Highlight
from ingest.catalogue import Catalogue
from ingest.records import Box, Page

IMAGE_WIDTH: Final = 200
"""Pixels of the picture that is sent; about twice those it takes, for fine screens."""

MOST_WIDE: Final = 112
MOST_HIGH: Final = 168
"""Pixels that a picture takes at most; one of a page of letter size is as wide as it may be."""

MOST_BOXES: Final = 150
"""A page so full of marks looks all marked, and its view marks the rest."""

GRID: Final = 1000
"""Steps of the page's width and height in which marks are drawn."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A small picture of a page.

    Attributes:
        url: Of the picture.
        width: Pixels it takes.
        height: Likewise.
        marks: The words that matched, as data of an SVG path in steps of ``GRID``.
        variants: Those of them that are printed otherwise than asked for, likewise.
    """

    url: str
    width: int
    height: int
    marks: str
    variants: str


Pictures = Mapping[tuple[str, int], Picture]
"""By a document's id and a page's number; of pages that have a picture."""


def pictures(catalogue: Catalogue, answer: Answer) -> Pictures:
    """The pictures of the pages on which an answer's hits stand.

    Raises:
        DataDirectoryError: The catalogue cannot be read.
    """
    marked = boxed(catalogue, answer)
    return {
        key: picture_of(hit.document.id, hit.page, marked.get(key, ()))
        for hit in answer.every_hit
        if hit.page.has_image and (key := (hit.document.id, hit.page.number))
    }


def picture_of(
    document_id: str,
    page: Page,
    marked: tuple[Highlight, ...],
    *,
    wide: int = MOST_WIDE,
    high: int = MOST_HIGH,
) -> Picture:
    """The picture of a page that has one.

    Args:
        document_id: Of its document.
        page: Needs no words.
        marked: What to mark on it.
        wide: Pixels it may take at most.
        high: Likewise.
    """
    scale = min(wide / page.width, high / page.height)
    shown = [(one.match.variant, box) for one in marked for box in one.boxes][:MOST_BOXES]
    return Picture(
        url=urls.page_image(document_id, page.number, IMAGE_WIDTH),
        width=max(1, round(page.width * scale)),
        height=max(1, round(page.height * scale)),
        marks=_path(box for is_variant, box in shown if not is_variant),
        variants=_path(box for is_variant, box in shown if is_variant),
    )


def _path(boxes: Iterable[Box]) -> str:
    return "".join(
        f"M{round(box.left * GRID)} {round(box.top * GRID)}"
        f"h{max(1, round((box.right - box.left) * GRID))}"
        f"v{max(1, round((box.bottom - box.top) * GRID))}"
        f"H{round(box.left * GRID)}z"
        for box in boxes
    )
