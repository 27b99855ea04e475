"""``generation.json``: what an index on disk is, and how far each of its commits had caught up."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from index.errors import IndexDamagedError, IndexStaleError
from index.fields import SCHEMA_VERSION
from ingest.durable import replace_file

FILE_NAME: Final = "generation.json"


@dataclass(frozen=True, slots=True)
class Generation:
    """What one folder of an index holds.

    A commit's revision is written down before the commit is made, under the commit's number. So
    whichever commit is there after a crash, its own revision is known with it.

    Attributes:
        engine: The engine's name.
        generation: The name of this build from scratch.
        revisions: For a commit's number, the catalogue's revision it had caught up with.
        schema_version: Of ``index.fields``, when it was built.
    """

    engine: str
    generation: str
    revisions: dict[int, int] = field(default_factory=dict)
    schema_version: int = SCHEMA_VERSION

    def with_commit(self, commit: int, revision: int) -> "Generation":
        """The same with the commit that is to come; all but the one before it are forgotten."""
        kept = {number: known for number, known in self.revisions.items() if number == commit - 1}
        return Generation(self.engine, self.generation, kept | {commit: revision})

    def write(self, folder: Path) -> None:
        """Put it into its folder, at once and for good."""
        content = {
            "engine": self.engine,
            "generation": self.generation,
            "schema_version": self.schema_version,
            "revisions": {str(commit): known for commit, known in self.revisions.items()},
        }
        replace_file(folder / FILE_NAME, json.dumps(content, indent=2) + "\n")


def read_generation(folder: Path) -> Generation:
    """Read what a folder holds.

    Raises:
        IndexStaleError: It was built under another schema.
        IndexDamagedError: The file is not there or not readable.
    """
    try:
        content = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        schema_version = int(content["schema_version"])
        generation = Generation(
            engine=content["engine"],
            generation=content["generation"],
            revisions={int(number): known for number, known in content["revisions"].items()},
            schema_version=schema_version,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"The index in {folder} cannot be read. Run `blotter index --rebuild`."
        raise IndexDamagedError(message) from error
    if schema_version != SCHEMA_VERSION:
        by = "by a later version of Blotter, " if schema_version > SCHEMA_VERSION else ""
        raise IndexStaleError(
            f"The index in {folder} was built {by}under schema {schema_version}, and this version "
            f"of Blotter needs {SCHEMA_VERSION}. Run `blotter index --rebuild`."
        )
    return generation
