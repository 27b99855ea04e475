"""Whether the catalogue and the files beside it still agree, and what can be mended."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ingest.catalogue import Catalogue
from ingest.catalogue_mending import CheckedCatalogue, MendingWriter
from ingest.errors import DataDirectoryError, UnreadableFileError
from ingest.originals import forget_pictures, keep_original, remove_original
from ingest.paths import DataPaths, printable
from ingest.received import sha256_of
from ingest.records import Document, Standing

SET_ASIDE: Final = ".changed"
"""Ending of an original whose bytes have changed: kept, as it may be all that is left of it."""

Mend = Callable[[MendingWriter], bool]
"""Does what is needed under the write lock; whether the trouble is gone then."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is not as it should be.

    Attributes:
        code: Stable, one for each kind; see ``docs/errors.md``.
        what: A full sentence, with what to do if it cannot be mended.
        mend: What mends it; None where nothing does.
    """

    code: str
    what: str
    mend: Mend | None = None


def troubles(catalogue: CheckedCatalogue, paths: DataPaths) -> Iterator[Trouble]:
    """What is wrong with a data directory but for its index. Reads every original whole.

    Raises:
        DataDirectoryError: The catalogue cannot be read.
    """
    for one in catalogue.discrepancies():
        yield Trouble(one.code, one.what, _again(one.document_id) if one.document_id else None)
    for document in catalogue.documents(limit=None):
        if document.standing is Standing.WITHDRAWN:
            yield from _left_over(document, paths)
        else:
            yield from _original(document, paths)
    yield from _strays(catalogue, paths)


def _again(document_id: str) -> Mend:
    def read_again(writer: MendingWriter) -> bool:
        writer.read_again(document_id)
        return True

    return read_again


def _left_over(document: Document, paths: DataPaths) -> Iterator[Trouble]:
    """Files of a withdrawn document, left by a run that was killed."""
    if not paths.original(document.sha256).exists() and not paths.page_images(document.sha256):
        return

    def remove(_writer: MendingWriter) -> bool:
        remove_original(paths, document.sha256)
        forget_pictures(paths, document.sha256)
        return True

    what = f"Files of the withdrawn {document.id} are still there."
    yield Trouble("withdrawn-left", what, remove)


def _original(document: Document, paths: DataPaths) -> Iterator[Trouble]:
    path = paths.original(document.sha256)
    found = _sha256(path)
    if found == document.sha256:
        return
    name = f"{document.file_name} ({document.id})"
    asks_for = "Ingest the folder it came in again, or restore a backup."
    if found is None:
        code, what = "original-missing", f"The original of {name} is missing. {asks_for}"
    else:
        code, what = "original-changed", f"The original of {name} has other bytes. {asks_for}"

    def restore(writer: MendingWriter) -> bool:
        if found is not None:
            path.rename(path.with_name(path.name + SET_ASIDE))
        return any(_copied(place, document, paths) for place in writer.places(document.id))

    yield Trouble(code, what, restore)


def _copied(place: Path, document: Document, paths: DataPaths) -> bool:
    """Whether a file that was found once is still there with the bytes it had."""
    if _sha256(place) != document.sha256:
        return False
    try:
        return keep_original(place, paths) == document.sha256
    except (UnreadableFileError, DataDirectoryError):
        return False


def _strays(catalogue: Catalogue, paths: DataPaths) -> Iterator[Trouble]:
    """Originals the catalogue knows nothing of: copied by a run that was killed, or put there."""
    known = {document.sha256 for document in catalogue.documents(limit=None)}
    for path in sorted((paths.root / "originals").glob("??/*")):
        sha256 = path.name.removesuffix(SET_ASIDE)
        if sha256 not in known:
            yield Trouble(
                "stray-original",
                f"{printable(path)} belongs to no document. Ingest the file it was copied from, or "
                "remove it.",
            )


def _sha256(path: Path) -> str | None:
    """Of a file; None if it cannot be read."""
    try:
        return sha256_of(path)
    except OSError:
        return None
