"""Filters, facets and documents over HTTP: as JSON, as files and as pages."""

import html
import json
import re

import pytest

MEMO, NOTES, HOSTILE = "a" * 12, "b" * 12, "d" * 12


def get(client, **asked):
    answer = client.get("/api/v1/search", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def page(client, **asked) -> str:
    answer = client.get("/search", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.text


def link_to(text: str, label: str) -> str:
    """The address of the first link whose content holds a label."""
    links = re.findall(r'<a href="([^"]+)"[^>]*>(.*?)</a>', text, flags=re.DOTALL)
    return next(html.unescape(url) for url, content in links if label in content)


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"year": "2017"}, 1),
        ({"year": "unknown"}, 40),
        ({"year": ["2017", "unknown"]}, 41),
        ({"type": "memo", "release": "r1"}, 1),
        ({"type": "memo", "year": "unknown"}, 0),
        ({"release": "nobody's"}, 0),
        ({"source": "text_layer"}, 40),
        ({"confidence": "0.7-0.85"}, 1),
        ({"confidence": ["none", "0-0.5"]}, 40),
        ({"redacted": "unknown"}, 41),
        ({"agency": "unknown"}, 41),
        ({"document": NOTES}, 40),
        ({"document": [NOTES, MEMO]}, 41),
    ],
)
def test_filters(client, asked, count):
    """Each filter narrows the answer; values of one widen it; the answer repeats them."""
    answer = get(client, q="overtime", **asked)
    assert answer["count"] == count
    assert answer["query"]["filters"] == {
        name: [value] if isinstance(value, str) else sorted(value) for name, value in asked.items()
    }


def test_scores_stay(client):
    """A page keeps its score when others are filtered away."""
    whole = {(h["document"]["id"], h["page"]): h["score"] for h in hits_of(client, per_page=100)}
    for hit in hits_of(client, type="memo"):
        assert hit["score"] == whole[hit["document"]["id"], hit["page"]]


def hits_of(client, **asked):
    return get(client, q="overtime", **asked)["results"]


def test_facets(client):
    """A facet counts all matching pages by value, its own filter left out."""
    answer = get(client, q="overtime", facet="type,year", year="2017")
    assert answer["facets"] == [
        {
            "facet": "type",
            "values": [{"value": "memo", "count": 1, "selected": False}],
            "left_out": 0,
        },
        {
            "facet": "year",
            "values": [
                {"value": "unknown", "count": 40, "selected": False},
                {"value": "2017", "count": 1, "selected": True},
            ],
            "left_out": 0,
        },
    ]
    twice = client.get("/api/v1/search?q=overtime&facet=type&facet=year&year=2017").json()
    assert twice["facets"] == answer["facets"]
    assert get(client, q="overtime")["facets"] == []


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"facet": "years"}, "'release', 'agency', 'type', 'year'"),
        ({"facet": "type,"}, "'release', 'agency', 'type', 'year'"),
        ({"confidence": "0.3"}, "0.5-0.7|0.7-0.85"),
        ({"source": "failed"}, "text_layer|ocr|mixed|blank"),
        ({"redacted": "maybe"}, "yes|no|unknown"),
        ({"year": "17"}, "year"),
        ({"group": "folder"}, "'page' or 'document'"),
        ({"sort": "size"}, "'confidence'"),
        ({"release": ""}, "release"),
        ({"releases": "r1"}, "release, agency, type, year"),
    ],
)
def test_refused(client, asked, named):
    """What is no facet, no value of a closed list or no parameter is refused, naming the valid."""
    answer = client.get("/api/v1/search", params={"q": "overtime", **asked})
    assert answer.status_code == 400
    assert named in answer.json()["detail"].replace("\\", "")


