"""Facts in answers: filters, facets, and what a page says of its own."""

import html
import re

import pytest
from typer.testing import CliRunner

from app.cli import cli
from app.page_facts import listed, page_facts
from ingest.records import Page, PageSource


def pages(client, **asked):
    answer = client.get("/api/v1/search", params={"q": "*", **asked})
    assert answer.status_code == 200, answer.text
    return [hit["page"] for hit in answer.json()["results"]]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"badge": "4411"}, [1, 2]),
        ({"badge": "44l1"}, [1, 2]),
        ({"incident": "I19-2003457"}, [1]),
        ({"phone": "617.555.0142"}, [1]),
        ({"plate": ["4xk291", "X1234"]}, [2]),
        ({"mentions": "2019"}, [1, 2]),
        ({"mentions": "2018", "badge": "4411"}, [2]),
        ({"mentions_month": "2019-01"}, [1, 2]),
        ({"badge": "902"}, []),
        ({"q": "badge:4411 mentions:2018"}, [2]),
    ],
)
def test_filters(of_facts, asked, expected):
    """An answer is narrowed by facts, however they are written, as it is by what pages are."""
    assert pages(of_facts, **asked) == expected


@pytest.mark.parametrize(
    "asked", [{"badge": "none"}, {"mentions": "17"}, {"mentions_month": "2019"}, {"phone": "555"}]
)
def test_no_such_fact(of_facts, asked):
    """What cannot be a fact of its kind is refused, lest it be taken for one that is not there."""
    answer = of_facts.get("/api/v1/search", params={"q": "*", **asked})
    assert answer.status_code == 400
    assert next(iter(asked)) in answer.json()["detail"]


def test_facets(of_facts):
    """Facts are counted like what else is known of pages."""
    asked = {"q": "*", "facet": "badge,mentions,mentions_month", "mentions": "2018"}
    facets = of_facts.get("/api/v1/search", params=asked).json()["facets"]
    assert [[(v["value"], v["count"], v["selected"]) for v in one["values"]] for one in facets] == [
        [("4411", 1, False)],
        [("2019", 2, False), ("2018", 1, True)],
        [("2018-03", 1, False), ("2019-01", 1, False)],
    ]
    assert [one["left_out"] for one in facets] == [0, 0, 0]


def test_menus(of_facts):
    """The result page offers each kind of fact, and months of a year once that is chosen."""
    text = of_facts.get("/search", params={"q": "*"}).text
    assert "Badges" in text
    assert "Month mentioned" not in text
    links = re.findall(r'<a href="([^"]+)"[^>]*><span class="value">2018</span>', text)
    narrowed = of_facts.get(html.unescape(links[0])).text
    assert "mentions=2018" in links[0]
    assert "Month mentioned" in narrowed
    assert "2018-03" in narrowed
    assert "2019-01" not in narrowed


def test_command_line(fact_settings):
    """The command line narrows by facts too, however they are written."""
    asked = ["search", "*", "--data", str(fact_settings.data), "--json"]
    result = CliRunner().invoke(
        cli, [*asked, "--filter", "badge=44l1", "--filter", "mentions=2018"]
    )
    assert result.exit_code == 0
    assert '"page":2,' in result.stdout
    assert '"page":1,' not in result.stdout


def test_page(of_facts):
    """A page has its facts with offsets, normal form and boxes."""
    page = of_facts.get("/api/v1/documents/aaaaaaaaaaaa/pages/1").json()
    assert [(one["kind"], one["text"], one["value"]) for one in page["facts"]] == [
        ("incident", "I192003457", "192003457"),
        ("date", "1/22/2019", "2019-01-22"),
        ("badge", "44l1", "4411"),
        ("phone", "(617) 555-0142", "617-555-0142"),
    ]
    assert [one["misread"] for one in page["facts"]] == [False, False, True, False]
    assert all(page["text"][one["start"] : one["end"]] == one["text"] for one in page["facts"])
    assert page["facts"][2]["boxes"] == [{"left": 0.1, "top": 0.1, "right": 0.19, "bottom": 0.15}]
    for one in page["facts"]:
        assert 1 in pages(of_facts, q=one["query"])


def test_page_view(of_facts):
    """The view of a page lists its facts, each with a link to the pages that have it."""
    text = of_facts.get("/d/aaaaaaaaaaaa/p/1").text
    assert "On this page" in text
    links = re.findall(
        r'<a href="([^"]+)">4411</a> \(read as <mark class="variant">44l1</mark>\)', text
    )
    hits = of_facts.get(html.unescape(links[0])).text
    assert "page 1" in hits
    assert "page 2" in hits
    assert "On this page" not in of_facts.get("/d/aaaaaaaaaaaa/p/3").text


def test_long_list():
    """Of many facts of a kind the view lists the first, each once, and says how many more."""
    text = " ".join(f"badge {number}" for number in (*range(1001, 1031), 1001))
    (badges,) = listed(page_facts(Page(1, 0, 0, PageSource.TEXT_LAYER, text)))
    assert [one.printed for one in badges.facts] == [str(n) for n in range(1001, 1021)]
    assert badges.left_out == 10
