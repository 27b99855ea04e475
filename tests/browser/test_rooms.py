"""Documents, releases, coverage and comparisons in a real browser."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def ids(browser, served) -> dict[str, str]:
    """Ids of the sample's documents by title, and of its release."""
    context = browser.new_context(base_url=served)
    listed = context.request.get("/api/v1/documents?per_page=100").json()["results"]
    (release,) = context.request.get("/api/v1/releases").json()
    context.close()
    return {one["title"]: one["id"] for one in listed} | {"release": release["id"]}


@pytest.mark.parametrize("width", [1280, 360])
def test_fits(page: Page, ids, width):
    """No page is wider than its window, down to a narrow phone."""
    one, other = ids["Dispatch log, channel 4"], ids["Monthly summaries of the task force, 2018"]
    page.set_viewport_size({"width": width, "height": 800})
    for path in (
        "/",
        "/releases",
        f"/r/{ids['release']}",
        "/ledger",
        "/coverage",
        "/releases/compare",
        f"/releases/compare?a={ids['release']}&b={ids['release']}",
        f"/d/{one}?q=officer",
        f"/d/{other}?per_page=3",
        f"/compare?a={one}/1&b={other}/1",
    ):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_from_a_release_to_a_page(page: Page, ids):
    """A reader goes from the front page to the release, sorts it, and opens a page."""
    page.goto("/")
    page.get_by_role("link", name="SAMPLE: records").click()
    expect(page.get_by_role("table", name="Pages by state")).to_be_visible()

    page.get_by_label("Order").select_option("longest first")
    page.get_by_role("button", name="Apply").click()
    page.locator(".document-list a").first.click()
    expect(page.locator(".tile")).to_have_count(10)
    page.locator(".tile a").nth(2).click()

    expect(page).to_have_title("Monthly summaries of the task force, 2018, page 3 - Blotter")


def test_finding_within_a_document(page: Page, ids):
    """What is looked for is marked on the small pictures of the pages that match."""
    page.goto(f"/d/{ids['Monthly summaries of the task force, 2018']}")
    page.get_by_label("Find in this document").fill("overtime")
    page.keyboard.press("Enter")

    matching = page.locator(".tile.hit-page")
    expect(matching.first).to_be_visible()
    count = matching.count()
    expect(page.get_by_role("status").first).to_contain_text(f"{count} page")
    page.locator(".tile.hit-page img").first.evaluate("picture => picture.decode()")
    picture = matching.first.locator("img").bounding_box()
    drawn = matching.first.locator("svg").bounding_box()
    assert drawn["width"] == pytest.approx(picture["width"], abs=2.5)
    assert drawn["height"] == pytest.approx(picture["height"], abs=2.5)

    page.get_by_role("link", name="Only these").click()
    expect(page.locator(".tile")).to_have_count(count)


def test_stretches_by_keyboard(page: Page, ids):
    """A document of many pages is gone through in stretches, and a page opened by its number."""
    page.goto(f"/d/{ids['Monthly summaries of the task force, 2018']}?per_page=4")
    page.get_by_role("link", name="Pages after").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".numbered").first).to_contain_text("Page 5")

    page.get_by_label("Open page").fill("9")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("page 9 of 10")


def test_two_pages_side_by_side(page: Page, ids):
    """Two pages stand beside each other, and what differs has a name for screen readers."""
    one = ids["Dispatch log, channel 4"]
    page.goto(f"/compare?a={one}/1&b={one}/2")

    pictures = page.locator("figure.sheet img")
    expect(pictures).to_have_count(2)
    left, right = (pictures.nth(n).bounding_box() for n in range(2))
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]
    expect(page.locator("pre del").first).to_be_visible()
    expect(page.locator("pre ins").first).to_be_visible()
    expect(page.get_by_role("img", name="that the other page does not say").first).to_be_visible()
    page.get_by_role("link", name="The pages after").click()
    expect(page.locator(".side h2").first).to_contain_text("page 2 of")


def test_an_example_search(page: Page):
    """Each example on the front page finds as many pages as it says."""
    page.goto("/")
    first = page.locator(".examples li").first
    count = first.inner_text().rsplit(": ", 1)[1].split()[0]
    first.get_by_role("link").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{count} page")
