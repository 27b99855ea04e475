"""Files within files, from a folder to the catalogue: with the real readers."""

import sqlite3
from contextlib import closing

import pytest

from app.ingesting import run_index, run_ingest
from ingest.catalogue import Catalogue
from ingest.catalogue_writer import CatalogueWriter
from ingest.records import DocumentState, PageSource
from ingest.tables import CATALOGUE_VERSION
from tests.ingest.older import SINCE_VERSION_3
from tests.ingest.packed import mail, settings_for, tarred, zipped


@pytest.fixture
def world(tmp_path):
    """Ingests what is put into a folder, and opens the catalogue."""

    class World:
        folder = tmp_path / "release"

        def put(self, name, content):
            self.folder.mkdir(exist_ok=True)
            (self.folder / name).write_bytes(content)

        def ingest(self, **given):
            self.settings = settings_for(tmp_path, **given)
            return run_ingest(self.settings, [self.folder])

        def look(self):
            return Catalogue(self.settings.paths.catalogue)

    return World()


def by_name(catalogue):
    return {one.file_name: one for one in catalogue.documents(limit=1000)}


def test_an_archive_in_an_archive_in_an_archive(world):
    """Every file at every depth is a document with its path, and knows what holds it."""
    inner = zipped({"deep/memo.txt": b"the innermost memo"})
    world.put("a.zip", zipped({"b.tar": tarred({"c.zip": inner}), "note.txt": b"the note"}))

    report = world.ingest()

    assert (report.files, report.unpacked_files, report.failures) == (1, 4, {})
    catalogue = world.look()
    documents = by_name(catalogue)
    memo = documents["memo.txt"]
    path = f"{world.folder}/a.zip/b.tar/c.zip/deep/memo.txt"
    assert [place.path for place in catalogue.locations(memo.id)] == [path]
    assert [(k.document.file_name, k.member) for k in catalogue.containers(memo.id)] == [
        ("c.zip", "deep/memo.txt")
    ]
    held = catalogue.members(documents["a.zip"].id)
    assert [(k.document.file_name, k.member) for k in held] == [
        ("b.tar", "b.tar"),
        ("note.txt", "note.txt"),
    ]
    assert catalogue.lineage(memo.id).depth == 3
    assert memo.releases == documents["a.zip"].releases
    assert documents["a.zip"].type == "archive"
    assert catalogue.page(memo.id, 1).text == "the innermost memo"


def test_a_second_run_unpacks_nothing(world):
    """What was unpacked is known; an ingest of the same folder does nothing."""
    world.put("a.zip", zipped({"memo.txt": b"one"}))
    world.ingest()

    report = world.ingest()

    assert (report.known_files, report.unpacked_files, report.new_documents) == (1, 0, 0)


def test_packed_too_deep(world):
    """A container below the limit stays packed, is recorded, and says what to do."""
    world.put("a.zip", zipped({"b.zip": zipped({"c.zip": zipped({"memo.txt": b"x"})})}))

    world.ingest(unpack_depth=2)

    catalogue = world.look()
    assert "memo.txt" not in by_name(catalogue)
    [failure] = catalogue.failures()
    assert failure.code == "unpack-limit"
    assert failure.path.endswith("a.zip/b.zip/c.zip")
    assert "BLOTTER_UNPACK_DEPTH" in failure.reason
    # The list of what it holds was read all the same.
    assert "memo.txt" in catalogue.page(by_name(catalogue)["c.zip"].id, 1).text


def test_the_limit_is_that_of_the_whole_tree(world):
    """Archives within an archive share its room: a bomb of many levels stops all the same."""
    level = zipped({f"{n}.txt": str(n).encode() for n in range(10)})
    world.put("a.zip", zipped({f"{n}.zip": level + bytes([n]) * n for n in range(5)}))

    report = world.ingest(unpack_files=12)

    assert report.unpacked_files == 12
    assert report.failures["unpack-limit"] >= 1


def test_the_limit_counts_every_place(world):
    """Archives alike within archives alike fill the limit by their places, not by their bytes."""
    content = b"one"
    for level in range(4):
        content = zipped({f"{level}-{number}.zip": content for number in range(6)})
    world.put("a.zip", content)

    report = world.ingest(unpack_files=50)

    with closing(world.look()) as catalogue:
        assert len(catalogue.all_locations()) <= 51
    assert report.failures["unpack-limit"] >= 1


def test_an_archive_that_holds_itself(world):
    """Bytes that turn up within themselves are one document, placed once."""
    world.put("a.zip", zipped({"memo.txt": b"one"}))
    world.ingest()
    catalogue = CatalogueWriter(world.settings.paths.catalogue)
    [first] = [d for d in catalogue.documents() if d.file_name == "a.zip"]
    from ingest.catalogue_contents import Inside  # noqa: PLC0415 - this test alone
    from ingest.catalogue_writer import ManifestEntry  # noqa: PLC0415
    from ingest.records import SourceFile  # noqa: PLC0415

    path = f"{world.folder}/a.zip/a.zip"
    file = SourceFile(path, first.sha256, first.size_bytes, first.media_type, 0)
    catalogue.save_found(
        file, first.releases[0], ManifestEntry(), inside=Inside(first.id, "a.zip", 2)
    )

    places = [place.path for place in catalogue.locations(first.id)]
    assert places == [f"{world.folder}/a.zip", path]
    assert catalogue.lineage(first.id).depth == 0
    catalogue.close()


def test_the_same_archive_elsewhere(world):
    """A copy of an archive in another place has its contents there too, read once."""
    content = zipped({"memo.txt": b"one"})
    world.put("a.zip", content)
    world.ingest()
    world.put("b.zip", content)

    report = world.ingest()

    catalogue = world.look()
    memo = by_name(catalogue)["memo.txt"]
    assert report.copies == 1
    assert {place.path.rsplit("/", 2)[1] for place in catalogue.locations(memo.id)} == {
        "a.zip",
        "b.zip",
    }


