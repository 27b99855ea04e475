"""The way of a reporter from the question to the link that is sent, by mouse and by keys alone."""

import io

import pytesseract
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from ingest.tesseract_program import find_installation

pytestmark = pytest.mark.browser

# Of a scan that lies askew by more than a degree, and of one that lies on its side.
SCANS = {
    "skewed": ("ropewalk source:ocr", "ropewalk", 0),
    "on its side": ('"hold for bus" source:ocr', "hold for bus", -90),
}


def seen_on(page: Page) -> tuple[str, list[str], list[list[str]]]:
    """What a reader sees of a page and its hits: heading, marked words, boxes."""
    return (
        page.locator("h1").inner_text(),
        page.locator("section.text mark").all_inner_texts(),
        page.locator("figure.sheet rect").evaluate_all(
            "all => all.map(one => ['x', 'y', 'width', 'height'].map(n => one.getAttribute(n)))"
        ),
    )


def open_first_hit(page: Page) -> None:
    """The view of the best page, with what its script adds."""
    page.locator(".hit h2 a").first.click()
    expect(page.locator(".tools-of-page")).to_be_visible()


def read_in_boxes(page: Page, turn: int) -> str:
    """What stands in the boxes of the picture, read by Tesseract; turned before by degrees."""
    link = page.locator("figure.sheet img").get_attribute("src").replace("1200", "1700")
    picture = Image.open(io.BytesIO(page.request.get(link).body())).convert("L")
    boxes = [[float(side) for side in box] for box in seen_on(page)[2]]
    return " ".join(read_alone(cut_out(picture, *box).rotate(turn, expand=True)) for box in boxes)


def cut_out(picture: Image.Image, x: float, y: float, w: float, h: float) -> Image.Image:
    """A part of a picture; everything in fractions of it."""
    width, height = picture.size
    return picture.crop((x * width, y * height, (x + w) * width, (y + h) * height))


def read_alone(cut: Image.Image) -> str:
    """The line of text on a small picture, enlarged and given the margin that Tesseract needs."""
    large = cut.resize((cut.width * 3, cut.height * 3))
    framed = Image.new("L", (large.width + 120, large.height + 120), 255)
    framed.paste(large, (60, 60))
    tesseract = find_installation()
    pytesseract.pytesseract.tesseract_cmd = tesseract.executable
    data = f'--tessdata-dir "{tesseract.data}"' if tesseract.data else ""
    return pytesseract.image_to_string(framed, config=f"--psm 7 {data}").strip().lower()


@pytest.mark.parametrize(("query", "words", "turn"), SCANS.values(), ids=SCANS)
def test_reporter(page: Page, browser: Browser, query, words, turn):
    """Found, opened, stepped through by key, marked on the right words, sent, and seen alike."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/")
    page.locator("#q").fill(query)
    page.keyboard.press("Enter")
    open_first_hit(page)
    page.keyboard.press("n")
    expect(page.locator("rect.here").first).to_be_in_viewport()
    page.locator("figure.sheet img").evaluate("picture => picture.decode()")
    assert words in read_in_boxes(page, turn)

    copied = {}
    for name in ("Copy link", "Copy citation"):
        page.get_by_role("button", name=name).click()
        expect(page.locator(".done")).to_contain_text("copied")
        copied[name] = page.evaluate("navigator.clipboard.readText()")
    assert copied["Copy link"] in copied["Copy citation"]

    elsewhere = browser.new_context()
    other = elsewhere.new_page()
    other.goto(copied["Copy link"])
    assert seen_on(other) == seen_on(page)
    elsewhere.close()


def tab_to(page: Page, what: str, *, most: int = 80, key: str = "Tab") -> None:
    """Go by Tab until something has the focus, which is seen at every step."""
    for _ in range(most):
        page.keyboard.press(key)
        shown = page.evaluate(
            "(() => { const style = getComputedStyle(document.activeElement);"
            " return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2; })()"
        )
        assert shown, page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
    raise AssertionError(f"{what} was not reached")


def test_by_keyboard_alone(page: Page):
    """Without a mouse one searches, opens a hit, steps on, copies the link and goes back."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/")
    page.keyboard.type("officer complaint")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("match")
    results = page.url
    tab_to(page, "a.skip[href='#hits']")
    page.keyboard.press("Enter")
    tab_to(page, ".hit h2 a, .hit a", most=25)
    page.keyboard.press("Enter")
    expect(page.locator(".tools-of-page")).to_be_visible()
    page.keyboard.press("n")
    expect(page.locator("mark.here")).to_have_count(1)
    tab_to(page, "[data-do=copy-link]")
    page.keyboard.press("Enter")
    expect(page.locator(".done")).to_contain_text("copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url.split("#")[0]
    tab_to(page, "nav.way a:first-child", key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(results)


ADDRESSES = ("/", "/search?q=officer+complaint", "/coverage", "/search?q=hovercraft")


@pytest.mark.parametrize("address", ADDRESSES)
def test_enlarged(page: Page, address):
    """At 400 % of a usual window, which is 320 pixels, nothing has to be scrolled sideways."""
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_page_view_enlarged(page: Page):
    """So too with the view of a page, whose picture scrolls by itself."""
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto("/search?q=ropewalk")
    open_first_hit(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    expect(page.locator("figure.sheet rect").first).to_be_attached()


def test_on_paper(page: Page):
    """Printed, a page keeps title, picture, marks and text, and leaves the buttons away."""
    page.goto("/search?q=ropewalk+source%3Aocr")
    open_first_hit(page)
    page.emulate_media(media="print")
    for shown in ("h1", "figure.sheet img", "section.text pre", ".provenance"):
        expect(page.locator(shown).first).to_be_visible()
    for hidden in ("header.top", ".tools-of-page", ".strip", ".turn"):
        expect(page.locator(hidden).first).to_be_hidden()
    mark = page.locator("section.text mark").first
    ink = mark.evaluate("mark => getComputedStyle(mark).textDecorationLine")
    assert "underline" in ink  # browsers print no backgrounds
