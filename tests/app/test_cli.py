"""The command line: what it prints, what it promises by its exit codes."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from typer.testing import CliRunner

from app.cli import cli
from app.command_line import Exit
from ingest.paths import DataPaths

BLOTTER = str(Path(sys.executable).with_name("blotter"))


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "Some Release"
    made.mkdir()
    (made / "notes.txt").write_text("first page about overtime\fsecond page, officer complaint")
    (made / "other.txt").write_text("nothing of the kind")
    (made / "empty.pdf").touch()
    (made / "strange.bin").write_bytes(bytes(range(256)) * 10)
    return made


@pytest.fixture
def data(tmp_path) -> Path:
    return tmp_path / "data"


def test_narrowed(run, folder, data):
    """Searches and exports can be narrowed by facets; what is no facet is a mistake of usage."""
    run("ingest", folder, "--data", data)
    narrow = ("--filter", "year=unknown", "--filter", "source=ocr", "--data", data)
    assert "0 pages match" in run("search", "overtime", *narrow).stdout
    answer = run("search", "overtime", *narrow, "--filter", "source=text_layer", "--json").stdout
    assert json.loads(answer)["count"] == 1
    assert run("export", "overtime", *narrow).stdout.count("\n") == 1
    assert (
        "release, agency"
        in run("search", "x", "--data", data, "--filter", "y=1", exit_code=2).stderr
    )


def test_from_folder_to_hit(run, folder, data):
    """A folder goes in; its text is found, with page, score and marked words; failures are told."""
    said = run("ingest", folder, "--data", data).stdout
    assert "4 files: 4 new" in said
    assert "3 pages: text layer 3" in said
    assert "empty-file 1" in said
    assert "unsupported-format 1" in said
    assert "5 pages added" in said  # a page of its name for each file that could not be read

    found = run("search", "officer complaint", "--data", data).stdout
    assert "1 page matches" in found
    assert "notes.txt, page 2" in found
    assert "score" in found
    assert "Searched 3 of 3 pages; 0 pages and 2 files could not be read" in found


def test_second_ingest(run, folder, data):
    """A second ingest does nothing, and says so."""
    run("ingest", folder, "--data", data)

    said = run("ingest", folder, "--data", data).stdout

    assert "4 files: 0 new, 0 copies of known bytes, 4 unchanged." in said
    assert "Nothing new to read." in said
    assert "Index unchanged" in said


def test_ingest_as_json(run, folder, data):
    """For machines the reports are JSON, a line each: the ingest's, then the index's."""
    lines = run("ingest", folder, "--data", data, "--json").stdout.splitlines()
    said = {name: report for line in lines for name, report in json.loads(line).items()}

    assert said["ingest"]["files"] == 4
    assert said["ingest"]["failures"] == {"empty-file": 1, "unsupported-format": 1}
    assert said["ingest"]["pages"] == {"text_layer": 3}
    assert said["index"]["mode"] == "rebuilt"


def test_without_index(run, folder, data):
    """Told to leave the index alone, an ingest does; a search then says what to run."""
    run("ingest", folder, "--data", data, "--no-index")

    said = run("search", "overtime", "--data", data, exit_code=Exit.INDEX).stderr
    assert "blotter index" in said

    run("index", "--data", data)
    assert "1 page matches" in run("search", "overtime", "--data", data).stdout


def test_rebuild(run, folder, data):
    """A rebuild makes a new generation with the same pages."""
    run("ingest", folder, "--data", data)
    before = json.loads(run("search", "overtime", "--data", data, "--json").stdout)

    said = run("index", "--rebuild", "--data", data).stdout
    after = json.loads(run("search", "overtime", "--data", data, "--json").stdout)

    assert "rebuilt" in said
    assert before["index_version"] != after["index_version"]
    assert before["results"] == after["results"]


def test_search_as_json(run, folder, data):
    """For machines the answer is the API's own."""
    run("ingest", folder, "--data", data)

    answer = json.loads(run("search", "overtime", "--data", data, "--json").stdout)

    assert answer["count"] == 1
    assert answer["results"][0]["matched_words"] == ["overtime"]
    assert answer["coverage"]["files_not_read"] == 2


def test_any_of_the_words(run, folder, data):
    """A search and an export take any of the words where that is asked for."""
    run("ingest", folder, "--data", data)
    asked = ["overtime nothingofthekind", "--data", data]

    assert "0 pages match" in run("search", *asked).stdout
    assert json.loads(run("search", *asked, "--match", "any", "--json").stdout)["count"] > 0
    assert len(run("export", *asked, "--match", "any").stdout.splitlines()) > 1


def test_export(run, folder, data):
    """An export is on standard output; what was searched is said on standard error."""
    run("ingest", folder, "--data", data)

    result = run("export", "page", "--data", data)

    rows = list(csv.DictReader(io.StringIO(result.stdout.lstrip("\ufeff"), newline="")))
    assert [row["page"] for row in rows] == ["1", "2"]
    assert rows[0]["permalink"].startswith("http://127.0.0.1:8000/d/")
    assert "2 hits on 2 pages of 1 document" in result.stderr
    assert "Searched 3 of 3 pages" in result.stderr


def test_failures(run, folder, data):
    """What could not be read is listed with the reason and what to do."""
    run("ingest", folder, "--data", data)

    said = run("failures", "--data", data).stdout
    listed = json.loads(run("failures", "--data", data, "--json").stdout)

    assert "Ask the agency to send it again." in said
    assert {one["code"] for one in listed} == {"empty-file", "unsupported-format"}


