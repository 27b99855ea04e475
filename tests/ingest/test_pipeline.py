"""An ingest end to end, with the real catalogue and made-up readers."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest.catalogue_writer import CatalogueWriter
from ingest.errors import (
    DataDirectoryError,
    EncryptedError,
    OcrError,
    ReaderDiedError,
    TimeLimitError,
)
from ingest.paths import DataPaths
from ingest.pipeline import Pipeline
from ingest.reader import FileFacts, ReadOptions
from ingest.records import Box, DocumentState, Page, PageSource, Word
from ingest.settings import IngestSettings


class FakeReaders:
    """Reads text files with a page a line; certain words make it fail as real files do."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.read: list[tuple[str, int]] = []
        self.stop_after: int | None = None

    def open_file(self, path: Path, media_type: str, *, timeout_s: float) -> FileFacts:
        lines = path.read_text().splitlines()
        self.opened.append(lines[0])
        if lines[0] == "ENCRYPTED":
            raise EncryptedError("It asks for a password. Ask for a copy without one.")
        return FileFacts(len(lines))

    def read_page(
        self, path: Path, media_type: str, number: int, options: ReadOptions, *, timeout_s: float
    ) -> Page:
        if self.stop_after is not None and len(self.read) >= self.stop_after:
            raise KeyboardInterrupt
        text = path.read_text().splitlines()[number - 1]
        self.read.append((text, number))
        if text == "HANG" and not options.second_reader:
            raise TimeLimitError("Too slow.", step="read")
        if text == "KILL":
            raise ReaderDiedError("It died.", step="read")
        if text == "BAD-OCR":
            raise OcrError("The OCR engine failed.")
        return Page(number, 612, 792, PageSource.TEXT_LAYER, text, engine="fake 1")


class World:
    """A data directory and a folder of files, ingested again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "in"
        self.folder.mkdir()
        self.paths = DataPaths(folder / "data")
        self.paths.root.mkdir()
        self.readers = FakeReaders()

    def put(self, name: str, *lines: str) -> Path:
        path = self.folder / name
        path.write_text("\n".join(lines))
        return path

    def ingest(self, **how):
        catalogue = CatalogueWriter(self.paths.catalogue)
        try:
            with ThreadPoolExecutor(2) as executor:
                pipeline = Pipeline(
                    catalogue=catalogue,
                    paths=self.paths,
                    readers=self.readers,
                    executor=executor,
                    settings=IngestSettings(workers=2),
                )
                return pipeline.run([self.folder], **how)
        finally:
            catalogue.close()

    def look(self) -> CatalogueWriter:
        return CatalogueWriter(self.paths.catalogue)


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


def texts(world: World) -> dict[str, list[str]]:
    catalogue = world.look()
    try:
        return {
            document.file_name: [page.text for page in catalogue.pages(document.id)]
            for document in catalogue.documents(limit=1000)
        }
    finally:
        catalogue.close()


def test_everything_read(world):
    """Every page of every file is read and stored, in its place."""
    world.put("a.txt", "one", "two")
    world.put("b.txt", "three")

    report = world.ingest()

    assert texts(world) == {"a.txt": ["one", "two"], "b.txt": ["three"]}
    assert (report.files, report.new_documents) == (2, 2)
    assert report.pages == {PageSource.TEXT_LAYER: 3}


def test_second_run(world):
    """A second run reads nothing, and says so; a third finds what is new."""
    world.put("a.txt", "one", "two")
    world.ingest()
    world.readers.read.clear()

    report = world.ingest()
    assert world.readers.read == []
    assert (report.known_files, report.new_documents, report.pages.total()) == (1, 0, 0)

    world.put("b.txt", "three")
    report = world.ingest()
    assert world.readers.read == [("three", 1)]
    assert (report.known_files, report.new_documents) == (1, 1)


def test_changed_file(world):
    """A file whose bytes changed is a new document; the old one stays."""
    world.put("a.txt", "one")
    world.ingest()
    path = world.put("a.txt", "one, changed")
    report = world.ingest()

    catalogue = world.look()
    documents = {d.id: d for d in catalogue.documents()}
    places = {d: [(p.path, p.is_current) for p in catalogue.locations(d)] for d in documents}
    assert sorted(places.values()) == [[(str(path), False)], [(str(path), True)]]
    # The earlier version keeps its provenance, and its change reaches the index.
    assert all(document.releases == ("in",) for document in documents.values())
    assert "holds other bytes" in report.remarks[0]
    catalogue.close()


def test_original_brought_back(world):
    """An original that was lost is copied again by the next ingest of its folder."""
    world.put("a.txt", "one")
    world.ingest()
    (original,) = [p for p in (world.paths.root / "originals").rglob("*") if p.is_file()]
    original.unlink()

    world.ingest()

    assert original.read_text() == "one"
    assert world.readers.read == [("one", 1)]


def test_own_data_directory(tmp_path):
    """A data directory below the folder that is ingested is passed over, and that is said."""
    world = World(tmp_path)
    world.folder = tmp_path
    (tmp_path / "in" / "a.txt").write_text("one")
    world.ingest()

    report = world.ingest()

    assert (report.files, report.known_files) == (1, 1)
    assert "was passed over" in report.remarks[0]


def test_neighbours_manifest(world, monkeypatch):
    """A folder named by way of another one does not get that one's manifest."""
    other = world.folder.parent / "other"
    other.mkdir()
    (other / "release.toml").write_text('[release]\nid = "wrong"\n')
    world.put("a.txt", "one")
    monkeypatch.chdir(other)
    world.folder = Path("..") / "in"

    world.ingest()

    catalogue = world.look()
    assert [d.releases for d in catalogue.documents()] == [("in",)]
    catalogue.close()


