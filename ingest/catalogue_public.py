"""The catalogue as readers of the service see it: without the folders of the operator's machine."""

import threading
from dataclasses import replace

from ingest.catalogue_holdings import Holdings, Replacement
from ingest.catalogue_rows import Location
from ingest.records import Failure


class PublicCatalogue(Holdings):
    """Gives every path from the folder on in which its release lies; else it is as ``Holdings``.

    A release lies in the deepest folder that holds all of it. What lies in none of these folders is
    given by its name alone.
    """

    _folders: tuple[int, tuple[str, ...]] | None = None
    _looking = threading.Lock()

    def locations(self, document_id: str) -> tuple[Location, ...]:
        """See ``Catalogue``."""
        found = super().locations(document_id)
        return tuple(replace(one, path=self._shown(one.path)) for one in found)

    def failures(self, *, offset: int = 0, limit: int | None = None) -> tuple[Failure, ...]:
        """See ``Catalogue``."""
        return self._of_public(super().failures(offset=offset, limit=limit))

    def failures_of(self, document_id: str) -> tuple[Failure, ...]:
        """See ``Catalogue``."""
        return self._of_public(super().failures_of(document_id))

    def failures_by(
        self,
        *,
        code: str | None = None,
        release_id: str | None = None,
        offset: int = 0,
        limit: int = 25,
    ) -> tuple[Failure, ...]:
        """See ``Holdings``."""
        found = super().failures_by(code=code, release_id=release_id, offset=offset, limit=limit)
        return self._of_public(found)

    def replacements(
        self, *, release_id: str | None = None, document_id: str | None = None
    ) -> tuple[Replacement, ...]:
        """See ``Holdings``."""
        found = super().replacements(release_id=release_id, document_id=document_id)
        return tuple(replace(one, path=self._shown(one.path)) for one in found)

    def _of_public(self, found: tuple[Failure, ...]) -> tuple[Failure, ...]:
        return tuple(replace(one, path=self._shown(one.path)) for one in found)

    def _shown(self, path: str) -> str:
        folder = next((one for one in self._release_folders() if path.startswith(one)), None)
        return path.rsplit("/", 1)[-1] if folder is None else path[len(folder) :]

    def _release_folders(self) -> tuple[str, ...]:
        """Where the releases lie, the deepest first; looked up once for each revision."""
        revision = self.revision()
        with self._looking:
            if self._folders is None or self._folders[0] != revision:
                self._folders = (revision, self._look_up_folders())
            return self._folders[1]

    def _look_up_folders(self) -> tuple[str, ...]:
        # What the first and the last of all paths by the alphabet begin with, all between do too.
        folders = {_folder_of(first, last) for first, last in self.path_ends()}
        return tuple(sorted(folders, key=len, reverse=True))


def _folder_of(first: str, last: str) -> str:
    """The folder, with its stroke, that holds both; nothing if they have none in common."""
    same = 0
    while same < min(len(first), len(last)) and first[same] == last[same]:
        same += 1
    return first[: first.rfind("/", 0, same) + 1]
