"""The boxes beside misread words: what a reader ticked, of what a form offered."""

from typing import Annotated

from fastapi import Depends, Query

from app.misreading import Misreading
from app.parameters import MOST_LEFT_OUT


class Ticked:
    """The variants that a reader ticked, of those a form offered.

    A form does not send what is not ticked, so it also sends what there was to tick.
    """

    def __init__(
        self,
        offered: Annotated[tuple[str, ...], Query(max_length=MOST_LEFT_OUT)] = (),
        kept: Annotated[tuple[str, ...], Query(max_length=MOST_LEFT_OUT)] = (),
    ) -> None:
        self._offered = offered
        self._kept = kept

    def __bool__(self) -> bool:
        return bool(self._offered)

    def applied(self, misreading: Misreading) -> Misreading:
        """What a request says of misread words, changed to what was ticked."""
        return misreading.keeping(self._kept, self._offered)


TickedBy = Annotated[Ticked, Depends()]
