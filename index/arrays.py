"""One file of named arrays: written whole or not at all, mapped into memory, never unpickled.

::

    magic, length of the header, CRC-32 of the header     16 bytes, little-endian
    header                                                JSON: what it is about, its size and
                                                          each array's type, offset, length, CRC-32
    arrays                                                each from a multiple of 64 bytes
"""

import json
import logging
import mmap
import os
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ingest.durable import sync_file, sync_folder

log = logging.getLogger(__name__)

Arrays = Mapping[str, NDArray[Any]]
About = Mapping[str, int | str]

UNFINISHED: Final = ".new"
"""How the name of a file ends that is being written; rubbish after a crash."""

_MAGIC: Final = b"BLOTARRS"
_PREFIX: Final = struct.Struct("<8sII")
_ALIGNMENT: Final = 64  # bytes; a line of the processor's cache, and enough for every type
_TYPES: Final = frozenset({"|u1", "<u4", "<i4", "<i8", "<f8"})


def write_arrays(path: Path, about: About, arrays: Arrays) -> None:
    """Write a file at once and for good: whoever opens it sees all of it or none.

    Args:
        path: Of the file; its folder is there.
        about: What ``read_arrays`` has to be told to accept the file.
        arrays: By name; of one dimension.

    Raises:
        OSError: The disk does not take it.
    """
    header, offsets = _header(about, arrays)
    beside = path.with_name(f"{path.name}.{os.getpid()}{UNFINISHED}")
    try:
        with beside.open("wb") as file:
            file.write(_PREFIX.pack(_MAGIC, len(header), zlib.crc32(header)))
            file.write(header)
            for name, array in arrays.items():
                file.seek(offsets[name])
                file.write(_bytes_of(array))
            file.truncate(_size(arrays, offsets))
        sync_file(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)


def read_arrays(path: Path, about: About) -> Arrays | None:
    """Map a file into memory; its arrays cannot be written to, so threads may share them.

    The file may be removed meanwhile; its pages stay until the last array is dropped.

    Returns:
        The arrays by name. None if there is no such file, or it is cut off, or is about something
        else; only its header and its size are checked, not every byte.
    """
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return _checked(mapped, about)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, struct.error) as error:
        log.warning("%s cannot be used: %s", path.name, error)
        return None


def are_sound(path: Path) -> bool:
    """Whether every array of a file is as it was written; reads all of it."""
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        content = _content(mapped)
        return all(
            zlib.crc32(_bytes_of(_array(mapped, *content["arrays"][name]))) == checksum
            for name, checksum in content["checksums"].items()
        )
    except (OSError, ValueError, KeyError, TypeError, struct.error):
        return False


def _content(mapped: mmap.mmap) -> Any:
    """What the header says."""
    magic, length, checksum = _PREFIX.unpack_from(mapped)
    header = mapped[_PREFIX.size : _PREFIX.size + length]
    if magic != _MAGIC or zlib.crc32(header) != checksum:
        raise ValueError("its header is damaged")
    return json.loads(header)


def _checked(mapped: mmap.mmap, about: About) -> Arrays:
    content = _content(mapped)
    if content["about"] != about:
        raise ValueError("it is of another index or version")
    if content["size"] != len(mapped):
        raise ValueError("it is cut off")
    return {name: _array(mapped, *where) for name, where in content["arrays"].items()}


def _array(mapped: mmap.mmap, kind: str, offset: int, length: int) -> NDArray[Any]:
    if kind not in _TYPES:
        raise ValueError(f"an array is of the unknown type {kind!r}")
    if not length:  # NumPy refuses to begin where a file ends
        return np.empty(0, dtype=kind)
    return np.frombuffer(mapped, dtype=kind, count=length, offset=offset)


def _header(about: About, arrays: Arrays) -> tuple[bytes, dict[str, int]]:
    """The header and where each array begins; the header's own length moves them, so it is padded.

    A first try with offsets as long as they can get shows how much room the header needs.
    """
    widest = dict.fromkeys(arrays, 2**62)
    room = _aligned(_PREFIX.size + len(_described(about, arrays, widest, widest)))
    checksums = {name: zlib.crc32(_bytes_of(array)) for name, array in arrays.items()}
    offsets: dict[str, int] = {}
    end = room
    for name, array in arrays.items():
        offsets[name] = end
        end = _aligned(end + array.nbytes)
    header = _described(about, arrays, offsets, checksums)
    return header.ljust(room - _PREFIX.size), offsets


def _bytes_of(array: NDArray[Any]) -> memoryview:
    return np.ascontiguousarray(array).view(np.uint8).data


def _described(
    about: About, arrays: Arrays, offsets: Mapping[str, int], checksums: Mapping[str, int]
) -> bytes:
    places = {name: [array.dtype.str, offsets[name], len(array)] for name, array in arrays.items()}
    content = {
        "about": about,
        "size": _size(arrays, offsets),
        "arrays": places,
        "checksums": dict(checksums),
    }
    return json.dumps(content).encode()


def _size(arrays: Arrays, offsets: Mapping[str, int]) -> int:
    return max((offsets[name] + array.nbytes for name, array in arrays.items()), default=0)


def _aligned(offset: int) -> int:
    return -(-offset // _ALIGNMENT) * _ALIGNMENT
