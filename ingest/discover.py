"""Finding files: folders in, one entry a file out, with the release each belongs to."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import IngestError, ManifestError, UnreadableFileError
from ingest.litter import is_litter
from ingest.manifest import MANIFEST_NAME, Manifest, read_manifest, without_manifest
from ingest.paths import printable


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A regular file to be taken in.

    Attributes:
        path: Where it is.
        manifest: Of the release it belongs to: the nearest one at or above it.
        size_bytes: As the folder lists it.
        modified_ns: As the folder lists it, nanoseconds since 1970.
    """

    path: Path
    manifest: Manifest
    size_bytes: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A file or folder that could not be looked at, or a manifest that could not be read."""

    path: Path
    error: IngestError


def discover(named: Path, *, leave_out: Path | None = None) -> Iterator[FoundFile | Unreachable]:
    """Every file at or below a path, sorted by name within each folder.

    Links are not followed but said to be there; only litter of operating systems is passed over.

    Args:
        named: Absolute, without ``..``.
        leave_out: A folder to pass over: the data directory itself. Absolute.
    """
    try:
        yield from _discover(named, leave_out)
    except OSError as error:
        yield Unreachable(named, _refused(named, error))


def _discover(named: Path, leave_out: Path | None) -> Iterator[FoundFile | Unreachable]:
    folder = named if named.is_dir() else named.parent
    manifest, trouble = _nearest_manifest(folder)
    if trouble is not None:
        yield trouble
    if named.is_dir():
        yield from _folder(named, manifest, leave_out)
    elif named.is_file():
        yield _file(named, manifest)
    else:
        message = (
            f"There is no file or folder {printable(named)}, or it may not be read. Check its "
            "name and permissions."
        )
        yield Unreachable(named, UnreadableFileError(message, step="discover"))


def _nearest_manifest(folder: Path) -> tuple[Manifest, Unreachable | None]:
    """The manifest at or above a folder; without one the folder gives its name."""
    for above in (folder, *folder.absolute().parents):
        if (above / MANIFEST_NAME).is_file():
            return _manifest_in(above, without_manifest(folder))
    return without_manifest(folder), None


def _manifest_in(folder: Path, otherwise: Manifest) -> tuple[Manifest, Unreachable | None]:
    path = folder / MANIFEST_NAME
    try:
        return read_manifest(path), None
    except ManifestError as error:
        return otherwise, Unreachable(path, error)


def _folder(
    folder: Path, manifest: Manifest, leave_out: Path | None
) -> Iterator[FoundFile | Unreachable]:
    if leave_out in (folder, *folder.parents):
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Unreachable(folder, _refused(folder, error))
        return
    if folder != manifest.folder and any(entry.name == MANIFEST_NAME for entry in entries):
        manifest, trouble = _manifest_in(folder, manifest)
        if trouble is not None:
            yield trouble
    for entry in entries:
        if not is_litter(entry.name) and entry.name != MANIFEST_NAME:
            yield from _entry(entry, manifest, leave_out)


def _entry(
    entry: "os.DirEntry[str]", manifest: Manifest, leave_out: Path | None
) -> Iterator[FoundFile | Unreachable]:
    path = Path(entry.path)
    if entry.is_dir(follow_symlinks=False):
        yield from _folder(path, manifest, leave_out)
    elif entry.is_file(follow_symlinks=False):
        yield _file(path, manifest)
    else:
        message = (
            f"{printable(path)} is a link or a device and was not followed. Name its target on "
            "the command line if it belongs to the release."
        )
        yield Unreachable(path, UnreadableFileError(message, step="discover"))


def _file(path: Path, manifest: Manifest) -> FoundFile | Unreachable:
    try:
        stat = path.stat()
    except OSError as error:
        return Unreachable(path, _refused(path, error))
    return FoundFile(path, manifest, stat.st_size, stat.st_mtime_ns)


def _refused(path: Path, error: OSError) -> UnreadableFileError:
    return UnreadableFileError(
        f"{printable(path)} may not be read ({error.strerror}). Give yourself read permission "
        "and run the ingest again.",
        step="discover",
    )
