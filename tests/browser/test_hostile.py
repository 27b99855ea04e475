"""What strangers write into records, names and queries: nothing of it runs or breaks a page."""

from contextlib import closing
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from app.ingesting import run_index
from app.settings import Settings
from ingest.catalogue_writer import CatalogueWriter, ManifestEntry
from ingest.reader import FileFacts
from ingest.records import Box, PageSource, Release, SourceFile, Word
from ingest.records import Page as RecordPage
from tests.running import running

pytestmark = pytest.mark.browser

SHA = "ab" * 32
ID = SHA[:12]
SCRIPT = "<script>window.ran = 1</script><img src=x onerror='window.ran = 1'>"
RIGHT_TO_LEFT = "\u202e\u2067gnihton"
LONG_LINE = "harbor" + "x" * 1_000_000
TEXTS = (
    f"harbor {SCRIPT} \" ' & </mark></pre></svg> {{{{ 7 * 7 }}}}",
    f"harbor {RIGHT_TO_LEFT} after",
    "harbor \x00\x01\x1b[31m\x7f\x85\ufffe \ud83d\ude00".encode("utf-16", "surrogatepass").decode(
        "utf-16"
    ),
    LONG_LINE,
    'harbor =HYPERLINK("http://example.org","=1+1")',
)
QUERIES = (
    "harbor",
    f"harbor OR {SCRIPT}",
    f"harbor OR {RIGHT_TO_LEFT}",
    "harbor' OR 1=1 --",
    "harbor " + "y" * 3000,
    "\x00\x1bharbor",
    "harbor {{7*7}} ${7*7}",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The address of a service whose one document has five hostile pages and a hostile name."""
    settings = Settings(data=tmp_path_factory.mktemp("hostile"))
    name = f"/in/{RIGHT_TO_LEFT}'\"><script>window.ran=1<\u2044script>.pdf"
    with closing(CatalogueWriter(settings.paths.catalogue)) as catalogue:
        catalogue.save_release(Release("r1", f"=1+1 {SCRIPT}", agency=RIGHT_TO_LEFT))
        file = SourceFile(name, SHA, 9, "application/pdf", 1)
        catalogue.save_found(file, "r1", ManifestEntry(f"{SCRIPT} {RIGHT_TO_LEFT}"), None)
        catalogue.save_facts(ID, FileFacts(len(TEXTS)))
        for number, text in enumerate(TEXTS, 1):
            word = Word(0, 6, Box(0.1, 0.1, 0.3, 0.12), 0.9)
            source = PageSource.OCR
            page = RecordPage(number, 612, 792, source, text, (word,), confidence=0.9)
            catalogue.save_page(ID, page)
    run_index(settings)
    with running(settings) as address:
        yield address


@pytest.fixture
def shown(browser: Browser, hostile):
    """A page on which nothing may open a dialogue, run, or say anything of a policy broken."""
    context = browser.new_context(base_url=hostile, viewport={"width": 900, "height": 700})
    page = context.new_page()
    said: list[str] = []
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text))
    yield page
    context.close()
    # The document has no bytes to draw pictures of.
    assert [line for line in said if "status of 404" not in line] == []


def check(page: Page) -> None:
    """Nothing ran, and the page is as wide as its window."""
    assert page.evaluate("window.ran") is None
    assert page.locator("main script, main img[src='x']").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 900
    assert "49" not in page.locator("h1").inner_text()


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_queries(shown: Page, query):
    """Whatever is typed, the result page stands, and shows the query as it was typed."""
    shown.goto(f"/search?q={quote(query)}")
    check(shown)
    assert shown.locator("#q").input_value() == query.replace("\x00", "\ufffd")


@pytest.mark.parametrize("number", range(1, len(TEXTS) + 1))
def test_pages(shown: Page, number):
    """Whatever stands on a page, its view stands, with the word marked."""
    shown.goto(f"/d/{ID}/p/{number}?q=harbor*")
    check(shown)
    assert shown.locator("section.text mark").first.inner_text().startswith("harbor")


@pytest.mark.parametrize("address", ["/", f"/d/{ID}", "/coverage", "/search?q=harbor&group=page"])
def test_names(shown: Page, address):
    """Names and titles that are markup, or turn the text round, do so to nothing beside them."""
    shown.goto(address)
    check(shown)
    for title in shown.locator("h1, h2 a, .file-name, .snippet").all():
        assert title.evaluate("one => getComputedStyle(one).unicodeBidi") in {
            "isolate",
            "plaintext",
        }
