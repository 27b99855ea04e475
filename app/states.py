"""Pages by state as a plot, each state linked to where its pages are found."""

from collections.abc import Iterator, Mapping
from typing import Final

from app import urls
from app.plots import Figure, Plot, plotted
from ingest.catalogue_status import ReleaseStatus
from ingest.records import Coverage, PageSource

NAMES: Final[Mapping[PageSource, str]] = {
    PageSource.TEXT_LAYER: "text layer of the file",
    PageSource.OCR: "read by OCR",
    PageSource.MIXED: "text layer and OCR",
    PageSource.BLANK: "blank",
}
"""What the states of pages that were read are called; those that were not have figures apart."""


def plot_of_release(of: ReleaseStatus) -> Plot:
    """The pages of a release by state; those of its files that nobody could open are not known."""
    failed = urls.coverage(release=of.id)
    figures = [
        *_read(of.by_source, f"release:{of.id}"),
        ("could not be read", of.by_source[PageSource.FAILED], failed),
        ("held back for review", of.held_pages, urls.ledger() + "#held"),
        ("still to be read", of.to_read, None),
    ]
    return plotted(figures)


def plot_of_coverage(of: Coverage) -> Plot:
    """All pages by state."""
    figures = [
        *_read(of.by_source),
        ("could not be read", of.unread_pages, urls.coverage() + "#failures"),
        ("held back for review", of.held_pages, urls.ledger() + "#held"),
    ]
    return plotted(figures)


def _read(by_source: Mapping[PageSource, int], within: str = "") -> Iterator[Figure]:
    for source, name in NAMES.items():
        query = f"source:{source.value} {within}".strip()
        yield name, by_source[source], urls.search(query) if by_source[source] else None
