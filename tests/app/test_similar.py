"""More like this page: which pages, by which words, and where the links lead."""

import re
from contextlib import closing

from starlette.testclient import TestClient

from app.ingesting import run_index
from app.main import create_app
from app.settings import Settings
from ingest.catalogue_writer import CatalogueWriter, ManifestEntry
from ingest.reader import FileFacts
from ingest.records import Page, PageSource, Release, SourceFile

MEMO, NOTES, HOSTILE = "a" * 12, "b" * 12, "d" * 12


def similar(client, document: str, page: int, **more):
    answer = client.get(f"/api/v1/documents/{document}/pages/{page}/similar", params=more)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_pages_that_share_telling_words(client):
    """The pages that share the rarest words come first; the page itself is not among them."""
    answer = similar(client, MEMO, 1)

    first, second = answer["results"][0], answer["words"][:2]
    assert (first["document"]["id"], first["page"]) == (MEMO, 2)
    assert {word["word"] for word in second} == {"task", "the"}
    assert all(word["pages"] >= 2 for word in answer["words"])
    assert (MEMO, 1) not in {(hit["document"]["id"], hit["page"]) for hit in answer["results"]}
    assert answer["count"] == len(answer["results"]) == 1


def test_as_many_as_asked_for(client):
    """The number of all others is told, whatever number is shown."""
    answer = similar(client, NOTES, 7, limit=3)
    assert (answer["count"], len(answer["results"])) == (40, 3)
    assert client.get(f"/api/v1/documents/{NOTES}/pages/7/similar?limit=101").status_code == 400


def test_same_text_is_told(tmp_path):
    """A page that says just the same is shown, and told apart from one that is only alike."""
    made = Settings(data=tmp_path)
    with closing(CatalogueWriter(made.paths.catalogue)) as catalogue:
        catalogue.save_release(Release("r", "Records"))
        for name, text in zip(
            "abc", ("task force met", "task force\n met", "task force"), strict=True
        ):
            file = SourceFile(f"/{name}.txt", name * 64, 9, "text/plain", 1)
            catalogue.save_found(file, "r", ManifestEntry(), None)
            catalogue.save_facts(name * 12, FileFacts(1))
            catalogue.save_page(name * 12, Page(1, 0, 0, PageSource.TEXT_LAYER, text))
    run_index(made)
    with TestClient(create_app(made)) as client:
        results = similar(client, "a" * 12, 1)["results"]
        html = client.get(f"/d/{'a' * 12}/p/1/similar").text

    same = [(hit["document"]["id"][0], hit["same_text"]) for hit in results]
    assert same == [("b", True), ("c", False)]
    assert html.count("Says the same") == 1


def test_marked_where_the_links_lead(client):
    """A hit leads to its page with the shared words marked."""
    hit = similar(client, MEMO, 1)["results"][0]
    marked = client.get(hit["api_url"]).json()["highlights"]
    assert "task" in {mark["text"] for mark in marked}


def test_unknown_page(client):
    assert client.get(f"/api/v1/documents/{MEMO}/pages/99/similar").status_code == 404
    assert client.get(f"/d/{MEMO}/p/99/similar").status_code == 404


def test_page_that_could_not_be_read(client):
    """A page without text has nothing to go by, and the page says so."""
    assert similar(client, MEMO, 3)["words"] == []
    assert "nothing to go by" in client.get(f"/d/{MEMO}/p/3/similar").text


def test_reached_from_pages_and_hits(client):
    """A page and each hit lead there, and what is shown there leads on."""
    link = f'href="/d/{MEMO}/p/1/similar"'
    assert link in client.get(f"/d/{MEMO}/p/1").text
    assert link in client.get("/search", params={"q": "harbor"}).text
    html = client.get(f"/d/{MEMO}/p/1/similar").text
    assert f'href="/d/{MEMO}/p/2/similar"' in html
    assert re.search(r"1 page like page 1 of Memo on overtime", html)


def test_hostile_text(client):
    """What a record says cannot become part of the page."""
    html = client.get(f"/d/{HOSTILE}/p/1/similar").text
    assert "<script>" not in html
