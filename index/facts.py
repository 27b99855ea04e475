"""Facts: what the text of a page names by number or by date, found by rule.

==========  ============================================  =================
kind        printed                                       normal form
==========  ============================================  =================
incident    ``Incident No. I19-2003457``                  ``192003457``
affairs     ``IAD 2019-0412``, ``IA 19-0412``             ``2019-0412``
badge       ``Badge # T-4471``                            ``T4471``
docket      ``Docket No. 1984-CR-000388``                 ``1984CR000388``
plate       ``MA Reg 4XK 291``                            ``4XK291``
phone       ``(617) 555-0142``                            ``617-555-0142``
date        ``Jan. 2nd, 2017``, ``1/2/17``                ``2017-01-02``
date        ``March 2017``                                ``2017-03``
==========  ============================================  =================

A number is of a kind because a word before it says so, or because it has a form that nothing else
has. Letters that scans take for digits are read as digits where the form asks for digits; the fact
is then marked as misread. People and organisations are not looked for.
"""

from bisect import bisect_right
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class FactKind(StrEnum):
    """What a fact is."""

    INCIDENT = "incident"
    AFFAIRS = "affairs"
    BADGE = "badge"
    DOCKET = "docket"
    PLATE = "plate"
    PHONE = "phone"
    DATE = "date"


class Fact(NamedTuple):
    """One fact where it is printed.

    Attributes:
        kind: What it is.
        value: Its normal form, the same however it is printed.
        start: Offset of its first character in the page's text.
        end: Offset past its last character.
        misread: Whether letters were read as the digits that they stand for.
    """

    kind: FactKind
    value: str
    start: int
    end: int
    misread: bool = False


def apart(found: Iterable[Fact]) -> list[Fact]:
    """Facts none of which overlaps another, in the order of the text.

    Args:
        found: Those that are surer first.
    """
    taken: list[Fact] = []
    starts: list[int] = []
    for fact in found:
        place = bisect_right(starts, fact.start)
        begins_free = not place or taken[place - 1].end <= fact.start
        if begins_free and (place == len(starts) or fact.end <= starts[place]):
            taken.insert(place, fact)
            starts.insert(place, fact.start)
    return taken
