"""A small corpus for the service: a real catalogue and a real index, without any reading."""

import datetime as dt
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from app.cli import cli
from app.command_line import Exit
from app.ingesting import run_index
from app.main import create_app
from app.settings import Settings
from ingest.catalogue_writer import CatalogueWriter, ManifestEntry
from ingest.reader import FileFacts
from ingest.records import Box, Failure, Page, PageSource, Release, SourceFile, Word

MEMO = "aa" * 32
NOTES = "bb" * 32
LOCKED = "cc" * 32
HOSTILE = "dd" * 32


def words_of(text: str) -> tuple[Word, ...]:
    """A box for every word, left to right, a line for every line."""
    words = []
    start = 0
    for row, line in enumerate(text.split("\n")):
        for column, word in enumerate(line.split(" ")):
            box = Box(0.1 * column, 0.1 * row, 0.1 * column + 0.09, 0.1 * row + 0.05)
            words.append(Word(start, start + len(word), box, 0.75))
            start += len(word) + 1
    return tuple(words)


def scanned(number: int, text: str) -> Page:
    return Page(
        number,
        612,
        792,
        PageSource.OCR,
        text,
        words_of(text),
        confidence=0.75,
        engine="tesseract 5",
        dpi=300,
        notes=("The page was skewed by 1.0 degrees.",),
    )


def fill(catalogue: CatalogueWriter) -> None:
    """Four documents: a scan, a text of many pages, one that is locked, one that is hostile."""
    catalogue.save_release(
        Release("r1", "Task force records", "2019-0417", release_date=dt.date(2019, 6, 14))
    )
    memo = ManifestEntry("Memo on overtime", dt.date(2017, 3, 2), "memo")
    add(catalogue, MEMO, "/in/memo.pdf", memo, 3)
    catalogue.save_page(MEMO[:12], scanned(1, "the harbor task force\nmet again today"))
    catalogue.save_page(MEMO[:12], scanned(2, "overtime for the task group"))
    failed = Failure(
        "/in/memo.pdf", MEMO[:12], 3, "ocr", "ocr-failed", "It broke. Ask again.", "", NOW
    )
    catalogue.save_page(MEMO[:12], Page(3, 0, 0, PageSource.FAILED), failed)
    add(catalogue, NOTES, "/in/notes.txt", ManifestEntry(), 40)
    for number in range(1, 41):
        text = f"note {number} on overtime"
        page = Page(number, 0, 0, PageSource.TEXT_LAYER, text, engine="plain text")
        catalogue.save_page(NOTES[:12], page)
    catalogue.save_found(
        SourceFile("/in/locked.pdf", LOCKED, 9, "application/pdf", 1), "r1", ManifestEntry(), None
    )
    why = "It asks for a password. Ask the agency for a copy without one."
    catalogue.save_failed_file(
        Failure("/in/locked.pdf", LOCKED[:12], None, "open", "encrypted", why, "", NOW)
    )
    hostile = ManifestEntry("<script>alert(1)</script>")
    add(catalogue, HOSTILE, "/in/=HYPERLINK(1).pdf", hostile, 1)
    text = '<script>alert("wicked")</script> & =1+1 \u202emirrored'
    catalogue.save_page(HOSTILE[:12], scanned(1, text))


NOW = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)


def add(
    catalogue: CatalogueWriter, sha256: str, path: str, entry: ManifestEntry, pages: int
) -> None:
    file = SourceFile(path, sha256, 1000, "application/pdf", 1)
    catalogue.save_found(file, "r1", entry, None)
    catalogue.save_facts(sha256[:12], FileFacts(pages))


@pytest.fixture(scope="session")
def settings(tmp_path_factory) -> Settings:
    made = Settings(data=tmp_path_factory.mktemp("corpus"))
    catalogue = CatalogueWriter(made.paths.catalogue)
    fill(catalogue)
    catalogue.close()
    run_index(made)
    return made


@pytest.fixture(scope="session")
def client(settings):
    with TestClient(create_app(settings), raise_server_exceptions=False) as made:
        yield made


@pytest.fixture
def misread(tmp_path):
    """A corpus of one scanned page with an identifier that was misread."""
    made = Settings(data=tmp_path)
    catalogue = CatalogueWriter(made.paths.catalogue)
    catalogue.save_release(Release("r1", "Files"))
    add(catalogue, MEMO, "/in/memo.pdf", ManifestEntry("Memo"), 1)
    catalogue.save_page(MEMO[:12], scanned(1, "about the file\nsee lAD2019-O412"))
    catalogue.close()
    run_index(made)
    with TestClient(create_app(made), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def fact_settings(tmp_path_factory) -> Settings:
    """A corpus of three pages, two of them with facts."""
    made = Settings(data=tmp_path_factory.mktemp("facts"))
    catalogue = CatalogueWriter(made.paths.catalogue)
    catalogue.save_release(Release("r1", "Files"))
    add(catalogue, MEMO, "/in/memo.pdf", ManifestEntry("Memo"), 3)
    scan = "Incident No. I192003457 of 1/22/2019\nbadge 44l1, (617) 555-0142"
    catalogue.save_page(MEMO[:12], scanned(1, scan))
    note = "Badge 4411 again on Jan. 22, 2019,\nand in March 2018; plate 4XK 291"
    catalogue.save_page(MEMO[:12], scanned(2, note))
    catalogue.save_page(MEMO[:12], scanned(3, "nothing but words"))
    catalogue.close()
    run_index(made)
    return made


@pytest.fixture(scope="session")
def of_facts(fact_settings):
    with TestClient(create_app(fact_settings), raise_server_exceptions=False) as made:
        yield made


@pytest.fixture
def empty_folder(tmp_path) -> Path:
    return tmp_path


@pytest.fixture
def run():
    """Runs a command, whose exit code is checked; gives its result."""

    def call(*words, exit_code: int = Exit.OK):
        result = CliRunner().invoke(cli, [str(word) for word in words])
        assert result.exit_code == exit_code, result.output
        return result

    return call
