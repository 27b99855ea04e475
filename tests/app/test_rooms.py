"""Releases, the ledger, coverage by reason and comparisons, as web pages and as JSON."""

import datetime as dt

import pytest
from starlette.testclient import TestClient

from app.ingesting import run_index
from app.main import create_app
from app.release_comparing import Comparer
from app.settings import Settings
from ingest.catalogue_holdings import DocumentOrder, Holdings
from ingest.catalogue_review import Review
from ingest.catalogue_writer import CatalogueWriter, ManifestEntry
from ingest.errors import BusyError
from ingest.reader import FileFacts
from ingest.records import Box, Failure, Page, PageSource, Release, SourceFile, Standing

NOW = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
FIRST, SECOND, SAME, GONE, HELD, OLD, NEW, LOCKED = (digit * 64 for digit in "12345678")
HIDDEN_WORD = "marlinspike"
BODY = "the patrol ledger of the harbor unit names each cruiser and every witness that night"


def scan(number: int, text: str, bars: tuple[Box, ...] = ()) -> Page:
    source = PageSource.OCR if text else PageSource.BLANK
    exemptions = ("(b)(6)",) if bars else ()
    return Page(
        number, 612, 792, source, text, redactions=len(bars), bars=bars, exemptions=exemptions
    )


def put(
    catalogue: CatalogueWriter,
    sha256: str,
    release: str,
    path: str,
    pages: list[Page],
    entry: ManifestEntry | None = None,
) -> None:
    file = SourceFile(path, sha256, 1000, "application/pdf", int(sha256[0]))
    catalogue.save_found(file, release, entry or ManifestEntry(), None)
    catalogue.save_facts(sha256[:12], FileFacts(len(pages)))
    for page in pages:
        catalogue.save_page(sha256[:12], page)


def fill(catalogue: CatalogueWriter) -> None:
    """Two releases of one case, with a file of each fate."""
    catalogue.save_release(
        Release(
            "r1",
            "First answer",
            "2019-1",
            "Oakley Police",
            "A. Wren",
            dt.date(2019, 1, 2),
            dt.date(2019, 6, 14),
            "https://records.example/1",
        )
    )
    catalogue.save_release(
        Release("r2", "After appeal", release_date=dt.date(2020, 2, 3), source_url="javascript:x")
    )
    bar = Box(0.1, 0.2, 0.5, 0.3)
    dated = ManifestEntry("Ledger", dt.date(2018, 5, 6), "ledger", "javascript:alert(1)")
    put(catalogue, FIRST, "r1", "/a/file.pdf", [scan(1, BODY), scan(2, "")], dated)
    put(catalogue, SECOND, "r2", "/b/file.pdf", [scan(1, "new words alone"), scan(2, BODY[:60])])
    catalogue.save_page(SECOND[:12], scan(3, "a third page", (bar, bar)))
    put(catalogue, SAME, "r1", "/a/same.pdf", [scan(1, "the same memo in both")])
    again = SourceFile("/b/same.pdf", SAME, 1000, "application/pdf", 3)
    catalogue.save_found(again, "r2", ManifestEntry(), None)
    put(
        catalogue,
        GONE,
        "r1",
        "/a/gone.pdf",
        [scan(1, HIDDEN_WORD)],
        ManifestEntry(f"On {HIDDEN_WORD}"),
    )
    put(
        catalogue,
        HELD,
        "r1",
        "/a/held.pdf",
        [scan(1, HIDDEN_WORD)],
        ManifestEntry(f"Of {HIDDEN_WORD}"),
    )
    put(catalogue, OLD, "r1", "/a/twice.pdf", [scan(1, "as it was")])
    put(catalogue, NEW, "r1", "/a/twice.pdf", [scan(1, "as it is")])
    catalogue.save_found(
        SourceFile("/b/locked.pdf", LOCKED, 9, "application/pdf", 1), "r2", ManifestEntry(), None
    )
    why = "It asks for a password. Ask the agency for a copy without one."
    catalogue.save_failed_file(
        Failure("/b/locked.pdf", LOCKED[:12], None, "open", "encrypted", why, "", NOW)
    )


@pytest.fixture(scope="module")
def two(tmp_path_factory) -> Settings:
    made = Settings(data=tmp_path_factory.mktemp("two"))
    catalogue = CatalogueWriter(made.paths.catalogue)
    fill(catalogue)
    catalogue.close()
    review = Review(made.paths.catalogue)
    review.decide([GONE[:12]], Standing.WITHDRAWN, "R. Heron", "It names a child.")
    review.decide([HELD[:12]], Standing.HELD, "R. Heron", "")
    review.close()
    run_index(made)
    return made


