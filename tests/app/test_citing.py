"""Citations say who released what and where, and programs that keep references read them."""

import datetime as dt
import json
import re

import bibtexparser
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.citing import Citation, Format
from app.main import create_app
from ingest.records import Document, DocumentState, Release
from tests.app.conftest import MEMO

RELEASE = Release("r1", "Task force records", "2019-0417", "Harbor Police & Fire")
TITLES = ["Memo on 100% “overtime”", "{Braces} & $5 #3 under_score ~^\\ x", "Año nuevo, señor"]


def citation(title: str, releases=(RELEASE,), date: dt.date | None = dt.date(2017, 3, 2)):
    document = Document(
        id="aabbccddeeff",
        sha256="ab" * 32,
        media_type="application/pdf",
        size_bytes=1,
        title=title,
        file_name="memo_1.pdf",
        date=date,
        date_source="manifest",
        type="memo",
        source_url="",
        page_count=9,
        state=DocumentState.DONE,
        releases=tuple(one.id for one in releases),
        revision=1,
        added=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )
    url = "https://records.example/d/aabbccddeeff/p/4?q=task+force%20x"
    return Citation(document, releases, 4, url, dt.date(2026, 2, 3))


def test_plain():
    """For a footnote: agency, title, date, page, release and request, file, hash, link, today."""
    assert citation("Memo").written(Format.PLAIN) == (
        "Harbor Police & Fire, “Memo”, 2017-03-02, p. 4. Task force records; records request "
        f"2019-0417; file memo_1.pdf; SHA-256 {'ab' * 32}. "
        "https://records.example/d/aabbccddeeff/p/4?q=task+force%20x (accessed 2026-02-03).\n"
    )


def test_little_known():
    """What is not known is left out, not written as nothing."""
    said = citation("memo_1.pdf", releases=(), date=None).written(Format.PLAIN)
    assert said.startswith("“memo_1.pdf”, p. 4. SHA-256 ")
    assert "None" not in "".join(citation("a", (), None).written(form) for form in Format)


@pytest.mark.parametrize("title", TITLES)
def test_bibtex(title):
    """A BibTeX reader finds one entry, its agency one author, its link whole."""
    library = bibtexparser.parse_string(citation(title).written(Format.BIBTEX))
    assert not library.failed_blocks
    (entry,) = library.entries
    fields = {name: field.value for name, field in entry.fields_dict.items()}
    assert fields["author"] == r"{Harbor Police \& Fire}"
    assert fields["url"].endswith("/p/4?q=task+force%20x")
    assert (fields["pages"], fields["year"], fields["urldate"]) == ("4", "2017", "2026-02-03")
    assert re.sub(r"\\textbackslash\{\}|\\text\w+\{\}|\\", "", fields["title"]).count(" ") == (
        title.count(" ")
    )


@pytest.mark.parametrize("title", TITLES)
def test_ris(title):
    """A RIS reader finds one entry with its title as it is."""
    (entry,) = rispy.loads(citation(title).written(Format.RIS))
    assert entry["title"] == title
    assert (entry["start_page"], entry["year"]) == ("4", "2017")
    assert entry["urls"] == ["https://records.example/d/aabbccddeeff/p/4?q=task+force%20x"]


@given(st.text(max_size=80))
def test_any_title(title):
    """No title breaks a citation: one line in each field, in every form."""
    made = citation(title)
    (item,) = json.loads(made.written(Format.CSL))
    assert item["issued"] == {"date-parts": [[2017, 3, 2]]}
    assert item["author"] == [{"literal": "Harbor Police & Fire"}]
    assert made.written(Format.PLAIN).count("\n") == 1
    assert len(rispy.loads(made.written(Format.RIS))) == 1
    library = bibtexparser.parse_string(made.written(Format.BIBTEX))
    assert (len(library.entries), library.failed_blocks) == (1, [])


@pytest.mark.parametrize("form", Format)
def test_over_http(client, form):
    """Every form is given as its own kind, with a link to the page with the words marked."""
    answer = client.get(
        f"/api/v1/documents/{MEMO[:12]}/pages/1/cite", params={"format": form.value, "q": "harbor"}
    )
    assert answer.status_code == 200
    assert f"/d/{MEMO[:12]}/p/1?q=harbor" in answer.text
    assert answer.headers["content-disposition"].startswith("inline; filename=")


def test_refused(client):
    """A page that is not there cannot be cited, nor in a form there is not."""
    assert client.get(f"/api/v1/documents/{MEMO[:12]}/pages/99/cite").status_code == 404
    assert client.get(f"/api/v1/documents/{MEMO[:12]}/pages/1/cite?format=mla").status_code == 400


def test_address_that_readers_use(settings):
    """Where the service's public address is set, citations name that one."""
    own = settings.model_copy(update={"public_url": "https://records.example/"})
    with TestClient(create_app(own)) as client:
        cited = client.get(f"/api/v1/documents/{MEMO[:12]}/pages/1/cite?q=force").text
    assert f"https://records.example/d/{MEMO[:12]}/p/1?q=force" in cited
