"""The front page: what the collection is, and searches that find something in it."""

import pytest
from starlette.testclient import TestClient

from app.examples import examples
from app.main import create_app
from app.settings import Settings
from index.live import current_engine
from index.parse import parse
from ingest.catalogue_holdings import Holdings
from ingest.catalogue_writer import CatalogueWriter


@pytest.fixture(params=["settings", "fact_settings"])
def corpus(request) -> Settings:
    return request.getfixturevalue(request.param)


def test_examples_find_something(corpus):
    """Each example finds the pages it says, and is read as it stands."""
    engine = current_engine(corpus.paths.indexes, corpus.engine)
    catalogue = Holdings(corpus.paths.catalogue)
    found = examples(engine, catalogue)
    catalogue.close()

    assert found
    for one in found:
        parsed = parse(one.query)
        assert parsed.warnings == ()
        assert engine.search(parsed.query, limit=0).total == one.pages > 0
    engine.close()


def test_examples_are_of_this_collection(client, of_facts):
    """Two collections have other examples: a kind of record here, a number there."""
    here = {one["query"] for one in client.get("/api/v1/collection").json()["examples"]}
    there = {one["query"] for one in of_facts.get("/api/v1/collection").json()["examples"]}

    assert "type:memo" in here
    assert "badge:4411" in there
    for query in here:
        assert f"<code>{query}</code>" in client.get("/").text.replace("&#34;", '"')


def test_figures_and_releases(client):
    """The page has the figures and the releases, and so has its JSON."""
    html = client.get("/").text
    found = client.get("/api/v1/collection").json()

    assert 'href="/r/r1"' in html
    assert (found["release_count"], found["releases"][0]["url"]) == (1, "/r/r1")
    assert found["coverage"]["documents"] == 4


def test_name(settings):
    """The collection is called what whoever runs it calls it, whatever is in that."""
    named = settings.model_copy(update={"collection": "Oakley <files>", "about": "Since 1998."})
    with TestClient(create_app(named)) as client:
        html = client.get("/").text
        assert client.get("/api/v1/collection").json()["name"] == "Oakley <files>"

    assert "<h1>Oakley &lt;files&gt;</h1>" in html
    assert "Since 1998." in html


def test_empty(tmp_path):
    """An empty collection says what to run; one without an index, what can be read meanwhile."""
    settings = Settings(data=tmp_path)
    CatalogueWriter(settings.paths.catalogue).close()
    with TestClient(create_app(settings)) as client:
        assert "blotter ingest FOLDER" in client.get("/").text
        assert client.get("/api/v1/collection").json()["examples"] == []


def test_no_index(settings, tmp_path):
    """Without an index the page still stands, and says what can be read meanwhile."""
    (tmp_path / "catalogue.sqlite").write_bytes(settings.paths.catalogue.read_bytes())
    with TestClient(create_app(Settings(data=tmp_path))) as client:
        html = client.get("/").text
        assert "There is no index to search at the moment" in html
        assert client.get(f"/d/{'a' * 12}?q=task").status_code == 200
        assert "no page is marked" in client.get(f"/d/{'a' * 12}?q=task").text
        for url in ("/releases", "/r/r1", "/ledger", "/coverage", f"/d/{'a' * 12}/p/1"):
            assert client.get(url).status_code == 200, url
