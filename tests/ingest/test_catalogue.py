"""The catalogue keeps what it is given, and says so in the same words again."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from ingest import tables
from ingest.catalogue import Catalogue
from ingest.catalogue_review import Review
from ingest.catalogue_writer import CatalogueWriter, ManifestEntry
from ingest.errors import DataDirectoryError, DataDirectoryVersionError, UnknownPageError
from ingest.reader import FileFacts
from ingest.records import (
    Box,
    DocumentState,
    Failure,
    Page,
    PageSource,
    Release,
    SourceFile,
    Standing,
    Word,
)
from tests.ingest.older import (
    SINCE_VERSION_1,
    SINCE_VERSION_2,
    SINCE_VERSION_3,
    make_older,
)

RELEASE = Release("r1", "First release", request_number="17-04", release_date=dt.date(2019, 6, 14))
SHA = "ab" * 32
FILE = SourceFile("/in/a memo.pdf", SHA, 1234, "application/pdf", 5)


@pytest.fixture
def catalogue(tmp_path: Path):
    made = CatalogueWriter(tmp_path / "catalogue.sqlite")
    made.save_release(RELEASE)
    yield made
    made.close()


def add(catalogue: CatalogueWriter, pages: int = 2, entry: ManifestEntry | None = None) -> str:
    catalogue.save_found(FILE, "r1", entry or ManifestEntry(), None)
    document_id = SHA[:12]
    catalogue.save_facts(document_id, FileFacts(pages, title="From the file"))
    return document_id


def text_page(number: int, text: str = "hello") -> Page:
    word = Word(0, len(text), Box(0.125, 0.25, 0.5, 0.75), None)
    return Page(number, 612, 792, PageSource.TEXT_LAYER, text, (word,), engine="test 1")


def failure_of(document_id: str, page: int | None, path: str = FILE.path) -> Failure:
    at = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
    return Failure(path, document_id, page, "ocr", "ocr-failed", "It broke.", "", at)


def test_page_round_trip(catalogue):
    """A page comes back as it was saved, with its words if they are asked for."""
    document_id = add(catalogue)
    page = Page(
        number=1,
        width=612,
        height=792,
        source=PageSource.OCR,
        text="käse",
        words=(Word(0, 4, Box(0, 0, 1, 1), 0.5),),
        rotation=90,
        confidence=0.5,
        engine="tesseract 5",
        dpi=200,
        seconds=1.5,
        notes=("It was skewed.",),
        redactions=3,
    )
    catalogue.save_page(document_id, page)

    assert catalogue.page(document_id, 1, with_words=True) == page
    assert catalogue.page(document_id, 1).words == ()


def test_pages_together(catalogue):
    """Pages are read together by their documents and numbers; unknown ones are left out."""
    document_id = add(catalogue, pages=3)
    for number in (1, 2, 3):
        catalogue.save_page(document_id, text_page(number, f"page {number}"))
    wanted = [(document_id, 3), (document_id, 1), (document_id, 9), ("nobody", 1)]
    found = catalogue.pages_by_number(wanted)
    assert found == {key: catalogue.page(*key) for key in wanted[:2]}
    assert catalogue.pages_by_number([]) == {}


def test_words_of_pages_together(catalogue, tmp_path):
    """The words within stretches of several pages are read together, as far as they are shown."""
    document_id = add(catalogue, pages=3)
    for number in (1, 2):
        catalogue.save_page(document_id, text_page(number, f"page {number}"))
    words = catalogue.words(document_id, 1)
    wanted = {(document_id, 1): [(0, 4)], (document_id, 2): [(9, 12)], ("nobody", 1): [(0, 4)]}

    found = catalogue.words_within(wanted)

    assert found == {(document_id, 1): words, (document_id, 2): ()}
    assert len(words) == 1
    review = Review(tmp_path / "catalogue.sqlite")
    review.decide([document_id], Standing.HELD, "A. Wren", "to be looked at")
    review.close()
    assert catalogue.words_within(wanted) == {}


def test_states(catalogue):
    """A document is done when every page has a row, not before."""
    document_id = add(catalogue, pages=2)
    catalogue.save_page(document_id, text_page(1))
    assert catalogue.document(document_id).state is DocumentState.READING
    assert catalogue.missing_pages(catalogue.document(document_id)) == (2,)

    catalogue.save_page(document_id, text_page(2))

    assert catalogue.document(document_id).state is DocumentState.DONE
    assert catalogue.unfinished() == ()


def test_page_saved_twice(catalogue):
    """Saving a page again replaces it; it is never there twice."""
    document_id = add(catalogue)
    catalogue.save_page(document_id, text_page(1, "old"))
    catalogue.save_page(document_id, text_page(1, "new"))

    assert [p.text for p in catalogue.pages(document_id)] == ["new"]


def test_titles_and_dates(catalogue):
    """The manifest's title and date go before the file's own, and those before the file name."""
    catalogue.save_found(FILE, "r1", ManifestEntry(), None)
    document_id = SHA[:12]
    assert catalogue.document(document_id).title == "a memo.pdf"

    catalogue.save_facts(document_id, FileFacts(1, title="Own", date=dt.date(2001, 2, 3)))
    own = catalogue.document(document_id)
    assert (own.title, own.date, own.date_source) == ("Own", dt.date(2001, 2, 3), "file")

    entry = ManifestEntry(title="Memo on overtime", date=dt.date(2017, 3, 2), type="memo")
    catalogue.save_manifest_entry(document_id, entry)
    said = catalogue.document(document_id)
    assert (said.title, said.date, said.date_source, said.type) == (
        "Memo on overtime",
        dt.date(2017, 3, 2),
        "manifest",
        "memo",
    )


def test_same_bytes_twice(catalogue):
    """The same bytes at two places are one document with two locations."""
    add(catalogue)
    again = SourceFile("/in/copy.pdf", SHA, 1234, "application/pdf", 9)

    assert catalogue.save_found(again, "r1", ManifestEntry(), None) is False
    assert [place.path for place in catalogue.locations(SHA[:12])] == [
        "/in/a memo.pdf",
        "/in/copy.pdf",
    ]
    assert catalogue.document_count() == 1


def test_clashing_ids(catalogue):
    """Two files whose hashes begin alike get ids that differ."""
    add(catalogue)
    other = SourceFile("/in/b.pdf", SHA[:20] + "c" * 44, 1, "application/pdf", 1)
    catalogue.save_found(other, "r1", ManifestEntry(), None)

    assert set(catalogue.documents_by_id([SHA[:12], SHA[:13], SHA[:14]])) == {SHA[:12], SHA[:13]}


def test_revision(catalogue):
    """Whatever changes a document raises its revision, and only that document's."""
    document_id = add(catalogue)
    before = catalogue.revision()
    catalogue.save_page(document_id, text_page(1))

    assert catalogue.revision() > before
    assert [d.id for d in catalogue.documents_since(before)] == [document_id]
    assert catalogue.documents_since(catalogue.revision()) == ()


