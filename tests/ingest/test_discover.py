"""Files are found, each with its release, and what cannot be looked at is said."""

import os
from pathlib import Path

from ingest.discover import FoundFile, Unreachable, discover
from ingest.paths import printable

MANIFEST = '[release]\nid = "given"\ntitle = "Given"\n'


def put(path: Path, content: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def found(folder: Path) -> dict[str, str]:
    return {
        one.path.relative_to(folder).as_posix(): one.manifest.release.id
        for one in discover(folder)
        if isinstance(one, FoundFile)
    }


def test_recursive(tmp_path):
    """Files are found at every depth, litter is passed over, hidden files are not."""
    for name in ("b.pdf", "a/c.pdf", "a/deep/er/d", ".hidden", ".DS_Store", "._b.pdf"):
        put(tmp_path / name)

    assert set(found(tmp_path)) == {"b.pdf", "a/c.pdf", "a/deep/er/d", ".hidden"}


def test_release_by_folder(tmp_path):
    """Without a manifest the folder named on the command line is the release."""
    put(tmp_path / "Boston (2019)/x/a.pdf")

    assert found(tmp_path / "Boston (2019)") == {"x/a.pdf": "boston-2019"}


def test_nearest_manifest(tmp_path):
    """A file belongs to the nearest manifest at or above it, which is itself no record."""
    put(tmp_path / "a.pdf")
    put(tmp_path / "in/release.toml", MANIFEST)
    put(tmp_path / "in/deep/b.pdf")

    assert found(tmp_path)["in/deep/b.pdf"] == "given"
    assert found(tmp_path)["a.pdf"] == tmp_path.name.lower().replace("_", "-")
    assert found(tmp_path / "in/deep") == {"b.pdf": "given"}


def test_single_file(tmp_path):
    """A file may be named by itself; the manifest beside it counts."""
    put(tmp_path / "release.toml", MANIFEST)
    one = put(tmp_path / "a.pdf")

    (only,) = discover(one)

    assert isinstance(only, FoundFile)
    assert only.manifest.release.id == "given"


def test_bad_manifest(tmp_path):
    """A manifest that cannot be read is reported, and its files are taken in all the same."""
    put(tmp_path / "release.toml", "[release\n")
    put(tmp_path / "a.pdf")

    entries = list(discover(tmp_path))

    assert [type(one).__name__ for one in entries] == ["Unreachable", "FoundFile"]
    assert entries[0].error.code == "bad-manifest"


def test_missing(tmp_path):
    """A name that is not there is reported with what to check."""
    (only,) = discover(tmp_path / "nothing")

    assert isinstance(only, Unreachable)
    assert "Check its name" in str(only.error)


def test_link(tmp_path):
    """A link is not followed, and that is said."""
    put(tmp_path / "a.pdf")
    (tmp_path / "link.pdf").symlink_to(tmp_path / "a.pdf")

    errors = [one for one in discover(tmp_path) if isinstance(one, Unreachable)]

    assert [one.path.name for one in errors] == ["link.pdf"]


def test_unreadable_folder(open_folder, not_root):
    """A folder that may not be read is reported; its neighbours are found."""
    put(open_folder / "open/a.pdf")
    shut = put(open_folder / "shut/b.pdf").parent
    shut.chmod(0)

    with not_root():
        entries = {one.path.name: one for one in discover(open_folder)}
    shut.chmod(0o755)

    assert isinstance(entries["a.pdf"], FoundFile)
    assert isinstance(entries["shut"], Unreachable)
    assert entries["shut"].error.code == "unreadable-file"
    assert "read permission" in str(entries["shut"].error)


def test_below_an_unreadable_folder(open_folder, not_root):
    """A name below a folder that may not be entered is reported like any other."""
    inside = put(open_folder / "shut/in/b.pdf")
    (open_folder / "shut").chmod(0)

    with not_root():
        (only,) = discover(inside.parent)
    (open_folder / "shut").chmod(0o755)

    assert isinstance(only, Unreachable)


def test_name_that_is_no_utf8(tmp_path):
    """A file whose name is no UTF-8 is found, and its name can be printed and stored."""
    raw = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(raw, "w") as file:  # noqa: PTH123 - the name is bytes
        file.write("x")

    (only,) = discover(tmp_path)

    assert isinstance(only, FoundFile)
    assert printable(only.path).endswith("/caf\\xe9.txt")
    printable(only.path).encode("utf-8")
