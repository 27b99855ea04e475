"""Whether an index holds what the catalogue holds, and is as it was written."""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Final, Protocol

from index.arrays import are_sound
from index.engines import open_engine
from index.errors import SearchError
from index.generations import Generations
from index.query import Everything
from index.sidecar import SUFFIX

ADVICE: Final = "Run `blotter index`, or `blotter index --rebuild`."


class PagesHeld(Protocol):
    """What a check needs of the catalogue."""

    def revision(self) -> int:
        """Rises with every change."""

    def page_keys(self) -> Iterable[tuple[str, int]]:
        """Document id and number of every page that belongs into an index."""


def index_troubles(source: PagesHeld, root: Path, engine_name: str) -> tuple[str, ...]:
    """What is wrong with an index, as full sentences; none if it is as it should be.

    Every file of arrays is read whole, and the page of every entry.

    Raises:
        UnknownEngineError: There is no engine of this name.
    """
    try:
        folder = Generations(root, engine_name).current()
        with closing(open_engine(engine_name, folder)) as engine:
            found = {(hit.document_id, hit.number) for hit in engine.scan(Everything())}
            revision = engine.info().revision
    except SearchError as error:
        return (str(error),)
    damaged = [path.name for path in folder.glob(f"arrays/*{SUFFIX}") if not are_sound(path)]
    said = [f"{name} of the index is damaged. {ADVICE}" for name in damaged]
    expected = set(source.page_keys())
    if found != expected:
        said.append(
            f"The index lacks {len(expected - found):,} pages of the catalogue and has "
            f"{len(found - expected):,} that are not in it. {ADVICE}"
        )
    elif revision != source.revision():
        said.append(f"The index has not caught up with the latest changes. {ADVICE}")
    return tuple(said)
