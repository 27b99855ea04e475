"""What takes a while to work out of the catalogue, kept until the catalogue changes."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from ingest.catalogue import Catalogue

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """Values by name, each worked out once for a revision of the catalogue. Safe between threads.

    Args:
        catalogue: Whose revision says whether a value still holds.
        most: Values that are kept; of more, those asked for longest ago are worked out again.
    """

    def __init__(self, catalogue: Catalogue, *, most: int) -> None:
        self._catalogue = catalogue
        self._most = most
        self._values: OrderedDict[str, tuple[int, Value]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: str) -> Value | None:
        """The value if it is kept and holds."""
        return self._look_up(name, self._catalogue.revision())

    def of(self, name: str, work_out: Callable[[], Value]) -> Value:
        """The value, worked out now if it is not kept; raises what that raises."""
        # Looked at before, so that what changes meanwhile makes it outdated.
        revision = self._catalogue.revision()
        value = self._look_up(name, revision)
        if value is None:
            value = work_out()
            self._keep(name, revision, value)
        return value

    def _look_up(self, name: str, revision: int) -> Value | None:
        with self._lock:
            found = self._values.get(name)
            if found is None or found[0] != revision:
                return None
            self._values.move_to_end(name)
            return found[1]

    def _keep(self, name: str, revision: int, value: Value) -> None:
        with self._lock:
            self._values[name] = (revision, value)
            self._values.move_to_end(name)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
