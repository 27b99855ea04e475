"""The settings of an ingest, with their units and defaults."""

import os
from dataclasses import dataclass

from ingest.reader import ReadOptions


@dataclass(frozen=True, slots=True)
class UnpackSettings:
    """How much may come out of one file that holds others, all levels together.

    Attributes:
        depth: Containers within containers that are unpacked; those deeper are recorded only.
        files: Files.
        bytes: Bytes on disk.
        ratio: How many times larger than the outermost file what comes out of it may be, if it is
            more than 256 MB: papers and pictures come to some ten times, a bomb to thousands.
        timeout_s: Seconds for one container.
    """

    depth: int = 6
    files: int = 20_000
    bytes: int = 20 * 1024**3
    ratio: int = 200
    timeout_s: float = 600.0


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """What an ingest may use and how long it may take.

    Attributes:
        workers: Reader processes; one a core by default.
        open_timeout_s: Seconds for opening a file.
        page_timeout_s: Seconds for one page; the reader is killed then.
        memory_bytes: Address space one reader process may use.
        reading: How pages are read.
        unpacking: How much may come out of files that hold others.
    """

    workers: int = os.cpu_count() or 1
    open_timeout_s: float = 60.0
    page_timeout_s: float = 180.0
    memory_bytes: int = 3 * 1024**3
    reading: ReadOptions = ReadOptions()  # noqa: RUF009 - frozen, so sharing one is safe
    unpacking: UnpackSettings = UnpackSettings()
