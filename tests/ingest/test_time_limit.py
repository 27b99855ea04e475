"""The time limit for code that was not written to be stopped."""

import contextlib
import functools
import signal
import threading
import time

import pytest

from ingest.time_limit import TimeUpError, within

# The alarm may fall into a destructor, where Python drops it with this warning (other tests leave
# the collector some to run); it then rings again, which is what is tested here.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def spin(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(Exception):  # what libraries do
            sum(range(1000))


def test_stopped():
    """Code that swallows exceptions is stopped all the same, and the alarm is off afterwards."""
    started = time.monotonic()

    with pytest.raises(TimeUpError):
        within(0.1, lambda: spin(10))

    assert time.monotonic() - started < 2
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


def test_in_time():
    """What is quick gives its result, and its own exceptions pass."""
    assert within(5, lambda: 3) == 3
    with pytest.raises(KeyError):
        within(5, lambda: {}["missing"])

    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


def test_at_the_very_end():
    """Whenever the alarm rings, only the one exception comes out."""
    for delay in range(300):
        with contextlib.suppress(TimeUpError):
            within(0.0005, functools.partial(spin, 0.00047 + delay * 1e-7))

    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


def test_outside_the_main_thread():
    """In another thread there is no limit, and no error."""
    done = []
    thread = threading.Thread(target=lambda: done.append(within(0.01, lambda: spin(0.1))))
    thread.start()
    thread.join()

    assert done == [None]
