"""From a folder of records to marked words: the sample release goes the whole way."""

import csv
import io
import random
import shutil
import signal
import subprocess
import sys
import time
from html import escape
from pathlib import Path
from urllib.parse import quote

import httpx2
import numpy as np
import pytest
from PIL import Image

import sample
from app import urls
from app.how_to import LESSONS
from app.ingesting import run_index, run_ingest
from app.settings import Settings
from ingest.catalogue import Catalogue
from ingest.records import PageSource

BLOTTER = str(Path(sys.executable).with_name("blotter"))


@pytest.fixture(scope="module")
def web(served):
    with httpx2.Client(base_url=served, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def catalogue(ingested):
    settings, _ = ingested
    opened = Catalogue(settings.paths.catalogue)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def ids(catalogue, release) -> dict[str, str]:
    """Document ids by path in the release."""
    places = catalogue.all_locations()
    return {
        document.path: places[str(release.folder / document.path)].document_id
        for document in release.documents
        if str(release.folder / document.path) in places
    }


def test_every_file_is_accounted_for(release, ingested, ids):
    """Every file of the release is a document or a failure; none is lost."""
    _, report = ingested

    assert set(ids) == {document.path for document in release.documents}
    assert report.files == len(release.documents)
    assert report.copies == 1
    assert report.failures == {"encrypted": 1, "damaged-page": 1}


def test_every_page_is_in_its_state(release, catalogue, ids):
    """Every page ends in the state its making calls for."""
    wrong = []
    for document in release.documents:
        pages = catalogue.pages(ids[document.path])
        # What was cut off a truncated file is a failed page, never a blank one.
        found = [page.source.value for page in pages if page.source.is_read]
        wanted = [source.value for source in document.page_sources]
        # Whether a stamp over a scan adds words to what OCR reads is for the OCR to say.
        same = [
            one == other or {one, other} == {"ocr", "mixed"}
            for one, other in zip(found, wanted, strict=False)
        ]
        if len(found) != len(wanted) or not all(same):
            wrong.append((document.path, found, wanted))

    assert wrong == []


def test_redactions_are_counted(release, catalogue, ids):
    """Each redaction drawn is counted: all on pages born digital, nearly all on scans, no other."""
    drawn, found, wrong = 0, 0, []
    for document in release.documents:
        pages = {page.number: page for page in catalogue.pages(ids[document.path])}
        for number, bars in enumerate(document.page_bars, start=1):
            page = pages.get(number)
            if page is None or page.source is PageSource.FAILED:
                continue
            if page.source is PageSource.TEXT_LAYER and page.redactions != bars:
                wrong.append((document.path, number, page.redactions, bars))
            drawn, found = drawn + (bars or 0), found + (page.redactions or 0)
            if (page.redactions or 0) > (bars or 0):
                wrong.append((document.path, number, page.redactions, bars))

    assert wrong == []
    assert drawn > 10
    assert found > 0.9 * drawn


def test_redactions_are_shown(web, ids):
    """The number stands in the page's JSON, in its document's, and on the web page."""
    document = ids["Incident Reports/I192003457.pdf"]
    summaries = web.get(f"/api/v1/documents/{document}").json()["pages"]
    number, redactions = next((p["number"], p["redactions"]) for p in summaries if p["redactions"])

    page = web.get(f"/api/v1/documents/{document}/pages/{number}").json()
    html = web.get(f"/d/{document}/p/{number}").text

    assert page["redactions"] == redactions
    assert f"{redactions} redaction{'s' if redactions > 1 else ''}, " in html
    assert len(page["bars"]) == redactions
    assert page["redacted_share"] == pytest.approx(
        sum((b["right"] - b["left"]) * (b["bottom"] - b["top"]) for b in page["bars"]),
        rel=0.02,  # boxes are rounded
    )


def test_every_known_item_is_found(release, web, ids, catalogue):
    """What is known to stand on a page is found there: all in text layers, nearly all in scans."""
    missed = {"text_layer": [], "ocr": []}
    tried = 0
    for document in release.documents:
        for item in document.known:
            page = catalogue.page(ids[document.path], item.page)
            tried += 1
            answer = web.get("/api/v1/search", params={"q": f'"{item.text}"', "per_page": 1000})
            hits = {(h["document"]["id"], h["page"]) for h in answer.json()["results"]}
            if (ids[document.path], item.page) not in hits:
                kind = "text_layer" if page.source is PageSource.TEXT_LAYER else "ocr"
                missed[kind].append((document.path, item.page, item.text))

    assert tried > 80
    assert missed["text_layer"] == []
    assert len(missed["ocr"]) <= 4, missed["ocr"]


@pytest.mark.parametrize("query", [query for query, _ in sample.DEMO_QUERIES])
def test_demo_queries(web, query):
    """The queries shown to a newcomer find something, and not everything."""
    assert 1 <= web.get("/api/v1/search", params={"q": query}).json()["count"] <= 20


@pytest.mark.parametrize(
    "query",
    [
        "harbor overtime",
        '"task force"',
        "ropewalk OR oakum",
        "harbor -overtime",
        "detain*",
        "detainers~1",
        "det*ner",
        "harbor w/200 overtime",
        "source:ocr harbor",
        "title:overtime harbor",
        "release:2019-0417 detainer",
        "date:2018 harbor",
        "date:[2018-01-01 TO 2018-06-30]",
        "(laundry OR pier) -roster",
        "IAD2019-0412",
        "Núñez-Farrow",
        "nunez farrow",
    ],
)
def test_each_kind_of_query(web, query):
    """Each kind of query answers with hits, and each hit's page marks its words."""
    answer = web.get("/api/v1/search", params={"q": query, "per_page": 3}).json()

    assert answer["count"] > 0
    assert {warning["code"] for warning in answer["warnings"]} <= {"expanded"}
    for hit in answer["results"]:
        page = web.get(hit["api_url"]).json()
        assert page["page_matches"] is True
        assert len(page["highlights"]) == hit["matches"]
        if page["image"]:
            assert all(one["boxes"] for one in page["highlights"])


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ('"marine unit assist"', "E-mails/SCAN_20190603_0932.pdf"),
        ('"recorded in the green ledger"', "Overtime/Overtime slips (sideways).pdf"),
        ('"BUS AT THE GATE"', "Dispatch/dispatch log 9-11-18 FAX.tif"),
        ('"212 Ropewalk Street"', "Incident Reports/I182061190 (redacted).pdf"),
    ],
)
def test_boxes_stand_on_ink(web, ids, query, path):
    """The boxes of a match frame dark words on the picture, also of skewed and turned scans."""
    answer = web.get("/api/v1/search", params={"q": query, "per_page": 100}).json()
    hit = next(h for h in answer["results"] if h["document"]["id"] == ids[path])
    page = web.get(hit["api_url"]).json()
    picture = web.get(page["image"], params={"width": 1700})
    ink = np.asarray(Image.open(io.BytesIO(picture.content)).convert("L"), float)
    paper = np.median(ink)

    for highlight in page["highlights"]:
        for box in highlight["boxes"]:
            height, width = ink.shape
            inside = ink[
                int(box["top"] * height) : int(box["bottom"] * height) + 1,
                int(box["left"] * width) : int(box["right"] * width) + 1,
            ]
            dark = (inside < paper - 60).mean()
            assert 0.04 < dark < 0.6, (query, box, dark)