def test_nothing_changed_nothing_raised(catalogue):
    """Finding everything as it was leaves the revision alone."""
    entry = ManifestEntry(title="T")
    add(catalogue, entry=entry)
    before = catalogue.revision()

    catalogue.save_release(RELEASE)
    catalogue.save_found(FILE, "r1", entry, None)
    catalogue.save_manifest_entry(SHA[:12], entry)

    assert catalogue.revision() == before


def test_renamed_release(catalogue):
    """A release whose facts changed touches its documents, since they are found by its name."""
    document_id = add(catalogue)
    before = catalogue.revision()
    catalogue.save_release(Release("r1", "Another title"))

    assert [d.id for d in catalogue.documents_since(before)] == [document_id]


def test_failures_and_coverage(catalogue):
    """Coverage counts what failed beside what can be searched, and a page read later heals it."""
    document_id = add(catalogue, pages=3)
    catalogue.save_page(document_id, text_page(1))
    failed = Page(2, 0, 0, PageSource.FAILED)
    catalogue.save_page(document_id, failed, failure_of(document_id, 2))
    coverage = catalogue.coverage()
    assert (coverage.pages, coverage.searched, coverage.unread_pages) == (3, 1, 2)
    assert coverage.by_source[PageSource.FAILED] == 1
    assert catalogue.failure_counts() == {"ocr-failed": 1}

    catalogue.save_page(document_id, text_page(2))

    assert catalogue.failures() == ()
    assert catalogue.coverage().searched == 2


def test_failed_file(catalogue):
    """A file that could not be opened has no page count, one failure, and counts as unread."""
    catalogue.save_found(FILE, "r1", ManifestEntry(), None)
    catalogue.save_failed_file(failure_of(SHA[:12], None))
    catalogue.save_failed_file(failure_of(SHA[:12], None))

    document = catalogue.document(SHA[:12])
    assert (document.page_count, document.state) == (None, DocumentState.UNREADABLE)
    assert len(catalogue.failures()) == 1
    assert catalogue.coverage().unread_files == 1


def test_files_still_to_be_opened(catalogue):
    """A file that was taken in but not opened yet is counted as such in coverage."""
    catalogue.save_found(FILE, "r1", ManifestEntry(), None)

    coverage = catalogue.coverage()

    assert (coverage.waiting_files, coverage.unread_files, coverage.pages) == (1, 0, 0)


def test_snapshot(catalogue):
    """A snapshot stays as it was, whatever is written meanwhile."""
    document_id = add(catalogue)
    with catalogue.snapshot() as still:
        catalogue.save_page(document_id, text_page(1))

        assert still.pages(document_id) == ()
        assert still.coverage().searched == 0
    assert len(catalogue.pages(document_id)) == 1


def test_forget_failures(catalogue):
    """Forgetting failures makes the failed pages missing again and keeps the good ones."""
    document_id = add(catalogue, pages=2)
    catalogue.save_page(document_id, text_page(1))
    catalogue.save_page(document_id, Page(2, 0, 0, PageSource.FAILED), failure_of(document_id, 2))
    catalogue.forget_failures(document_id)

    assert catalogue.missing_pages(catalogue.document(document_id)) == (2,)
    assert catalogue.failures() == ()


