"""What is killed: each command with the data directory it starts from."""

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ingest.catalogue_writer import CatalogueWriter, ManifestEntry
from ingest.paths import DataPaths
from ingest.records import Document


@dataclass(frozen=True, slots=True)
class Operation:
    """One command.

    Attributes:
        name: For people.
        prepare: Makes the data directory as it is before.
        arguments: The command, but for the data directory; the same one goes on after a kill.
    """

    name: str
    prepare: Callable[[Path], None]
    arguments: tuple[str, ...]

    def command(self, data: Path) -> tuple[str, ...]:
        """The command for this data directory."""
        return (*self.arguments, "--data", str(data))


def ingest(folder: Path) -> Operation:
    """An ingest into a new data directory."""
    return Operation("ingest", _nothing, ("ingest", str(folder)))


def others(reference: Path, backup: Path) -> list[Operation]:
    """The commands that begin with a whole data directory.

    Args:
        reference: Ingested and indexed; it is copied, not changed.
        backup: Of it.
    """
    gone = tuple(document.id for document in _documents(reference)[::5])
    copied = partial(copy, reference)
    return [
        Operation("index, an update", partial(_retitled, reference), ("index",)),
        Operation("index, a new generation", copied, ("index", "--rebuild")),
        Operation("withdraw", copied, ("withdraw", *gone, "--by", "me", "--reason", "Asked.")),
        Operation("restore", _nothing, ("restore", str(backup))),
    ]


def copy(source: Path, target: Path) -> None:
    """Copy a data directory; originals, which nobody changes, as further names of the same."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("originals"))
    shutil.copytree(source / "originals", target / "originals", copy_function=os.link)


def _nothing(_: Path) -> None:
    """There is no data directory."""


def _retitled(reference: Path, data: Path) -> None:
    """Every third document has another title than the index knows."""
    copy(reference, data)
    with closing(CatalogueWriter(DataPaths(data).catalogue)) as writer:
        for document in _documents(data)[::3]:
            writer.save_manifest_entry(document.id, ManifestEntry(title=f"Now {document.title}"))


def _documents(data: Path) -> list[Document]:
    with closing(CatalogueWriter(DataPaths(data).catalogue)) as writer:
        return sorted(writer.documents(limit=None), key=lambda document: document.id)