def test_two_ingests_at_once(run, folder, data):
    """A second ingest at the same time is refused with what to do."""
    data.mkdir()
    with FileLock(DataPaths(data).write_lock):
        said = run("ingest", folder, "--data", data, exit_code=Exit.DATA_DIRECTORY).stderr

    assert "Wait until it has finished" in said


def test_nothing_ingested(run, data):
    """Searching before anything was ingested says what to run."""
    said = run("search", "x", "--data", data, exit_code=Exit.DATA_DIRECTORY).stderr

    assert "blotter ingest" in said


def test_long_query(run, folder, data):
    """A query that is too long is a usage error with the limit."""
    run("ingest", folder, "--data", data)

    assert "4,096" in run("search", "x " * 5000, "--data", data, exit_code=Exit.USAGE).stderr


def test_repairs_are_told(run, folder, data):
    """An open quote and an unknown field are read somehow, and it is said how."""
    run("ingest", folder, "--data", data)

    said = run("search", 'subject:overtime "first page', "--data", data).stdout
    assert '"first page"' in said
    assert "subject" in said


def test_bad_setting(run, folder, monkeypatch):
    """A bad setting stops the command and is named with its value."""
    monkeypatch.setenv("BLOTTER_WORKERS", "none")

    said = run("ingest", folder, exit_code=Exit.USAGE).stderr
    assert "BLOTTER_WORKERS" in said
    assert "none" in said


def test_read_only_data_directory(folder, tmp_path):
    """A data directory that cannot be written to is named, with what to do."""
    blocked = tmp_path / "file"
    blocked.write_text("a file in the way")
    result = CliRunner().invoke(cli, ["ingest", str(folder), "--data", str(blocked / "data")])

    assert result.exit_code == Exit.DATA_DIRECTORY
    assert "--data" in result.stderr


def test_name_that_is_no_utf8(run, folder, data):
    """A file whose name is no UTF-8 is read, and found under a name that can be printed."""
    with open(os.fsencode(folder) + b"/caf\xe9.txt", "w") as file:  # noqa: PTH123 - bytes
        file.write("only here: zanzibar")
    run("ingest", folder, "--data", data)

    answer = json.loads(run("search", "zanzibar", "--data", data, "--json").stdout)

    assert answer["results"][0]["document"]["file_name"] == "caf\\xe9.txt"
    assert "caf\\xe9.txt" in run("export", "zanzibar", "--data", data).stdout


def test_escape_sequences(run, folder, data):
    """What a record or a file name holds of escape sequences does not reach the terminal."""
    (folder / "evil\x1b[31m.txt").write_text("zanzibar \x1b]0;title\x1b\\ \x1b[2J here")
    (folder / "evil\x1b[31m.bin").write_bytes(bytes(range(256)))
    run("ingest", folder, "--data", data)

    assert "\x1b" not in run("search", "zanzibar", "--data", data).stdout
    assert "\x1b" not in run("failures", "--data", data).stdout


def test_report_before_index(run, folder, data):
    """What was read is told even if the index cannot be brought up to date."""
    data.mkdir()
    with FileLock(DataPaths(data).index_lock):
        result = run("ingest", folder, "--data", data, exit_code=Exit.DATA_DIRECTORY)

    assert "3 pages: text layer 3" in result.stdout


def test_missing_folder(run, data):
    """A name that is not there is a usage error, and nothing is written down about it."""
    assert "does not exist" in run("ingest", "/no/such", "--data", data, exit_code=2).stderr
    assert not data.exists()


def test_older_catalogue(run, folder, data, tmp_path):
    """An index that knows more than the catalogue is reported, with what to run."""
    run("ingest", folder, "--data", data)
    catalogue = DataPaths(data).catalogue
    before = catalogue.read_bytes()
    (folder / "new.txt").write_text("zanzibar")
    run("ingest", folder, "--data", data)
    for leftover in data.glob("catalogue.sqlite*"):
        leftover.unlink()
    catalogue.write_bytes(before)

    said = run("search", "zanzibar", "--data", data, exit_code=Exit.INDEX).stderr

    assert "blotter index" in said


def test_help():
    """Help ends with real commands."""
    said = CliRunner().invoke(cli, ["ingest", "--help"]).stdout

    assert "blotter ingest ~/release" in said


def test_pipe_closed(run, folder, data):
    """A reader of the output that stops early, as head does, is no fault."""
    (folder / "long.txt").write_text("\f".join(f"page {n} " + "filler " * 90 for n in range(300)))
    run("ingest", folder, "--data", data)

    with subprocess.Popen(
        [BLOTTER, "export", "page", "--data", str(data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONWARNINGS": "default"},
    ) as process:
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read().decode()

    assert "Traceback" not in said


LOADED = """
import sys
from importlib import import_module
from typer.main import get_command
from app.cli import cli
get_command(cli).get_command(None, "ingest")
import_module("ingest.worker")
print(sorted({"fastapi", "whoosh", "uvicorn", "py7zr", "pikepdf"} & set(sys.modules)))
"""


def test_an_ingest_loads_neither_the_service_nor_the_search_engine():
    """What a command does not need is not loaded for it, nor in its readers what no file needs."""
    said = subprocess.run(
        [sys.executable, "-c", LOADED], check=True, capture_output=True, text=True
    )
    assert said.stdout.strip() == "[]"


def test_searches_and_lists_do_without_the_web_framework():
    """The commands that search, export and report load no web framework."""
    look = "import sys, app.search_commands, app.list_commands, app.report_commands\n"
    look += "print('fastapi' in sys.modules, 'starlette' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", look], check=True, capture_output=True, text=True)
    assert said.stdout.split() == ["False", "False"]
