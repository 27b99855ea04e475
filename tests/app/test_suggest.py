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


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("I19-20", ["incident:192003457"]),
        ("with 6175", ["phone:617-555-0142"]),
        ("-441", ["badge:4411"]),
        ("(4XK2", ["plate:4XK291"]),
        ("44", []),
        ('"I19-20', []),
        ("badge:441", []),
        ("words", []),
    ],
)
def test_numbers(of_facts, q, expected):
    """Numbers of cases, badges and the like are completed, and taken they find what they say."""
    found = [one for one in suggested(of_facts, q) if one["kind"] == "number"]
    assert [one["text"] for one in found] == expected
    for one in found:
        asked = {"q": one["query"].removeprefix("-")}
        answer = of_facts.get("/api/v1/search", params=asked).json()
        assert answer["count"] == one["pages"] or one["query"] != one["text"]


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