def test_export_has_every_hit(web):
    """An export has as many pages as the search counts, and rows with links that open."""
    count = web.get("/api/v1/search", params={"q": "harbor"}).json()["count"]
    text = web.get("/api/v1/export", params={"q": "harbor"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))

    assert len({(row["document"], row["page"]) for row in rows}) == count > 20
    assert len(rows) == sum(int(row["hits_on_page"]) for row in rows if row["hit"] == "1")
    assert web.get(rows[-1]["permalink"]).status_code == 200


def test_second_ingest_does_nothing(release, ingested, catalogue):
    """The same ingest again reads nothing and changes nothing."""
    settings, _ = ingested
    before = catalogue.revision()

    report = run_ingest(settings, [release.folder])

    assert (report.pages.total(), report.new_documents) == (0, 0)
    assert report.known_files == report.files
    assert catalogue.revision() == before
    assert run_index(settings).mode == "unchanged"


def snapshot(settings: Settings) -> dict[tuple[str, int], tuple[str, str, int]]:
    opened = Catalogue(settings.paths.catalogue)
    try:
        return {
            (document.id, page.number): (page.source, page.text, len(page.words))
            for document in opened.documents(limit=10_000)
            for page in (
                opened.page(document.id, p.number, with_words=True)
                for p in opened.pages(document.id)
            )
        }
    finally:
        opened.close()


KILLED_PATHS = (
    "memos/harbor-task-force-memo.pdf",
    "E-mails/e-mail printouts Oct-Nov 2018.pdf",
    "Journals/District 4 Journal 2018-09-11.pdf",
    "Task Force/Monthly summaries 2018.pdf",
    "Dispatch/CAD Log 2019-01-22.pdf",
    "Notes/call notes.txt",
)


def test_killed_and_resumed(release, tmp_path):
    """However often an ingest is killed, going on gives what an undisturbed run gives."""
    folder = tmp_path / "in"
    for path in KILLED_PATHS:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(release.folder / path, folder / path)
    calm = Settings(data=tmp_path / "calm")
    run_ingest(calm, [folder])
    killed = Settings(data=tmp_path / "killed")
    moments = random.Random(1)

    for _ in range(3):
        with subprocess.Popen(
            [BLOTTER, "ingest", str(folder), "--data", str(killed.data)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            time.sleep(moments.uniform(1.5, 5))
            process.send_signal(signal.SIGKILL)
    run_ingest(killed, [folder])

    assert snapshot(killed) == snapshot(calm)
    # Nothing half copied or half read is left lying about.
    assert not [*killed.paths.incoming.glob("*"), *killed.paths.scratch.glob("*")]


def test_links_survive(web, ids):
    """A link with a query opens the same page with the same words for whoever follows it."""
    document = ids["E-mails/SCAN_20190603_0932.pdf"]
    query = quote('"marine unit assist"')
    html = web.get(f"/d/{document}/p/1?q={query}").text

    assert html.count("<rect ") >= 1
    assert "marine unit assist" in html


def test_examples_of_how_to_search(web):
    """Each query of the page that says how to search finds a page of the sample release."""
    page = web.get("/help").text
    for lesson in LESSONS:
        for typed, _ in lesson.examples:
            assert f'href="{escape(urls.search(typed))}"' in page
            answer = web.get("/api/v1/search", params={"q": typed, "per_page": 1}).json()
            assert answer["count"] > 0, typed
            assert {one["code"] for one in answer["warnings"]} <= {"expanded"}, typed
