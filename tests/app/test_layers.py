"""What every request goes through: tags, compression, limits, the log, the headers."""

import json
from contextlib import closing

import pytest
from starlette.testclient import TestClient

from app.ingesting import run_index
from app.main import create_app
from app.settings import Settings
from ingest.catalogue_writer import CatalogueWriter
from ingest.records import Release

MEMO = "a" * 12
SEARCH = "/api/v1/search?q=overtime"


@pytest.fixture
def own(tmp_path) -> Settings:
    """A data directory of this test alone, with an index of nothing."""
    made = Settings(data=tmp_path)
    with closing(CatalogueWriter(made.paths.catalogue)) as catalogue:
        catalogue.save_release(Release("r1", "Records"))
    run_index(made)
    return made


def service(settings: Settings, host: str = "testclient", **more) -> TestClient:
    app = create_app(settings.model_copy(update=more))
    return TestClient(app, raise_server_exceptions=False, client=(host, 50000))


@pytest.mark.parametrize(
    "address",
    [SEARCH, "/search?q=overtime", f"/d/{MEMO}/p/1?q=force", "/", "/api/v1/export?q=overtime"],
)
def test_unchanged(client, address):
    """Who comes with the tag of an answer gets 304 and no body, with the tag and its rule."""
    first = client.get(address)
    tag = first.headers["etag"]
    again = client.get(address, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    assert again.headers["cache-control"] == first.headers["cache-control"] == "no-cache"
    other = client.get(f"{SEARCH}&page=2", headers={"If-None-Match": tag})
    assert other.status_code == 200


def test_changed(own):
    """A page, a release or an index more, and the tag is another."""
    with service(own) as client:
        tags = [client.get(SEARCH).headers["etag"]]
        with closing(CatalogueWriter(own.paths.catalogue)) as catalogue:
            catalogue.save_release(Release("r2", "More records"))
        tags.append(client.get(SEARCH).headers["etag"])
        run_index(own, rebuild=True)
        tags.append(client.get(SEARCH).headers["etag"])
    assert len(set(tags)) == 3


def test_cut_short_is_not_kept(settings):
    """An answer that ran out of time is kept by nobody, since the next may find more."""
    with service(settings, query_timeout_s=1e-9) as client:
        for address in (SEARCH, "/search?q=overtime"):
            answer = client.get(address)
            assert answer.headers["cache-control"] == "no-store"
            assert "etag" not in answer.headers


def test_errors_have_no_tag(client):
    """What went wrong is asked again."""
    assert "etag" not in client.get("/api/v1/search").headers
    assert "etag" not in client.get("/api/v1/health").headers


def test_compressed(client):
    """Text goes out by gzip where it is taken, exports too; short text and others as they are."""
    zipped = client.get("/api/v1/export?q=overtime", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/api/v1/export?q=overtime", headers={"Accept-Encoding": "identity"})
    assert zipped.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert zipped.content == plain.content
    assert "content-encoding" not in client.get("/api/v1/health").headers


def test_rate_limit(settings):
    """More requests than allowed from one address get 429, the seconds to wait, and what to do."""
    with service(settings, "203.0.113.7", rate_limit=3) as client:
        answers = [client.get(SEARCH) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        refused = answers[-1]
        assert 0 < int(refused.headers["retry-after"]) <= 60
        assert refused.json()["code"] == "too-many-requests"
        assert "content-security-policy" in refused.headers
        assert "3 a minute" in client.get("/search?q=overtime").text
        assert client.get("/static/blotter.css").status_code == 200


def test_pictures_are_counted_apart(settings):
    """A page's many pictures do not use up its reader's searches."""
    with service(settings, "203.0.113.7", rate_limit=1) as client:
        image = f"/api/v1/documents/{MEMO}/pages/1/image"
        assert 429 not in {client.get(image).status_code for _ in range(10)}
        assert client.get(image).status_code == 429
        assert client.get(SEARCH).status_code == 200


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("127.0.0.1", "127.0.0.1", 200),
        ("::1", "::1", 200),
        ("203.0.113.7", "203.0.113.8", 200),
        ("2001:db8::1", "2001:db8::ffff:2", 429),
        ("2001:db8::1", "2001:db8:0:1::1", 200),
    ],
)
def test_whose_requests_are_counted(settings, first, second, status):
    """Each IPv4 address counts by itself, each IPv6 network of a house, this machine never."""
    app = create_app(settings.model_copy(update={"rate_limit": 1}))
    for host, expected in ((first, 200), (second, status)):
        assert TestClient(app, client=(host, 1)).get(SEARCH).status_code == expected


def test_no_limit(settings):
    """With 0 nobody is limited."""
    with service(settings, "203.0.113.7", rate_limit=0) as client:
        assert {client.get("/api/v1/health").status_code for _ in range(5)} == {200}


def test_request_log(settings, tmp_path):
    """Each request leaves a line, without what was asked for, who asked, and strange paths."""
    target = tmp_path / "requests.log"
    with service(settings, "203.0.113.7", request_log=str(target)) as client:
        client.get("/search?q=secret+word")
        client.head("/search?q=secret+word")
        client.get("/secret-path")
        client.get(SEARCH, headers={"If-None-Match": client.get(SEARCH).headers["etag"]})
    text = target.read_text()
    assert not {"secret", "203.0"} & set(text.replace("-", " ").split())
    assert "secret" not in text
    lines = [json.loads(line) for line in text.splitlines()]
    assert [(one["method"], one["path"], one["status"]) for one in lines] == [
        ("GET", "/search", 200),
        ("HEAD", "/search", 200),
        ("GET", "(no such address)", 404),
        ("GET", "/api/v1/search", 200),
        ("GET", "/api/v1/search", 304),
    ]
    assert all(one["ms"] > 0 for one in lines)
    assert lines[0]["bytes"] > 1000
    assert lines[1]["bytes"] == 0


def test_no_cookies(client):
    """No answer sets a cookie."""
    for address in ("/", "/search?q=overtime", SEARCH, "/nowhere"):
        assert "set-cookie" not in client.get(address).headers
