"""What a manifest says is taken; what it gets wrong is named."""

import datetime as dt
from pathlib import Path

import pytest

from ingest.errors import ManifestError
from ingest.manifest import read_manifest

WHOLE = """
[release]
id = "BPD 2019/0417"
title = "Everything on the task force"
request_number = "2019-0417"
agency = "A department"
requester = "A group"
letter_date = 2019-05-02
release_date = "2019-06-14"
source_url = "https://records.example/1"

[[document]]
path = "memos/a.pdf"
title = "Memo"
date = 2017-03-02
type = "memo"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "release.toml"
    path.write_text(text)
    return path


def test_whole(tmp_path):
    """Every fact is read; dates may be TOML's own or in quotes; the id is made fit for a URL."""
    manifest = read_manifest(write(tmp_path, WHOLE))

    assert manifest.release.id == "bpd-2019-0417"
    assert manifest.release.letter_date == dt.date(2019, 5, 2)
    assert manifest.release.release_date == dt.date(2019, 6, 14)
    entry = manifest.entry(tmp_path / "memos" / "a.pdf")
    assert (entry.title, entry.date, entry.type) == ("Memo", dt.date(2017, 3, 2), "memo")
    assert manifest.entry(tmp_path / "other.pdf").title == ""


def test_unmatched(tmp_path):
    """An entry that names no file is told, so that a typo is not lost."""
    assert read_manifest(write(tmp_path, WHOLE)).unmatched() == ("memos/a.pdf",)


def test_empty(tmp_path):
    """An empty manifest is one: the folder gives the name."""
    manifest = read_manifest(write(tmp_path, ""))

    assert manifest.present
    assert manifest.release.title == tmp_path.name


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[release\n", "cannot be read"),
        ('release = "x"\n', r"\[release\] table"),
        ("[release]\ntitle = 3\n", "`title`"),
        ('[release]\nletter_date = "May 2"\n', "`letter_date`"),
        ('[[document]]\ntitle = "x"\n', "needs a `path`"),
        ('[[document]]\npath = "a"\ndate = 2017\n', "`date`"),
    ],
)
def test_wrong(tmp_path, text, named):
    """What is wrong is named, so that it can be mended."""
    with pytest.raises(ManifestError, match=named):
        read_manifest(write(tmp_path, text))


def test_nested_without_end(tmp_path):
    """A manifest nested deeper than anyone writes is an error like any other."""
    with pytest.raises(ManifestError, match="cannot be read"):
        read_manifest(write(tmp_path, "a = " + "[" * 100_000))
