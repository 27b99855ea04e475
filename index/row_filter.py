"""Which rows of an index pass a filter: dates, numbers and where the text came from."""

import numpy as np
from numpy.typing import NDArray

from index.facet_table import UNDATED
from index.fields import SOURCES
from index.page_table import PageTable, lies_within
from index.query import DateRange, Filter, NumberField, NumberRange, SourceIs


def passing(wanted: Filter, table: PageTable) -> NDArray[np.bool_]:
    """For each row whether it has what a filter asks for; deleted rows may."""
    match wanted:
        case DateRange(first, last):
            low = None if first is None else first.toordinal()
            high = None if last is None else last.toordinal()
            dated: NDArray[np.bool_] = table.dates != UNDATED
            return dated & lies_within(table.dates, low, high)
        case NumberRange(field, lowest, highest, exclusive):
            numbers = table.numbers if field is NumberField.PAGE else table.confidences
            holds = lies_within(numbers, lowest, highest) & ~np.isnan(numbers)
            ends = [end for end in (lowest, highest) if end is not None and exclusive]
            return holds & ~np.isin(numbers, ends)
        case SourceIs(source):
            place = SOURCES.index(source)
            return lies_within(table.sources, place, place)
