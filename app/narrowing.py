"""What the result page offers to narrow an answer by, as links: no form and no script."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from app import page_facts, urls
from app.answers import Answer
from app.filter_links import Addresses
from app.search_request import SearchRequest
from app.timeline import ROOM, ROOM_BESIDE, month_in_words, timeline
from index.facets import (
    FACT_WORDS,
    NO_CONFIDENCE,
    NO_FILTERS,
    UNKNOWN,
    Facet,
    FacetCounts,
    Filters,
)
from index.fields import FACT_FIELDS
from ingest.catalogue import Catalogue

SHOWN: Final = 6
"""Values of a facet that are seen at once; the rest is behind "more"."""

MOST_FACTS: Final = 24
"""Facts of a kind that are listed at all: there may be thousands, each on a page or two."""

SHOWN_RELEASES: Final = 4
"""The same of releases, whose titles may be long."""

HEADINGS: Final = {
    Facet.RELEASE: "Release",
    Facet.AGENCY: "Agency",
    Facet.TYPE: "Type",
    Facet.YEAR: "Year",
    Facet.MONTH: "Month",
    Facet.SOURCE: "Text from",
    Facet.CONFIDENCE: "OCR confidence",
    Facet.REDACTED: "Redactions",
    **{Facet(kind.value): page_facts.HEADINGS[kind] for kind in FACT_FIELDS},
    Facet.MENTIONS: "Mentions a date in",
    Facet.MENTIONS_MONTH: "Month mentioned",
}

_LABELS: Final = {
    (Facet.SOURCE, "text_layer"): "text layer",
    (Facet.SOURCE, "ocr"): "OCR",
    (Facet.SOURCE, "mixed"): "text layer and OCR",
    (Facet.CONFIDENCE, NO_CONFIDENCE): "not read by OCR",
    (Facet.CONFIDENCE, "0-0.5"): "below 50 %",
    (Facet.CONFIDENCE, "0.5-0.7"): "50 to 70 %",
    (Facet.CONFIDENCE, "0.7-0.85"): "70 to 85 %",
    (Facet.CONFIDENCE, "0.85-1"): "85 % and more",
    (Facet.REDACTED, "yes"): "with redactions",
    (Facet.REDACTED, "no"): "without",
    (Facet.REDACTED, UNKNOWN): "not looked for",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet.

    Attributes:
        label: In words.
        count: Pages that have it.
        selected: Whether the answer is narrowed to it.
        url: The answer with it, or without it if it is selected.
    """

    label: str
    count: int
    selected: bool
    url: str


