"""The geometry of the plots: figures as lengths of bars. Templates draw them as SVG."""

from collections.abc import Iterable
from dataclasses import dataclass

Figure = tuple[str, int, str | None]
"""A label, how many, and the address of what is counted; None for no link."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure of a plot.

    Attributes:
        label: What is counted.
        count: How many.
        url: Where these are listed; None for nowhere, and where there are none.
        length: Of its bar, 0 to 1 of the longest; never so short that some look like none.
        share: Of all figures together, 0 to 1.
        start: Where its column begins, 0 to 1 of the width of the plot.
        width: Of its column, the gap to the next one left out.
    """

    label: str
    count: int
    url: str | None
    length: float
    share: float
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Plot:
    """Figures beside one another.

    Attributes:
        bars: In the order given.
        total: Of all figures.
        most: The largest figure; 0 without any.
    """

    bars: tuple[Bar, ...]
    total: int
    most: int


LEAST_LENGTH = 0.006
"""Of a bar that is not nothing: about a pixel and a half of a narrow plot."""
GAP = 0.2
"""Of a column's place that is left free."""


def plotted(figures: Iterable[Figure]) -> Plot:
    """Lay figures out as bars, all on one scale that begins at 0."""
    given = tuple(figures)
    most = max((count for _, count, _ in given), default=0)
    total = sum(count for _, count, _ in given)
    place = 1 / max(len(given), 1)
    bars = tuple(
        Bar(
            label=label,
            count=count,
            url=url if count else None,
            length=max(count / most, LEAST_LENGTH) if count else 0.0,
            share=count / total if total else 0.0,
            start=place * (number + GAP / 2),
            width=place * (1 - GAP),
        )
        for number, (label, count, url) in enumerate(given)
    )
    return Plot(bars, total, most)
