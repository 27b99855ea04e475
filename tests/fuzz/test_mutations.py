"""The damage that fuzzing does can be done again, and a short run of it loses nothing."""

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.mutations import MOST_BYTES, mutated


@given(st.integers(0, 10**6), st.binary(max_size=400), st.binary(max_size=100))
def test_same_again(seed, data, other):
    """The same seed does the same damage, to any bytes at all, within the limit of size."""
    first = mutated(seed, data, other)
    assert first == mutated(seed, data, other)
    assert len(first) <= MOST_BYTES


def test_one_batch():
    """A batch of damaged files ends with every file accounted for and the whole one intact."""
    options = ["--seconds", "1", "--seed", "7", "--batch", "12"]
    command = [sys.executable, "-m", "tests.fuzz", *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stderr
    assert "faults: 0" in done.stdout
