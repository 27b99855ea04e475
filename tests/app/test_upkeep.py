"""Keeping a collection: its status, its check and mending, backups, and failures tried again."""

import json
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from starlette.testclient import TestClient
from typer.testing import CliRunner

from app.checking import check
from app.cli import cli
from app.command_line import Exit
from app.ingesting import run_index, run_ingest
from app.main import create_app
from app.settings import Settings
from app.upkeep import run_backup, run_restore
from ingest.catalogue import Catalogue
from ingest.catalogue_backup import MANIFEST
from ingest.catalogue_pages import delete_pages
from ingest.catalogue_writer import CatalogueWriter
from ingest.errors import DataDirectoryError, DataDirectoryVersionError
from ingest.records import Box, Page, PageSource, Release


def draw(path: Path, *pages: str) -> None:
    canvas = Canvas(str(path), invariant=True)
    for text in pages:
        canvas.drawString(100, 700, text)
        canvas.showPage()
    canvas.save()


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "release"
    made.mkdir()
    draw(made / "memo.pdf", "the harbor unit met", "and met again")
    draw(made / "letter.pdf", "a letter on overtime")
    (made / "torn.pdf").write_bytes(b"%PDF-1.7 nothing else")
    return made


@pytest.fixture
def settings(tmp_path, folder) -> Settings:
    made = Settings(data=tmp_path / "data", workers=1)
    run_ingest(made, [folder])
    run_index(made)
    return made


def run(settings, *arguments, code=Exit.OK) -> str:
    done = CliRunner().invoke(cli, [*arguments, "--data", str(settings.data)])
    assert done.exit_code == code, done.output
    return done.output


def codes(settings, *, repair=False) -> list[tuple[str, bool]]:
    return [(one.code, one.is_mended) for one in check(settings, repair=repair)]


def original(settings, name="memo.pdf") -> Path:
    catalogue = Catalogue(settings.paths.catalogue)
    sha256 = next(one.sha256 for one in catalogue.documents() if one.file_name == name)
    catalogue.close()
    return settings.paths.original(sha256)


def contents(settings) -> object:
    """All that the catalogue says of pages and documents but the times."""
    catalogue = Catalogue(settings.paths.catalogue)
    try:
        return [
            (one.id, one.title, one.state, [(p.number, p.text) for p in catalogue.pages(one.id)])
            for one in catalogue.documents(limit=None)
        ]
    finally:
        catalogue.close()


def test_status(settings):
    """The status counts documents and pages by release and state, and failures by reason."""
    said = json.loads(run(settings, "status", "--json"))
    (release,) = said["releases"]
    assert (release["documents"], release["pages"], release["unreadable"]) == (3, 3, 1)
    assert release["by_source"]["text_layer"] == 3
    assert release["to_read"] == 0
    assert said["failures"] == {"damaged-file": 1}
    text = run(settings, "status")
    assert "3 of 3 pages can be searched" in text
    assert "--retry damaged-file" in text


def test_redactions_summed_up(settings):
    """The status sums up redactions and the exemptions printed beside them, page by page."""
    with closing(CatalogueWriter(settings.paths.catalogue)) as writer:
        read = [one for one in writer.documents() if one.page_count]
        for document, codes in zip(read, (("(b)(6)", "26(c)"), ("(b)(6)",)), strict=True):
            bars = (Box(0, 0, 0.5, 0.1), Box(0, 0.2, 0.5, 0.3))
            page = replace(writer.page(document.id, 1), redactions=2, bars=bars, exemptions=codes)
            writer.save_page(document.id, page)
            assert writer.page(document.id, 1) == page
            assert page.redacted_share == pytest.approx(0.1)
    said = json.loads(run(settings, "status", "--json"))["redactions"]
    assert said == {"pages": 2, "redactions": 4, "exemptions": {"(b)(6)": 2, "26(c)": 1}}
    assert "4 redactions on 2 pages" in run(settings, "status")


def test_pages_behind(settings, folder):
    """Answer and coverage say alike how many pages the index lacks, beside a file by its name."""
    draw(folder / "new.pdf", "overtime again")
    run_ingest(settings, [folder])
    with TestClient(create_app(settings)) as client:
        answer = client.get("/api/v1/search", params={"q": "overtime"}).json()
        coverage = client.get("/api/v1/coverage").json()
    assert answer["coverage"]["pages_not_indexed"] == coverage["pages_not_indexed"] == 1


def test_clean(settings):
    """A data directory that nothing happened to is as it should be."""
    assert codes(settings) == []
    assert "All is as it should be" in run(settings, "check")


def test_lost_original(settings, folder):
    """A lost original comes back from where it was found; if it is not there, nothing pretends."""
    original(settings).unlink()
    assert codes(settings) == [("original-missing", False)]
    run(settings, "check", code=Exit.FAULT)
    assert codes(settings, repair=True) == [("original-missing", True)]
    assert codes(settings) == []

    original(settings).unlink()
    (folder / "memo.pdf").unlink()
    assert codes(settings, repair=True) == [("original-missing", False)]


def test_changed_original(settings):
    """An original with other bytes is found out, set aside, and replaced by the right ones."""
    path = original(settings)
    whole = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(whole[:-1] + b"x")
    assert codes(settings) == [("original-changed", False)]

    assert codes(settings, repair=True) == [("original-changed", True)]
    assert path.read_bytes() == whole
    assert path.with_name(path.name + ".changed").read_bytes().endswith(b"x")
    assert codes(settings) == []


def test_stray_original(settings):
    """A file among the originals that belongs to nothing is named and left alone."""
    stray = settings.paths.original("ab" * 32)
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"who am I")
    assert codes(settings, repair=True) == [("stray-original", False)]
    assert stray.exists()