def test_failures_without_a_document_are_looked_at_anew(world):
    """What was said of a link or a manifest goes when it is no longer so."""
    world.put("a.txt", "one")
    link = world.folder / "link.pdf"
    link.symlink_to("a.txt")
    (world.folder / "release.toml").write_text("[release\n")
    assert world.ingest().failures == {"bad-manifest": 1, "unreadable-file": 1}
    link.unlink()
    (world.folder / "release.toml").write_text("")

    world.ingest()

    catalogue = world.look()
    assert catalogue.failures() == ()
    catalogue.close()


def test_manifest_entry_withdrawn(world):
    """What is taken out of a manifest is no longer said of the file."""
    world.put("a.txt", "one")
    manifest = world.folder / "release.toml"
    manifest.write_text('[[document]]\npath = "a.txt"\ntitle = "Wrong"\ndate = 2017-01-01\n')
    world.ingest()
    manifest.write_text("")

    world.ingest()

    catalogue = world.look()
    (document,) = catalogue.documents()
    assert (document.title, document.date, document.date_source) == ("a.txt", None, "")
    catalogue.close()


def test_folders_of_one_name(world, tmp_path):
    """A folder of the same name does not wipe what a manifest said, and the mixing is told."""
    world.put("a.txt", "one")
    (world.folder / "release.toml").write_text('[release]\nid = "in"\ntitle = "Known"\n')
    world.ingest()
    world.folder = tmp_path / "elsewhere" / "in"
    world.folder.mkdir(parents=True)
    world.put("b.txt", "two")

    report = world.ingest()

    catalogue = world.look()
    assert [release.title for release in catalogue.releases()] == ["Known"]
    assert "tells them apart" in report.remarks[0]
    catalogue.close()


def test_changed_file_that_cannot_be_read(world):
    """An unreadable document whose file has since changed can be tried again all the same."""
    world.put("a.txt", "ENCRYPTED")
    world.ingest()
    world.put("a.txt", "now it is open")

    report = world.ingest(retry_failed=True)

    assert report.failures == {"encrypted": 1}
    assert "now it is open" in texts(world)["a.txt"]


def test_copies(world):
    """The same bytes twice are read once."""
    world.put("a.txt", "one")
    world.put("b.txt", "one")

    report = world.ingest()

    assert (report.new_documents, report.copies) == (1, 1)
    assert world.readers.read == [("one", 1)]


def test_failures_cost_themselves(world):
    """A file and a page that fail are rows in the ledger; everything else is read."""
    world.put("locked.txt", "ENCRYPTED")
    world.put("mixed.txt", "good", "BAD-OCR", "also good")
    world.put("empty.txt")

    report = world.ingest()

    assert report.failures == {"encrypted": 1, "ocr-failed": 1, "empty-file": 1}
    assert texts(world)["mixed.txt"] == ["good", "", "also good"]
    catalogue = world.look()
    failures = {f.code: f for f in catalogue.failures()}
    assert failures["ocr-failed"].page == 2
    assert failures["encrypted"].page is None
    assert failures["empty-file"].reason.startswith("The file is empty")
    assert all(failure.path.startswith(str(world.folder)) for failure in failures.values())
    catalogue.close()


def test_second_reader(world):
    """A page that hangs the first library is tried once with the second."""
    world.put("a.txt", "HANG")

    report = world.ingest()

    assert report.pages == {PageSource.TEXT_LAYER: 1}
    assert len(world.readers.read) == 2


def test_killer(world):
    """A page that kills every reader is a failure; the pages around it are read."""
    world.put("a.txt", "one", "KILL", "three")

    report = world.ingest()

    assert report.failures == {"reader-died": 1}
    assert texts(world)["a.txt"] == ["one", "", "three"]


