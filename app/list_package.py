"""A list while it is written: its file, its manifest, or both in one archive, as streams."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from app.hit_list import HitList
from app.hit_rows import Row, Tally
from app.list_files import Format, ListFile
from app.list_manifest import ListManifest, ListOut, Written, manifest, plainly

NAME: Final = "blotter-hits"
_NO_COLUMNS: Final[Mapping[str, str]] = {}


class ListPackage:
    """Writes one list once.

    Args:
        of: The list.
        kind: Of the file.
        file_name: Of the file, as the manifest names it; by the kind if empty.
        more: Columns to be added, with their meaning.
        adding: Their values for a row.
        folder: Where a spreadsheet is put together.
    """

    def __init__(
        self,
        of: HitList,
        kind: Format,
        *,
        file_name: str = "",
        more: Mapping[str, str] = _NO_COLUMNS,
        adding: Callable[[Row], Sequence[str]] = lambda _row: (),
        folder: Path | None = None,
    ) -> None:
        self._of = of
        self._kind = kind
        self._more = dict(more)
        self._tally = Tally()
        self._written = Written()
        self._file = ListFile(
            kind, more=tuple(more), adding=adding, about=self._about, folder=folder
        )
        self.file_name = file_name or f"{NAME}.{kind.value}"

    def pieces(self) -> Iterator[bytes]:
        """The file; to be gone through before the manifest is asked for."""
        rows = self._tally.counted(self._of.rows)
        return self._written.noted(self._file.pieces(rows))

    def manifest(self) -> ListManifest:
        """What stands beside it."""
        written = self._written
        file = ListOut(
            file=self.file_name,
            format=self._kind.value,
            sha256=written.sha256,
            bytes=written.bytes,
        )
        return manifest(self._of, self._tally, file, self._more)

    def _about(self) -> Iterator[tuple[str, object]]:
        """The manifest as a sheet of the file, which cannot hold its own hash."""
        return plainly(self.manifest(), but="list")

    def archive(self) -> Iterator[bytes]:
        """The file and its manifest in a ZIP archive."""
        waiting = _Waiting()
        with zipfile.ZipFile(waiting, "w", zipfile.ZIP_DEFLATED) as archive:
            with archive.open(self.file_name, "w", force_zip64=True) as entry:
                for piece in self.pieces():
                    entry.write(piece)
                    yield waiting.taken()
            archive.writestr(manifest_name(self.file_name), as_text(self.manifest()))
        yield waiting.taken()


def manifest_name(file_name: str) -> str:
    """The name of the manifest beside a list."""
    return f"{Path(file_name).stem}.manifest.json"


def as_text(of: ListManifest) -> str:
    """A manifest as it is written."""
    return of.model_dump_json(indent=2) + "\n"


class _Waiting(io.RawIOBase):
    """What an archive has written and nobody has taken yet; it cannot be gone back in."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, part: Any, /) -> int:
        self._parts.append(bytes(part))
        return len(self._parts[-1])

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)
