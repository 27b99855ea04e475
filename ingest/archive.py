"""Archives: zip, tar (also compressed), 7z, and single compressed files."""

import bz2
import gzip
import lzma
import stat
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import py7zr
from py7zr.exceptions import ArchiveError, PasswordRequired
from py7zr.io import Py7zIO, WriterFactory

from ingest.contained import Bag
from ingest.container_reader import Container, ContainerReader, Entry, in_chunks, listed
from ingest.errors import (
    DamagedFileError,
    EncryptedError,
    IngestError,
    UnreadableFileError,
)
from ingest.litter import is_litter
from ingest.text_document import TextDocument

KIND = "archive"

_BROKEN = (
    OSError,
    EOFError,
    ValueError,
    KeyError,
    IndexError,
    OverflowError,
    RuntimeError,
    NotImplementedError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
    ArchiveError,
)
"""What the libraries raise on broken archives, each on its own."""
_ENCRYPTED = 0x1
_UTF8 = 0x800
"""Flags of an entry of a ZIP archive (APPNOTE 4.4.4)."""


@contextmanager
def _damage_named() -> Iterator[None]:
    try:
        yield
    except PasswordRequired as error:
        raise _encrypted() from error
    except _BROKEN as error:
        raise DamagedFileError(
            f"The archive is cut short or broken ({str(error)[:200] or type(error).__name__}). "
            "Fetch it again, or ask the agency for another copy."
        ) from error


def _encrypted() -> EncryptedError:
    return EncryptedError(
        "It is in an archive that asks for a password. Ask the agency for one without, or unpack "
        "it with the password and ingest the folder.",
        step="unpack",
    )


def _is_passed_over(name: str) -> bool:
    return any(is_litter(part) for part in name.replace("\\", "/").split("/"))


def _link(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name} is a link or a device in the archive and was not followed. If it matters, unpack "
        "the archive by hand and ingest what it leads to.",
        step="unpack",
    )


class ZipContainer:
    """A ZIP archive; see ``Container``.

    Raises:
        DamagedFileError: It cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        with _damage_named():
            self._archive = zipfile.ZipFile(path)

    def document(self) -> TextDocument:
        """The list of its files."""
        return listed(
            Entry(_zip_name(info), info.file_size, "{:04}-{:02}-{:02}".format(*info.date_time))
            for info in self._files()
        )

    def unpack(self, bag: Bag) -> None:
        """Every file; those with a password and links are refused."""
        for info in self._files():
            name = _zip_name(info)
            if info.flag_bits & _ENCRYPTED:
                bag.refuse(name, _encrypted())
            elif stat.S_ISLNK(info.external_attr >> 16):
                bag.refuse(name, _link(name))
            else:
                bag.put(name, self._content(info))

    def close(self) -> None:
        """Let go of the file."""
        self._archive.close()

    def _files(self) -> Iterator[zipfile.ZipInfo]:
        for info in self._archive.infolist():
            if not info.is_dir() and not _is_passed_over(info.filename):
                yield info

    def _content(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        with self._archive.open(info) as file:
            yield from in_chunks(file)


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Programs that do not say so write UTF-8 all the same; zipfile takes it for DOS's letters."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


class TarContainer:
    """A tar archive, compressed or not; see ``Container``.

    Raises:
        DamagedFileError: It cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with _damage_named(), tarfile.open(path) as archive:
            archive.next()

    def document(self) -> TextDocument:
        """The list of its files."""
        return listed(
            Entry(entry.name, entry.size, _day(entry.mtime))
            for _, entry in self._entries()
            if not entry.isdir() and not _is_passed_over(entry.name)
        )

    def unpack(self, bag: Bag) -> None:
        """Every file; links and devices are refused.

        Raises:
            DamagedFileError: It is broken from some place on.
        """
        for archive, entry in self._entries():
            if entry.isdir() or _is_passed_over(entry.name):
                continue
            file = archive.extractfile(entry) if entry.isreg() else None
            if file is None:
                bag.refuse(entry.name, _link(entry.name))
            else:
                with file:
                    bag.put(entry.name, in_chunks(file))

    def close(self) -> None:
        """Nothing is held open."""

    def _entries(self) -> Iterator[tuple[tarfile.TarFile, tarfile.TarInfo]]:
        with _damage_named(), tarfile.open(self._path) as archive:
            while (entry := archive.next()) is not None:
                yield archive, entry
                archive.members = []  # type: ignore[attr-defined]  # else it keeps all entries


def _day(seconds: float) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    except (OverflowError, OSError, ValueError):
        return ""


