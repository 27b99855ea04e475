"""Documents, releases and coverage over HTTP."""

from index.fields import SCHEMA_VERSION

MEMO = "a" * 12
LOCKED = "c" * 12


def test_list(client):
    """Every document is listed once, by title, with its hash."""
    answer = client.get("/api/v1/documents?per_page=3").json()
    rest = client.get(answer["next"]).json()

    found = answer["results"] + rest["results"]
    assert answer["count"] == len(found) == 4
    assert len({document["sha256"] for document in found}) == 4
    assert rest["next"] is None


def test_detail(client):
    """A document shows its pages, where it was received, and what failed."""
    document = client.get(f"/api/v1/documents/{MEMO}").json()

    assert [page["text_source"] for page in document["pages"]] == ["ocr", "ocr", "failed"]
    assert document["locations"] == [{"path": "memo.pdf", "release": "r1", "current": True}]
    assert [failure["page"] for failure in document["failures"]] == [3]


def test_unreadable(client):
    """A file that could not be opened has no page count, and its page says what to do."""
    assert client.get(f"/api/v1/documents/{LOCKED}").json()["page_count"] is None
    html = client.get(f"/d/{LOCKED}").text
    assert "could not be opened" in html
    assert "Ask the agency" in html


def test_releases(client):
    """The releases are listed with their provenance."""
    (release,) = client.get("/api/v1/releases").json()

    assert (release["id"], release["request_number"]) == ("r1", "2019-0417")


def test_coverage(client):
    """Coverage counts pages by state."""
    coverage = client.get("/api/v1/coverage").json()

    assert coverage["pages_by_source"] == {
        "text_layer": 40,
        "ocr": 3,
        "mixed": 0,
        "blank": 0,
        "failed": 1,
        "unread": 1,
    }


def test_coverage_page(client):
    """The page lists each failure with its reason."""
    html = client.get("/coverage").text

    assert "encrypted" in html
    assert "It broke. Ask again." in html


def test_health(client, settings):
    """Health is 200 with the index's version."""
    answer = client.get("/api/v1/health").json()

    assert answer["status"] == "ok"
    assert answer["pages"] == 44
    assert answer["index_version"].startswith(f"whoosh-{SCHEMA_VERSION}-")
