"""Every page for every reader: by axe's rules of WCAG 2.2 AA, by keyboard, enlarged, on paper."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
ADDRESSES = {
    "front": "/",
    "hits": "/search?q=officer+complaint",
    "hits page by page": "/search?q=officer&group=page&misread=true",
    "nothing found": "/search?q=hovercraft&source=ocr",
    "misread words, a month": "/search?q=calloway+OR+echeverria&misread=true&month=2018-09",
    "past the last page": "/search?q=officer&page=99",
    "how to search": "/help",
    "coverage": "/coverage",
    "release": "/r/sample-2019-0417",
    "ledger": "/ledger",
    "releases compared": "/releases/compare?a=sample-2019-0417&b=sample-2019-0417",
}
ERRORS = {"no such page": "/d/000000000000", "bad parameter": "/search?q=officer&page=0"}


def said_by_axe(page: Page) -> list[str]:
    """What axe has against a page, in one line each: the rule and the first element."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def check(page: Page) -> None:
    """Hold a page to the rules in light at a desk, and in dark on a telephone."""
    for scheme, width in (("light", 1280), ("dark", 360)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        assert said_by_axe(page) == [], (scheme, width)


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_axe(page: Page, address):
    """Axe finds nothing against the page."""
    page.goto(address)
    check(page)


def test_axe_of_a_page_and_its_document(page: Page):
    """Axe finds nothing against the view of a page with hits, its document, and pages like it."""
    page.goto("/search?q=officer")
    page.locator(".hit h2 a").first.click()
    expect(page.locator("figure.sheet rect").first).to_be_attached()
    check(page)
    view = page.url
    page.get_by_role("link", name="More like this page").click()
    check(page)
    page.goto(view)
    page.locator("nav.way a").last.click()
    check(page)


@pytest.mark.parametrize("address", ERRORS.values(), ids=ERRORS)
def test_axe_of_errors(browser, served, address):
    """Axe finds nothing against what is said of an error."""
    context = browser.new_context(base_url=served)
    shown = context.new_page()  # one whose console may speak of the status
    shown.goto(address)
    check(shown)
    context.close()