@pytest.fixture(scope="module")
def client(two):
    with TestClient(create_app(two), raise_server_exceptions=False) as made:
        yield made


@pytest.fixture
def holdings(two):
    catalogue = Holdings(two.paths.catalogue)
    yield catalogue
    catalogue.close()


PAGES = [
    "/releases",
    "/r/r1",
    "/r/r2?sort=-pages",
    "/ledger",
    "/coverage",
    "/coverage?code=encrypted",
    "/releases/compare",
    "/releases/compare?a=r1&b=r2",
    "/releases/compare?a=r1&b=r2&change=same",
    f"/compare?a={FIRST[:12]}/1&b={SECOND[:12]}/2",
    f"/compare?a={FIRST[:12]}/2&b={SECOND[:12]}/1",
]


@pytest.mark.parametrize("url", PAGES)
def test_pages(client, url):
    """Every page answers, and nothing of what is held or withdrawn is on it but its file name."""
    answer = client.get(url)

    assert answer.status_code == 200
    assert HIDDEN_WORD not in answer.text
    assert 'href="javascript:' not in answer.text
    assert "style=" not in answer.text


@pytest.mark.parametrize(
    "url",
    [
        "/documents",
        "/documents?release=r1",
        "/releases/r1",
        "/ledger",
        "/coverage",
        "/compare/releases?a=r1&b=r2",
    ],
)
def test_json_says_nothing_of_what_is_hidden(client, url):
    """No title and no text of a document that may not be seen is in an answer."""
    answer = client.get("/api/v1" + url)

    assert answer.status_code == 200
    assert HIDDEN_WORD not in answer.text


def test_release(client):
    """A release says where it came from, its pages by state, and what was taken out."""
    found = client.get("/api/v1/releases/r1").json()

    assert (found["request_number"], found["letter_date"]) == ("2019-1", "2019-01-02")
    assert (found["first_date"], found["last_date"]) == ("2018-05-06", "2018-05-06")
    status = found["status"]
    assert (status["documents"], status["documents_withdrawn"]) == (6, 1)
    assert (status["pages"], status["pages_held"], status["pages_to_read"]) == (6, 1, 0)
    assert status["pages_by_source"]["ocr"] == 4
    assert status["pages_by_source"]["blank"] == 1
    assert client.get("/api/v1/releases/r2").json()["redactions"] == {
        "pages": 1,
        "redactions": 2,
        "exemptions": {"(b)(6)": 1},
    }


def test_release_page(client):
    """The page links the source, the documents, and the comparison with the other release."""
    html = client.get("/r/r1").text

    assert 'href="https://records.example/1"' in html
    assert "2019-1" in html
    assert "A. Wren" in html
    assert f'href="/d/{FIRST[:12]}"' in html
    assert "It names a child." in html
    assert '<option value="r2">After appeal</option>' in html


def test_source_that_is_no_web_address(client):
    """An address that a browser would run is shown, but is no link."""
    assert "javascript:x" in client.get("/r/r2").text


def test_unknown_release(client):
    """A release nobody knows is 404, and those there are are named."""
    for url in ("/r/r3", "/api/v1/releases/r3", "/api/v1/documents?release=r3"):
        answer = client.get(url)
        assert answer.status_code == 404
        assert "r1" in answer.text


def test_order(holdings):
    """Documents are listed in each order; those without a date come last either way."""
    by_pages = holdings.holdings("r2", order=DocumentOrder.LONGEST)
    assert by_pages[0].id == SECOND[:12]
    for order in (DocumentOrder.DATE, DocumentOrder.NEWEST):
        assert holdings.holdings("r1", order=order)[0].id == FIRST[:12]
    assert [one.id for one in holdings.holdings(offset=1, limit=2)] == [
        one.id for one in holdings.holdings(limit=3)[1:]
    ]


def test_documents_of_a_release(client):
    """The list of documents can be narrowed to a release, and its addresses keep that."""
    first = client.get("/api/v1/documents?release=r1&per_page=2&sort=-pages").json()
    second = client.get(first["next"]).json()

    ids = [one["id"] for one in first["results"] + second["results"]]
    assert first["count"] == 4
    assert ids[0] == FIRST[:12]
    assert set(ids) == {FIRST[:12], SAME[:12], OLD[:12], NEW[:12]}