def test_lost_pages(settings, folder):
    """Pages missing from a document that is said to be whole are read by the next ingest."""
    before = contents(settings)
    writer = CatalogueWriter(settings.paths.catalogue)
    document = next(one for one in writer.documents() if one.file_name == "memo.pdf")
    with writer._transaction() as connection:
        delete_pages(connection, [(document.id, 2)])
    writer.close()
    assert ("pages-missing", False) in codes(settings)

    codes(settings, repair=True)
    run_ingest(settings, [folder])
    run_index(settings)
    assert codes(settings) == []
    assert contents(settings) == before


@pytest.mark.parametrize("harm", ["remove", "outdate", "differ"])
def test_index(settings, harm):
    """An index that is gone, behind or of other pages is found out and built anew."""
    if harm == "remove":
        shutil.rmtree(settings.paths.indexes)
    else:
        writer = CatalogueWriter(settings.paths.catalogue)
        document = next(one for one in writer.documents() if one.file_name == "memo.pdf")
        if harm == "outdate":
            writer.save_page(document.id, Page(2, 1, 1, PageSource.TEXT_LAYER, "corrected"))
        else:
            writer.save_page(document.id, Page(2, 1, 1, PageSource.FAILED))
        writer.close()
    assert codes(settings) == [("index", False)]
    assert codes(settings, repair=True) == [("index", True)]
    assert codes(settings) == []


def test_backup_and_restore(settings, tmp_path):
    """A restored backup holds what was backed up, searches, and is as it should be."""
    before = contents(settings)
    assert "3 documents" in run(settings, "backup", str(tmp_path / "backup"))
    again = Settings(data=tmp_path / "again")

    assert "3 documents" in run(again, "restore", str(tmp_path / "backup"))

    assert contents(again) == before
    assert codes(again) == []
    assert "1 page" in run(again, "search", "overtime")


def test_backup_again(settings, folder, tmp_path):
    """A second backup adds what is new and drops what was withdrawn since."""
    run_backup(settings, tmp_path / "backup")
    gone = original(settings).name
    draw(folder / "new.pdf", "a new page")
    run_ingest(settings, [folder])
    memo = next(one[0] for one in contents(settings) if one[1] == "memo.pdf")
    run(settings, "withdraw", memo, "--reason", "Asked back.")

    made = run_backup(settings, tmp_path / "backup")

    assert (made.documents, made.originals) == (4, 3)
    kept = {path.name for path in (tmp_path / "backup" / "originals").glob("??/*")}
    assert len(kept) == 3
    assert gone not in kept
    run_restore(Settings(data=tmp_path / "again"), tmp_path / "backup")
    assert contents(Settings(data=tmp_path / "again")) == contents(settings)


def test_bad_backups(settings, tmp_path):
    """Folders that are no backup, hold other things, or were changed are refused with a reason."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("dear all")
    with pytest.raises(DataDirectoryError, match="holds something else"):
        run_backup(settings, other)
    with pytest.raises(DataDirectoryError, match="data directory itself"):
        run_backup(settings, settings.data)
    with pytest.raises(DataDirectoryError, match="no backup"):
        run_restore(Settings(data=tmp_path / "again"), other)
    run_backup(settings, tmp_path / "backup")
    writer = CatalogueWriter(settings.paths.catalogue)
    writer.save_release(Release("r2", "Another"))
    writer.close()
    with pytest.raises(DataDirectoryError, match="holds a catalogue already"):
        run_restore(settings, tmp_path / "backup")
    with (tmp_path / "backup" / "catalogue.sqlite").open("ab") as file:
        file.write(b"x")
    with pytest.raises(DataDirectoryError, match="not the one that was backed up"):
        run_restore(Settings(data=tmp_path / "again"), tmp_path / "backup")
    assert not (tmp_path / "again" / "catalogue.sqlite").exists()


def test_backup_of_a_later_version(settings, tmp_path):
    """A backup that a later version made, and says more of, is refused as that and nothing else."""
    run_backup(settings, tmp_path / "backup")
    manifest = tmp_path / "backup" / MANIFEST
    said = json.loads(manifest.read_text())
    later = {"catalogue_version": said["catalogue_version"] + 1, "kept_for": "years"}
    manifest.write_text(json.dumps(said | later))
    with pytest.raises(DataDirectoryVersionError, match="made by a later version of Blotter"):
        run_restore(Settings(data=tmp_path / "again"), tmp_path / "backup")
    assert not (tmp_path / "again" / "catalogue.sqlite").exists()


@pytest.mark.parametrize("delay", [0.3, 0.6, 0.9])
def test_killed_restore(settings, tmp_path, delay):
    """A restore that is killed is finished by the same command, wherever it was."""
    run_backup(settings, tmp_path / "backup")
    again = Settings(data=tmp_path / "again")
    command = [Path(sys.executable).with_name("blotter"), "restore", tmp_path / "backup"]
    process = subprocess.Popen([*map(str, command), "--data", str(again.data)])
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    run_restore(again, tmp_path / "backup")
    assert contents(again) == contents(settings)
    assert codes(again) == []


def test_retry_one_reason(settings, folder):
    """Only what failed for the reason named is tried again."""
    draw(folder / "mended.pdf", "now it can be read")
    path = original(settings, "torn.pdf")
    path.chmod(0o644)
    path.write_bytes((folder / "mended.pdf").read_bytes())

    run(settings, "failures", "--retry", "time-limit")
    assert "damaged-file" in run(settings, "failures")
    assert "0 files and pages in all" in run(settings, "failures", "--retry", "damaged-file")