def test_an_archive_that_changed(world):
    """What an archive held before is said to be there no more."""
    world.put("a.zip", zipped({"old.txt": b"one"}))
    world.ingest()
    world.put("a.zip", zipped({"new.txt": b"two"}))
    world.ingest()

    catalogue = world.look()
    old, new = (by_name(catalogue)[f"{name}.txt"] for name in ("old", "new"))
    assert [place.is_current for place in catalogue.locations(old.id)] == [False]
    assert [place.is_current for place in catalogue.locations(new.id)] == [True]


def test_a_thread(world):
    """Messages stand in the order of their answers, whatever their dates and places."""
    world.put("1.eml", mail("Re: fence", name="b", answers="a", day=10).as_bytes())
    world.put("2.eml", mail("fence", name="a", day=12).as_bytes())
    world.put("3.eml", mail("Re: Re: fence", name="c", answers="b", day=9).as_bytes())
    world.put("4.eml", mail("Re: fence, too", name="d", answers="a", day=8).as_bytes())
    world.put("5.eml", mail("something else", name="e").as_bytes())
    world.ingest()

    catalogue = world.look()
    documents = by_name(catalogue)
    thread = catalogue.thread(documents["3.eml"].id)

    assert [one.title for one in thread] == [
        "fence",
        "Re: fence, too",
        "Re: fence",
        "Re: Re: fence",
    ]
    assert catalogue.thread(documents["5.eml"].id) == ()
    assert dict(documents["1.eml"].properties)["From"] == "Ada Quill <quill@harbour.example>"


def test_what_cannot_be_read_is_found_by_its_name(world):
    """A file of a format nobody reads stands in the index by its name, and counts as not read."""
    from app.collection import opened  # noqa: PLC0415 - this test alone
    from app.search_request import SearchRequest  # noqa: PLC0415

    world.put("siren recording.mp3", b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(500))
    world.put("memo.txt", b"words")
    world.ingest()
    run_index(world.settings)

    with opened(world.settings) as collection:
        answer = collection.searcher.search(SearchRequest("siren"))

    assert [hit.document.file_name for hit in answer.hits] == ["siren recording.mp3"]
    assert answer.hits[0].page.source is PageSource.UNREAD
    coverage = world.look().coverage()
    assert (coverage.pages, coverage.searched, coverage.unread_files) == (1, 1, 1)
    assert answer.pages_not_indexed == 0


def test_retried_files_lose_their_page_of_a_name(world):
    """Once a file can be read, its pages are what was read."""
    world.put("a.zip", b"PK\x03\x04 cut short")
    world.ingest()
    catalogue = CatalogueWriter(world.settings.paths.catalogue)
    [document] = catalogue.documents()
    assert document.state is DocumentState.UNREADABLE
    assert [page.source for page in catalogue.pages(document.id)] == [PageSource.UNREAD]

    catalogue.forget_failures(document.id)

    assert catalogue.pages(document.id) == ()
    catalogue.close()


def test_a_catalogue_of_version_3_is_brought_up_to_date(world):
    """Nothing is lost, and what no reader took then is opened again."""
    world.put("memo.txt", b"words")
    world.put("siren.mp3", b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(500))
    world.ingest()
    _back_to_version_3(world.settings.paths.catalogue)

    catalogue = world.look()
    documents = by_name(catalogue)

    assert documents["memo.txt"].type == "memo"
    assert documents["memo.txt"].properties == ()
    assert documents["siren.mp3"].state is DocumentState.READING
    assert catalogue.failures() == ()
    report = world.ingest()
    assert report.failures == {"unsupported-format": 1}
    with sqlite3.connect(world.settings.paths.catalogue) as database:
        assert database.execute("SELECT value FROM meta WHERE key = 'version'").fetchone() == (
            CATALOGUE_VERSION,
        )


def _back_to_version_3(path):
    with sqlite3.connect(path) as database:
        database.execute("UPDATE documents SET type = 'memo' WHERE file_name = 'memo.txt'")
        database.executescript(SINCE_VERSION_3)


def test_a_retry_unpacks_again(world):
    """What a container did not give is asked for again, and nothing is there twice after it."""
    world.put("a.zip", zipped({"memo.txt": b"one", "b.zip": zipped({"deep.txt": b"two"})}))
    world.ingest(unpack_depth=1)
    assert [one.code for one in world.look().failures()] == ["unpack-limit"]

    settings = settings_for(world.folder.parent)
    run_ingest(settings, [world.folder], retry_failed=True)

    catalogue = world.look()
    assert catalogue.failures() == ()
    assert sorted(by_name(catalogue)) == ["a.zip", "b.zip", "deep.txt", "memo.txt"]
    assert {one.state for one in catalogue.documents()} == {DocumentState.DONE}
    assert len(catalogue.members(by_name(catalogue)["a.zip"].id)) == 2


def test_a_bomb_of_two_levels(world, monkeypatch):
    """What the levels of a bomb come to is measured by the outermost file, not by each."""
    monkeypatch.setattr("ingest.unpacking._BOUND_TO_FIT", 2_000_000)
    level = zipped({f"{n}.bin": bytes(500_000) + bytes([n]) for n in range(3)})
    world.put("a.zip", zipped({f"{n}.zip": level + bytes([n]) for n in range(8)}))

    world.ingest(unpack_ratio=1)

    catalogue = world.look()
    path = f"{world.folder}/a.zip"
    assert catalogue.unpacked_below(path, but_from="")[1] <= 2_000_000
    assert "unpack-limit" in {one.code for one in catalogue.failures()}
