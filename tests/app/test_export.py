"""Hit lists: one row a hit, all of them, that open in a spreadsheet and do nothing there."""

import csv
import io
import json

MEMO = "a" * 12


def export(client, q: str, kind: str):
    answer = client.get("/api/v1/export", params={"q": q, "format": kind})
    assert answer.status_code == 200
    return answer


def rows(answer) -> list[dict[str, str]]:
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv(client):
    """A row has the document, file, page, words, snippet, confidence, hash and a full link."""
    (row,) = rows(export(client, '"task force"', "csv"))

    assert row["document"] == MEMO
    assert row["file_name"] == "memo.pdf"
    assert (row["page"], row["matched_words"], row["confidence"]) == ("1", "task force", "0.75")
    assert (row["text_source"], row["sha256"], row["release"]) == ("ocr", "aa" * 32, "r1")
    assert row["permalink"] == f"http://testserver/d/{MEMO}/p/1?q=%22task+force%22"
    assert "task force" in row["snippet"]
    assert row["query"] == '"task force"'


def test_every_hit(client):
    """Every hit is a row, in a stable order, and the headers say how many and of what."""
    answer = export(client, "overtime", "jsonl")
    found = [json.loads(line) for line in answer.text.splitlines()]

    keys = [(row["document"], row["page"]) for row in found]
    assert keys == sorted(set(keys))
    assert len(keys) == int(answer.headers["Blotter-Count"]) == 41
    assert json.loads(answer.headers["Blotter-Coverage"])["pages_not_read"] == 1
    assert json.loads(answer.headers["Blotter-Read-As"]) == "overtime"
    assert answer.text == export(client, "overtime", "jsonl").text


def test_both_kinds_agree(client):
    """CSV and JSONL hold the same rows."""
    table = rows(export(client, "overtime", "csv"))
    lines = [json.loads(line) for line in export(client, "overtime", "jsonl").text.splitlines()]

    assert [(r["document"], int(r["page"])) for r in table] == [
        (r["document"], r["page"]) for r in lines
    ]


def test_hostile_cells(client):
    """No cell of the CSV file begins as a formula, whatever the record says."""
    (row,) = rows(export(client, "wicked", "csv"))

    assert row["file_name"] == "'=HYPERLINK(1).pdf"
    assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_formula_query(client):
    """A query that begins with a minus is made safe in its own column too."""
    (row, *_) = rows(export(client, "-harbor task", "csv"))

    assert row["query"] == "'-harbor task"


def test_accents_in_headers(client):
    """A query beyond Latin-1 does not break the headers."""
    answer = export(client, "“żów” OR overtime", "csv")

    assert "zow" in json.loads(answer.headers["Blotter-Read-As"])


def test_nothing(client):
    """A query without hits is a file with its heading alone."""
    assert rows(export(client, "nothingofthekind", "csv")) == []
