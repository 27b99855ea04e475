"""Readers of an index for many threads: one thread at a time has each, and always a fresh one."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, Generic, Protocol, TypeVar

MAX_IDLE: Final = 8
"""Readers kept for the next request; each holds some open files."""

WAIT_S: Final = 30.0
"""Seconds to wait for another thread's reader when no further one can be opened."""


class Closing(Protocol):
    """Something that can be closed."""

    def close(self) -> None:
        """Let go of files."""


Reader = TypeVar("Reader", bound=Closing)
Shared = TypeVar("Shared")


@dataclass(slots=True)
class _State(Generic[Reader, Shared]):
    """The readers of one commit and what threads may share of it."""

    commit: int
    shared: Shared
    idle: list[Reader] = field(default_factory=list)


class ReaderPool(Generic[Reader, Shared]):
    """Lends readers of the latest commit. Safe to share between threads.

    Args:
        latest: The number of the latest commit, cheaply.
        open_reader: Opens a reader of the latest commit and says which commit that is.
        share: Makes of a reader what all threads use of its commit; done once a commit.
    """

    def __init__(
        self,
        latest: Callable[[], int],
        open_reader: Callable[[], tuple[int, Reader]],
        share: Callable[[Reader], Shared],
    ) -> None:
        self._latest = latest
        self._open = open_reader
        self._share = share
        self._changed = threading.Condition()
        self._state: _State[Reader, Shared] | None = None
        self._closed = False

    @contextmanager
    def lend(self) -> Iterator[tuple[Reader, Shared, int]]:
        """A reader for this thread alone, what is shared of its commit, and the commit's number.

        When the files are gone because a newer index took their place, readers already open go on.
        """
        reader, state = self._take()
        try:
            yield reader, state.shared, state.commit
        finally:
            self._give_back(reader, state)

    def shared(self) -> tuple[Shared, int] | None:
        """What threads may share of the latest commit and its number, without a reader.

        Returns:
            None while no reader of that commit was opened.
        """
        state = self._state
        if state is None or self._closed:
            return None
        try:
            latest = self._latest()
        except FileNotFoundError:  # a newer index took their place; this one goes on
            latest = state.commit
        return (state.shared, state.commit) if state.commit == latest else None

    def renew(self) -> None:
        """Forget what was shared, so that the next reader opened makes it again."""
        with self._changed:
            state, self._state = self._state, None
            while state and state.idle:
                state.idle.pop().close()

    def close(self) -> None:
        """Close the readers that nobody uses; the others follow when they come back."""
        with self._changed:
            self._closed = True
            idle = self._state.idle if self._state else []
            while idle:
                idle.pop().close()

    def _take(self) -> tuple[Reader, _State[Reader, Shared]]:
        try:
            latest = self._latest()
        except FileNotFoundError:
            return self._wait_for_idle()
        with self._changed:
            if self._state and self._state.commit == latest and self._state.idle:
                return self._state.idle.pop(), self._state
        try:
            commit, reader = self._open()
        except FileNotFoundError:
            return self._wait_for_idle()
        return reader, self._state_of(commit, reader)

    def _state_of(self, commit: int, reader: Reader) -> _State[Reader, Shared]:
        """The state a new reader belongs to; the first reader of a commit makes it."""
        with self._changed:
            if self._state is None or self._state.commit < commit:
                old = self._state
                self._state = _State(commit, self._share(reader))
                while old and old.idle:
                    old.idle.pop().close()
            if self._state.commit == commit:
                return self._state
        return _State(commit, self._share(reader))  # overtaken by a newer commit meanwhile

    def _wait_for_idle(self) -> tuple[Reader, _State[Reader, Shared]]:
        with self._changed:
            if self._state is None or self._closed:
                raise FileNotFoundError("The folder of the index is gone.")
            state = self._state
            if not self._changed.wait_for(lambda: bool(state.idle), timeout=WAIT_S):
                raise FileNotFoundError("The folder of the index is gone.")
            return state.idle.pop(), state

    def _give_back(self, reader: Reader, state: _State[Reader, Shared]) -> None:
        with self._changed:
            if self._closed or state is not self._state or len(state.idle) >= MAX_IDLE:
                reader.close()
            else:
                state.idle.append(reader)
                self._changed.notify()