def test_documents(client):
    """Grouped, each entry is a document with its best hits, and where all of them stand."""
    answer = get(client, q="overtime", group="document")

    assert (answer["count"], answer["document_count"]) == (41, 2)
    assert "results" not in answer
    by_id = {entry["document"]["id"]: entry for entry in answer["documents"]}
    assert {key: entry["pages"] for key, entry in by_id.items()} == {MEMO: 1, NOTES: 40}
    assert [len(by_id[key]["hits"]) for key in (MEMO, NOTES)] == [1, 3]
    hit = by_id[NOTES]["hits"][0]
    ((start, end),) = hit["snippets"][0]["marks"]
    assert hit["snippets"][0]["text"][start:end] == "overtime"
    best = get(client, q="overtime", per_page=1)["results"][0]
    assert answer["documents"][0]["hits"][0] == best

    all_hits = client.get(by_id[NOTES]["all_hits"]).json()
    assert all_hits["count"] == 40
    assert {h["document"]["id"] for h in all_hits["results"]} == {NOTES}


def test_following_keeps_everything(client):
    """The next stretch has the same filters, order, facets and documents."""
    first = get(
        client, q="overtime", group="document", per_page=1, sort="-date", facet="year", source="ocr"
    )
    assert first["next"] is None
    first = get(client, q="overtime", group="document", per_page=1, sort="-date", facet="year")
    second = client.get(first["next"]).json()
    assert (second["next"], second["facets"]) == (None, first["facets"])
    found = [entry["document"]["id"] for each in (first, second) for entry in each["documents"]]
    assert found == [MEMO, NOTES]


def test_worst_read_first(client):
    """Pages can be put in the order of their confidence; those without come last."""
    confidences = [hit["confidence"] for hit in hits_of(client, sort="confidence", per_page=2)]
    assert confidences == [0.75, None]


def test_export(client):
    """An export takes the same filters, and says in its headers which."""
    answer = client.get("/api/v1/export?q=overtime&type=memo&format=jsonl")
    assert [json.loads(line)["document"] for line in answer.text.splitlines()] == [MEMO]
    assert answer.headers["Blotter-Pages"] == "1"
    assert json.loads(answer.headers["Blotter-Filters"]) == {"type": ["memo"]}
    wrong = client.get("/api/v1/export?q=overtime&sort=date")
    assert "release, agency" in wrong.json()["detail"]


def test_page_offers_filters(client):
    """The result page narrows by a link and widens by the chip that shows it."""
    whole = page(client, q="overtime", sort="-date")
    assert '41 pages match <span class="page-number">in 2 documents</span>' in whole

    narrowed = client.get(link_to(whole, "memo</span>")).text
    assert "1 page matches" in narrowed
    assert '<option value="-date" selected>' in narrowed
    assert '<input type="hidden" name="type" value="memo">' in narrowed
    assert "type=memo" in link_to(narrowed, "CSV")
    assert "41 pages match" in client.get(link_to(narrowed, 'class="facet">Type')).text


def test_page_by_document_or_flat(client):
    """The result page lists documents, pages if asked, and one document's pages by its link."""
    whole = page(client, q="overtime")
    assert whole.count('<li class="hit">') == 2

    assert client.get(link_to(whole, "page by page")).text.count('<li class="hit') == 25
    one = client.get(link_to(whole, "All 40 pages in this document")).text
    assert "40 pages match" in one
    assert "41 pages match" in client.get(link_to(one, 'class="facet">Document')).text


def test_page_without_hits_under_filters(client):
    """Where filters leave nothing, the page says what fewer of them would find."""
    nothing = page(client, q="overtime", type="memo", year="unknown")
    assert "1 page matches" in client.get(link_to(nothing, "without the filter Year")).text
    assert "40 pages match" in client.get(link_to(nothing, "without the filter Type")).text
    assert "Search for less" not in nothing
    assert "No page that passes the filters" in nothing
    assert "41 pages match" in client.get(link_to(nothing, "without any filter")).text


def test_hostile_filters(client):
    """Filters are text on the page, whatever they hold."""
    for name in ("release", "agency", "type", "document"):
        text = page(client, q="overtime", **{name: '"><script>alert(1)</script>'})
        assert text.count("<script") == 1  # ours
        assert "alert(1)" in text


def test_another_query_keeps_filters(client):
    """The box above the hits sends filters, order and list along, but not one document."""
    text = page(client, q="overtime", year="2017", sort="-date", group="page", document=MEMO)
    box = text[text.index('role="search"') : text.index("</form>")]
    kept = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', box)
    assert sorted(kept) == [("group", "page"), ("sort", "-date"), ("year", "2017")]
