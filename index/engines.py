"""The one list of engines: from the name in the settings to an engine."""

from pathlib import Path
from typing import Final

from index.engine import Engine
from index.errors import UnknownEngineError
from index.whoosh_engine import NAME, WhooshEngine

ENGINE_NAMES: Final = (NAME,)
"""Engines that keep an index on disk. ``memory_engine`` keeps none and is made where it is used."""


def open_engine(name: str, folder: Path) -> Engine:
    """Open the generation in a folder.

    Raises:
        UnknownEngineError: There is no engine of this name.
        IndexMissingError: There is no such folder.
        IndexStaleError: It was built under another schema.
        IndexDamagedError: It cannot be read.
    """
    check_name(name)
    return WhooshEngine(folder)


def create_engine(name: str, folder: Path, generation: str) -> Engine:
    """Make an empty generation in a new folder.

    Raises:
        UnknownEngineError: There is no engine of this name.
    """
    check_name(name)
    return WhooshEngine.create(folder, generation)


def check_name(name: str) -> None:
    """Refuse a name that is no engine's.

    Raises:
        UnknownEngineError: There is no engine of this name.
    """
    if name not in ENGINE_NAMES:
        known = ", ".join(ENGINE_NAMES)
        raise UnknownEngineError(f"There is no engine {name!r}. Set the engine to one of: {known}.")
