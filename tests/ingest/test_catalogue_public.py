"""Readers are told where a file lay within its release, and nothing of the machine."""

import datetime as dt
from contextlib import closing

import pytest

from ingest.catalogue_public import PublicCatalogue
from ingest.catalogue_writer import CatalogueWriter, ManifestEntry
from ingest.records import Failure, Release, SourceFile

NOW = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("received", "shown"),
    [
        (["/home/a. wren/r1/memos/a.pdf", "/home/a. wren/r1/b.pdf"], ["memos/a.pdf", "b.pdf"]),
        (["/home/wren/r1/only.pdf"], ["only.pdf"]),
        (["/home/wren/r1/ab.pdf", "/home/wren/r1/abc.pdf"], ["ab.pdf", "abc.pdf"]),
        (["/srv/x/a.pdf", "/home/wren/b.pdf"], ["srv/x/a.pdf", "home/wren/b.pdf"]),
    ],
)
def test_locations(tmp_path, received, shown):
    """A path begins in the deepest folder that holds the whole release."""
    catalogue_path = tmp_path / "catalogue.sqlite"
    with closing(CatalogueWriter(catalogue_path)) as catalogue:
        catalogue.save_release(Release("r1", "Records"))
        for number, path in enumerate(received):
            sha256 = f"{number:02x}" * 32
            file = SourceFile(path, sha256, 9, "application/pdf", 1)
            catalogue.save_found(file, "r1", ManifestEntry(), None)
            failed = Failure(path, sha256[:12], None, "open", "encrypted", "Why.", "", NOW)
            catalogue.save_failed_file(failed)
    with closing(PublicCatalogue(catalogue_path)) as catalogue:
        ids = [f"{number:02x}" * 6 for number in range(len(received))]
        assert [place.path for one in ids for place in catalogue.locations(one)] == shown
        for found in (catalogue.failures(), catalogue.failures_by()):
            assert {one.path for one in found} == set(shown)
        assert catalogue.failures_of(ids[0])[0].path == shown[0]


def test_outside_of_every_release(tmp_path):
    """What lies in no release's folder is given by its name alone."""
    catalogue_path = tmp_path / "catalogue.sqlite"
    with closing(CatalogueWriter(catalogue_path)) as catalogue:
        path = "/home/wren/secret/locked"
        catalogue.save_failed_file(
            Failure(path, None, None, "find", "unreadable-file", "Why.", "", NOW)
        )
    with closing(PublicCatalogue(catalogue_path)) as catalogue:
        assert [one.path for one in catalogue.failures()] == ["locked"]
