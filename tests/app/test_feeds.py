"""Feeds: what is new that a query finds, for news readers."""

import feedparser
import pytest
from lxml import etree

ADDRESS = "/api/v1/feed"


def feed(client, q: str, **more):
    answer = client.get(ADDRESS, params={"q": q, **more})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    read = feedparser.parse(answer.content, sanitize_html=False)
    assert not read.bozo
    assert read.version == "atom10"
    etree.fromstring(answer.content)
    return read


def test_feed(client):
    """A feed has an entry for each document, the newest first, with links and passages."""
    read = feed(client, "overtime")

    notes, memo = read.entries
    assert (notes.title, memo.title) == ("notes.txt", "Memo on overtime")
    assert notes.updated_parsed >= memo.updated_parsed
    assert read.feed.updated == notes.updated
    assert memo.link == "http://testserver/d/aaaaaaaaaaaa/p/2?q=overtime"
    assert "40 pages of 40" in notes.content[0].value
    assert "<mark>overtime</mark>" in memo.content[0].value
    assert "Searched 43 of 44 pages" in read.feed.subtitle
    assert {link.rel for link in read.feed.links} == {"self", "alternate"}


def test_links_of_a_feed_lead_somewhere(client):
    """The feed's own address gives it again; its results and its entries are pages."""
    read = feed(client, "overtime", source="ocr")
    by_rel = {link.rel: link.href for link in read.feed.links}
    assert feedparser.parse(client.get(by_rel["self"]).content).feed.id == read.feed.id
    assert "overtime" in client.get(by_rel["alternate"]).text
    assert [client.get(entry.link).status_code for entry in read.entries] == [200]


def test_names_stay(client):
    """An entry has the same id each time; another query's entry for the document has its own."""
    first, again = feed(client, "overtime", limit=1), feed(client, "overtime", limit=2)
    assert [len(first.entries), len(again.entries)] == [1, 2]
    assert first.entries[0].id == again.entries[0].id
    assert first.entries[0].id not in {entry.id for entry in feed(client, "note").entries}


@pytest.mark.parametrize("q", ["<script>alert(1)</script>", 'a"&\x00\x1b\ufffe', "unheardof"])
def test_hostile_text(client, q):
    """Whatever was asked for, and whatever stands in titles and pages, the feed is sound XML."""
    read = feed(client, q)
    assert len(read.entries) == (1 if "script" in q else 0)
    for entry in read.entries:
        assert "<script" not in entry.content[0].value
        assert entry.title != ""


def test_results_name_their_feed(client):
    """The result page tells browsers and readers of its feed."""
    page = client.get("/search?q=overtime&source=ocr").text
    assert 'rel="alternate" type="application/atom+xml"' in page
    assert "/api/v1/feed?q=overtime&amp;source=ocr" in page
