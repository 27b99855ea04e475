"""A document's page: its pages in stretches, those that match, and those that failed."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.document_room import MOST_RANGES, ranges

MEMO = "a" * 12
NOTES = "b" * 12


@given(st.sets(st.integers(min_value=1, max_value=60)))
def test_runs_of_numbers(numbers):
    """Runs hold every number once, in order, and none could be joined to the next."""
    found = ranges(sorted(numbers))

    held = [number for first, last in found for number in range(first, last + 1)]
    assert held == sorted(numbers)
    assert all(one[1] + 1 < other[0] for one, other in itertools.pairwise(found))


def test_many_runs():
    """Only so many runs are named."""
    assert len(ranges(range(1, 1000, 2))) == MOST_RANGES


def test_pages_of_a_scan(client):
    """Pages show their picture, how they were read, and why one could not be."""
    html = client.get(f"/d/{MEMO}").text

    assert f'<img src="/api/v1/documents/{MEMO}/pages/1/image?width=200"' in html
    assert f"/api/v1/documents/{MEMO}/pages/3/image" not in html
    assert html.count("It broke. Ask again.") == 2  # on its page, and in the list of what failed
    assert "style=" not in html


def test_pages_of_a_text(client):
    """A page without a picture shows how it begins."""
    html = client.get(f"/d/{NOTES}").text

    assert html.count('class="tile"') == 40
    assert "note 40 on overtime" in html
    assert "<img" not in html
    assert "note 7 on <mark>overtime</mark>" in client.get(f"/d/{NOTES}?q=overtime").text


def test_stretches(client):
    """A long document comes in stretches, each page in one of them, and says so."""
    first = client.get(f"/d/{NOTES}?per_page=24").text
    second = client.get(f"/d/{NOTES}?per_page=24&page=2").text

    assert (first.count('class="tile"'), second.count('class="tile"')) == (24, 16)
    assert "Pages 1 to 24 of 40; 24 are shown at a time" in first
    assert f'href="/d/{NOTES}?page=2&amp;per_page=24#pages"' in first
    beyond = client.get(f"/d/{NOTES}?per_page=24&page=9").text
    assert "The list ends before this place" in beyond


def test_pages_that_match(client):
    """With a query the pages that match are named and told apart, and can be shown alone."""
    html = client.get(f"/d/{MEMO}?q=task").text
    assert "2 pages match <code>task</code>" in html
    assert html.count('class="tile hit-page"') == 2
    assert html.count("<path d=") == 2  # the word marked on each picture

    alone = client.get(f"/d/{MEMO}?q=group&matching=true").text
    assert alone.count('class="tile ') == 1
    assert f'href="/d/{MEMO}/p/2?q=group"' in alone


def test_no_page_matches(client):
    """A query that finds nothing here offers all documents."""
    html = client.get(f"/d/{MEMO}?q=zebra").text

    assert "No page of this document matches" in html
    assert 'href="/search?q=zebra"' in html


def test_page_by_its_number(client):
    """A typed number leads to its page, the query kept."""
    answer = client.get(f"/d/{NOTES}/p?number=17&q=overtime", follow_redirects=False)

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/d/{NOTES}/p/17?q=overtime"
    assert client.get(f"/d/{NOTES}/p?number=0").status_code == 400


def test_json(client):
    """The same as JSON: a stretch of the pages, all states, and the pages that match."""
    found = client.get(f"/api/v1/documents/{NOTES}?per_page=25&q=overtime").json()
    rest = client.get(found["pages_next"]).json()

    assert (found["pages_count"], len(found["pages"])) == (40, 25)
    assert [page["number"] for page in rest["pages"]] == list(range(26, 41))
    assert (rest["pages_next"], rest["matching_pages"]) == (None, list(range(1, 41)))
    assert found["pages_by_source"]["text_layer"] == 40
    assert client.get(f"/api/v1/documents/{NOTES}").json()["matching_pages"] is None


@pytest.mark.parametrize(
    "query", ["per_page=0", "per_page=100000", "page=x", "number=1", "matching=perhaps"]
)
def test_bad_parameters(client, query):
    """A parameter that is not valid is a page that says which; one nobody knows changes nothing."""
    answer = client.get(f"/d/{NOTES}?{query}")

    if query == "number=1":
        assert answer.status_code == 200
    else:
        assert answer.status_code == 400
        assert query.split("=")[0] in answer.text
