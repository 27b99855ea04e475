"""Originals are kept whole, once, and under their hash."""

import hashlib
import os
import resource
import subprocess
import sys

import pytest

from ingest.errors import DataDirectoryError, UnreadableFileError
from ingest.originals import keep_original
from ingest.paths import DataPaths


def test_kept(tmp_path):
    """The copy has the bytes, the name is their SHA-256, and nothing is left under way."""
    source = tmp_path / "a.pdf"
    source.write_bytes(b"some bytes")
    paths = DataPaths(tmp_path / "data")

    sha256 = keep_original(source, paths)

    assert sha256 == hashlib.sha256(b"some bytes").hexdigest()
    assert paths.original(sha256).read_bytes() == b"some bytes"
    assert list(paths.incoming.iterdir()) == []


def test_twice(tmp_path):
    """The same bytes again leave the first copy alone."""
    source = tmp_path / "a.pdf"
    source.write_bytes(b"x")
    paths = DataPaths(tmp_path / "data")
    first = paths.original(keep_original(source, paths)).stat()

    again = paths.original(keep_original(source, paths)).stat()

    assert first.st_ino == again.st_ino


def test_source_gone(tmp_path):
    """A source that cannot be read is the source's trouble, not the data directory's."""
    with pytest.raises(UnreadableFileError, match="may not be read"):
        keep_original(tmp_path / "gone", DataPaths(tmp_path / "data"))


def test_no_folder_can_be_made(tmp_path):
    """A data directory that cannot be written to is named with what to do."""
    source = tmp_path / "a.pdf"
    source.write_bytes(b"x")
    (tmp_path / "data").write_text("a file in the way")

    with pytest.raises(DataDirectoryError, match="--data"):
        keep_original(source, DataPaths(tmp_path / "data"))


LIMITED = """
import resource, sys
from pathlib import Path
from ingest.errors import DataDirectoryError
from ingest.originals import keep_original
from ingest.paths import DataPaths
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    keep_original(Path(sys.argv[1]), DataPaths(Path(sys.argv[2])))
except DataDirectoryError as error:
    print(error)
"""


def test_no_room(tmp_path):
    """A copy that does not fit says so, and leaves no half file behind."""
    source = tmp_path / "big.pdf"
    source.write_bytes(os.urandom(1_000_000))
    data = tmp_path / "data"

    said = subprocess.run(
        [sys.executable, "-c", LIMITED, str(source), str(data)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert "disk is full or a size limit" in said
    assert "kept" in said
    assert [p for p in data.rglob("*") if p.is_file()] == []
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 100_000
