"""Whether a page passes a filter: dates, numbers and where its text came from."""

from index.engine import IndexPage
from index.query import DateRange, Filter, NumberField, NumberRange, SourceIs


def passes(wanted: Filter, page: IndexPage) -> bool:
    """Whether a page has what a filter asks for; what it has not never passes."""
    match wanted:
        case DateRange():
            return dated_within(wanted, page)
        case NumberRange(NumberField.PAGE):
            return _lies_within(wanted, page.number)
        case NumberRange():
            return page.confidence is not None and _lies_within(wanted, page.confidence)
        case SourceIs(source):
            return page.source is source


def dated_within(dates: DateRange, page: IndexPage) -> bool:
    """Whether the page's document is dated and dated within the range."""
    if page.date is None:
        return False
    after = dates.first is None or page.date >= dates.first
    return after and (dates.last is None or page.date <= dates.last)


def _lies_within(wanted: NumberRange, number: float) -> bool:
    if wanted.exclusive and number in (wanted.low, wanted.high):
        return False
    above = wanted.low is None or number >= wanted.low
    return above and (wanted.high is None or number <= wanted.high)
