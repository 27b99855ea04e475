"""Archives: what comes out of them, and what does not."""

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zipfile

import py7zr
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.contained import Room, clean_name
from ingest.errors import DamagedFileError
from ingest.formats import open_reader
from ingest.media_types import media_type
from ingest.reader import ReadOptions
from tests.ingest.packed import tarred, unpacked, zipped

FILES = {"memo.txt": b"one", "inner/list.csv": b"two", "inner/empty.txt": b""}


def sevenzipped(files, password=None):
    target = io.BytesIO()
    with py7zr.SevenZipFile(target, "w", password=password) as archive:
        for name, content in files.items():
            archive.writestr(content, name)
    return target.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        zipped(FILES),
        tarred(FILES),
        tarred(FILES, "w:gz"),
        tarred(FILES, "w:bz2"),
        tarred(FILES, "w:xz"),
        sevenzipped(FILES),
    ],
    ids=["zip", "tar", "tar.gz", "tar.bz2", "tar.xz", "7z"],
)
def test_every_kind_of_archive(tmp_path, content):
    """Every file comes out under its path, and the list of them is the archive's page."""
    found, contents = unpacked(tmp_path, content)

    assert {one.name: c for one, c in zip(found.members, contents, strict=True)} == FILES
    assert found.refusals == ()
    reader = open_reader(tmp_path / "container", media_type(tmp_path / "container"))
    assert reader.facts().kind == "archive"
    page = reader.read_page(1, ReadOptions()).text
    reader.close()
    assert page.startswith("3 files:\n")
    assert all(name in page for name in FILES)


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("content", [b"just a letter", bytes(2_000) + b"after zeros"])
def test_single_compressed_files(tmp_path, compress, content):
    """A file compressed by itself comes out, though it begin like an empty archive."""
    assert unpacked(tmp_path, compress(content))[1] == [content]


def test_litter_is_passed_over(tmp_path):
    """What file managers leave in archives is no record."""
    files = {"__MACOSX/._memo.txt": b"x", ".DS_Store": b"x", "memo.txt": b"one"}

    assert [one.name for one in unpacked(tmp_path, zipped(files))[0].members] == ["memo.txt"]


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_paths_that_lead_out(tmp_path, pack):
    """Paths with .. or from the root stay within, and nothing is written elsewhere."""
    files = {"../../out.txt": b"a", "/etc/out.txt": b"b", "C:\\dir\\out.txt": b"c", "..": b"d"}

    found, contents = unpacked(tmp_path, pack(files))

    names = [one.name for one in found.members]
    assert sorted(names) == ["C:/dir/out.txt", "etc/out.txt", "out.txt", "unnamed"]
    assert sorted(contents) == [b"a", b"b", b"c", b"d"]
    assert {path.name for path in tmp_path.iterdir()} == {"container", "out"}
    assert len(list((tmp_path / "out").iterdir())) == 4


@given(st.text(max_size=60))
def test_clean_names(name):
    """Whatever a path within a container says, it becomes one that leads nowhere else."""
    clean = clean_name(name)

    assert clean
    assert not clean.startswith("/")
    assert not {"", ".", ".."} & set(clean.split("/"))
    assert clean.encode()


def test_links_are_refused(tmp_path):
    """Links in archives are not followed, and named."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        link = tarfile.TarInfo("secret.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(link)
    info = zipfile.ZipInfo("secret.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    in_zip = io.BytesIO()
    with zipfile.ZipFile(in_zip, "w") as archive:
        archive.writestr(info, "/etc/hostname")

    for number, content in enumerate([target.getvalue(), in_zip.getvalue()]):
        folder = tmp_path / str(number)
        folder.mkdir()
        found, contents = unpacked(folder, content)
        assert contents == []
        assert [(one.name, one.code) for one in found.refusals] == [
            ("secret.txt", "unreadable-file")
        ]


def test_two_files_of_one_name(tmp_path):
    """Both come out, told apart by a number."""
    content = zipped({"a/memo.txt": b"one", "a/Memo.txt": b"two"}).replace(b"Memo", b"memo")

    found, contents = unpacked(tmp_path, content)

    assert [one.name for one in found.members] == ["a/memo.txt", "a/memo (2).txt"]
    assert contents == [b"one", b"two"]


def test_names_in_utf8_that_do_not_say_so(tmp_path):
    """A name written in UTF-8 without its flag is read as that."""
    content = zipped({"Munoz.txt": b"x"}).replace(b"Munoz.txt", "Muñz.txt".encode())

    assert unpacked(tmp_path, content)[0].members[0].name == "Muñz.txt"


def encrypted_zip():
    """Its entries say they ask for a password."""
    content = bytearray(zipped({"memo.txt": b"one"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize("content", [encrypted_zip(), sevenzipped(FILES, "wren")])
def test_encrypted_archives(tmp_path, content):
    """Each file of an archive with a password is named with what to do."""
    found, contents = unpacked(tmp_path, content)

    assert contents == []
    assert {one.code for one in found.refusals} == {"encrypted"}
    assert "memo.txt" in {one.name for one in found.refusals}


@pytest.mark.parametrize("pack", [zipped, tarred, sevenzipped])
def test_too_many_files(tmp_path, pack):
    """Files beyond the limit stay packed, and one row says so."""
    files = {f"{n}.txt": b"x" for n in range(20)}

    found, contents = unpacked(tmp_path, pack(files), Room(files=7, bytes=10**6))

    assert len(contents) == 7
    assert [one.code for one in found.refusals] == ["unpack-limit"]
    assert "BLOTTER_UNPACK_FILES" in found.refusals[0].reason


@pytest.mark.parametrize("pack", [zipped, tarred, sevenzipped])
def test_bombs(tmp_path, pack):
    """A stream of zeros stops at the limit and leaves nothing behind."""
    files = {"first.txt": b"one", "zeros": bytes(20_000_000), "last.txt": b"x"}

    found, contents = unpacked(tmp_path, pack(files), Room(files=10, bytes=5_000_000))

    assert contents == [b"one"]
    assert [one.code for one in found.refusals] == ["unpack-limit"]
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_a_broken_file_does_not_take_the_others_along(tmp_path):
    """One entry that fails its check is refused, and the others come out."""
    whole = zipped({"a.txt": b"first " * 50, "b.txt": b"second " * 50})
    at = whole.index(b"a.txt") + 12
    broken = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]

    found, contents = unpacked(tmp_path, broken)

    assert contents == [b"second " * 50]
    assert [(one.name, one.code) for one in found.refusals] == [("a.txt", "damaged-file")]


@pytest.mark.parametrize(
    "content", [zipped(FILES)[:60], sevenzipped(FILES)[:40]], ids=["zip", "7z"]
)
def test_archives_cut_short(tmp_path, content):
    """An archive that cannot be opened is damaged."""
    path = tmp_path / "a"
    path.write_bytes(content)

    with pytest.raises(DamagedFileError, match="cut short or broken"):
        open_reader(path, media_type(path))


def test_a_tar_cut_short_gives_what_it_has(tmp_path):
    """What stands before the break comes out, and the break is named."""
    content = tarred({"a.txt": b"one", "b.bin": bytes(range(256)) * 400}, "w:gz")

    found, contents = unpacked(tmp_path, content[: len(content) * 2 // 3])

    assert contents[:1] == [b"one"]
    assert "damaged-file" in {one.code for one in found.refusals}
