"""Searching for any of the words instead of all."""

import re

MEMO = "a" * 12


def search(client, q: str, **more):
    answer = client.get("/api/v1/search", params={"q": q, **more})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_any_of_the_words(client):
    """Pages with any of the words are found, those with more of them and rarer ones first."""
    assert search(client, "harbor overtime")["count"] == 0
    answer = search(client, "harbor overtime group", match="any")

    assert answer["count"] == 42
    assert answer["query"]["read_as"] == "harbor OR overtime OR group"
    first, second = answer["results"][:2]
    assert (first["document"]["id"], first["page"]) == (MEMO, 2)
    assert (second["document"]["id"], second["page"]) == (MEMO, 1)


def test_links_keep_it(client):
    """The links of an answer lead to pages, stretches and files that read the query the same."""
    answer = search(client, "harbor overtime", match="any", per_page=1)

    (hit,) = answer["results"]
    assert "match=any" in answer["next"]
    assert client.get(hit["api_url"]).json()["page_matches"] is True
    assert "marked on this page" in client.get(hit["url"]).text
    rows = client.get("/api/v1/export?q=harbor+overtime&match=any").text.splitlines()
    assert len(rows) == answer["count"] + 1
    assert all("match=any" in row for row in rows[1:])


def test_unknown_way(client):
    """A way of matching that is not there is refused."""
    assert client.get("/api/v1/search", params={"q": "a", "match": "most"}).status_code == 400


def test_offered_where_all_the_words_find_little(client):
    """A page of few hits offers the search for any of the words and says how many it finds."""
    html = client.get("/search", params={"q": "harbor overtime", "sort": "title"}).text
    (offer,) = re.findall(r'<p class="offer"><a href="([^"]*)">.*</a> \((\d+) pages\)</p>', html)

    address, total = offer[0].replace("&amp;", "&"), int(offer[1])
    assert "sort=title" in address
    found = client.get(address).text
    assert f"{total} pages match" in found
    assert "Search for pages with all of them" in found


def test_not_offered_where_it_finds_no_more(client):
    """Nothing is offered for one word, nor where there are hits enough."""
    for q in ("harbor", "nothingofthekind", "overtime on", '"task force"'):
        assert 'class="offer"' not in client.get("/search", params={"q": q}).text
