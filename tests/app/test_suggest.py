"""Suggestions while a query is typed."""

import pytest


def suggested(client, q):
    return client.get("/api/v1/suggest", params={"q": q}).json()


def texts(client, q):
    return [(one["kind"], one["text"]) for one in suggested(client, q)]


def test_last_word(client):
    """The last word is completed, the commonest way first, and the rest of the query stays."""
    first, *others = suggested(client, "harbor -ov")

    assert first == {"text": "overtime", "kind": "word", "pages": 41, "query": "harbor -overtime"}
    assert [(one["kind"], one["query"]) for one in others] == [
        ("title", 'harbor -title:"Memo on overtime"')
    ]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("ta", [("word", "task"), ("release", "Task force records")]),
        ('"the ta', [("word", "task")]),
        ('"task" fo', [("word", "for"), ("word", "force"), ("release", "Task force records")]),
        ("release:ta", [("release", "Task force records")]),
        ('release:"task fo', [("release", "Task force records")]),
        ("title:mem", [("title", "Memo on overtime")]),
        ("MEM", [("title", "Memo on overtime")]),
        ("date:20", []),
        ("zebra", []),
        ("task ", []),
        ("t", []),
        ("", []),
        ('"', []),
        ("ta*", []),
        ("(tas", [("word", "task"), ("release", "Task force records")]),
    ],
)
def test_what_is_completed(client, q, expected):
    """Quotes hold words only, a field its own values; what is no beginning has no end."""
    assert texts(client, q) == expected


@pytest.mark.parametrize("q", ["release:ta", "title:mem", "(tas", 'release:"task fo'])
def test_suggestions_are_queries(client, q):
    """Each suggestion, taken, finds as many pages as it says."""
    for one in suggested(client, q):
        answer = client.get("/api/v1/search", params={"q": one["query"]}).json()
        assert answer["count"] > 0


def test_without_the_script(client):
    """The search box is a plain form, which the script adds to."""
    html = client.get("/").text

    assert '<form class="search large" action="/search" role="search">' in html
    assert "combobox" not in html
    assert client.get("/static/suggest.js").headers["content-type"].startswith("text/javascript")
