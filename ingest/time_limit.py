"""A time limit for pure Python code that was not written to be stopped."""

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import NoReturn, TypeVar

Result = TypeVar("Result")

_AGAIN_S = 1.0
"""The alarm rings again: the first one may fall into a destructor, whose exceptions are dropped."""


class TimeUpError(Exception):
    """The time was up."""


class _AlarmError(BaseException):
    """Not an ``Exception``: pdfminer's ``except Exception`` must not swallow it."""


def _ring(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise _AlarmError


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """Do some work, and stop it when it takes too long.

    Works between Python instructions only, so not within a long call into C. Uses the process's
    one profiling alarm; outside the main thread, where Python lets nobody set it, there is no
    limit and the caller relies on the process being killed from outside.

    Args:
        seconds: Of the processor, all threads of the process together; more than 0. By the clock
            on the wall a page would be read in another way on a machine that has other work.
        work: What to do.

    Raises:
        TimeUpError: The time was up.
    """
    if threading.current_thread() is not threading.main_thread():
        return work()
    before = signal.signal(signal.SIGPROF, _ring)
    try:
        return _with_alarm(seconds, work)
    except _AlarmError as error:
        # It may have rung in the very line that was to turn it off.
        signal.setitimer(signal.ITIMER_PROF, 0)
        raise TimeUpError(f"Stopped after {seconds:g} seconds.") from error
    finally:
        signal.signal(signal.SIGPROF, before)


def _with_alarm(seconds: float, work: Callable[[], Result]) -> Result:
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN_S)
        return work()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
