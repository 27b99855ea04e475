"""The engines that are compared, by the names the command line takes."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from benchmarks.peer import Candidate
from benchmarks.peer_blotter import Blotter
from benchmarks.peer_fts5 import Fts5
from benchmarks.peer_tantivy import Tantivy
from benchmarks.peer_whoosh import PlainWhoosh
from benchmarks.search_pages import Page

CANDIDATES: dict[str, type[Candidate]] = {
    "blotter": Blotter,
    "tantivy": Tantivy,
    "fts5": Fts5,
    "whoosh": PlainWhoosh,
}


def build(name: str, folder: Path, pages: Iterable[Page]) -> None:
    """Make an index beside and put it in place whole, so that it can be kept for another run."""
    beside = folder.with_suffix(".part")
    shutil.rmtree(beside, ignore_errors=True)
    CANDIDATES[name](beside).build(pages)
    beside.rename(folder)
