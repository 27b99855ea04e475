"""A phrase over the end of a page: both pages are named and marked, everywhere it is shown."""

import csv
import io

import pytest
from typer.testing import CliRunner

from app.cli import cli

MEMO = "a" * 12
PHRASE = '"again today overtime for"'
ON_FIRST = {"left": 0.1, "top": 0.1, "right": 0.29, "bottom": 0.15}
ON_SECOND = {"left": 0.0, "top": 0.0, "right": 0.19, "bottom": 0.05}


def page(client, number, q=PHRASE):
    return client.get(f"/api/v1/documents/{MEMO}/pages/{number}", params={"q": q}).json()


def test_hit_names_both_pages(client):
    """A hit is the page on which it begins; it names the next, and shows what stands there."""
    answer = client.get("/api/v1/search", params={"q": PHRASE}).json()

    assert answer["count"] == 1
    (hit,) = answer["results"]
    assert (hit["page"], hit["continues_on"]) == (1, [2])
    assert hit["matched_words"] == ["again today", "overtime for"]
    marked = [(s["page"], [s["text"][a:b] for a, b in s["marks"]]) for s in hit["snippets"]]
    assert marked == [(1, ["again today"]), (2, ["overtime for"])]


def test_hit_that_stays(client):
    """A hit that does not go over the end of its page names no other."""
    (hit,) = client.get("/api/v1/search", params={"q": '"task force"'}).json()["results"]
    assert hit["continues_on"] == []
    assert [snippet["page"] for snippet in hit["snippets"]] == [1]


def test_words_near_each_other(client):
    """Words near each other over the end of a page are marked on both."""
    (hit,) = client.get("/api/v1/search", params={"q": "met w/2 overtime"}).json()["results"]
    assert (hit["page"], hit["continues_on"]) == (1, [2])
    assert hit["matched_words"] == ["met", "overtime"]


def test_first_page(client):
    """The page on which it begins has its words, and those of the next page with their boxes."""
    found = page(client, 1)

    (here,) = found["highlights"]
    (onward,) = found["continues"]
    (there,) = onward["highlights"]
    assert (here["text"], here["boxes"], here["continues"]) == ("again today", [ON_FIRST], True)
    assert (there["text"], there["boxes"]) == ("overtime for", [ON_SECOND])
    assert (onward["page"], onward["url"]) == (
        2,
        f"/d/{MEMO}/p/2?q=%22again+today+overtime+for%22",
    )
    assert (found["page_matches"], found["begun_on"]) == (True, [])


def test_second_page(client):
    """The page on which it goes on is no hit, but marks its part and says where it begins."""
    found = page(client, 2)

    (here,) = found["highlights"]
    assert (here["text"], here["boxes"], here["continues"]) == ("overtime for", [ON_SECOND], False)
    assert (found["page_matches"], found["begun_on"], found["continues"]) == (False, [1], [])


def test_both_at_once(client):
    """What a page matches by itself and what comes from the page before are marked together."""
    found = page(client, 2, f"{PHRASE} OR group")
    assert [one["text"] for one in found["highlights"]] == ["overtime for", "group"]
    assert found["page_matches"] is True


@pytest.mark.parametrize(
    ("number", "words", "said", "other"),
    [(1, "again today", "continues on page 2", 2), (2, "overtime for", "begins on page 1", 1)],
)
def test_view(client, number, words, said, other):
    """The view of each page marks its part and leads to the other."""
    html = client.get(f"/d/{MEMO}/p/{number}", params={"q": PHRASE}).text

    assert f"<mark>{words}</mark>" in html
    assert "1 match marked" in html
    assert said in html
    assert f'href="/d/{MEMO}/p/{other}?q=' in html
    assert html.count("<rect ") == 1


def test_result_page(client):
    """The result page names both pages and shows both sides of the break."""
    html = client.get("/search", params={"q": PHRASE}).text

    assert "pages 1-2" in html
    assert html.index("<mark>again today</mark>") < html.index("continues on page 2")
    assert html.index("continues on page 2") < html.index("<mark>overtime for</mark>")


def test_export(client):
    """A row names the pages on which its hit goes on, and its words and snippet have both sides."""
    answer = client.get("/api/v1/export", params={"q": f"{PHRASE} OR harbor", "format": "csv"})
    stays, row = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
    assert (stays["matched_words"], stays["continues_on"]) == ("harbor", "")
    assert (row["page"], row["continues_on"]) == ("1", "2")
    assert row["matched_words"] == "again today overtime for"
    assert row["snippet"].endswith("met again today [page 2] overtime for the task group")

    answer = client.get("/api/v1/export", params={"q": "harbor", "format": "csv"})
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
    assert row["continues_on"] == ""


def test_terminal(settings):
    """The command line names both pages and shows both sides of the break."""
    result = CliRunner().invoke(cli, ["search", PHRASE, "--data", str(settings.data)])

    assert "pages 1-2" in result.output
    assert "- page 2 -" in result.output
    assert "overtime for the task group" in result.output
