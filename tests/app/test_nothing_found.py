"""Where nothing is found the page leads on: to less of the query, and never to a dead end."""

import html
import re

import pytest

from app.nothing_found import ways_on
from app.search_request import SearchRequest
from app.searching import Searcher
from index.limits import Limits
from index.live import LiveEngine
from ingest.catalogue import Catalogue


def ways(client, **asked):
    """What the page offers: the label of each way, and how many pages it says it finds."""
    page = client.get("/search", params=asked).text
    found = re.search(r'<section class="nothing".*?</section>', page, re.DOTALL)[0]
    items = re.findall(r"<li>(.*?)</li>", found, re.DOTALL)
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", "", item)).split()) for item in items]


@pytest.mark.parametrize(
    ("q", "offered"),
    [
        ("harbor note 7", ["note 7 1 page", "harbor 7 no page", "harbor note no page"]),
        ('"force task"', ['"force" "task" 1 page']),
        ("harbor zebra", ["zebra no page", "harbor 1 page"]),
        (
            "harbor kayak -note",
            ["kayak -note no page", "harbor -note 1 page", "harbor kayak no page"],
        ),
        (
            "zebra kayak yak",
            [
                "zebra no page",
                "kayak no page",
                "yak no page",
                "kayak yak no page",
                "zebra yak no page",
                "zebra kayak no page",
            ],
        ),
        ("zebra", []),
    ],
)
def test_less_of_the_query(client, q, offered):
    """A query that finds nothing is tried without each part, or part by part."""
    assert sorted(ways(client, q=q)) == sorted(offered)


def test_ways_find_what_they_say(client):
    """A way on is a link to a search that finds as many pages as it says."""
    page = client.get("/search", params={"q": "harbor note 7"}).text
    (url,) = re.findall(r'<li><a href="([^"]+)"><code>note 7</code></a>', page)
    assert "1 page matches" in client.get(html.unescape(url)).text


def test_what_could_not_be_read(client):
    """The page minds that what could not be read is not found, and misread words were tried."""
    page = client.get("/search", params={"q": "zebra"}).text
    assert "some of the records could not be read" in page
    assert "Nothing is found with misread words either" in page


def test_no_such_page_of_hits(client):
    """Past the last page of hits the page says so and leads to the last."""
    page = client.get("/search?q=overtime&group=page&page=9").text
    assert "There is no page 9 of hits" in page
    (url,) = re.findall(r'the last is <a href="([^"]+)">page 2<', page)
    assert 'start="26"' in client.get(html.unescape(url)).text


def test_no_time_to_find_out(settings):
    """What takes more than a moment to count is offered without a figure."""
    catalogue = Catalogue(settings.paths.catalogue)
    engines = LiveEngine(settings.paths.indexes, settings.engine)
    searcher = Searcher(catalogue, engines, at_once=Limits(seconds=1e-9))
    answer = searcher.search(SearchRequest("overtime zebra"))

    assert not answer.partial
    assert searcher.more_if_misread(answer) is None
    found = ways_on(searcher, answer)
    assert {way.pages for way in found.less} == {None}
    assert "overtime" in [way.label for way in found.less]
    catalogue.close()
