"""Dates that files say of themselves, in the forms of office files and mail."""

import re
from datetime import UTC, date, datetime, timedelta

_EARLIEST = date(1970, 1, 1)
"""No office file and no mail is older: an earlier date is a clock that was never set."""
_ISO = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})")


def believable(day: date | None) -> date | None:
    """The day, or None if it is before 1970 or yet to come."""
    # A day's grace: the writer's clock may be in a time zone ahead of ours.
    latest = datetime.now(UTC).date() + timedelta(days=1)
    return day if day is not None and _EARLIEST <= day <= latest else None


def iso_day(value: str) -> date | None:
    """The day in ``2011-04-23T09:15:00Z``; None if there is none that can be right."""
    found = _ISO.match(value)
    if not found:
        return None
    try:
        return believable(date(int(found[1]), int(found[2]), int(found[3])))
    except ValueError:
        return None
