"""The hit list as a page, marks added to exports, and lists compared over the web."""

import csv
import io
import json
import zipfile

import pytest

MEMO = "a" * 12
MARK = {
    "document": MEMO,
    "page": 1,
    "start": 11,
    "end": 15,
    "review": "relevant",
    "note": "=see p. 2",
}


def rows(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_page(client):
    """Every place of a page is listed with what a mark needs, and the exports are offered."""
    html = client.get("/list", params={"q": "harbor task", "type": "memo"}).text

    assert html.count('class="place"') == 2
    assert f'data-document="{MEMO}" data-page="1" data-start="11" data-end="15"' in html
    assert "format=xlsx&amp;manifest=true" in html
    assert "type=memo" in html


def test_a_page_without_places(client):
    """A page that matches by its date alone is listed too."""
    assert client.get("/list?q=date:2017").text.count('data-start="" data-end=""') == 2


def test_hostile(client):
    """What stands in records is shown as text."""
    html = client.get("/list?q=wicked").text
    assert "alert(1)" in html
    assert "<script>alert" not in html


def test_export_with_marks(client):
    """Marks that are sent along stand beside their hits, made safe, and in the manifest."""
    sent = {"marks": (None, json.dumps([MARK]))}
    found = rows(client.post("/api/v1/export?q=harbor+task", files=sent))

    assert [(row["start"], row["review"], row["note"]) for row in found] == [
        ("4", "", ""),
        ("11", "relevant", "'=see p. 2"),
    ]
    answer = client.post("/api/v1/export?q=harbor+task&manifest=true", files=sent)
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    columns = json.loads(archive.read("blotter-hits.manifest.json"))["columns"]
    assert list(columns)[-2:] == ["review", "note"]


@pytest.mark.parametrize("text", ["{}", "[1]", '[{"document": "x"}]', "no", "\xff"])
def test_no_marks(client, text):
    """What are no marks is refused."""
    sent = {"marks": (None, text.encode("latin-1"))}
    answer = client.post("/api/v1/export?q=harbor", files=sent)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-list")


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_compare(client, kind):
    """A list is compared with an earlier one, by its manifest or by the query."""
    packed = client.get(
        "/api/v1/export", params={"q": "overtime", "format": kind, "manifest": True}
    )
    archive = zipfile.ZipFile(io.BytesIO(packed.content))
    earlier, manifest = (archive.read(name) for name in archive.namelist())
    lines = earlier.splitlines(keepends=True)
    less = b"".join([*lines[:1], *lines[6:]])  # what was found only later
    sent = {"list": less, "manifest": manifest}

    answer = client.post("/api/v1/export/compare", files=sent)

    named = [answer.headers[f"Blotter-{name}"] for name in ("Then", "Now", "New", "Gone")]
    assert named == ["36", "41", "5", "0"]
    assert [row["change"] for row in rows(answer)] == ["new"] * 5
    fewer = client.post("/api/v1/export/compare?q=overtime&type=memo", files={"list": earlier})
    assert {row["change"] for row in rows(fewer)} == {"gone"}
    assert fewer.headers["Blotter-Gone"] == "40"


def test_compare_page(client):
    """The page says what changed, and shows it."""
    earlier = client.get("/api/v1/export?q=harbor").content
    html = client.post("/list?q=harbor+OR+overtime", files={"list": earlier}).text
    assert "Then 1, now 42: 41 are new, 0 are gone." in html
    assert html.count("<td>new</td>") == 41
    answer = client.post("/list?q=harbor", files={"list": earlier, "as": (None, "csv")})
    assert rows(answer) == []


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"list": b""}, "No earlier list"),
        ({"list": b"PK\x03\x04"}, "Spreadsheets"),
        ({"list": b"a,b\n1,2"}, "lacks sha256"),
        ({"list": b"{}"}, "lacks sha256"),
        ({"list": b"{"}, "cannot be read"),
        ({"list": b'{"a":' * 100_000}, "cannot be read"),
        ({"list": b"sha256\xff"}, "cannot be read"),
        ({"list": b"x", "manifest": b"{}"}, "no manifest"),
    ],
)
def test_nothing_to_compare(client, sent, said):
    """What cannot be compared is refused with the reason."""
    answer = client.post("/api/v1/export/compare?q=harbor", files=sent)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-list")
    assert said in answer.json()["detail"]


def test_no_query(client):
    """Without a manifest or a query it is not known what to compare with."""
    answer = client.post("/api/v1/export/compare", files={"list": b"x"})
    assert "manifest" in answer.json()["detail"]