def test_failures_left_alone(world):
    """Failures of earlier runs are not tried again unless asked for."""
    path = world.put("a.txt", "one", "BAD-OCR")
    world.ingest()
    world.readers.read.clear()

    report = world.ingest()
    assert (report.failures_before, world.readers.read) == (1, [])

    original = next(p for p in world.paths.root.rglob("*") if p.is_file() and len(p.name) == 64)
    original.chmod(0o644)
    original.write_text("one\nhealed")  # as a newer engine would read it
    report = world.ingest(retry_failed=True)
    assert world.readers.read == [("healed", 2)]
    assert report.failures_before == 0
    assert path.exists()


def test_resume(world):
    """A run that is stopped half-way goes on where it was: no page twice, none left out."""
    world.put("a.txt", *[f"line {n}" for n in range(40)])
    world.put("b.txt", "other")
    world.readers.stop_after = 15
    with pytest.raises(KeyboardInterrupt):
        world.ingest()
    done_before = sum(len(pages) for pages in texts(world).values())
    world.readers.stop_after = None
    world.readers.read.clear()

    report = world.ingest()

    assert 0 < done_before < 41
    assert len(world.readers.read) == 41 - done_before
    assert texts(world) == {"a.txt": [f"line {n}" for n in range(40)], "b.txt": ["other"]}
    assert report.resumed_documents >= 1
    catalogue = world.look()
    assert catalogue.unfinished() == ()
    catalogue.close()


def test_new_manifest(world):
    """A manifest corrected later takes effect without reading anything again."""
    world.put("a.txt", "one")
    (world.folder / "release.toml").write_text('[release]\nid = "r"\ntitle = "R"\n')
    world.ingest()
    world.readers.read.clear()
    (world.folder / "release.toml").write_text(
        '[release]\nid = "r"\ntitle = "R"\n[[document]]\npath = "a.txt"\ntitle = "Better"\n'
    )

    world.ingest()

    catalogue = world.look()
    assert [d.title for d in catalogue.documents()] == ["Better"]
    assert world.readers.read == []
    catalogue.close()


def test_manifest_typo(world):
    """An entry that names no file is remarked on."""
    world.put("a.txt", "one")
    (world.folder / "release.toml").write_text('[[document]]\npath = "b.txt"\n')

    assert "b.txt" in world.ingest().remarks[0]


def test_store_trouble_stops(world):
    """What cannot be stored stops the run at once, with what to do."""
    world.put("a.txt", "one")
    (world.paths.root / "originals").write_text("a file in the way")

    with pytest.raises(DataDirectoryError, match="--data"):
        world.ingest()


def test_states_after(world):
    """Afterwards every document is done or unreadable, never in between."""
    world.put("a.txt", "one", "BAD-OCR")
    world.put("b.txt", "ENCRYPTED")
    world.ingest()

    catalogue = world.look()
    states = {d.file_name: d.state for d in catalogue.documents()}
    catalogue.close()
    assert states == {"a.txt": DocumentState.DONE, "b.txt": DocumentState.UNREADABLE}


class Rereaders(FakeReaders):
    """Reads each page with so many words as it is told to, one of them doubtful."""

    def __init__(self, words: int) -> None:
        super().__init__()
        self.words = words

    def read_page(
        self, path: Path, media_type: str, number: int, options: ReadOptions, *, timeout_s: float
    ) -> Page:
        if self.words == 0:
            raise OcrError("The OCR engine failed.")
        text = "doubtful" + " word" * self.words
        here = Box(0.1, 0.1, 0.2, 0.2)
        starts = range(9, len(text), 5)
        words = (Word(0, 8, here, 0.3), *(Word(at, at + 4, here, 0.9) for at in starts))
        return Page(number, 612, 792, PageSource.OCR, text, words, confidence=0.5)


@pytest.mark.parametrize(("words", "left"), [(2, 3), (3, 3), (5, 5), (0, 3)])
def test_read_again(world, words, left):
    """Of two readings the one with more sure letters stays, the old one if the new one fails."""
    world.put("a.txt", "one", "two")
    world.readers = Rereaders(3)
    world.ingest()
    catalogue = world.look()
    (document,) = catalogue.documents()
    with ThreadPoolExecutor(2) as executor:
        pipeline = Pipeline(
            catalogue=catalogue,
            paths=world.paths,
            readers=Rereaders(words),
            executor=executor,
            settings=IngestSettings(workers=2),
        )
        report = pipeline.read_again([(document, 2)])

    texts = [page.text.count("word") for page in catalogue.pages(document.id)]
    again = catalogue.document(document.id)
    catalogue.close()
    assert texts == [3, left]
    assert (again.state, again.page_count) == (DocumentState.DONE, 2)
    assert (report.replaced, report.kept) == ((1, 0) if words >= 3 else (0, 1 if words else 0))
    assert report.failures == ({"ocr-failed": 1} if words == 0 else {})
    assert (again.revision > document.revision) == (words >= 3)
