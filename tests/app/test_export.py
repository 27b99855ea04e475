"""Hit lists: one row a hit, all of them, that open in a spreadsheet and do nothing there."""

import csv
import io
import json
import zipfile
from hashlib import sha256

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from app.hit_rows import COLUMNS
from app.list_files import safe, unsafe
from app.list_manifest import ListManifest
from app.search_request import SearchRequest
from index.facets import Facet, Filters

MEMO = "a" * 12


def export(client, q: str, kind: str, **more):
    answer = client.get("/api/v1/export", params={"q": q, "format": kind, **more})
    assert answer.status_code == 200
    return answer


def rows(answer) -> list[dict[str, str]]:
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def lines(answer) -> list[dict]:
    return [json.loads(line) for line in answer.text.splitlines()]


def test_csv(client):
    """A row has the document, page, words, place, box, snippet, confidence, hash, a full link."""
    (row,) = rows(export(client, '"task force"', "csv"))

    assert tuple(row) == tuple(COLUMNS)
    assert row["document"] == MEMO
    assert row["file_name"] == "memo.pdf"
    assert (row["page"], row["pages"], row["hit"], row["hits_on_page"]) == ("1", "3", "1", "1")
    assert (row["matched_words"], row["start"], row["end"]) == ("task force", "11", "21")
    assert row["box"] == "0.2 0.0 0.39 0.05"
    assert (row["text_source"], row["confidence"]) == ("ocr", "0.75")
    assert (row["sha256"], row["release"], row["date"]) == ("aa" * 32, "r1", "2017-03-02")
    assert row["permalink"] == f"http://testserver/d/{MEMO}/p/1?q=%22task+force%22"
    assert row["snippet"] == "the harbor task force met again today"
    assert (row["query"], row["term"]) == ('"task force"', "task force")


def test_a_row_each_place(client):
    """A page on which several words of the query stand has a row for each, in their order."""
    found = lines(export(client, "harbor today task", "jsonl"))

    assert [(row["hit"], row["matched_words"], row["start"]) for row in found] == [
        (1, "harbor", 4),
        (2, "task", 11),
        (3, "today", 32),
    ]
    assert {row["hits_on_page"] for row in found} == {3}


def test_a_page_without_a_place(client):
    """A page that matches by its date alone has one row, without a hit number."""
    found = lines(export(client, "date:2017", "jsonl"))

    assert [(row["page"], row["hit"], row["hits_on_page"]) for row in found] == [
        (1, None, 0),
        (2, None, 0),
    ]


def test_every_hit(client):
    """Every hit is a row, in a stable order, and the headers say of what."""
    answer = export(client, "overtime", "jsonl")
    found = lines(answer)

    keys = [(row["document"], row["page"], row["start"]) for row in found]
    assert keys == sorted(set(keys))
    assert len(keys) == int(answer.headers["Blotter-Pages"]) == 41
    assert json.loads(answer.headers["Blotter-Coverage"])["pages_not_read"] == 1
    assert json.loads(answer.headers["Blotter-Read-As"]) == "overtime"
    assert answer.text == export(client, "overtime", "jsonl").text


def test_all_kinds_agree(client):
    """CSV, JSONL and XLSX hold the same rows."""
    table = rows(export(client, "overtime", "csv"))
    plain = lines(export(client, "overtime", "jsonl"))
    sheet = sheet_rows(export(client, "overtime", "xlsx").content)

    assert [tuple(row.values()) for row in sheet] == [
        tuple(
            "; ".join(" ".join(map(str, v)) if isinstance(v, list) else str(v) for v in value)
            if isinstance(value, list)
            else value
            for value in row.values()
        )
        for row in plain
    ]
    assert [row["snippet"] for row in table] == [row["snippet"] for row in plain]
    assert [int(row["page"]) for row in table] == [row["page"] for row in plain]


