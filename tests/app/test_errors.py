"""Every error has one shape, and says what to do next."""

import json

import pytest
from starlette.testclient import TestClient

from app.errors import KINDS, problem
from app.main import create_app
from app.settings import Settings
from ingest.catalogue_writer import CatalogueWriter
from ingest.errors import DataDirectoryError


def wrong(client, url: str) -> tuple[int, str, str]:
    answer = client.get("/api/v1" + url)
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert set(body) == {"type", "title", "status", "detail", "code"}
    assert body["status"] == answer.status_code
    assert body["type"].endswith(body["code"])
    assert body["detail"][-1] in ".!?"
    return answer.status_code, body["code"], body["detail"]


def test_unknown_parameter(client):
    """A parameter the address does not take is refused, and the valid ones are named."""
    status, code, detail = wrong(client, "/search?q=x&sorted=date")

    assert (status, code) == (400, "unknown-parameter")
    assert all(f" {name}" in detail for name in ("q", "sort", "match", "page", "per_page"))


@pytest.mark.parametrize(
    "url",
    [
        "/search",
        "/search?q=x&per_page=1001",
        "/search?q=x&page=0",
        "/search?q=x&page=abc",
        "/search?q=x&sort=colour",
        "/export?q=x&format=pdf",
        "/documents/a/pages/0",
        "/documents/a/pages/99999999999999999999",
    ],
)
def test_invalid_parameter(client, url):
    """A parameter that is not valid is named."""
    status, code, detail = wrong(client, url)

    assert (status, code) == (400, "invalid-parameter")
    assert any(name in detail for name in ("q", "page", "per_page", "sort", "format", "number"))


def test_long_query(client):
    """A query of 10,000 characters is refused with the limit."""
    status, code, detail = wrong(client, "/search?q=" + "word%20" * 2000)

    assert (status, code) == (400, "query-too-long")
    assert "4,096" in detail
    page = client.get("/search?q=" + "word%20" * 2000)
    assert (page.status_code, "4,096" in page.text) == (400, True)


def test_nothing_there(client):
    """An address that is not there is 404 in both shapes."""
    assert wrong(client, "/nothing")[:2] == (404, "not-found")
    assert client.get("/nothing").status_code == 404


def test_method(client):
    """The service only reads: nothing can be posted."""
    answer = client.post("/api/v1/search?q=x")

    assert (answer.status_code, answer.json()["code"]) == (405, "method-not-allowed")


def test_no_index(tmp_path):
    """Without an index the service answers 503 and says what to run."""
    settings = Settings(data=tmp_path)
    CatalogueWriter(settings.paths.catalogue).close()
    with TestClient(create_app(settings)) as client:
        assert wrong(client, "/search?q=x")[:2] == (503, "index-missing")
        assert "blotter index" in wrong(client, "/health")[2]
        assert client.get("/").status_code == 200
        assert "blotter index" in client.get("/search?q=x").text


def test_stale_index(settings, tmp_path):
    """An index of another schema is 503 and says to rebuild."""
    (generation_file,) = settings.paths.indexes.rglob("generation.json")
    before = generation_file.read_text()
    changed = json.loads(before) | {"schema_version": 999}
    generation_file.write_text(json.dumps(changed))
    try:
        with TestClient(create_app(settings)) as client:
            status, code, detail = wrong(client, "/search?q=x")
    finally:
        generation_file.write_text(before)

    assert (status, code) == (503, "index-stale")
    assert "--rebuild" in detail


def test_no_catalogue(tmp_path):
    """Without a catalogue the service does not start, and says what to run."""
    with pytest.raises(DataDirectoryError, match="blotter ingest"):
        create_app(Settings(data=tmp_path))


def test_a_fault_of_ours(settings):
    """A fault of ours is a 500 of the same shape, without its inner workings."""
    app = create_app(settings)

    def broken() -> None:
        raise RuntimeError("secret detail")

    app.add_api_route("/api/v1/broken", broken)
    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/api/v1/broken")

    assert (answer.status_code, answer.json()["code"]) == (500, "internal-error")
    assert "secret" not in answer.text


def test_every_kind_has_a_sentence():
    """Every class in the table makes a problem with a code, a title and a detail."""
    for kind in KINDS:
        if kind.__name__ == "RequestValidationError":
            continue
        made = problem(kind("Something happened. Do this."))
        assert made.code
        assert made.title
        assert made.detail == "Something happened. Do this."


@pytest.mark.parametrize(
    ("url", "status", "said"),
    [
        ("/d/000000000000", 404, "There is no document 000000000000."),
        ("/d/aaaaaaaaaaaa/p/99", 404, "has no page 99"),
        ("/d/aaaaaaaaaaaa/p/0", 400, "number"),
        ("/r/nothing", 404, "There is no release nothing."),
        ("/coverage?page=0", 400, "page"),
        ("/coverage?release=nothing", 404, "There is no release nothing."),
        ("/search?q=x&sort=colour", 400, "sort"),
        ("/releases/compare?a=r1&b=nothing", 404, "There is no release nothing."),
        ("/compare?a=../../etc&b=x", 400, "a"),
        ("/no/such/place", 404, "There is nothing at this address."),
    ],
)
def test_pages_of_problems(client, url, status, said):
    """What is wrong with an address is a page that says so and leads on."""
    answer = client.get(url)

    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert said in answer.text
    assert 'href="/releases"' in answer.text.split("<main")[1]
