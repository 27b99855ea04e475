"""The command ``blotter report``: every line of a list accounted for, and compared later."""

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from app.command_line import Exit
from app.ingesting import run_index
from app.settings import Settings
from ingest.catalogue_writer import CatalogueWriter, ManifestEntry
from ingest.reader import FileFacts
from ingest.records import Page, PageSource, SourceFile

TERMS = """overtime
"task force"

Overtime
zzyzx
ovretime
n
"harbor task
café
harbor, today
=1+1
(a OR
"""


@pytest.fixture
def terms(tmp_path) -> Path:
    path = tmp_path / "terms.txt"
    path.write_text(TERMS + "x " * 3000 + "\n")
    return path


def sheets(path: Path) -> dict[str, list[dict]]:
    book = openpyxl.load_workbook(path, read_only=True)
    found = {}
    for sheet in book.worksheets:
        heading, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(heading, row, strict=True)) for row in rows]
    book.close()
    return found


def test_every_line(run, settings, terms):
    """Each line has its number, what became of it, its counts, and what to know of it."""
    said = run("report", terms, "--data", settings.data, "--json").stdout
    report = json.loads(said)
    lines = {one["line"]: one for one in report["terms"]}

    assert list(lines) == list(range(1, 14))
    by_outcome = {
        name: [number for number, one in lines.items() if one["outcome"] == name]
        for name in report["outcomes"]
    }
    assert by_outcome == {
        "found": [1, 2, 8, 10, 11],
        "nothing": [5, 6, 7, 9, 12],
        "refused": [13],
        "duplicate": [4],
        "blank": [3],
    }
    assert sum(report["outcomes"].values()) == 13
    counts = [lines[1][name] for name in ("documents", "pages", "hits")]
    assert counts == [2, 41, 41]
    assert "line 1" in lines[4]["reason"]
    (warning,) = lines[6]["warnings"]
    assert warning["suggestions"][0]["word"] == "overtime"
    assert [one["code"] for one in lines[8]["warnings"]] == ["unclosed-quote"]
    assert "4,096" in lines[13]["reason"]
    cells = [(one["line"], one["pages"]) for one in report["matrix"] if one["line"] == 1]
    assert sorted(cells) == [(1, 1), (1, 40)]


def test_spreadsheet(run, settings, terms, tmp_path):
    """The spreadsheet's sheets hold every line, every hit, the matrix, settings and problems."""
    run(
        "report",
        terms,
        "--data",
        settings.data,
        "--to",
        tmp_path / "r.xlsx",
        "--filter",
        "type=memo",
    )
    found = sheets(tmp_path / "r.xlsx")

    assert list(found) == ["Summary", "Hits", "Matrix", "Settings", "Problems"]
    assert len(found["Summary"]) == 13
    hits = sum(row["hits"] or 0 for row in found["Summary"])
    assert len([row for row in found["Hits"] if row["hit"]]) == hits > 3
    (memo,) = found["Matrix"]
    assert (memo["title"], memo["overtime"], memo['"task force"']) == ("Memo on overtime", 1, 1)
    settings_told = {row["what"]: row["value"] for row in found["Settings"]}
    assert settings_told["asked: filters: type"] == "memo"
    assert {row["line"] for row in found["Problems"]} == {4, 5, 6, 7, 8, 9, 11, 12, 13}
    manifest = json.loads((tmp_path / "r.manifest.json").read_text())
    assert manifest["list"]["file"] == "r.xlsx"


def test_made_again(run, settings, terms, tmp_path):
    """Made again after more was released, it names new hits by term; gone ones likewise."""
    data = Path(shutil.copytree(settings.data, tmp_path / "data"))
    run("report", terms, "--data", data, "--to", tmp_path / "r.xlsx")
    more = Settings(data=data)
    catalogue = CatalogueWriter(more.paths.catalogue)
    file = SourceFile("/in/later.txt", "ee" * 32, 9, "text/plain", 1)
    catalogue.save_found(file, "r1", ManifestEntry(), None)
    catalogue.save_facts("e" * 12, FileFacts(1))
    text = "more overtime, café"
    catalogue.save_page("e" * 12, Page(1, 0, 0, PageSource.TEXT_LAYER, text))
    catalogue.close()
    run_index(more)

    again = ("report", "--again", tmp_path / "r.manifest.json", "--data", data)
    said = run(*again, "--to", tmp_path / "later.xlsx").stderr

    assert "Line 1, overtime: then 41, now 42; 1 new, 0 gone." in said
    assert "Line 9, café: then 0, now 1; 1 new, 0 gone." in said
    assert "2 new, 0 gone." in said.splitlines()[2]
    changes = sheets(tmp_path / "later.xlsx")["Changes"]
    assert [(row["change"], row["line"], row["document"]) for row in changes] == [
        ("new", 1, "e" * 12),
        ("new", 9, "e" * 12),
    ]


def test_usage(run, settings, terms, tmp_path):
    """Neither a list nor a report, another kind of file, or no report at all is refused."""
    data = ("--data", settings.data)
    assert "Give a list" in run("report", *data, exit_code=Exit.USAGE).stderr
    assert ".xlsx" in run("report", terms, "--to", "r.ods", *data, exit_code=Exit.USAGE).stderr
    said = run("report", "--again", terms, *data, exit_code=Exit.USAGE).stderr
    assert "no manifest of a report" in said.replace("\n", " ")
