"""The web pages in a real browser: what a reader sees, by sight and by keyboard."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser


def test_from_question_to_marked_words(page: Page):
    """A reporter types a phrase, opens the hit, and sees it boxed on the scan."""
    page.goto("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type('"marine unit assist"')  # the box has the focus
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 page matches")
    expect(page.locator(".hit mark").first).to_have_text("marine unit assist")

    page.locator(".hit h2 a").click()

    expect(page.locator("figure.sheet img")).to_be_visible()
    expect(page.locator("section.text mark")).to_have_count(1)
    # Resolves once the picture is there and can be shown; fails if it cannot.
    page.locator("figure.sheet img").evaluate("picture => picture.decode()")
    box = page.locator("figure.sheet rect").first.bounding_box()
    sheet = page.locator("figure.sheet img").bounding_box()
    assert box["width"] > 10
    assert sheet["x"] <= box["x"] <= sheet["x"] + sheet["width"]
    assert sheet["y"] <= box["y"] <= sheet["y"] + sheet["height"]


def test_over_the_end_of_a_page(page: Page):
    """A phrase over the end of a page is boxed on both pages, and each leads to the other."""
    begun = "main console. No minutes were kept of the"
    page.goto("/search?q=%22main+console+no+minutes+were+kept+of+the+meeting%22")
    expect(page.locator(".hit .page-line a").first).to_contain_text("pages 1-2")
    page.locator(".hit h2 a").click()
    expect(page.locator("section.text pre mark")).to_have_text(begun)
    expect(page.locator("figure.sheet rect")).to_have_count(1)

    page.locator(".matches a.onward").click()
    expect(page.locator("section.text pre mark")).to_have_text("meeting")
    expect(page.locator("figure.sheet rect")).to_have_count(1)

    page.locator(".matches a.begun").click()
    expect(page.locator("section.text pre mark")).to_have_text(begun)


@pytest.mark.parametrize("width", [1280, 360])
def test_picture_beside_a_hit(page: Page, width):
    """The picture beside a hit takes its room before it is there, and marks where the words are."""
    page.set_viewport_size({"width": width, "height": 900})
    held: list[Route] = []
    # A method of a list is no function to the driver.
    page.route("**/image?*", lambda route: held.append(route), times=1)  # noqa: PLW0108
    with page.expect_request("**/image?*"):
        page.goto("/search?q=%22marine+unit+assist%22", wait_until="domcontentloaded")
    picture = page.locator(".hit .thumb img").first
    before = picture.bounding_box()
    mark = page.locator(".hit .thumb path").first.bounding_box()
    held[0].continue_()
    picture.evaluate("picture => picture.decode()")

    assert picture.bounding_box() == pytest.approx(before, abs=0.5)
    page.locator(".hit h2 a").first.click()
    page.locator("figure.sheet img").evaluate("picture => picture.decode()")
    box = page.locator("figure.sheet rect").first.bounding_box()
    sheet = page.locator("figure.sheet img").bounding_box()
    for along, across in (("x", "width"), ("y", "height")):
        small = (mark[along] + mark[across] / 2 - before[along]) / before[across]
        large = (box[along] + box[across] / 2 - sheet[along]) / sheet[across]
        assert small == pytest.approx(large, abs=0.01)


def test_box_follows_the_picture(page: Page):
    """The boxes stay on their words at any width."""
    page.goto("/search?q=%22marine+unit+assist%22")
    page.locator(".hit h2 a").click()
    places = []
    for width in (1600, 1000, 400):
        page.set_viewport_size({"width": width, "height": 900})
        box = page.locator("figure.sheet rect").first.bounding_box()
        sheet = page.locator("figure.sheet img").bounding_box()
        places.append(
            (
                (box["x"] - sheet["x"]) / sheet["width"],
                (box["y"] - sheet["y"]) / sheet["height"],
            )
        )

    for place in places[1:]:
        assert place == pytest.approx(places[0], abs=0.01)


def test_link_opens_the_same(page: Page, browser, served):
    """The address of a marked page opens the same marks in another browser."""
    page.goto("/search?q=%22marine+unit+assist%22")
    page.locator(".hit h2 a").click()
    address, marks = page.url, page.locator("section.text mark").all_inner_texts()

    other = browser.new_context()
    opened = other.new_page()
    opened.goto(address)

    assert opened.locator("section.text mark").all_inner_texts() == marks
    other.close()


@pytest.mark.parametrize("path", ["/", "/search?q=harbor", "/coverage", "/search?q=nil"])
@pytest.mark.parametrize("width", [1280, 360])
def test_fits(page: Page, path, width):
    """No page is wider than its window, down to a narrow phone."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_keyboard(page: Page):
    """The way from the box to the first hit goes by keyboard alone, past filters and plots."""
    page.goto("/search?q=%22marine+unit+assist%22")
    page.locator("#q").focus()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Skip to the hits":
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.hit h2') !== null")
    page.keyboard.press("Enter")

    expect(page.locator("figure.sheet")).to_be_visible()


def test_names_for_screen_readers(page: Page):
    """Picture, matches and text have names for those who do not see them."""
    page.goto("/search?q=%22marine+unit+assist%22")
    page.locator(".hit h2 a").click()

    expect(page.get_by_role("img", name="Picture of page 1")).to_be_visible()
    expect(page.get_by_role("list", name="Matches on the picture")).to_be_visible()
    expect(page.get_by_role("region", name="Text of the page")).to_be_visible()
    assert page.locator("figure.sheet rect title").first.text_content() == "marine unit assist"


