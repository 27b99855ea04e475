"""Misread words over HTTP and on the command line: found below exact hits, named, left out."""

import csv
import html
import io
import json
import re

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from app.cli import cli
from app.ingesting import run_index
from app.main import create_app
from app.settings import Settings
from ingest.catalogue_writer import CatalogueWriter, ManifestEntry
from ingest.reader import FileFacts
from ingest.records import Box, Page, PageSource, Release, SourceFile, Word

TEXTS = [
    "the F1ores case and fiores",
    "Jose Flores was seen",
    "Flo res again",
    "nothing of this",
]


def words_of(text):
    starts = [match.span() for match in re.finditer(r"\S+", text)]
    boxes = (Box(0.1 * at, 0.1, 0.1 * at + 0.09, 0.15) for at in range(len(starts)))
    return tuple(Word(*span, box, 0.5) for span, box in zip(starts, boxes, strict=True))


@pytest.fixture(scope="module")
def scans(tmp_path_factory):
    made = Settings(data=tmp_path_factory.mktemp("scans"))
    catalogue = CatalogueWriter(made.paths.catalogue)
    catalogue.save_release(Release("r1", "Scans"))
    for number, text in enumerate(TEXTS, 1):
        sha256 = f"{number}" * 64
        file = SourceFile(f"/in/{number}.pdf", sha256, 9, "application/pdf", 1)
        catalogue.save_found(file, "r1", ManifestEntry(f"Scan {number}"), None)
        catalogue.save_facts(sha256[:12], FileFacts(1))
        page = Page(1, 612, 792, PageSource.OCR, text, words_of(text), confidence=0.5, dpi=300)
        catalogue.save_page(sha256[:12], page)
    catalogue.close()
    run_index(made)
    return made


@pytest.fixture(scope="module")
def scanned(scans):
    with TestClient(create_app(scans)) as made:
        yield made


def search(client, q, **more):
    answer = client.get("/api/v1/search", params={"q": q, **more})
    assert answer.status_code == 200, answer.text
    return answer.json()


def numbers(answer):
    return [hit["document"]["title"].removeprefix("Scan ") for hit in answer["results"]]


def test_switched_on(scanned):
    """Hits by misread words come below exact ones, say so, and their words are named."""
    answer = search(scanned, "flores", misread="true")

    assert numbers(answer)[0] == "2"
    assert sorted(numbers(answer)) == ["1", "2", "3"]
    assert [hit["exact"] for hit in answer["results"]] == [True, False, False]
    assert [hit["score"] > 0 for hit in answer["results"]] == [True, False, False]
    assert answer["query"]["read_as"] == "~flores"
    named = {one["as"]: one for one in answer["variants"]}
    assert named["flores"]["kind"] == "exact"
    assert named["f1ores"] == {
        "word": "flores",
        "as": "f1ores",
        "kind": "confusion",
        "pages": 1,
        "left_out": False,
    }
    assert named["flo res"]["kind"] == "split"


def test_off_unless_asked(scanned):
    """Without the switch and without a tilde nothing but the words as typed is found."""
    plain = search(scanned, "flores")
    assert (numbers(plain), plain["variants"]) == (["2"], [])
    assert [hit["exact"] for hit in plain["results"]] == [True]
    assert search(scanned, "~flores")["count"] == 3


def test_left_out(scanned):
    """A variant left out finds no page, is named still, and stays left out in the links."""
    answer = search(
        scanned, "flores", misread="true", without=["F1ores", "fiores"], per_page=1, page=1
    )

    assert sorted(one["as"] for one in answer["variants"] if one["left_out"]) == [
        "f1ores",
        "fiores",
    ]
    assert answer["count"] == 2
    following = scanned.get(answer["next"]).json()
    assert (numbers(following), following["next"]) == (["3"], None)
    assert search(scanned, "~flores", without="flo res")["count"] == 2


def test_page_of_a_hit(scanned):
    """The link of a hit marks the word as printed and says that it was misread."""
    (hit,) = [h for h in search(scanned, "flores", misread="true")["results"] if h["score"] < 0][:1]
    page = scanned.get(hit["api_url"]).json()

    assert page["page_matches"]
    assert [(one["text"], one["variant"]) for one in page["highlights"]] in (
        [("F1ores", True), ("fiores", True)],
        [("Flo res", True)],
    )
    view = scanned.get(hit["url"]).text
    assert '<rect role="listitem" class="variant"' in view
    assert "<title>read as F" in view
    assert '<mark class="variant" title="read as F' in view


def test_page_without_the_switch(scanned):
    """A page link without the switch marks the words as typed alone."""
    view = scanned.get("/d/111111111111/p/1", params={"q": "flores"}).text
    assert "This page does not match" in view
    assert "misread" not in view.split("<main")[1]


def test_result_page(scanned):
    """The web page lists the variants as boxes; the address says which are not ticked."""
    page = scanned.get("/search", params={"q": "flores", "misread": "true"}).text
    assert 'name="misread" value="true" checked' in page
    assert page.count("by misread words only") == 2
    assert ticks(page) == {"f1ores": True, "fiores": True, "flo res": True}
    less = ticking(scanned, page, "flo res")
    assert less.url.path == "/search"
    assert less.url.params.get_list("without") == ["f1ores", "fiores"]
    assert ticks(less.text) == {"f1ores": False, "fiores": False, "flo res": True}
    assert ">2 pages match" in less.text
    again = ticking(scanned, less.text, "flo res", "f1ores", "fiores")
    assert "without" not in str(again.url)
    assert ">3 pages match" in again.text


def ticks(page):
    """The variants that a page lists, and whether each is ticked."""
    boxes = re.findall(r'name="kept" value="([^"]+)"( checked)?', page)
    return {text: bool(checked) for text, checked in boxes}


def ticking(client, page, *texts):
    """What the form of variants leads to with some of them ticked, as a browser sends it."""
    form = page.split('<form class="variants"')[1].split("</form>")[0]
    hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)
    sent = [*hidden, *(("kept", text) for text in texts)]
    return client.get("/search", params=[(name, html.unescape(value)) for name, value in sent])


def test_offer(scanned):
    """Where few pages are found a link offers the others, and says how many they are."""
    page = scanned.get("/search", params={"q": "flores"}).text
    (address,) = re.findall(
        r'<a href="([^"]+)">Also match misread words</a> \(2 more pages\)', page
    )
    assert ">3 pages match" in scanned.get(html.unescape(address)).text
    assert "Also match misread words" not in scanned.get("/search", params={"q": "seen"}).text


def test_export(scanned):
    """An export has every hit, and says which are exact; its links carry the switch."""
    answer = scanned.get("/api/v1/export", params={"q": "flores", "misread": "true"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert {row["title"]: row["exact"] for row in rows} == {
        "Scan 1": "False",
        "Scan 2": "True",
        "Scan 3": "False",
    }
    assert all("misread=true" in row["permalink"] for row in rows)
    assert answer.headers["Blotter-Pages"] == "3"


def test_command_line(scans):
    """The terminal names the variants and says which hits are by misread words only."""
    data = ["--data", str(scans.data)]
    shown = CliRunner().invoke(cli, ["search", "flores", "--misread", *data])
    assert "flores also as: f1ores (1), fiores (1), flo res (1)" in shown.output
    assert shown.output.count("by misread words only") == 2
    less = CliRunner().invoke(
        cli, ["search", "flores", "--misread", "--without", "flo res", "--json", *data]
    )
    assert json.loads(less.output)["count"] == 2
    rows = CliRunner().invoke(cli, ["export", "flores", "--misread", *data])
    assert rows.exit_code == 0
