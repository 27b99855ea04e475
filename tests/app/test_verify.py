"""``blotter verify``: pages made in a collection's look, read, indexed and searched for real."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from app.cli import cli
from app.ingesting import run_index, run_ingest
from app.settings import Settings
from tests.verify.sheets import sheet_of
from verify.wear import Wear, paper_dpi, save_scan, worn

WEAR = Wear(150, degrees=0.4, blur=0.7, ink=30, paper=240, noise=3, quality=70)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The settings of a collection of one scanned page and a text."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "release").mkdir()
    clean = sheet_of().picture(paper_dpi(WEAR.dpi))
    scan = worn(clean.image, clean.dpi, WEAR, np.random.default_rng(1))
    save_scan(scan, WEAR, folder / "release" / "scan.pdf")
    (folder / "release" / "note.txt").write_text("A note that was never scanned.")
    settings = Settings(data=folder / "data", workers=1)
    run_ingest(settings, [folder / "release"])
    run_index(settings)
    return settings


def test_a_collection_is_verified_from_look_to_search(small, tmp_path):
    """Its page is measured and imitated; the twin is read, and what was planted is found."""
    kept = tmp_path / "kept"
    words = ["verify", "--data", small.data, "--pages", 1, "--keep", kept, "--json"]
    result = CliRunner().invoke(cli, list(map(str, words)))
    said = json.loads(result.stdout)
    (look,) = said["looks"]
    measures = look["measures"]

    assert (said["pages"]["ocr"], said["looked_at"], look["made"]) == (1, 1, 1)
    assert look["dpi"] == 150
    assert measures["letter_in"]["got"] == pytest.approx(measures["letter_in"]["asked"], abs=0.02)
    assert measures["contrast"]["got"] == pytest.approx(measures["contrast"]["asked"], abs=40)
    assert look["words_found_on_their_page"] > 0.8
    assert said["collection"]["planted_words_plain"]["share"] >= 0.5
    assert said["false_pages_in_collection_a_search"]["plain"] == 0
    assert len(list((kept / "scans").glob("*.pdf"))) == 1
    assert "text layer" not in " ".join(said["meaning"])


def test_a_collection_without_scans_is_told_so(tmp_path):
    """Pages with a text layer are counted and said to be not measured."""
    (tmp_path / "note.txt").write_text("A note that was never scanned.")
    settings = Settings(data=tmp_path / "data", workers=1)
    run_ingest(settings, [tmp_path / "note.txt"])
    result = CliRunner().invoke(cli, ["verify", "--data", str(settings.data)])

    assert result.exit_code == 0
    assert "Not measured: 1 page with a text layer" in result.stdout
    assert "no scanned pages" in result.stdout


def test_a_folder_with_something_in_it_is_not_written_into(small, tmp_path):
    """--keep takes a new or an empty folder, so nothing of anyone's is lost."""
    (tmp_path / "scans").mkdir()
    words = ["verify", "--data", str(small.data), "--keep", str(tmp_path)]
    result = CliRunner().invoke(cli, words)

    assert result.exit_code == 2
    assert "new or an empty folder" in result.stderr
