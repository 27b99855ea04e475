"""Which pages are meant: conditions such as ``confidence<0.6`` on what is known of a page."""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ingest.records import Document, Page

_CONDITION = re.compile(r"\s*(\w+)\s*(<=|>=|!=|<|>|=)\s*(.+?)\s*")
_COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}
_NUMBERS: Mapping[str, Callable[[Page], float | None]] = {
    "confidence": lambda page: page.confidence,
    "dpi": lambda page: page.dpi,
    "page": lambda page: page.number,
}
_TEXTS: Mapping[str, Callable[[Document, Page], str]] = {
    "document": lambda document, _page: document.id,
    "engine": lambda _document, page: page.engine,
    "source": lambda _document, page: page.source.value,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that has to hold of a page.

    Attributes:
        field: ``confidence``, ``dpi``, ``page``, ``document``, ``engine`` or ``source``.
        sign: ``<``, ``<=``, ``>``, ``>=``, ``=`` or ``!=``; the last two alone for texts.
        value: A number as typed for the first three fields; a text for the others.
    """

    field: str
    sign: str
    value: str

    @classmethod
    def parse(cls, typed: str) -> "Condition":
        """A condition as it is typed.

        Raises:
            ValueError: It is none; the message says what is wrong.
        """
        found = _CONDITION.fullmatch(typed)
        if found is None:
            raise ValueError(f"{typed!r} is no condition: write FIELD<VALUE, e.g. confidence<0.6.")
        field, sign, value = found[1], found[2], found[3]
        if field in _TEXTS:
            if sign not in {"=", "!="}:
                raise ValueError(f"{field} is a text: compare it with = or !=.")
        elif field not in _NUMBERS:
            fields = ", ".join(sorted([*_NUMBERS, *_TEXTS]))
            raise ValueError(f"Pages have no {field!r}; they have {fields}.")
        else:
            float(value)
        return cls(field, sign, value)

    def holds(self, document: Document, page: Page) -> bool:
        """Whether it holds; never of a number the page does not have."""
        if self.field in _TEXTS:
            return (_TEXTS[self.field](document, page) == self.value) == (self.sign == "=")
        number = _NUMBERS[self.field](page)
        return number is not None and _COMPARE[self.sign](number, float(self.value))
