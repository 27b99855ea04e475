"""What holds what, on the pages of documents and over HTTP."""

import pytest
from fastapi.testclient import TestClient

from app.ingesting import run_index, run_ingest
from app.main import create_app
from tests.ingest.packed import mail, settings_for, zipped


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """A service on a release of an archive of two mails, one with an attachment."""
    folder = tmp_path_factory.mktemp("packed")
    first, second = mail("Fence", name="a"), mail("Re: Fence", name="b", answers="a", day=10)
    first.add_attachment("three posts are missing", filename="posts <1>.txt")
    release = folder / "release"
    release.mkdir()
    archive = {"box/1.eml": first.as_bytes(), "box/2.eml": second.as_bytes(), "s.mp3": b"ID3\4\0"}
    (release / "mails.zip").write_bytes(zipped(archive))
    settings = settings_for(folder)
    run_ingest(settings, [release])
    run_index(settings)
    with TestClient(create_app(settings)) as client:
        yield client


def found(client, query):
    return client.get("/api/v1/search", params={"q": query}).json()["results"][0]["document"]


def test_detail(client):
    """A document names what it holds, what holds it, its thread and what its file says."""
    message = found(client, '"posts 1" subject')
    detail = client.get(f"/api/v1/documents/{message['id']}").json()

    assert [one["member"] for one in detail["contains"]] == ["posts <1>.txt"]
    assert detail["contains_count"] == 1
    assert [one["member"] for one in detail["contained_in"]] == ["box/1.eml"]
    assert detail["properties"]["From"] == "Ada Quill <quill@harbour.example>"
    assert len(detail["thread"]) == 2
    assert detail["thread"][0] == message["id"]
    assert detail["type"] == "mail"


def test_pages(client):
    """The pages lead from the archive to the mail to its attachment, and back."""
    message = found(client, '"posts 1" subject')
    html = client.get(f"/d/{message['id']}").text
    attachment = found(client, '"three posts are missing"')
    page = client.get(f"/d/{attachment['id']}/p/1").text

    assert "Attachments: 1 document" in html
    assert f"/d/{attachment['id']}" in html
    assert "posts &lt;1&gt;.txt" in html
    assert "Ada Quill &lt;quill@harbour.example&gt;" in html
    assert "Re: Fence" in html
    assert f"/d/{message['id']}" in page


def test_narrowing_by_what_a_file_is(client):
    """Mails and archives are types that can be searched and narrowed by."""
    answer = client.get("/api/v1/search", params={"q": "type:mail fence"}).json()
    by_facet = client.get("/api/v1/search", params={"q": "fence", "type": "mail"}).json()

    assert answer["count"] == by_facet["count"] == 2
    assert found(client, "type:archive eml")["file_name"] == "mails.zip"


def test_what_cannot_be_read(client):
    """A file nobody reads is found by its name, and its page says why it is empty."""
    unread = found(client, '"s.mp3" source:unread')
    html = client.get(f"/d/{unread['id']}/p/1").text

    assert unread["page_count"] is None
    assert "This file could not be read (unsupported-format)" in html
    assert client.get(f"/d/{unread['id']}").status_code == 200