class SevenZipContainer:
    """A 7z archive; see ``Container``.

    Raises:
        DamagedFileError: It cannot be opened.
        EncryptedError: Even its list of files asks for a password.
    """

    def __init__(self, path: Path) -> None:
        # By a stream: of a named file py7zr unpacks several parts at once, in threads.
        self._stream = path.open("rb")
        try:
            with _damage_named():
                self._archive = py7zr.SevenZipFile(self._stream)
        except IngestError:
            self._stream.close()
            raise

    def document(self) -> TextDocument:
        """The list of its files."""
        return listed(Entry(entry.filename, entry.uncompressed) for entry in self._files())

    def unpack(self, bag: Bag) -> None:
        """Every file, unless they ask for a password; links and odd names are refused.

        Raises:
            DamagedFileError: It is broken from some place on.
        """
        wanted = []
        for entry in self._files():
            if self._archive.needs_password():
                bag.refuse(entry.filename, _encrypted())
            elif not entry.is_file or _leads_out(entry.filename):
                bag.refuse(entry.filename, _link(entry.filename))
            else:
                wanted.append(entry.filename)
        if wanted:
            with _damage_named():
                self._archive.extract(targets=wanted, factory=_IntoBag(bag))

    def close(self) -> None:
        """Let go of the file."""
        self._archive.close()
        self._stream.close()

    def _files(self) -> Iterator[Any]:
        for entry in self._archive.list():
            if not entry.is_directory and not _is_passed_over(entry.filename):
                yield entry


def _leads_out(name: str) -> bool:
    return name.startswith("/") or ".." in name.split("/")


class _IntoBag(WriterFactory):
    """Gives py7zr something to write each file to."""

    def __init__(self, bag: Bag) -> None:
        self._bag = bag

    def create(self, filename: str) -> Py7zIO:
        """A place for one file."""
        return _OneFile(self._bag, filename)


class _OneFile(Py7zIO):
    """Kept on disk until it is whole, then put into the bag."""

    def __init__(self, bag: Bag, name: str) -> None:
        self._bag = bag
        self._name = name
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it is whole
        self._size = 0

    def write(self, s: bytes | bytearray) -> int:
        """Keep more of it; raises ``UnpackLimitError`` as soon as it cannot fit."""
        self._size += len(s)
        try:
            self._bag.check_fits(self._size)
        except IngestError:
            self._file.close()
            raise
        return self._file.write(s)

    def read(self, size: int | None = None) -> bytes:
        """What was written, from where ``seek`` led."""
        return self._file.read(-1 if size is None else size)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go elsewhere in what was written."""
        return self._file.seek(offset, whence)

    def flush(self) -> None:
        """Nothing waits."""

    def size(self) -> int:
        """Bytes written."""
        return self._size

    def close(self) -> None:
        """It is whole."""
        if not self._file.closed:
            self._file.seek(0)
            with self._file as file:
                self._bag.put(self._name, in_chunks(file))


class CompressedContainer:
    """A single compressed file; see ``Container``.

    Args:
        opener: Opens it to be read unpacked.
        path: The file.

    Raises:
        DamagedFileError: Not even its beginning can be unpacked.
    """

    def __init__(self, opener: Callable[[Path], AbstractContextManager[Any]], path: Path) -> None:
        self._opener = opener
        self._path = path
        with _damage_named(), self._opener(path) as file:
            file.read(1)

    def document(self) -> TextDocument:
        """That there is one file in it."""
        return listed([Entry(_ONE_FILE)])

    def unpack(self, bag: Bag) -> None:
        """The file."""
        bag.put(_ONE_FILE, self._content())

    def close(self) -> None:
        """Nothing is held open."""

    def _content(self) -> Iterator[bytes]:
        with self._opener(self._path) as file:
            yield from in_chunks(file)


def _compressed(path: Path) -> Container:
    """What is compressed as a whole: a tar archive, or else any one file.

    Raises:
        DamagedFileError: Not even its beginning can be unpacked.
    """
    with path.open("rb") as file:
        head = file.read(6)
    openers = (open_ for magic, open_ in _DECOMPRESSORS.items() if head.startswith(magic))
    one = CompressedContainer(next(openers, gzip.open), path)
    return TarContainer(path) if _is_tar(path) else one


def _is_tar(path: Path) -> bool:
    """Whether it holds files: what begins with zeros would be an empty archive."""
    try:
        with tarfile.open(path) as archive:
            return archive.next() is not None
    except _BROKEN:
        return False


_ONE_FILE = "unpacked file"
_DECOMPRESSORS: dict[bytes, Callable[[Path], AbstractContextManager[Any]]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ\x00": lzma.open,
}

ZipReader = partial(ContainerReader, "zip archive", KIND, ZipContainer)
TarReader = partial(ContainerReader, "tar archive", KIND, TarContainer)
SevenZipReader = partial(ContainerReader, "7z archive", KIND, SevenZipContainer)
CompressedReader = partial(ContainerReader, "compressed file", KIND, _compressed)
"""These open the files their names say; see ``OpenReader``."""
