"""What stands behind the colon of a field that is not asked for by words."""

from index.dates import exchanged, read_dates
from index.facts import FactKind
from index.fields import DATE_FIELD, FACT_FIELDS, MENTIONS_FIELD, SOURCE_FIELD, SOURCES
from index.identifier_queries import asked_identifier
from index.identifiers import LONGEST, SHORTEST
from index.named_numbers import asked_number
from index.numbers import read_numbers
from index.query import (
    DateRange,
    FactIs,
    Mentioned,
    NumberField,
    NumberRange,
    Query,
    SourceIs,
    TextField,
)
from index.query_warnings import WarningCode

_EXAMPLES = {
    NumberField.PAGE: "Pages are written 2, >2 or [2 TO 5].",
    NumberField.CONFIDENCE: "Confidence goes from 0 to 1 and is written <0.7 or [0.2 TO 0.5].",
}


class FieldValue:
    """A value as a query.

    Attributes:
        query: What it means; None if the field has no such value.
        code: What to warn of if it has not.
        message: What to tell then, or if the ends of a range were exchanged.
        was_reversed: Whether they were.
    """

    query: Query | None
    code: WarningCode
    message: str
    was_reversed = False

    def __init__(self, field: str, value: str) -> None:
        if field == DATE_FIELD:
            self._read_dates(value)
        elif field == SOURCE_FIELD:
            self._read_source(value)
        elif field == TextField.ID:
            self._read_identifier(value)
        elif field == MENTIONS_FIELD:
            self._read_mentioned(value)
        elif field in FACT_FIELDS:
            self._read_fact(FactKind(field), value)
        else:
            self._read_numbers(NumberField(field), value)

    def _read_dates(self, value: str) -> None:
        self.query = dates = read_dates(value)
        self.code = WarningCode.BAD_DATE
        self.message = (
            f"{value} is no date, so it was read as words. Dates are written 2017, 2017-06, "
            "2017-06-05, >2017-06 or [2017-01-01 TO *]."
        )
        if _is_reversed(dates):
            self.query = read_dates(exchanged(value))
            self._tell_of_exchange("dates")

    def _read_mentioned(self, value: str) -> None:
        self._read_dates(value)
        if isinstance(self.query, DateRange):
            self.query = Mentioned(self.query.first, self.query.last)

    def _read_fact(self, kind: FactKind, value: str) -> None:
        number = asked_number(kind, value)
        self.query = FactIs(kind, number) if number else None
        self.code = WarningCode.BAD_IDENTIFIER
        self.message = f"{value} is no {kind} number, so it was read as words."

    def _read_source(self, value: str) -> None:
        found = [source for source in SOURCES if source.value == value.strip().lower()]
        self.query = SourceIs(found[0]) if found else None
        self.code = WarningCode.BAD_SOURCE
        known = ", ".join(SOURCES)
        self.message = f"{value} is no source, so it was read as words. Sources are {known}."

    def _read_identifier(self, value: str) -> None:
        self.query = asked_identifier(value)
        self.code = WarningCode.BAD_IDENTIFIER
        self.message = (
            f"{value} is no identifier, so it was read as words. One has {SHORTEST} to {LONGEST} "
            "letters and digits, at least half of them digits or letters like digits; it may end "
            "in a star, as in id:IAD2019*."
        )

    def _read_numbers(self, field: NumberField, value: str) -> None:
        self.query = numbers = read_numbers(field, value)
        self.code = WarningCode.BAD_NUMBER
        self.message = f"{value} is no {field}, so it was read as words. {_EXAMPLES[field]}"
        if numbers is not None and _is_reversed(numbers):
            self.query = NumberRange(field, numbers.high, numbers.low)
            self._tell_of_exchange("numbers")

    def _tell_of_exchange(self, what: str) -> None:
        self.was_reversed = True
        self.message = f"The range of {what} ends before it begins; its ends were exchanged."


def _is_reversed(ends: DateRange | NumberRange | None) -> bool:
    match ends:
        case DateRange(first, last):
            return first is not None and last is not None and first > last
        case NumberRange(_, low, high):
            return low is not None and high is not None and low > high
        case None:
            return False
