"""The command ``blotter export``: files with their manifests, made again and compared."""

import csv
import hashlib
import json
import shutil
from pathlib import Path

import pytest

from app.command_line import Exit
from app.ingesting import run_index
from app.settings import Settings
from ingest.catalogue_writer import CatalogueWriter, ManifestEntry
from ingest.reader import FileFacts
from ingest.records import Page, PageSource, Release, SourceFile

TEXTS = ("one harbor, two harbors", "the harbor =at night")


def written(data: Path, sha256: str, name: str, texts) -> None:
    """Put a document into the catalogue, without any reading, and index it."""
    made = Settings(data=data)
    catalogue = CatalogueWriter(made.paths.catalogue)
    catalogue.save_release(Release("r1", "Files"))
    catalogue.save_found(SourceFile(name, sha256, 9, "text/plain", 1), "r1", ManifestEntry(), None)
    catalogue.save_facts(sha256[:12], FileFacts(len(texts)))
    for number, text in enumerate(texts, 1):
        catalogue.save_page(sha256[:12], Page(number, 0, 0, PageSource.TEXT_LAYER, text))
    catalogue.close()
    run_index(made)


@pytest.fixture(scope="session")
def unchanged(tmp_path_factory) -> Path:
    """A data directory with a document of two pages."""
    folder = tmp_path_factory.mktemp("unchanged")
    written(folder, "aa" * 32, "/in/notes.txt", TEXTS)
    return folder


@pytest.fixture
def data(unchanged, tmp_path) -> Path:
    """The same, to be changed."""
    return Path(shutil.copytree(unchanged, tmp_path / "data"))


def rows(path) -> list[dict]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("kind", ["csv", "jsonl", "xlsx"])
def test_beside_its_manifest(run, unchanged, tmp_path, kind):
    """The ending chooses the kind, and the manifest names the file and its hash."""
    target = tmp_path / f"hits.{kind}"

    run("export", "harbor*", "--data", unchanged, "--to", target)

    manifest = json.loads((tmp_path / "hits.manifest.json").read_text())
    assert manifest["list"]["file"] == target.name
    assert manifest["list"]["sha256"] == hashlib.sha256(target.read_bytes()).hexdigest()
    assert manifest["counts"]["rows"] == 3
    assert manifest["limits"]["seconds"] is None
    assert not list(tmp_path.glob("*.part"))
    again = run("export", "--again", tmp_path / "hits.manifest.json", "--data", unchanged)
    assert "Then 3, now 3: 0 are new, 0 are gone." in again.stderr


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_made_again(run, data, tmp_path, kind):
    """A list made again after more was released names what is new and what is gone."""
    before, after = tmp_path / f"hits.{kind}", tmp_path / f"later.{kind}"
    run("export", "harbor*", "--data", data, "--to", before)
    again = ("export", "--again", tmp_path / "hits.manifest.json", "--data", data)
    written(data, "bb" * 32, "/in/letter.txt", ["another harbor"])
    run("withdraw", "a" * 12, "--reason", "by order", "--data", data)

    said = run(*again, "--to", after)

    assert "Then 3, now 1: 1 is new, 3 are gone." in said.stderr
    changed = next(tmp_path.glob("later.changes.*"))
    text = changed.read_text(encoding="utf-8-sig").splitlines()
    assert len([line for line in text if "another harbor" in line]) == 1
    assert len([line for line in text if "gone" in line]) == 3
    assert json.loads((tmp_path / "later.manifest.json").read_text())["counts"]["rows"] == 1


def test_numbers_and_titles_do_not_count(run, unchanged, tmp_path):
    """Hits with other numbers, links and apostrophes are the same hits."""
    target = tmp_path / "hits.csv"
    run("export", "harbor* OR night", "--data", unchanged, "--to", target)
    changed = rows(target)
    for row in changed:
        row.update(hit="9", hits_on_page="99", title="renamed", permalink="http://elsewhere")
    with target.open("w", newline="") as file:
        writer = csv.DictWriter(file, changed[0])
        writer.writeheader()
        writer.writerows(reversed(changed))

    said = run("export", "--again", tmp_path / "hits.manifest.json", "--data", unchanged)

    assert "Then 4, now 4: 0 are new, 0 are gone." in said.stderr


def test_the_earlier_list_is_not_written_over(run, unchanged, tmp_path):
    """The new list cannot take the place of the one it is compared with."""
    target = tmp_path / "hits.csv"
    run("export", "harbor", "--data", unchanged, "--to", target)
    before = target.read_bytes()

    again = ("export", "--again", tmp_path / "hits.manifest.json", "--to", target)
    said = run(*again, "--data", unchanged, exit_code=Exit.USAGE)

    assert "another name" in said.stderr
    assert target.read_bytes() == before


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ("{}", "This is no manifest of a hit list"),
        ("no JSON", "This is no manifest of a hit list"),
        ("unknown filter", "knows no filter shoe_size"),
    ],
)
def test_no_manifest(run, unchanged, tmp_path, manifest, said):
    """What is no manifest, or asks for what is not known any more, is refused with the reason."""
    path = tmp_path / "hits.manifest.json"
    run("export", "harbor", "--data", unchanged, "--to", tmp_path / "hits.csv")
    kept = json.loads(path.read_text())
    kept["query"]["filters"] = {"shoe_size": ["43"]}
    path.write_text(json.dumps(kept) if manifest == "unknown filter" else manifest)

    answer = run("export", "--again", path, "--data", unchanged, exit_code=Exit.USAGE)

    assert said in answer.stderr.replace("\n", " ")


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", '"unclosed', "\xff"])
def test_no_list(run, unchanged, tmp_path, text):
    """A list that is not one is refused with the reason."""
    run("export", "harbor", "--data", unchanged, "--to", tmp_path / "hits.csv")
    (tmp_path / "hits.csv").write_text(text, encoding="latin-1")

    again = ("export", "--again", tmp_path / "hits.manifest.json", "--data", unchanged)

    assert "earlier list" in run(*again, exit_code=Exit.USAGE).stderr


def test_usage(run, unchanged, tmp_path):
    """Neither query nor manifest, or a spreadsheet to the terminal, is a mistake of usage."""
    assert "Give a query" in run("export", "--data", unchanged, exit_code=Exit.USAGE).stderr
    words = ("export", "harbor", "--data", unchanged)
    assert "--to" in run(*words, "--format", "xlsx", exit_code=Exit.USAGE).stderr
    missing = tmp_path / "nowhere" / "hits.csv"
    assert "could not be written" in run(*words, "--to", missing, exit_code=Exit.FAULT).stderr
