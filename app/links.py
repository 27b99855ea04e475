"""Addresses beside the stretch of a list that is looked at."""

from typing import NamedTuple


class Links(NamedTuple):
    """Addresses of the stretches beside one; None where there is none."""

    next: str | None
    previous: str | None
