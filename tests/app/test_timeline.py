"""Hits over time: what the bars stand for, and what their links narrow an answer to."""

import re

from hypothesis import given
from hypothesis import strategies as st

from app.timeline import MOST_MONTHS, MOST_YEARS, ROOM, Step, Timeline, timeline
from index.facets import Facet, FacetCounts, Filters, commonest_first


def plotted(
    months: dict[str, int], filters: Filters | None = None, room: int = ROOM
) -> Timeline | None:
    """The plot of pages by month, with addresses that name the values narrowed to."""
    years: dict[str, int] = {}
    for month, pages in months.items():
        year = month if month == "unknown" else month[:4]
        years[year] = years.get(year, 0) + pages
    return timeline(
        [
            FacetCounts(Facet.YEAR, commonest_first(years)),
            FacetCounts(Facet.MONTH, commonest_first(months)),
        ],
        filters or Filters(),
        lambda narrowed: " ".join(sorted(value for _, value in narrowed.values)) or "all",
        room,
    )


def chosen(*values: tuple[Facet, str]) -> Filters:
    return Filters(frozenset(values))


def test_months():
    """A short time is parted by month, months without a page between."""
    plot = plotted({"2018-11": 4, "2019-02": 8, "unknown": 3})

    assert plot.step is Step.MONTH
    assert [bar.name for bar in plot.bars] == [
        "November 2018",
        "December 2018",
        "January 2019",
        "February 2019",
    ]
    assert [bar.count for bar in plot.bars] == [4, 0, 0, 8]
    assert [bar.url for bar in plot.bars] == ["2018-11", "", "", "2019-02"]
    assert [bar.year for bar in plot.bars] == ["2018", "", "2019", ""]
    assert (plot.undated, plot.undated_url, plot.everything) == (3, "unknown", "")


def test_years():
    """A longer time is parted by year; the bar that is on takes it back, and so does one link."""
    months = {"2010-01": 1, "2014-05": 5, "2014-06": 2}
    plot = plotted(months, chosen((Facet.YEAR, "2010"), (Facet.MONTH, "2010-01")))

    assert plot.step is Step.YEAR
    assert [bar.count for bar in plot.bars] == [1, 0, 0, 0, 7]
    assert [bar.selected for bar in plot.bars] == [True, False, False, False, False]
    assert [bar.url for bar in plot.bars if bar.url] == ["all", "2010 2014"]
    assert plot.everything == "all"


def test_room():
    """Bars are spread over the room there is, and never get narrower than a finger finds."""
    months = {"2010-01": 1, "2013-04": 5, "2019-06": 2}
    assert plotted(months).width == 560
    assert plotted(months, room=300).width == 300
    assert plotted(months, room=100).width == 260
    short = {"2010-01": 1, "2012-12": 5}
    assert plotted(short, room=100).slot == 24


def test_decades():
    """A very long time is parted by decade; a bar narrows to all of its years that have pages."""
    plot = plotted({"1931-01": 1, "1938-02": 1, "2019-03": 6})

    assert plot.step is Step.DECADE
    assert [(bar.name, bar.count, bar.url) for bar in plot.bars] == [
        ("1930s", 2, "1931 1938"),
        ("2010s", 6, "2019"),
    ]


def test_nothing_to_plot():
    """One month alone is no plot, unless the answer was narrowed to it."""
    assert plotted({"2018-11": 4, "unknown": 2}) is None
    assert plotted({}) is None
    plot = plotted({"2018-11": 4}, chosen((Facet.MONTH, "2018-11")))
    assert [bar.selected for bar in plot.bars] == [True]
    assert plotted({}, chosen((Facet.YEAR, "unknown"))) is None


MONTHS = st.dates().map(lambda day: day.isoformat()[:7])


@given(st.dictionaries(MONTHS, st.integers(1, 10**6)))
def test_any_months(months):
    """Whatever the dates, every page is in a bar, the bars are few, and the highest is full."""
    plot = plotted(months)
    if plot is None:
        assert len(months) < 2
        return
    assert sum(bar.count for bar in plot.bars) == sum(months.values())
    most = {Step.MONTH: MOST_MONTHS, Step.YEAR: MOST_YEARS, Step.DECADE: len(months)}
    assert len(plot.bars) <= most[plot.step]
    assert max(bar.height for bar in plot.bars) == 60
    assert all(bool(bar.url) == bool(bar.count) == bool(bar.height) for bar in plot.bars)
    assert plot.filled == tuple(bar for bar in plot.bars if bar.count)


def test_on_the_page(of_facts, client):
    """The result page says how many pages have no date, and names a month that is on in words."""
    html = client.get("/search", params={"q": "overtime", "month": "2017-03"}).text
    assert 'aria-label="March 2017: 1 page, selected"' in html
    assert "40 pages without a date" in html
    assert re.search(r"Month:</span> March 2017", html)
    undated = client.get("/api/v1/search", params={"q": "overtime", "month": "unknown"})
    assert undated.json()["count"] == 40
    odd = client.get("/search", params={"q": "overtime", "month": "2017-99"})
    assert odd.status_code == 200
    assert 'class="timeline"' not in of_facts.get("/search", params={"q": "badge"}).text
