"""The settings of an ingest, with their units and defaults."""

import os
from dataclasses import dataclass

from ingest.reader import ReadOptions


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """What an ingest may use and how long it may take.

    Attributes:
        workers: Reader processes; one a core by default.
        open_timeout_s: Seconds for opening a file.
        page_timeout_s: Seconds for one page; the reader is killed then.
        memory_bytes: Address space one reader process may use.
        reading: How pages are read.
    """

    workers: int = os.cpu_count() or 1
    open_timeout_s: float = 60.0
    page_timeout_s: float = 180.0
    memory_bytes: int = 3 * 1024**3
    reading: ReadOptions = ReadOptions()  # noqa: RUF009 - frozen, so sharing one is safe
