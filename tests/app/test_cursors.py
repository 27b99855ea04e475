"""Walking through every hit from cursor to cursor."""

from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app import cursors
from app.ingesting import run_index
from app.main import create_app
from app.search_request import SearchRequest
from app.settings import Settings
from ingest.catalogue_writer import CatalogueWriter, ManifestEntry
from ingest.reader import FileFacts
from ingest.records import Page, PageSource, Release, SourceFile

START = "/api/v1/search?q=overtime&per_page=7&cursor=*"


def add(settings: Settings, number: int, pages: int) -> set[tuple[str, int]]:
    sha256 = f"{number:02x}" * 32
    with closing(CatalogueWriter(settings.paths.catalogue)) as catalogue:
        catalogue.save_release(Release("r1", "Records"))
        path = f"/in/{number}.txt"
        catalogue.save_found(
            SourceFile(path, sha256, 9, "text/plain", 1), "r1", ManifestEntry(), None
        )
        catalogue.save_facts(sha256[:12], FileFacts(pages))
        for page in range(1, pages + 1):
            text = f"note {page} on overtime"
            catalogue.save_page(sha256[:12], Page(page, 0, 0, PageSource.TEXT_LAYER, text))
    run_index(settings)
    return {(sha256[:12], page) for page in range(1, pages + 1)}


def test_walk_while_records_are_taken_in(tmp_path):
    """Whoever walks while documents are added before and after gets each page once, and all."""
    settings = Settings(data=tmp_path)
    there = add(settings, 0x50, 40)
    with TestClient(create_app(settings)) as client:
        seen, address, more = [], START, [0x10, 0x90, 0x51]
        while address:
            answer = client.get(address).json()
            assert answer["previous"] is None
            seen += [(hit["document"]["id"], hit["page"]) for hit in answer["results"]]
            address = answer["next"]
            if more:
                add(settings, more.pop(), 10)
    assert len(set(seen)) == len(seen)
    assert there < set(seen)
    assert seen == sorted(seen)
    assert {document[:2] for document, _ in seen} == {"50", "51", "90"}


def test_end_of_a_walk(client):
    """The last stretch has no next, even if it is full; nothing found is a walk of one step."""
    whole = client.get("/api/v1/search?q=overtime&per_page=41&cursor=*").json()
    assert (whole["count"], len(whole["results"]), whole["next"]) == (41, 41, None)
    nothing = client.get("/api/v1/search?q=unheardof&cursor=*").json()
    assert (nothing["count"], nothing["results"], nothing["next"]) == (0, [], None)


def test_facets_and_filters_of_a_walk(client):
    """A walk keeps to its filters and counts the facets of all its hits."""
    address = START.replace("per_page=7", "per_page=1&source=ocr&facet=source")
    answer = client.get(address).json()
    assert (answer["count"], answer["next"]) == (1, None)
    assert {one["value"]: one["count"] for one in answer["facets"][0]["values"]}["ocr"] == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("cursor=nonsense", "damaged"),
        ("cursor=W10", "damaged"),
        ("cursor=", "damaged"),
        ("cursor=*&sort=date", "Leave out sort"),
        ("cursor=*&group=document", "Leave out sort"),
        ("cursor=*&page=2", "Leave out sort"),
    ],
)
def test_refused(client, more, said):
    """A cursor that cannot be gone on with is refused with what to do."""
    answer = client.get(f"/api/v1/search?q=overtime&{more}")
    assert answer.status_code == 400
    assert answer.json()["code"] == "invalid-cursor"
    assert said in answer.json()["detail"]


def test_cursor_of_another_query(client):
    """A cursor is good for the query and the filters it was given for, and no other."""
    following = client.get(START).json()["next"]
    for other in (following.replace("q=overtime", "q=note"), f"{following}&source=text_layer"):
        assert "another query" in client.get(other).json()["detail"]


@given(st.text(), st.text(), st.integers(1, 2**31))
def test_written_and_read(q, document, number):
    """What is written is read again, whatever was asked for."""
    request = SearchRequest(q=q)
    cursor = cursors.written((document, number), request)
    assert cursors.read(cursor, request, page=1) == ((document, number),)