def test_unknown(catalogue):
    """Unknown documents and pages are said to be unknown."""
    with pytest.raises(UnknownPageError):
        catalogue.document("nope")
    with pytest.raises(UnknownPageError):
        catalogue.page("nope", 1)


def test_no_catalogue(tmp_path):
    """Reading where nothing was ingested says what to run."""
    with pytest.raises(DataDirectoryError, match="blotter ingest"):
        Catalogue(tmp_path / "catalogue.sqlite")


def test_odd_folder(tmp_path):
    """A folder may have any name, also one that means something in an address."""
    path = tmp_path / "what? 100% #1 ü"
    path.mkdir()
    CatalogueWriter(path / "catalogue.sqlite").close()

    assert (path / "catalogue.sqlite").exists()
    Catalogue(path / "catalogue.sqlite").close()


def test_not_a_catalogue(tmp_path):
    """A file that is no database is named as such."""
    path = tmp_path / "catalogue.sqlite"
    path.write_text("this is no database at all" * 100)

    with pytest.raises(DataDirectoryError, match="not a catalogue"):
        Catalogue(path)


def test_other_version(tmp_path):
    """A catalogue of another version is refused, not guessed at."""
    path = tmp_path / "catalogue.sqlite"
    made = CatalogueWriter(path)
    with made._transaction() as connection:
        connection.execute(
            tables.meta.update().where(tables.meta.c.key == "version").values(value=99)
        )
    made.close()

    with pytest.raises(DataDirectoryVersionError, match="version 99"):
        Catalogue(path)


@pytest.mark.parametrize("opened", [Catalogue, CatalogueWriter])
def test_former_version(tmp_path, opened):
    """A catalogue made before redactions were counted opens, and says that nobody looked."""
    path = tmp_path / "catalogue.sqlite"
    made = CatalogueWriter(path)
    made.save_release(RELEASE)
    document_id = add(made)
    made.save_page(document_id, text_page(1))
    make_older(made, 1, SINCE_VERSION_3, SINCE_VERSION_2, SINCE_VERSION_1)
    made.close()

    found = opened(path)

    assert found.page(document_id, 1).redactions is None
    assert found.document(document_id).standing is Standing.OPEN
    assert found.page(document_id, 1).text == "hello"
    found.close()
    opened(path).close()


@pytest.mark.parametrize("source", [PageSource.TEXT_LAYER, PageSource.OCR])
def test_pages_nobody_looked_under(tmp_path, source):
    """Pages with bars, read before anybody looked under bars, are read again; OCR saw nothing."""
    path = tmp_path / "catalogue.sqlite"
    made = CatalogueWriter(path)
    made.save_release(RELEASE)
    document_id = add(made)
    made.save_page(document_id, replace(text_page(1), source=source, redactions=1))
    make_older(made, 2, SINCE_VERSION_3, SINCE_VERSION_2)
    made.close()

    again = CatalogueWriter(path)
    is_read = source is PageSource.OCR
    assert (1 in again.missing_pages(again.document(document_id))) is not is_read
    again.close()


def test_disk_full(catalogue):
    """A full disk is said to be full, and what was stored before is still there."""
    document_id = add(catalogue)
    catalogue.save_page(document_id, text_page(1))
    with catalogue._database.connect() as connection:
        used = connection.scalar(sa.text("PRAGMA page_count"))
        connection.execute(sa.text(f"PRAGMA max_page_count={used}"))
        # SQLite then refuses to grow exactly as it does on a disk without room.
        connection.commit()

    with pytest.raises(DataDirectoryError, match="disk is full"):
        catalogue.save_page(document_id, text_page(2, "long " * 200_000))

    assert catalogue.page(document_id, 1).text == "hello"
    assert catalogue.missing_pages(catalogue.document(document_id)) == (2,)


def test_reader_cannot_write(catalogue, tmp_path):
    """What opens the catalogue to read it cannot change it."""
    reader = Catalogue(tmp_path / "catalogue.sqlite")
    try:
        with (
            pytest.raises(sa.exc.OperationalError, match="readonly"),
            reader._database.begin() as connection,
        ):
            connection.execute(tables.releases.delete())
    finally:
        reader.close()


def test_folder_that_may_only_be_read(open_folder, not_root):
    """A catalogue in a folder nobody may write to is read, and sees what is written elsewhere."""
    path = open_folder / "catalogue.sqlite"
    writer = CatalogueWriter(path)
    writer.save_release(Release("r1", "One"))
    writer.close()
    path.chmod(0o644)
    with not_root():
        reader = Catalogue(path)
        assert [one.id for one in reader.releases()] == ["r1"]
        with pytest.raises(DataDirectoryError):
            CatalogueWriter(path)
    writer = CatalogueWriter(path)
    writer.save_release(Release("r2", "Two"))
    writer.close()
    with not_root():
        assert {one.id for one in reader.releases()} == {"r1", "r2"}
    reader.close()
    assert {one.name for one in open_folder.iterdir()} == {"catalogue.sqlite"}