def sheet_rows(book: bytes, name: str = "Hits") -> list[dict]:
    """The rows of a sheet, empty cells as the empty text but where a number would be."""
    opened = openpyxl.load_workbook(io.BytesIO(book), read_only=True)
    heading, *found = opened[name].iter_rows(values_only=True)
    numbers = {"pages", "hit", "start", "end", "confidence"}
    return [
        {
            column: "" if value is None and column not in numbers else value
            for column, value in zip(heading, row, strict=True)
        }
        for row in found
    ]


def test_a_spreadsheet_says_what_it_is(client):
    """A spreadsheet has a second sheet with query, counts, coverage and index."""
    book = export(client, "overtime", "xlsx", year="2017").content
    about = {row["what"]: row["value"] for row in sheet_rows(book, "About this list")}

    assert about["query: typed"] == "overtime"
    assert about["query: filters: year"] == "2017"
    assert (about["counts: hits"], about["counts: documents"]) == (1, 1)
    assert about["coverage: pages not read"] == 1


def test_manifest(client):
    """An archive holds the list, and a manifest by which it is known again."""
    answer = export(client, "overtime", "csv", manifest=True, year=["2017", "unknown"])
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    names = archive.namelist()
    manifest = ListManifest.model_validate_json(archive.read(names[1]))
    whole = archive.read(names[0])

    assert answer.headers["content-type"] == "application/zip"
    assert names == ["blotter-hits.csv", "blotter-hits.manifest.json"]
    assert (manifest.list.file, manifest.list.bytes) == (names[0], len(whole))
    assert manifest.list.sha256 == sha256(whole).hexdigest()
    assert whole == export(client, "overtime", "csv", year=["2017", "unknown"]).content
    counts = manifest.counts
    assert (counts.documents, counts.pages, counts.hits, counts.rows) == (2, 41, 41, 41)
    assert manifest.limits.seconds == 2
    assert manifest.limits.pages_left_out == 0
    assert manifest.index.version == answer.headers["Blotter-Index-Version"]
    assert manifest.coverage.pages_not_read == 1
    assert manifest.columns == COLUMNS
    wanted = frozenset({(Facet.YEAR, "2017"), (Facet.YEAR, "unknown")})
    assert manifest.query.request == SearchRequest("overtime", filters=Filters(wanted))


def test_manifest_names_the_caps(client):
    """What a prefix stood for, and a word unknown, stand in the manifest."""
    answer = export(client, "overt* OR zzyzx", "csv", manifest=True)
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    manifest = json.loads(archive.read("blotter-hits.manifest.json"))

    assert {one["code"] for one in manifest["warnings"]} == {"expanded", "unknown-word"}
    assert manifest["limits"]["capped"] == []
    assert manifest["limits"]["words_an_expansion"] == 1000


def test_hostile_cells(client):
    """No cell of the CSV file begins as a formula, whatever the record says."""
    found = rows(export(client, "wicked", "csv"))

    assert {row["file_name"] for row in found} == {"'=HYPERLINK(1).pdf"}
    cells = [cell for row in found for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_formula_query(client):
    """A query that begins with a minus is made safe in its own column too."""
    (row, *_) = rows(export(client, "-harbor task", "csv"))

    assert row["query"] == "'-harbor task"


@given(st.text(alphabet="'=+-@\t\r\n＝a ", max_size=6) | st.text())
def test_safe_cells_can_be_read_back(text):
    """What is put in front of a cell can be taken away again, and nothing else."""
    kept = safe(text)

    assert not kept.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert unsafe(kept) == text.replace("\x00", "\ufffd")


def test_accents_in_headers(client):
    """A query beyond Latin-1 does not break the headers."""
    answer = export(client, "“żów” OR overtime", "csv")

    assert "zow" in json.loads(answer.headers["Blotter-Read-As"])


def test_nothing(client):
    """A query without hits is a file with its heading alone, and a sheet too."""
    assert rows(export(client, "nothingofthekind", "csv")) == []
    assert sheet_rows(export(client, "nothingofthekind", "xlsx").content) == []


def test_nothing_is_left_behind(client, settings):
    """Where a spreadsheet was put together nothing stays."""
    export(client, "overtime", "xlsx")

    assert list(settings.paths.lists.iterdir()) == []
