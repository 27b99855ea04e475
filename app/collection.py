"""A data directory opened for a command that searches."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from app.hit_list import HitLists
from app.searching import Searcher
from app.settings import Settings
from index.limits import Limits
from index.live import LiveEngine
from ingest.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Collection:
    """What answers.

    Attributes:
        catalogue: For reading.
        engines: Gives the index as it stands.
        searcher: Answers queries.
        lists: Makes hit lists.
    """

    catalogue: Catalogue
    engines: LiveEngine
    searcher: Searcher
    lists: HitLists


@contextmanager
def opened(chosen: Settings, limits: Limits | None = None) -> Iterator[Collection]:
    """The collection of a data directory; ``limits`` of each query are those set, by default.

    Raises:
        DataDirectoryError: There is no catalogue, or it cannot be read.
    """
    live = LiveEngine(chosen.paths.indexes, chosen.engine)
    with closing(Catalogue(chosen.paths.catalogue)) as catalogue, closing(live):
        searcher = Searcher(catalogue, live, limits or chosen.limits)
        lists = HitLists(catalogue, live, searcher, limits or chosen.limits)
        yield Collection(catalogue, live, searcher, lists)
