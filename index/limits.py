"""How much work a query may make, and the clock that is looked at between its steps."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

MAX_EXPANSION: Final = 1_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much work a query may make.

    Attributes:
        expansion: Words that a prefix, a wildcard or a fuzzy word stands for at most; of more, the
            commonest are taken.
        seconds: Time for finding the pages; None for as long as it takes. A step that has begun
            is ended, so it may take a little more.
    """

    expansion: int = MAX_EXPANSION
    seconds: float | None = None

    def share(self, part: float) -> "Limits":
        """The same with a part of the time."""
        return self if self.seconds is None else replace(self, seconds=self.seconds * part)


NO_HURRY: Final = Limits()


class OutOfTimeError(Exception):
    """What was begun is given up, for there is no time left for it."""


class Budget:
    """The time of one query. ``was_short`` says whether anything was left out for want of it."""

    def __init__(
        self, seconds: float | None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.was_short = False
        self._clock = clock
        self._seconds = seconds
        self._begun = clock()

    def is_over(self, *, share: float = 1.0) -> bool:
        """Whether the time is over, or a share of it; who asks and is told so leaves work out."""
        if self._seconds is None or self._clock() - self._begun < self._seconds * share:
            return False
        self.was_short = True
        return True

    def check(self) -> None:
        """Go on only while there is time.

        Raises:
            OutOfTimeError: The time is over.
        """
        if self.is_over():
            raise OutOfTimeError


NO_HASTE: Final = Budget(None)
