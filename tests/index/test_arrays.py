import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.arrays import read_arrays, write_arrays

ABOUT = {"segment": "s", "pages": 3}


@pytest.fixture
def path(tmp_path):
    write_arrays(
        tmp_path / "x.arrays",
        ABOUT,
        {"few": np.arange(3, dtype=np.int32), "none": np.empty(0, dtype=np.int64)},
    )
    return tmp_path / "x.arrays"


def test_round_trip(path):
    """What was written is read, each array with its type; nobody can write to it."""
    arrays = read_arrays(path, ABOUT)
    assert {name: array.tolist() for name, array in arrays.items()} == {
        "few": [0, 1, 2],
        "none": [],
    }
    assert (arrays["few"].dtype, arrays["none"].dtype) == (np.int32, np.int64)
    assert not arrays["few"].flags.writeable
    assert [other.name for other in path.parent.iterdir()] == [path.name]


def test_missing(tmp_path):
    assert read_arrays(tmp_path / "x.arrays", ABOUT) is None


def test_about_something_else(path):
    """A file of another segment, or written by another version, is not used."""
    assert read_arrays(path, ABOUT | {"pages": 4}) is None


@given(data=st.data())
def test_cut_off_or_overwritten(tmp_path_factory, data):
    """Wherever a file is cut off, or its header overwritten, it is not used, and nothing breaks."""
    path = tmp_path_factory.mktemp("arrays") / "x.arrays"
    write_arrays(path, ABOUT, {"few": np.arange(3, dtype=np.int32)})
    content = path.read_bytes()
    length = data.draw(st.integers(0, len(content) - 1))
    path.write_bytes(content[:length])
    assert read_arrays(path, ABOUT) is None
    place = data.draw(st.integers(0, 60))
    broken = bytearray(content)
    broken[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(broken)
    assert read_arrays(path, ABOUT) is None


def test_failed_write_leaves_nothing(tmp_path):
    """A write that fails half-way leaves the old file and no other."""
    path = tmp_path / "x.arrays"
    write_arrays(path, ABOUT, {"few": np.arange(3, dtype=np.int32)})
    with pytest.raises(TypeError):
        write_arrays(path, ABOUT, {"odd": np.array([object()])})
    assert read_arrays(path, ABOUT)["few"].tolist() == [0, 1, 2]
    assert [other.name for other in tmp_path.iterdir()] == [path.name]
