"""A page over HTTP: text, words, picture, and the marks of a query."""

import pytest

MEMO = "a" * 12
NOTES = "b" * 12


def test_marked(client):
    """With a query, a page says where its words stand, in the text and on the picture."""
    page = client.get(f"/api/v1/documents/{MEMO}/pages/1", params={"q": '"force met"'}).json()

    (highlight,) = page["highlights"]
    assert page["text"][highlight["start"] : highlight["end"]] == "force\nmet"
    assert highlight["boxes"] == [
        {"left": 0.3, "top": 0.0, "right": 0.39, "bottom": 0.05},
        {"left": 0.0, "top": 0.1, "right": 0.09, "bottom": 0.15},
    ]
    assert page["page_matches"] is True


def test_not_matching(client):
    """A page that does not match has no marks, and says so."""
    page = client.get(f"/api/v1/documents/{MEMO}/pages/2", params={"q": "harbor"}).json()

    assert page["highlights"] == []
    assert page["page_matches"] is False
    html = client.get(f"/d/{MEMO}/p/2?q=harbor").text
    assert "does not match" in html


def test_without_query(client):
    """Without a query a page is its text, its provenance, and no marks."""
    page = client.get(f"/api/v1/documents/{MEMO}/pages/1").json()

    assert page["query"] is None
    assert page["highlights"] == []
    assert (page["engine"], page["dpi"]) == ("tesseract 5", 300)
    assert page["notes"] == ["The page was skewed by 1.0 degrees."]


def test_text_and_words(client):
    """The words' offsets slice the page's text."""
    text = client.get(f"/api/v1/documents/{MEMO}/pages/1/text").text
    words = client.get(f"/api/v1/documents/{MEMO}/pages/1/words").json()["words"]

    assert [text[word["start"] : word["end"]] for word in words] == text.split()
    assert all(word["confidence"] == 0.75 for word in words)


def test_view(client):
    """The view has the picture with a box for each match, and the text with marks."""
    html = client.get(f"/d/{MEMO}/p/1?q=harbor+today").text

    assert html.count("<rect ") == 2
    assert "<mark>harbor</mark>" in html
    assert "2 matches marked" in html
    assert "page 1 of 3" in html


def test_misread_identifier(misread):
    """An identifier that was misread is marked as such wherever it is shown."""
    page = misread.get(f"/api/v1/documents/{MEMO}/pages/1", params={"q": "IAD2019-0412"}).json()
    (highlight,) = page["highlights"]
    assert (highlight["text"], highlight["variant"]) == ("lAD2019-O412", True)
    assert len(highlight["boxes"]) == 1

    mark = '<mark class="variant" title="read as lAD2019-O412">lAD2019-O412</mark>'
    html = misread.get(f"/d/{MEMO}/p/1?q=IAD2019-0412").text
    assert mark in html
    assert 'class="variant" id="box-1"' in html
    assert "<title>read as lAD2019-O412</title>" in html
    assert mark in misread.get("/search?q=id:IAD2019*").text

    (hit,) = misread.get("/api/v1/search", params={"q": "id:iad2019/0412"}).json()["results"]
    (snippet,) = hit["snippets"]
    assert snippet["marks"] == snippet["variants"] == [[19, 31]]


def test_as_printed(misread):
    """What is printed as typed is no variant."""
    page = misread.get(f"/api/v1/documents/{MEMO}/pages/1", params={"q": "lAD2019-O412"}).json()
    assert [one["variant"] for one in page["highlights"]] == [False]


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ("IAD2019-0412", False),
        ("id:iad2019/0412 file", False),
        ("id:iad2019* OR file", True),
        ("lAD2019-O412", True),
        ("id:lad2019*", True),
    ],
)
def test_a_page_with_a_misread_identifier_is_no_exact_hit(misread, typed, exact):
    """A hit is exact only if the query holds without identifiers that were misread."""
    results = misread.get("/api/v1/search", params={"q": typed}).json()["results"]
    assert [one["exact"] for one in results if one["document"]["id"] == MEMO] == [exact]


def test_failed_page(client):
    """A page that could not be read says why, and has no picture."""
    page = client.get(f"/api/v1/documents/{MEMO}/pages/3").json()

    assert page["text_source"] == "failed"
    assert page["failure"]["code"] == "ocr-failed"
    assert page["image"] is None
    assert "It broke." in client.get(f"/d/{MEMO}/p/3").text


def test_no_picture(client):
    """Plain text has no picture, and that is an answer, not a fault."""
    answer = client.get(f"/api/v1/documents/{NOTES}/pages/1/image")

    assert answer.status_code == 404
    assert "plain text" in answer.json()["detail"]
    assert "<img" not in client.get(f"/d/{NOTES}/p/1").text


def test_original_gone(client):
    """A picture whose original is missing says how to bring it back."""
    answer = client.get(f"/api/v1/documents/{MEMO}/pages/1/image")

    assert answer.status_code == 404
    assert "Ingest its folder again" in answer.json()["detail"]


def test_unknown(client):
    """Unknown documents and pages are 404, as JSON and as a page."""
    for url in ("/documents/nope", f"/documents/{MEMO}/pages/9", "/documents/nope/pages/1/text"):
        answer = client.get("/api/v1" + url)
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
    html = client.get(f"/d/{MEMO}/p/9")
    assert (html.status_code, html.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "has no page 9" in html.text
