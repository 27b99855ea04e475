"""The view of a page by keys and buttons, as a reporter uses it."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def open_hit(page: Page, query: str) -> None:
    """The best page for a query that was read by OCR, with its picture there."""
    page.goto(f"/search?q={query}&source=ocr&group=page")
    page.locator(".hit h2 a").first.click()
    page.locator("figure.sheet img").evaluate("picture => picture.decode()")


def place(page: Page, what: str) -> tuple[float, float]:
    """The middle of something as fractions of the picture as it is seen."""
    box, sheet = (page.locator(one).first.bounding_box() for one in (what, "figure.sheet"))
    return (
        (box["x"] + box["width"] / 2 - sheet["x"]) / sheet["width"],
        (box["y"] + box["height"] / 2 - sheet["y"]) / sheet["height"],
    )


def test_from_hit_to_hit(page: Page):
    """By n and p one goes through the hits of a page, then on to the next page that has one."""
    open_hit(page, "harbor")
    count = page.locator("section.text mark").count()
    first = page.url
    for number in range(1, count + 1):
        page.keyboard.press("n")
        expect(page.locator(".done")).to_have_text(f"Match {number} of {count} on this page")
        expect(page.locator("mark.here")).to_have_count(1)
        expect(page.locator("rect.here")).to_be_in_viewport()
    page.keyboard.press("n")
    expect(page).not_to_have_url(first)
    expect(page.locator(".done")).to_contain_text("Match 1 of")
    page.keyboard.press("p")
    expect(page.locator(".done")).to_have_text(f"Match {count} of {count} on this page")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".page-number").first).to_contain_text("page 2")


def test_keys_are_letters_while_typing(page: Page):
    """In the search box an n is an n."""
    open_hit(page, "harbor")
    before = page.url
    page.locator("#q").fill("")
    page.locator("#q").press_sequentially("nnr")
    expect(page.locator("#q")).to_have_value("nnr")
    assert page.url == before
    expect(page.locator("rect.here")).to_have_count(0)


def test_turned_and_larger(page: Page):
    """The boxes go with the picture when it is turned and enlarged."""
    open_hit(page, "harbor")
    x, y = place(page, "figure.sheet rect")
    for expected in ((1 - y, x), (1 - x, 1 - y), (y, 1 - x), (x, y)):
        page.keyboard.press("r")
        assert place(page, "figure.sheet rect") == pytest.approx(expected, abs=0.01)
    width = page.locator("figure.sheet").bounding_box()["width"]
    page.get_by_role("button", name="Larger picture").click()
    assert page.locator("figure.sheet").bounding_box()["width"] == pytest.approx(1.5 * width, abs=2)
    assert place(page, "figure.sheet rect") == pytest.approx((x, y), abs=0.01)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_copied(page: Page):
    """Link, citation and text are copied as they stand; the link opens the same marks."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_hit(page, "harbor")
    address = page.url
    page.keyboard.press("n")
    copied = {}
    for name in ("Copy link", "Copy citation", "Copy text"):
        page.get_by_role("button", name=name).click()
        expect(page.locator(".done")).to_contain_text("copied")
        copied[name] = page.evaluate("navigator.clipboard.readText()")
    assert copied["Copy link"] == address
    assert address in copied["Copy citation"]
    assert "SHA-256" in copied["Copy citation"]
    assert copied["Copy text"] == page.locator("section.text pre").inner_text()


def test_within_the_document(page: Page):
    """A search below the page stays in its document."""
    open_hit(page, "harbor")
    page.locator("#within").fill("overtime")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.locator(".chips")).to_contain_text("Document")
