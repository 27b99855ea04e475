"""Keeping freed memory for the next query."""

from typing import Final

import numpy as np

KEPT_BYTES: Final = 24 * 2**20
"""Less than the 32 MiB up to which glibc learns what to keep."""


def keep_freed_memory() -> None:
    """Have this process keep the memory of arrays that are freed, some 50 MB at most.

    glibc takes a large array from the system and gives it back when it is freed, so that every
    query on common words pays again for each page of memory its arrays touch: half its time and
    more. What counts as large rises to the largest block that was ever freed; so one is freed here.
    Costs some microseconds, touches no memory, and does nothing where another allocator is in use.
    """
    block = np.empty(KEPT_BYTES, dtype=np.uint8)
    del block
