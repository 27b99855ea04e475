"""Searching over HTTP: what is found, what is said of it, and how it is shown."""

import re
from itertools import count

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.search_request import SearchRequest
from app.searching import Searcher
from index.limits import Limits
from index.live import LiveEngine
from ingest.catalogue import Catalogue

MEMO = "a" * 12


def search(client, q: str, **more):
    answer = client.get("/api/v1/search", params={"q": q, **more})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_hit(client):
    """A hit says where it is, what matched, and how far its text can be trusted."""
    answer = search(client, '"task force"')

    assert answer["count"] == 1
    (hit,) = answer["results"]
    assert hit["document"]["id"] == MEMO
    assert hit["document"]["title"] == "Memo on overtime"
    assert (hit["page"], hit["matched_words"], hit["matches"]) == (1, ["task force"], 1)
    assert (hit["text_source"], hit["confidence"]) == ("ocr", 0.75)
    assert hit["url"] == f"/d/{MEMO}/p/1?q=%22task+force%22"
    (snippet,) = hit["snippets"]
    ((start, end),) = snippet["marks"]
    assert snippet["text"][start:end] == "task force"


def test_coverage_in_every_answer(client):
    """Every answer says how much was searched and where the list of the rest stands."""
    coverage = search(client, "nothingofthekind")["coverage"]

    assert coverage["pages"] == 44
    assert coverage["pages_searched"] == 43
    assert (coverage["pages_not_read"], coverage["files_not_read"]) == (1, 1)
    assert client.get(coverage["failures"]).json()["count"] == 2


def test_as_read(client):
    """The answer says how the query was read, and what was repaired."""
    answer = search(client, '"task force')

    asked = answer["query"]
    assert (asked["typed"], asked["read_as"]) == ('"task force', '"task force"')
    assert [warning["code"] for warning in answer["warnings"]] == ["unclosed-quote"]


def test_unknown_field(client):
    """An unknown field is read as words, and the valid ones are named."""
    answer = search(client, "subject:overtime")

    warning, unknown = answer["warnings"]
    assert (warning["code"], unknown["code"]) == ("unknown-field", "unknown-word")
    for field in ("title", "release", "date"):
        assert field in warning["message"]


def test_what_a_wildcard_stood_for(client):
    """An answer names the words that a prefix, a wildcard or a fuzzy word stood for."""
    answer = search(client, "ove* OR *vert?me OR overtims~1 OR zebra*")

    told = [(warning["code"], warning["position"]) for warning in answer["warnings"]]
    assert told == [("expanded", 0), ("expanded", 8), ("expanded", 20), ("fits-no-word", 34)]
    assert "ove* stood for 1 word: overtime (41)." in answer["warnings"][0]["message"]
    assert answer["partial"] is False


def test_the_new_fields(client):
    """Pages are found by what is known of them in the catalogue."""
    assert search(client, "type:memo")["count"] == 2
    assert search(client, "source:ocr confidence:>=0.75 page:2")["count"] == 1
    assert search(client, "overtime w/3 group")["results"][0]["matched_words"] == [
        "overtime",
        "group",
    ]


@pytest.fixture
def hurried(settings):
    """The service when its queries have no time."""
    app = create_app(settings.model_copy(update={"query_timeout_s": 1e-9}))
    with TestClient(app) as client:
        yield client


def test_out_of_time(hurried):
    """An answer that ran out of time says so, in JSON and on the page."""
    answer = search(hurried, "overtime")

    assert (answer["partial"], answer["count"]) == (True, 0)
    assert [warning["code"] for warning in answer["warnings"]] == ["partial"]
    assert "others may be missing" in hurried.get("/search?q=overtime").text


