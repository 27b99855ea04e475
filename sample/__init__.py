"""A seeded sample release: invented police records in the forms that releases take.

``generate`` writes the files and says what a reader should find in them.
"""

from sample.demo import DEMO_QUERIES
from sample.faults import PASSWORD
from sample.records import (
    Fault,
    ItemKind,
    Kind,
    KnownItem,
    PageSource,
    SampleDocument,
    SampleRelease,
)
from sample.release import generate

__all__ = [
    "DEMO_QUERIES",
    "PASSWORD",
    "Fault",
    "ItemKind",
    "Kind",
    "KnownItem",
    "PageSource",
    "SampleDocument",
    "SampleRelease",
    "generate",
]
