"""Facts in answers: filters, facets, and what a page says of its own."""

import html
import re

import pytest
from typer.testing import CliRunner

from app.cli import cli


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