def test_narrowing_by_a_facet(page: Page):
    """A value of a facet narrows the answer, its chip shows that, and a click widens again."""
    page.goto("/search?q=officer")
    total = int(page.get_by_role("heading", level=1).inner_text().split()[0])
    value = page.locator(".facets section", has_text="Text from").get_by_role("link", name="OCR")
    expect(value).to_be_visible()
    held = int(value.locator(".held").inner_text())
    assert 0 < held < total

    value.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{held} pages match")
    chip = page.locator(".chips").get_by_role("link", name="Text from: OCR")
    expect(chip).to_be_visible()
    chip.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{total} pages match")
    expect(page.locator(".chips")).to_have_count(0)


def test_narrowing_by_the_timeline(page: Page):
    """A bar is reached by keyboard, narrows the answer to its month, and is taken back again."""
    page.goto("/search?q=officer")
    total = int(page.get_by_role("heading", level=1).inner_text().split()[0])
    bar = page.locator(".timeline").get_by_role("link", name="September 2018")
    count = int(bar.get_attribute("aria-label").split()[2])
    table = page.locator(".hit-plot .as-table")
    table.locator("summary").click()
    row = table.get_by_role("row", name="September 2018")
    assert row.get_by_role("cell").inner_text() == str(count)
    assert bar.bounding_box()["width"] >= 24

    bar.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{count} pages match")
    expect(bar).to_have_attribute("aria-label", f"September 2018: {count} pages, selected")
    page.get_by_role("link", name="All dates").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{total} pages match")


def test_narrowing_on_a_small_screen(page: Page):
    """On a narrow screen the facets wait behind a line that opens them, by keyboard too."""
    page.set_viewport_size({"width": 400, "height": 800})
    page.goto("/search?q=officer")
    value = page.locator(".facets").get_by_role("link", name="OCR", exact=False).first
    expect(value).to_be_hidden()
    page.locator(".facets > summary").focus()
    page.keyboard.press("Enter")
    expect(value).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_by_document_and_page_by_page(page: Page):
    """The list switches between documents and pages, and from a document to all its pages."""
    page.goto("/search?q=officer&type=journal")
    expect(page.locator(".hit .page-hits").first).to_be_visible()
    page.get_by_role("link", name="page by page").click()
    expect(page.locator(".page-hits")).to_have_count(0)
    expect(page.locator(".chips li")).to_have_count(1)

    page.get_by_role("link", name="by document").click()
    more = page.locator(".all-pages a").first
    count = more.inner_text().split()[1]
    more.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{count} pages match")


@pytest.fixture
def plain_page(browser, served):
    """A page of a browser that runs no scripts."""
    context = browser.new_context(base_url=served, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_misread_words_without_scripts(plain_page: Page):
    """Misread words are unticked and ticked again by a plain form; the address says which."""
    page = plain_page
    page.goto("/search?q=I192003457+OR+I192008815+OR+calloway+OR+echeverria&misread=true")
    boxes = page.locator(".variants input[type=checkbox]")
    names = [box.get_attribute("value") for box in boxes.all()]
    assert names
    boxes.first.uncheck()
    page.get_by_role("button", name="Match those ticked").click()

    expect(boxes.first).not_to_be_checked()
    assert re.search(r"[?&]without=", page.url)
    assert "offered=" not in page.url
    boxes.first.check()
    page.get_by_role("button", name="Match those ticked").click()
    expect(boxes.first).to_be_checked()
    assert "without=" not in page.url


def test_nothing_found_leads_on(plain_page: Page):
    """Where nothing is found a link leads to what less of the query finds."""
    page = plain_page
    page.goto("/search?q=officer+hovercraft+complaint")
    expect(page.get_by_role("heading", name="No page holds this")).to_be_visible()
    way = page.locator(".nothing li", has_text="officer complaint")
    count = way.locator(".facts").inner_text().split()[0]
    way.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{count} page")


def test_page_numbers(plain_page: Page):
    """Pages of hits are gone to by number, as long as one likes, all in the address."""
    page = plain_page
    page.goto("/search?q=officer&group=page")
    page.get_by_label("Per page").select_option("10")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("ol.hits > li")).to_have_count(10)
    page.get_by_role("link", name="Page 3").click()
    expect(page.locator("ol.hits")).to_have_attribute("start", "21")
    expect(page.locator(".numbered [aria-current=page]")).to_have_text("3")
    assert "per_page=10" in page.url


def test_suggestions_of_numbers(page: Page):
    """The beginning of a case number is completed to the numbers that begin so."""
    page.goto("/")
    page.locator("#q").click()
    page.keyboard.type("IAD2019-0")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("affairs:2019-0412")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#q")).to_have_value("affairs:2019-0412")


def test_suggestions_by_keyboard(page: Page):
    """While a word is typed its ends are offered; arrows choose, Enter takes, Escape closes."""
    page.goto("/")
    box = page.get_by_role("combobox", name="Search the records")
    box.click()  # the focus that the page gives may come after the first keys
    page.keyboard.type("harb")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("harbor")
    expect(box).to_have_attribute("aria-expanded", "true")

    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    chosen = box.get_attribute("aria-activedescendant")
    assert chosen == options.first.get_attribute("id")
    page.keyboard.press("Enter")
    expect(box).to_have_value("harbor")
    expect(box).to_have_attribute("aria-expanded", "false")

    page.keyboard.type(" over")
    expect(options.first).to_contain_text("over")
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("harbor over")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("match")


def test_suggestions_by_mouse(page: Page):
    """A click on a suggestion puts it into the box, which keeps the focus."""
    page.goto("/")
    page.keyboard.type("harb")
    page.get_by_role("option").first.click()

    expect(page.locator("#q")).to_have_value("harbor")
    expect(page.locator("#q")).to_be_focused()
