"""Hits over time: an answer's pages by month, year or decade of their dates, as a plot of links."""

from calendar import month_abbr, month_name
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from index.facets import UNKNOWN, Facet, FacetCounts, Filters

HEIGHT: Final = 60
"""Units of the plot's height that the highest bar takes; those above and below are for text."""

MOST_MONTHS: Final = 36
MOST_YEARS: Final = 40
"""Bars of a kind, the empty ones too; a longer time is parted more coarsely."""

ROOM: Final = 880
ROOM_BESIDE: Final = 540
"""Units of width that a plot has alone, and beside another; more bars than fit are wider."""

_WIDEST: Final = 56
_NARROWEST: Final = {"month": 24, "year": 26, "decade": 36}
"""Units of a bar's width with the gap to the next: 24 is the least that a finger finds."""

_GAP: Final = 4
_DIGIT: Final = 6
"""Units of the width of a digit above a bar."""

Counts = Mapping[str, int]
Address = Callable[[Filters], str]
"""Gives the address of an answer under some filters."""


class Step(StrEnum):
    """How long a time a bar stands for."""

    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"


@dataclass(frozen=True, slots=True)
class Bar:
    """The pages of one stretch of time.

    Attributes:
        name: The time in full.
        label: The same in short, to stand below.
        year: Of a month at the beginning of a year or of the plot; else empty.
        count: Pages.
        selected: Whether the answer is narrowed to it.
        url: The answer with it, or without it if it is selected; empty if there are no pages.
        left: Where it stands, in units of the plot.
        middle: Likewise, of the middle.
        height: Likewise, up to ``HEIGHT``; a unit at least if there are pages.
        has_room: Whether its count can stand above it.
    """

    name: str
    label: str
    year: str
    count: int
    selected: bool
    url: str
    left: int
    middle: int
    height: int
    has_room: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The pages of an answer over time.

    Attributes:
        step: What a bar stands for.
        bars: In the order of time, without a gap between.
        slot: Units from one bar to the next.
        undated: Pages that have no date.
        undated_url: The answer narrowed to these.
        everything: The answer of all times; empty if it is not narrowed to some.
    """

    step: Step
    bars: tuple[Bar, ...]
    slot: int
    undated: int
    undated_url: str
    everything: str

    @property
    def width(self) -> int:
        """Units of the plot's width."""
        return self.slot * len(self.bars)

    @property
    def height(self) -> int:
        """Units of the plot's height, with its text."""
        return 103 if self.step is Step.MONTH else 91

    @property
    def bar_width(self) -> int:
        """Units of a bar's width."""
        return self.slot - _GAP

    @property
    def filled(self) -> tuple[Bar, ...]:
        """Those bars that stand for a page, or to which the answer is narrowed."""
        return tuple(bar for bar in self.bars if bar.count or bar.selected)


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of time and the values of a facet that lie in it."""

    name: str
    label: str
    facet: Facet
    values: tuple[str, ...]


def timeline(
    facets: Sequence[FacetCounts], filters: Filters, address: Address, room: int = ROOM
) -> Timeline | None:
    """The plot of an answer; None where there is but one bar and nothing to take back.

    Args:
        facets: Of the answer, those of years and months among them.
        filters: What it is narrowed to.
        address: For the links.
        room: Units of width that the bars are spread over, if they need no more.
    """
    by_facet = {each.facet: dict(each.values) for each in facets}
    years, months = by_facet[Facet.YEAR], by_facet[Facet.MONTH]
    # Each is counted under the filter on the other.
    undated = max(years.pop(UNKNOWN, 0), months.pop(UNKNOWN, 0))
    named = filters.by_facet
    chosen = {facet: named.get(facet, frozenset()) for facet in (Facet.YEAR, Facet.MONTH)}
    step, spans = _spans(years, months, chosen)
    if not spans or (len(spans) == 1 and not any(chosen.values())):
        return None
    counts = months if step is Step.MONTH else years
    slot = max(_NARROWEST[step], min(_WIDEST, room // len(spans)))
    without = filters.but(Facet.YEAR).but(Facet.MONTH)
    return Timeline(
        step=step,
        bars=tuple(_bars(spans, counts, filters, address, slot)),
        slot=slot,
        undated=undated,
        undated_url=address(without.toggled(Facet.YEAR, UNKNOWN)),
        everything=address(without) if any(chosen.values()) else "",
    )


def _spans(
    years: Counts, months: Counts, chosen: Mapping[Facet, frozenset[str]]
) -> tuple[Step, list[_Span]]:
    """The bars that show an answer best; as fine as there is room for."""
    of_months = sorted({*months, *chosen[Facet.MONTH]} - {UNKNOWN})
    if of_months and _months_between(of_months[0], of_months[-1]) < MOST_MONTHS:
        return Step.MONTH, list(_month_spans(of_months[0], of_months[-1]))
    of_years = sorted({*years, *chosen[Facet.YEAR]} - {UNKNOWN})
    if of_years and int(of_years[-1]) - int(of_years[0]) < MOST_YEARS:
        every = range(int(of_years[0]), int(of_years[-1]) + 1)
        found = (f"{year:04}" for year in every)
        return Step.YEAR, [_Span(year, year, Facet.YEAR, (year,)) for year in found]
    return Step.DECADE, list(_decade_spans(of_years))


def _months_between(first: str, last: str) -> int:
    return _month_number(last) - _month_number(first)


def _month_number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1


def _month_spans(first: str, last: str) -> Iterator[_Span]:
    for number in range(_month_number(first), _month_number(last) + 1):
        year, month = divmod(number, 12)
        yield _Span(
            f"{month_name[month + 1]} {year}",
            month_abbr[month + 1],
            Facet.MONTH,
            (f"{year:04}-{month + 1:02}",),
        )


def month_in_words(value: str) -> str:
    """A month as the facet names it, in words; as it is if no calendar has it."""
    number = int(value[5:])
    return f"{month_name[number]} {value[:4]}" if 0 < number < len(month_name) else value


def _decade_spans(years: Sequence[str]) -> Iterator[_Span]:
    """Decades that have a page; the empty ones between are left out: dates may be far off."""
    for decade in dict.fromkeys(year[:3] for year in years):
        name = f"{decade}0s"
        yield _Span(name, name, Facet.YEAR, tuple(y for y in years if y.startswith(decade)))


def _bars(
    spans: Sequence[_Span], counts: Counts, filters: Filters, address: Address, slot: int
) -> Iterator[Bar]:
    pages = [sum(counts.get(value, 0) for value in span.values) for span in spans]
    most = max(pages) or 1
    for place, (span, count) in enumerate(zip(spans, pages, strict=True)):
        selected = all((span.facet, value) in filters.values for value in span.values)
        yield Bar(
            name=span.name,
            label=span.label,
            year=span.name[-4:] if _begins_year(place, span) else "",
            count=count,
            selected=selected,
            url=address(_turned(filters, span, selected)) if count or selected else "",
            left=place * slot,
            middle=place * slot + (slot - _GAP) // 2,
            height=max(2, round(count / most * HEIGHT)) if count else 0,
            has_room=len(f"{count:,}") * _DIGIT <= slot,
        )


def _begins_year(place: int, span: _Span) -> bool:
    return span.facet is Facet.MONTH and (place == 0 or span.values[0].endswith("-01"))


def _turned(filters: Filters, span: _Span, selected: bool) -> Filters:  # noqa: FBT001 - of the span
    """The filters with a span, or without it if it is selected.

    Months that were chosen do not outlive a choice of years.
    """
    if span.facet is Facet.YEAR:
        filters = filters.but(Facet.MONTH)
    for value in span.values:
        if ((span.facet, value) in filters.values) is selected:
            filters = filters.toggled(span.facet, value)
    return filters