@dataclass(frozen=True, slots=True)
class Menu:
    """The values of one facet, in two parts.

    Attributes:
        heading: The facet in words.
        shown: The selected and the commonest.
        more: The others.
        left_out: How many values there are besides, which are not listed.
    """

    heading: str
    shown: tuple[Choice, ...]
    more: tuple[Choice, ...]
    left_out: int

    @property
    def most(self) -> int:
        """Pages of the value that has most."""
        return max(one.count for one in (*self.shown, *self.more))


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that is on.

    Attributes:
        heading: What it is on, in words.
        label: Its value, in words.
        url: The answer without it.
    """

    heading: str
    label: str
    url: str


class Narrowing:
    """The filters of one answer as links.

    Args:
        request: What was asked, as its address carries it.
        answer: With every facet counted.
        catalogue: For the titles of releases and documents.
        per_page: Kept in the links; None for the usual number.

    Attributes:
        menus: A menu for each facet that parts the answer, or is narrowed to.
        releases: The same of releases, which are plotted.
        timeline: Hits over time; None if there is nothing to plot.
        chips: The filters that are on.
        without: The answer without any filter.
    """

    def __init__(
        self, request: SearchRequest, answer: Answer, catalogue: Catalogue, per_page: int | None
    ) -> None:
        self._request = request
        self._per_page = per_page
        self._addresses = Addresses(request, per_page)
        self._titles = {release.id: release.title for release in catalogue.releases()}
        menus = {
            counts.facet: self._menu(counts)
            for counts in answer.facets
            if counts.facet is not Facet.MONTH  # is chosen on the time line
        }
        self.releases = menus.pop(Facet.RELEASE)
        self.menus = tuple(menu for menu in menus.values() if menu)
        room = ROOM_BESIDE if self.releases else ROOM
        self.timeline = timeline(answer.facets, request.filters, self._url, room)
        self.chips = (*self._value_chips(), *self._document_chips(catalogue))
        self.without = self._url(NO_FILTERS)

    @property
    def beside(self) -> bool:
        """Whether both plots have room beside each other."""
        return bool(self.releases and self.timeline and self.timeline.width <= ROOM_BESIDE)

    def all_of(self, document_id: str) -> str:
        """The answer's pages in one document, one by one."""
        return urls.search(self._request.q, self._request.in_document(document_id).parameters)

    def _url(self, filters: Filters) -> str:
        asked = self._request.narrowed_to(filters)
        return urls.search(asked.q, asked.parameters, per_page=self._per_page)

    def _menu(self, counts: FacetCounts) -> Menu | None:
        """None if there is nothing to choose between."""
        named = self._request.filters.by_facet.get(counts.facet, frozenset())
        held = dict(counts.values)
        if counts.facet is Facet.MENTIONS_MONTH:
            held = self._months(held)
        # A value that is on stays in sight, even where no page has it.
        order = [*sorted(named, key=lambda value: -held.get(value, 0))]
        order += [value for value in held if value not in named]
        fewest = 1 if counts.facet in FACT_WORDS else 2  # not every page has a fact
        if len(order) < fewest and not named:
            return None
        most = SHOWN_RELEASES if counts.facet is Facet.RELEASE else SHOWN
        shown, left_out = max(most, len(named)), 0
        if counts.facet in FACT_WORDS and counts.facet is not Facet.MENTIONS_MONTH:
            listed = max(MOST_FACTS, shown)
            order, left_out = order[:listed], counts.left_out + len(order[listed:])
        choices = tuple(self._choice(counts.facet, value, held.get(value, 0)) for value in order)
        return Menu(HEADINGS[counts.facet], choices[:shown], choices[shown:], left_out)

    def _months(self, held: Mapping[str, int]) -> dict[str, int]:
        """Those months that are of the years the answer is narrowed to, in their order."""
        years = self._request.filters.by_facet.get(Facet.MENTIONS, frozenset())
        return {month: held[month] for month in sorted(held) if month[:4] in years}

    def _choice(self, facet: Facet, value: str, count: int) -> Choice:
        filters = self._request.filters
        return Choice(
            label=self._label(facet, value),
            count=count,
            selected=(facet, value) in filters.values,
            url=self._addresses.toggled(facet, value),
        )

    def _label(self, facet: Facet, value: str) -> str:
        if facet is Facet.RELEASE:
            return self._titles.get(value) or value
        if facet is Facet.TYPE:
            return value.replace("_", " ")  # as manifests often write them
        if facet is Facet.MONTH and value != UNKNOWN:
            return month_in_words(value)
        return _LABELS.get((facet, value), value)

    def _value_chips(self) -> Iterator[Chip]:
        filters = self._request.filters
        for facet, values in filters.by_facet.items():
            for value in sorted(values):
                url = self._addresses.toggled(facet, value)
                yield Chip(HEADINGS[facet], self._label(facet, value), url)

    def _document_chips(self, catalogue: Catalogue) -> Iterator[Chip]:
        filters = self._request.filters
        known = catalogue.documents_by_id(sorted(filters.documents))
        for document_id in sorted(filters.documents):
            title = known[document_id].title if document_id in known else document_id
            without = replace(filters, documents=filters.documents - {document_id})
            yield Chip("Document", title, self._url(without))
