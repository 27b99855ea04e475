"""``release.toml``: what the sender or the operator knows about a folder of files."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ingest.catalogue_writer import ManifestEntry
from ingest.errors import ManifestError
from ingest.paths import printable, slug
from ingest.records import Release

MANIFEST_NAME = "release.toml"

_RELEASE_TEXTS = ("id", "title", "request_number", "agency", "requester", "source_url")
_RELEASE_DATES = ("letter_date", "release_date")
_DOCUMENT_TEXTS = ("path", "title", "type", "source_url")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is known of the files below one folder.

    Attributes:
        folder: Where the manifest stands, or the folder named on the command line.
        release: The release the files came with.
        entries: By path relative to ``folder``, with forward slashes.
        present: Whether there was a manifest; without one the release is named after the folder.
    """

    folder: Path
    release: Release
    entries: Mapping[str, ManifestEntry] = field(default_factory=dict)
    present: bool = False

    def entry(self, path: Path) -> ManifestEntry:
        """What the manifest says of a file; an empty entry if nothing."""
        relative = path.absolute().relative_to(self.folder.absolute()).as_posix()
        return self.entries.get(relative, ManifestEntry())

    def unmatched(self) -> tuple[str, ...]:
        """Entries that name no file, in their order."""
        return tuple(p for p in self.entries if not (self.folder / p).is_file())


def without_manifest(folder: Path) -> Manifest:
    """The release of a folder of which nothing is known but its name."""
    name = printable(folder.resolve().name) or "release"
    return Manifest(folder, Release(id=slug(name), title=name))


def read_manifest(path: Path) -> Manifest:
    """Read a ``release.toml``.

    Raises:
        ManifestError: It is not TOML, or a value is of the wrong kind; the message names it.
    """
    try:
        with path.open("rb") as file:
            content = tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError, OSError) as error:
        raise ManifestError(
            f"{printable(path)} cannot be read ({error}). Mend it and run the ingest again; "
            "until then its files are taken in under the folder's name."
        ) from error
    return _manifest(path, content)


def _manifest(path: Path, content: Mapping[str, Any]) -> Manifest:
    facts = content.get("release", {})
    listed = content.get("document", [])
    if not isinstance(facts, dict) or not isinstance(listed, list):
        raise ManifestError(
            f"{printable(path)} needs one [release] table and any number of [[document]] tables."
        )
    texts = {name: _text(path, facts, name) for name in _RELEASE_TEXTS}
    dates = {name: _date(path, facts, name) for name in _RELEASE_DATES}
    folder_name = printable(path.resolve().parent.name)
    texts["title"] = texts["title"] or folder_name
    texts["id"] = slug(texts["id"] or texts["request_number"] or folder_name)
    release = Release(**texts, letter_date=dates["letter_date"], release_date=dates["release_date"])
    entries = dict(_document(path, facts_of_one) for facts_of_one in listed)
    return Manifest(path.parent, release, entries, present=True)


def _document(path: Path, facts: Any) -> tuple[str, ManifestEntry]:
    if not isinstance(facts, dict) or not facts.get("path"):
        raise ManifestError(f"Every [[document]] of {printable(path)} needs a `path`.")
    texts = {name: _text(path, facts, name) for name in _DOCUMENT_TEXTS}
    entry = ManifestEntry(
        title=texts["title"],
        date=_date(path, facts, "date"),
        type=texts["type"],
        source_url=texts["source_url"],
    )
    return texts["path"], entry


def _text(path: Path, facts: Mapping[str, Any], name: str) -> str:
    value = facts.get(name, "")
    if not isinstance(value, str):
        raise ManifestError(f"`{name}` in {printable(path)} must be a text in quotes.")
    return value.strip()


def _date(path: Path, facts: Mapping[str, Any], name: str) -> date | None:
    value = facts.get(name)
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            value = False
    if isinstance(value, datetime):
        value = value.date()
    if value is not None and not isinstance(value, date):
        raise ManifestError(f"`{name}` in {printable(path)} must be a date such as 2019-06-14.")
    return value