def test_ledger(client):
    """What is held, withdrawn and replaced stands there with its hash; the decider's name not."""
    found = client.get("/api/v1/ledger").json()

    assert [one["sha256"] for one in found["held"]] == [HELD]
    withdrawn = found["decisions"][-1]
    assert (withdrawn["decided"], withdrawn["reason"]) == ("withdrawn", "It names a child.")
    assert (withdrawn["sha256"], withdrawn["releases"]) == (GONE, ["r1"])
    (replaced,) = found["replaced"]
    assert (replaced["before"], replaced["after"]) == (OLD[:12], NEW[:12])
    assert "Heron" not in client.get("/ledger").text


def test_failures_by_code(client):
    """Failures are counted by reason and listed by one of them."""
    assert client.get("/api/v1/coverage").json()["failures_by_code"] == {"encrypted": 1}
    for query, count in (("code=encrypted", 1), ("code=encrypted&release=r1", 0), ("code=no", 0)):
        assert client.get(f"/api/v1/failures?{query}").json()["count"] == count
    assert "Ask the agency" in client.get("/coverage?code=encrypted").text
    assert "There is none." in client.get("/coverage?code=no").text


def test_releases_compared(client):
    """What changed is counted and listed; a page under another number is compared with itself."""
    found = client.get("/api/v1/compare/releases?a=r1&b=r2").json()

    assert (found["documents_same"], found["documents_only_after"]) == (1, 2)
    assert found["pages"]["same"] == 1
    changed = next(one for one in found["results"] if one["change"] == "changed")
    assert (changed["before"]["page"], changed["after"]["page"]) == (1, 2)
    assert client.get(changed["compare"]).status_code == 200
    only = client.get("/api/v1/compare/releases?a=r1&b=r2&change=same").json()
    assert [one["change"] for one in only["results"]] == ["same"]


def test_comparison_within_its_limit(holdings):
    """Where there is no time for the pages, files are compared alone; another visitor may come."""
    seconds = iter(range(1000))
    comparer = Comparer(holdings, seconds=2, clock=lambda: next(seconds))

    found = comparer.compare("r1", "r2")

    assert found.diff is None
    assert [one.id for one in found.same] == [SAME[:12]]
    assert {one.id for one in found.only_after} == {SECOND[:12], LOCKED[:12]}
    assert comparer.compare("r1", "r2") is found


def test_one_comparison_at_a_time(holdings):
    """While two releases are compared, others are refused with what to do."""
    refused: list[str] = []

    def clock() -> float:
        """Is looked at while a comparison is under way; another is asked for meanwhile."""
        if not refused:
            with pytest.raises(BusyError) as told:
                comparer.compare("r2", "r1")
            refused.append(str(told.value))
        return 0.0

    comparer = Comparer(holdings, wait_s=0.01, clock=clock)

    assert comparer.compare("r1", "r2").diff is not None
    assert "Try again" in refused[0]
    assert comparer.compare("r2", "r1").diff is not None


def test_pages_compared(client):
    """What only one of two pages says is told apart in both texts, word by word."""
    url = f"a={FIRST[:12]}/1&b={SECOND[:12]}/2"
    found = client.get(f"/api/v1/compare/pages?{url}").json()

    (own,) = found["before"]["own"]
    assert found["before"]["text"][slice(*own)] == "every witness that night"
    assert found["after"]["own"] == []
    assert found["likeness"] == 1
    assert "<del>every witness that night</del>" in client.get(f"/compare?{url}").text


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("a=x&b=y", 400),
        (f"a={FIRST[:12]}/1", 400),
        (f"a={FIRST[:12]}/1&b={FIRST[:12]}/99", 404),
        (f"a={FIRST[:12]}/1&b={GONE[:12]}/1", 410),
        (f"a={FIRST[:12]}/1&b={HELD[:12]}/1", 403),
    ],
)
def test_pages_that_cannot_be_compared(client, url, status):
    """Each reason why a page cannot be shown has its status, on both addresses."""
    assert client.get(f"/compare?{url}").status_code == status
    assert client.get(f"/api/v1/compare/pages?{url}").status_code == status


def test_counterparts(client):
    """A page that another release has too, cut short, is found from either."""
    here = f"/api/v1/documents/{FIRST[:12]}/pages/1/counterparts"
    (found,) = client.get(here).json()["results"]

    assert (found["document"]["id"], found["page"]) == (SECOND[:12], 2)
    assert found["likeness"] > 0.8
    there = f"/api/v1/documents/{SECOND[:12]}/pages/2/counterparts"
    assert [one["document"]["id"] for one in client.get(there).json()["results"]] == [FIRST[:12]]
    assert (
        client.get(f"/api/v1/documents/{FIRST[:12]}/pages/2/counterparts").json()["results"] == []
    )
