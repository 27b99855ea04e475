"""One writer at a time."""

import pytest

from ingest.errors import DataDirectoryError, DataDirectoryLockedError
from ingest.lock import only_writer


def test_second_writer(tmp_path):
    """A second writer is refused at once, with what to do; afterwards it may."""
    path = tmp_path / "data" / "write.lock"
    with (
        only_writer(path),
        pytest.raises(DataDirectoryLockedError, match="Wait until"),
        only_writer(path),
    ):
        pass

    with only_writer(path):
        pass


def test_no_folder(tmp_path):
    """A data directory that cannot be made is named."""
    (tmp_path / "data").write_text("a file in the way")

    with (
        pytest.raises(DataDirectoryError, match="--data"),
        only_writer(tmp_path / "data" / "write.lock"),
    ):
        pass


def test_read_only(open_folder, not_root):
    """A data directory that may only be read is named, with what to do."""
    with (
        not_root(),
        pytest.raises(DataDirectoryError, match=r"Permission denied.*--data"),
        only_writer(open_folder / "data" / "write.lock"),
    ):
        pass
