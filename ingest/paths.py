"""Where everything in the data directory lives; the only maker of file names."""

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DataPaths:
    """The layout of one data directory.

    Attributes:
        root: The directory itself.
    """

    root: Path

    @property
    def catalogue(self) -> Path:
        """The SQLite file that is the truth about everything ingested."""
        return self.root / "catalogue.sqlite"

    @property
    def write_lock(self) -> Path:
        """Held by the one process that writes."""
        return self.root / "write.lock"

    @property
    def index_lock(self) -> Path:
        """Held while the index is brought up to date."""
        return self.root / "index.lock"

    @property
    def scratch(self) -> Path:
        """Temporary files of an ingest's readers; what a killed run left here is rubbish."""
        return self.root / "scratch"

    @property
    def indexes(self) -> Path:
        """One folder an engine; may be deleted and rebuilt."""
        return self.root / "index"

    @property
    def incoming(self) -> Path:
        """Copies under way; what a killed run left here is rubbish."""
        return self.root / "originals" / "incoming"

    def original(self, sha256: str) -> Path:
        """The bytes as received."""
        return self.root / "originals" / sha256[:2] / sha256

    def page_image(self, sha256: str, number: int, width_px: int) -> Path:
        """A rendered page; may be deleted at any time."""
        return self.root / "cache" / sha256[:2] / f"{sha256}-{number}-{width_px}.webp"

    def flattened(self, sha256: str) -> Path:
        """A document's copy as pictures; may be deleted at any time."""
        return self.root / "cache" / sha256[:2] / f"{sha256}-flattened.pdf"

    @property
    def lists(self) -> Path:
        """Spreadsheets while they are put together; may be deleted at any time."""
        return self.root / "cache" / "lists"

    def page_images(self, sha256: str) -> list[Path]:
        """The rendered pages of a document that are there, and its flattened copy, in no order."""
        return list((self.root / "cache" / sha256[:2]).glob(f"{sha256}-*"))


def printable(path: Path | str) -> str:
    r"""A path as text that can be stored and shown: bytes that are no UTF-8 become ``\xNN``."""
    raw = str(path).encode("utf-8", "surrogateescape")
    return raw.decode("utf-8", "backslashreplace")


def slug(name: str) -> str:
    """A name made fit for a URL: letters of any script, digits and single hyphens; never empty."""
    return re.sub(r"[\W_]+", "-", name.lower()).strip("-") or "release"