def test_no_time_to_mark(settings):
    """Pages that were found are shown without marks, and said to be, once the time has run out."""
    ticks = count()
    catalogue = Catalogue(settings.paths.catalogue)
    engines = LiveEngine(settings.paths.indexes, settings.engine)
    searcher = Searcher(catalogue, engines, Limits(seconds=60), clock=lambda: 30.0 * next(ticks))
    answer = searcher.search(SearchRequest("overtime"))
    assert [hit.is_marked for hit in answer.hits[:3]] == [True, False, False]
    assert answer.hits[0].matches
    assert not answer.hits[1].matches
    assert answer.hits[1].snippets[0].text
    assert not answer.hits[1].snippets[0].marks
    assert [warning.code for warning in answer.warnings] == ["unmarked"]
    assert not answer.partial
    catalogue.close()


def test_no_time_to_mark_one_page(hurried):
    """A page looked at with a query that takes too long is shown unmarked, and says so."""
    asked = {"q": "harbor w/5 force"}
    page = hurried.get(f"/api/v1/documents/{'a' * 12}/pages/1", params=asked).json()

    assert (page["page_matches"], page["highlights"]) == (None, [])
    assert [warning["code"] for warning in page["warnings"]] == ["unmarked"]
    assert page["text"].startswith("the harbor")
    view = hurried.get(f"/d/{'a' * 12}/p/1", params=asked)
    assert view.status_code == 200
    assert "nothing is marked" in view.text


def test_no_half_exports(hurried):
    """An export that could not be whole is refused, with what to do."""
    answer = hurried.get("/api/v1/export?q=overtime")
    assert (answer.status_code, answer.json()["code"]) == (400, "query-too-slow")
    assert "BLOTTER_QUERY_TIMEOUT_S" in answer.json()["detail"]


def test_paging(client):
    """Following `next` gives every hit once and ends."""
    url, seen = "/api/v1/search?q=overtime&per_page=7", []
    while url:
        answer = client.get(url).json()
        seen += [(hit["document"]["id"], hit["page"]) for hit in answer["results"]]
        url = answer["next"]

    assert len(seen) == len(set(seen)) == answer["count"] == 41
    assert answer["previous"] is not None


def test_past_the_end(client):
    """A page past the end is empty, keeps the count, and leads back to the last."""
    answer = search(client, "overtime", page=99)

    assert answer["results"] == []
    assert answer["count"] == 41
    assert "page=2" in answer["previous"]


def test_sorted(client):
    """The orders are those asked for."""
    newest = search(client, "overtime", sort="-date")["results"]
    assert newest[0]["document"]["id"] == MEMO
    titles = [h["document"]["title"] for h in search(client, "overtime", sort="title")["results"]]
    assert titles == sorted(titles, key=str.casefold)


def test_fields(client):
    """Title, release and date narrow a search."""
    assert search(client, "title:memo overtime")["count"] == 1
    assert search(client, "release:2019-0417 harbor")["count"] == 1
    assert search(client, "date:2017 task")["count"] == 2
    assert search(client, "date:2018 task")["count"] == 0


def test_result_page(client):
    """The web page shows counts, marks, coverage and the way to the page image."""
    html = client.get("/search", params={"q": '"task force"'}).text

    assert "1 page matches" in html
    assert "<mark>task force</mark>" in html
    assert "Searched 43 of 44 pages" in html
    assert f'href="/d/{MEMO}/p/1?q=%22task+force%22"' in html


def test_where_the_matches_stand(client):
    """Asked for, each hit says where its matches stand, just as its page does."""
    (hit,) = search(client, '"task force"', highlights=True)["results"]
    assert "highlights=true" in search(client, "overtime", highlights=True)["next"]
    (marked,) = client.get(hit["api_url"]).json()["highlights"]
    assert hit["highlights"] == [marked]
    assert len(marked["boxes"]) == 1
    assert search(client, '"task force"')["results"][0]["highlights"] is None

    answer = search(client, "overtime note", highlights=True, group="document", per_page=1)
    (note, *_) = answer["documents"][0]["hits"]
    assert [one["boxes"] for one in note["highlights"]] == [[], []]  # plain text has no picture


def test_pictures(client):
    """Beside a hit stands a small picture of its page with the words marked, if it has one."""
    html = client.get("/search", params={"q": "overtime", "document": MEMO}).text
    image = rf'<img src="/api/v1/documents/{MEMO}/pages/2/image\?width=200"[^>]*>'
    assert 'width="112" height="145"' in re.search(image, html)[0]
    # The first word of the first line, as the corpus has it.
    assert '<path d="M0 0h90v50H0z"/>' in html

    html = client.get("/search", params={"q": "note", "group": "page"}).text
    assert html.count('<li class="hit">') == 25
    assert "<img" not in html


def test_result_pages_follow(client):
    """The web page's next page goes on where this one ends, whatever its length."""
    html = client.get("/search?q=overtime&per_page=2&group=page").text
    link = re.search(r'rel="next" href="([^"]+)"', html)[1].replace("&amp;", "&")

    assert 'start="3"' in client.get(link).text


def test_head(client):
    """HEAD answers as GET does, without the body."""
    for url in ("/", "/search?q=overtime", "/api/v1/health", "/api/v1/search?q=overtime"):
        answer = client.head(url)
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["content-type"] == client.get(url).headers["content-type"]


def test_nothing_found(client):
    """A page without hits says what to try, and that some records could not be read."""
    html = client.get("/search", params={"q": "nothingofthekind"}).text

    assert "0 pages match" in html
    assert "could not be read" in html


def test_empty_query(client):
    """Without a query the result page is the front page."""
    assert "Search released police records" in client.get("/search?q=").text
    assert search(client, "   ")["count"] == 0


def test_front_page(client):
    """The front page says what the collection holds."""
    html = client.get("/").text

    assert "Task force records" in html
    assert "44" in html


def test_hostile_text(client):
    """Tags out of a record are text: escaped in snippets, titles, pages and the query itself."""
    for url in (
        "/search?q=wicked",
        "/d/dddddddddddd/p/1?q=wicked",
        "/d/dddddddddddd",
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/coverage",
    ):
        answer = client.get(url)
        assert answer.status_code == 200
        scripts = re.findall(r"<script[^>]*>", answer.text)
        assert scripts
        assert all(re.fullmatch(r'<script src="/static/\w+\.js" defer>', one) for one in scripts)
        assert '<script src="/static/suggest.js" defer></script>' in answer.text
        assert "script-src 'self';" in answer.headers["content-security-policy"]
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_unknown_word(client):
    """A word that stands nowhere is named, with the query as it may have been meant."""
    answer = client.get("/api/v1/search", params={"q": "Ovretime -tsk"}).json()
    told = {warning["position"]: warning for warning in answer["warnings"]}

    assert {warning["code"] for warning in told.values()} == {"unknown-word"}
    assert told[0]["message"] == "No page of the collection holds Ovretime."
    assert told[0]["suggestions"] == [{"word": "overtime", "pages": 41, "query": "overtime -tsk"}]
    assert told[10]["suggestions"][0]["query"] == "Ovretime -task"


def test_unknown_word_on_the_result_page(client):
    """The words that may have been meant are links that search for them."""
    html = client.get("/search", params={"q": "ovretime", "sort": "title"}).text

    assert "Did you mean" in html
    assert '<a href="/search?q=overtime&amp;sort=title">overtime</a> (41 pages)?' in html


@pytest.mark.parametrize(
    ("q", "message"),
    [
        ("type:menu", "No type of the collection holds menu. There are: memo."),
        ("release:tosk", "No release of the collection holds tosk. There are: Task force records."),
        ("agency:police", "No agency of the collection holds police."),
        ("title:zebra", "No title of the collection holds zebra."),
    ],
)
def test_unknown_value(client, q, message):
    """A value no document has is named, with the valid ones where they are few."""
    (warning,) = client.get("/api/v1/search", params={"q": q}).json()["warnings"]

    assert (warning["code"], warning["message"]) == ("unknown-value", message)
